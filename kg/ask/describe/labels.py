"""Labels and marks for IRIs that stand in a result, all with one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.ask.describe.terms import notation
from kg.ask.reader import Ref
from kg.rdf.sparql import iris
from kg.terms import AV, PROLOGUE

if TYPE_CHECKING:
    from kg.ask.reader import Select
    from kg.contract import Contract

MOST_OPTIONS: Final = 500
RECORDS: Final = {f"{AV}StructuralFact": "fact", f"{AV}Position": "position"}


@dataclass(frozen=True)
class Label:
    """How an IRI is shown: a proposition with its status, a disputed record as such.

    `status` is set for propositions, `effect` for stances; they are notations (`contested`) or
    empty. `record` says what a record tells, ``fact`` or ``position``; one that a later position
    replaces or takes back is `superseded`. `standing` is the present status of a fact (`ended`).
    """

    text: str
    status: str = ""
    effect: str = ""
    disputed: bool = False
    record: str = ""
    superseded: bool = False
    standing: str = ""


async def labels(select: Select, contract: Contract, wanted: Iterable[str]) -> dict[str, Label]:
    """Labels by IRI; what the graph does not label is left out. One query."""
    listed = iris(wanted)
    if not listed:
        return {}
    rows = await select(f"""{PROLOGUE}
SELECT ?s ?concept ?label ?term ?status ?standing ?effect ?disputed ?kind ?later {{
  VALUES ?s {{ {listed} }}
  OPTIONAL {{ ?s skos:prefLabel ?concept ; skos:inScheme ?scheme FILTER(LANG(?concept) = "en") }}
  OPTIONAL {{ ?s av:label ?label }} OPTIONAL {{ ?s rdfs:label ?term FILTER(LANG(?term) = "en") }}
  OPTIONAL {{ ?s a av:Proposition ; av:currentStatus ?status }}
  OPTIONAL {{ ?s a av:StructuralFact ; av:currentStatus ?standing }}
  OPTIONAL {{ ?s skos:inScheme ?any ; av:effect ?effect }}
  OPTIONAL {{ ?s av:disputed ?disputed }}
  OPTIONAL {{ ?s a ?kind FILTER(?kind IN (av:StructuralFact, av:Position)) }}
  OPTIONAL {{ ?later av:supersedes|av:retracts ?s }} }}""")
    return {row["s"]["value"]: _label(contract, row) for row in rows if _named(row)}


def _named(row: dict[str, dict[str, str]]) -> str:
    return next((row[n]["value"] for n in ("concept", "label", "term") if n in row), "")


def _label(contract: Contract, row: dict[str, dict[str, str]]) -> Label:
    marks = {
        name: notation(contract, row[name]["value"])
        for name in ("status", "effect", "standing")
        if name in row
    }
    return Label(
        text=_named(row),
        **marks,
        disputed="disputed" in row and row["disputed"]["value"] in ("true", "1"),
        record=RECORDS.get(row["kind"]["value"], "") if "kind" in row else "",
        superseded="later" in row,
    )


async def concepts(select: Select, schemes: Iterable[str]) -> dict[str, tuple[Ref, ...]]:
    """The concepts of schemes (full IRIs), by scheme and label, for a field to choose from: one
    query."""
    listed = iris(schemes)
    if not listed:
        return {}
    rows = await select(f"""{PROLOGUE}SELECT DISTINCT ?scheme ?s ?label {{
  VALUES ?scheme {{ {listed} }}
  ?s skos:inScheme ?scheme ; skos:prefLabel ?label FILTER(LANG(?label) = "en")
}} ORDER BY ?scheme ?label ?s""")
    found: dict[str, list[Ref]] = defaultdict(list)
    for row in rows:
        found[row["scheme"]["value"]].append(Ref(row["s"]["value"], row["label"]["value"]))
    return {scheme: tuple(refs) for scheme, refs in found.items()}


async def options(select: Select, kinds: Iterable[str]) -> tuple[Ref, ...]:
    """Members of classes (full IRIs) by label, for a field to choose from: one query.

    One more than `MOST_OPTIONS` where there are more: then they are too many to choose from.
    """
    rows = await select(f"""{PROLOGUE}SELECT DISTINCT ?s ?label {{
  VALUES ?kind {{ {iris(kinds)} }} ?s a ?kind ; av:label ?label
}} ORDER BY ?label ?s LIMIT {MOST_OPTIONS + 1}""")
    return tuple(Ref(row["s"]["value"], row["label"]["value"]) for row in rows)
