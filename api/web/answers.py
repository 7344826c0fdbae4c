"""The beginning of an answer, read from its bytes as they come, and no further."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.engine import Question

if TYPE_CHECKING:
    from kg.ask.reader import Rows
    from kg.engine import Engine, Query

MOST_ROWS: Final = 200
MOST_TEXT: Final = 100_000


@dataclass(frozen=True)
class Table:
    """The first rows of a table; `cut` when there are more."""

    variables: tuple[str, ...]
    rows: Rows
    cut: bool


@dataclass(frozen=True)
class Verdict:
    """The answer to an ASK."""

    truth: bool


@dataclass(frozen=True)
class Graph:
    """The beginning of a graph as Turtle; `cut` when there is more."""

    text: str
    cut: bool


async def answer(engine: Engine, query: Query) -> Table | Verdict | Graph:
    """Asks, and reads the first `MOST_ROWS` rows or `MOST_TEXT` characters.

    Raises:
        AskError: the engine refuses, or the answer does not come in time.
    """
    question = Question(query, "ttl" if query.makes_graph else "json")
    async with aclosing(await engine.ask(question)) as pieces:
        return await (graph(pieces) if query.makes_graph else table(pieces))


async def graph(pieces: AsyncIterator[bytes]) -> Graph:
    """The beginning of a graph, cut at the end of a line."""
    held = b""
    async for piece in pieces:
        held += piece
        if len(held) > MOST_TEXT:
            begin = held[:MOST_TEXT].decode("utf-8", "ignore")
            return Graph(begin.rpartition("\n")[0], cut=True)
    return Graph(held.decode(), cut=False)


async def table(pieces: AsyncIterator[bytes]) -> Table | Verdict:
    """The first rows of SPARQL JSON, or the verdict that it holds.

    Parses what has come each time it has doubled, until it is whole or holds enough rows.
    """
    held, parse_at = b"", 0
    async for piece in pieces:
        held += piece
        if len(held) > parse_at:
            parse_at = 2 * len(held)
            variables, rows = _begun(held.decode("utf-8", "ignore"))
            if len(rows) > MOST_ROWS:
                return Table(variables, rows[:MOST_ROWS], cut=True)
    whole = json.loads(held)
    if "boolean" in whole:
        return Verdict(bool(whole["boolean"]))
    found: Rows = whole["results"]["bindings"]
    return Table(tuple(whole["head"]["vars"]), found[:MOST_ROWS], cut=len(found) > MOST_ROWS)


def _begun(text: str) -> tuple[tuple[str, ...], Rows]:
    """Variables and complete rows in the beginning of SPARQL JSON."""
    head, marker, body = text.partition('"bindings"')
    if not marker:
        return (), []
    variables = json.loads(head[head.index("[") : head.index("]") + 1])
    return tuple(variables), list(_rows(body))


def _rows(body: str) -> Iterator[dict[str, dict[str, str]]]:
    decoder = json.JSONDecoder()
    at = body.find("{")
    while at >= 0:
        try:
            row, end = decoder.raw_decode(body, at)
        except json.JSONDecodeError:
            return
        yield row
        at = body.find("{", end)
