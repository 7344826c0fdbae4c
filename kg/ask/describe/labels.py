"""Labels and marks for IRIs that stand in a result, all with one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.ask.describe.model import Ref
from kg.ask.describe.nodes import local
from kg.rdf.sparql import iris
from kg.terms import PROLOGUE

if TYPE_CHECKING:
    from kg.ask.reader import Rows, Select

MOST_OPTIONS: Final = 500


@dataclass(frozen=True)
class Label:
    """How an IRI is shown: a proposition with its status, a disputed record as such.

    `effect` is set for stances; all three marks are local names or empty.
    """

    text: str
    status: str = ""
    effect: str = ""
    disputed: bool = False


async def labels(select: Select, wanted: Iterable[str]) -> dict[str, Label]:
    """Labels by IRI; what the graph does not label is left out. One query."""
    listed = iris(wanted)
    if not listed:
        return {}
    rows = await select(f"""{PROLOGUE}SELECT ?s ?concept ?label ?term ?status ?effect ?disputed {{
  VALUES ?s {{ {listed} }}
  OPTIONAL {{ ?s skos:prefLabel ?concept ; skos:inScheme ?scheme FILTER(LANG(?concept) = "en") }}
  OPTIONAL {{ ?s av:label ?label }} OPTIONAL {{ ?s rdfs:label ?term FILTER(LANG(?term) = "en") }}
  OPTIONAL {{ ?s av:currentStatus ?status }} OPTIONAL {{ ?s av:stanceEffect ?effect }}
  OPTIONAL {{ ?s av:disputed ?disputed }} }}""")
    return {row["s"]["value"]: _label(row) for row in rows if _named(row)}


def _named(row: dict[str, dict[str, str]]) -> str:
    return next((row[n]["value"] for n in ("concept", "label", "term") if n in row), "")


def _label(row: dict[str, dict[str, str]]) -> Label:
    return Label(
        text=_named(row),
        status=local(row["status"]["value"]).removeprefix("status-") if "status" in row else "",
        effect=local(row["effect"]["value"]).removeprefix("effect-") if "effect" in row else "",
        disputed="disputed" in row and row["disputed"]["value"] in ("true", "1"),
    )


async def options(select: Select, kind: str) -> tuple[Ref, ...]:
    """Members of a class (full IRI) or of a concept scheme by label, for a field to choose from.

    At most `MOST_OPTIONS`; one query.
    """
    rows = await select(f"""{PROLOGUE}SELECT DISTINCT ?s ?label {{
  {{ ?s a <{kind}> }} UNION {{ ?s skos:inScheme <{kind}> }} ?s av:label|skos:prefLabel ?label
  FILTER(LANG(?label) IN ("", "en")) }} ORDER BY ?label ?s LIMIT {MOST_OPTIONS}""")
    found = {row["s"]["value"]: row["label"]["value"] for row in reversed(rows)}
    return tuple(Ref(iri, label) for iri, label in reversed(found.items()))


async def classes(select: Select, iri: str) -> tuple[Ref, ...]:
    """The classes under which a thing was curated, narrowest first, labelled. One query."""
    rows: Rows = await select(f"""{PROLOGUE}SELECT ?type ?label (COUNT(?wider) AS ?depth) {{
  GRAPH ?file {{ <{iri}> a ?type }} ?file a av:CuratedFile . ?type rdfs:label ?label
  FILTER(LANG(?label) = "en")
  OPTIONAL {{ ?type rdfs:subClassOf* ?wider }} }} GROUP BY ?type ?label ORDER BY DESC(?depth)""")
    return tuple(Ref(r["type"]["value"], r["label"]["value"]) for r in rows if "type" in r)
