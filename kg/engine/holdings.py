"""What an engine holds, asked of itself: its graphs, and the vocabulary that its data use."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.engine.advice import Vocabulary
from kg.engine.dataset import NO_PREFIXES
from kg.engine.guard import examine
from kg.engine.protocol import Question
from kg.engine.select import read_rows
from kg.errors import AskError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.ask.reader import Rows
    from kg.engine.protocol import Engine

# Seconds for each question; nobody waits longer for a description or for advice.
SECONDS: Final = 1.0
GRAPHS: Final = """
SELECT ?graph (COUNT(*) AS ?triples) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph
"""
USED: Final = """
SELECT DISTINCT ?class ?property {
  { ?s ?property ?o OPTIONAL { ?s a ?class } }
  UNION { GRAPH ?graph { ?s ?property ?o OPTIONAL { ?s a ?class } } }
}
"""


class Holdings(NamedTuple):
    """Named graphs by IRI, each with its number of triples, and what advice is given from."""

    graphs: Mapping[str, int]
    vocabulary: Vocabulary


async def holdings_of(engine: Engine) -> Holdings:
    """What an engine holds; nothing of what takes longer than SECONDS to be found out."""
    counted = await _rows(engine, GRAPHS)
    graphs = {row["graph"]["value"]: int(row["triples"]["value"]) for row in counted}
    classes: dict[str, set[str]] = {}
    properties = set()
    for row in await _rows(engine, USED):
        properties.add(row["property"]["value"])
        if "class" in row:
            classes.setdefault(row["class"]["value"], set()).add(row["property"]["value"])
    used = {name: frozenset(of) for name, of in classes.items()}
    vocabulary = Vocabulary(used, frozenset(properties), frozenset(), prefixes=NO_PREFIXES)
    return Holdings(graphs, vocabulary)


async def _rows(engine: Engine, text: str) -> Rows:
    question = Question(examine(text), "json", seconds=SECONDS)
    try:
        async with aclosing(await engine.ask(question)) as answer:
            return read_rows(b"".join([piece async for piece in answer]))
    except AskError:
        return []
