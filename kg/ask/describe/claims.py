"""Propositions as they are mentioned: with their status, today or on a day, and their counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.ask.describe.model import Claim, Period
from kg.ask.describe.nodes import NO_END, local
from kg.rdf.sparql import iris
from kg.terms import PROLOGUE

if TYPE_CHECKING:
    from kg.ask.reader import Select


async def claims(select: Select, wanted: Iterable[str], day: str = "") -> dict[str, Claim]:
    """The propositions by IRI, as of a day (``""``: the latest): three queries at most."""
    listed = iris(wanted)
    if not listed:
        return {}
    counts = await _counts(select, listed, day or NO_END)
    reports = await select(f"""{PROLOGUE}SELECT ?s (COUNT(DISTINCT ?d) AS ?reports) {{
  VALUES ?s {{ {listed} }} ?x av:proposition ?s ; av:documentedIn ?d }} GROUP BY ?s""")
    carried = {r["s"]["value"]: int(r["reports"]["value"]) for r in reports if "s" in r}
    rows = await select(f"""{PROLOGUE}SELECT ?s ?text ?current ?then ?origins {{
  VALUES ?s {{ {listed} }} ?s av:label ?text . OPTIONAL {{ ?s av:currentStatus ?current }}
  OPTIONAL {{ ?period av:statusOf ?s ; av:definiteFrom ?f ; av:definiteUntil ?u ; av:status ?then ;
    av:originCount ?origins FILTER({_covers(day or NO_END)}) }} }}""")
    return {row["s"]["value"]: _claim(row, counts[row["s"]["value"]], carried, day) for row in rows}


def _covers(day: str) -> str:
    return f'?f <= "{day}"^^xsd:date && "{day}"^^xsd:date <= ?u'


async def _counts(select: Select, listed: str, day: str) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    rows = await select(f"""{PROLOGUE}SELECT ?s ?effect (COUNT(DISTINCT ?x) AS ?n) {{
  VALUES ?s {{ {listed} }} ?x av:proposition ?s ; av:effect ?effect ;
    av:definiteFrom ?f ; av:definiteUntil ?u FILTER({_covers(day)}) }} GROUP BY ?s ?effect""")
    for row in rows:
        if "effect" in row:
            effect = local(row["effect"]["value"]).removeprefix("effect-")
            counts[row["s"]["value"]][effect] = int(row["n"]["value"])
    return counts


def _claim(
    row: dict[str, dict[str, str]], counts: dict[str, int], carried: dict[str, int], day: str
) -> Claim:
    iri = row["s"]["value"]
    status = row.get("then") or (None if day else row.get("current"))
    return Claim(
        iri=iri,
        text=row["text"]["value"],
        status=local(status["value"]).removeprefix("status-") if status else "unaddressed",
        supports=counts.get("supports", 0),
        opposes=counts.get("opposes", 0),
        withholds=counts.get("withholds", 0),
        neutral=counts.get("neutral", 0),
        origins=int(row["origins"]["value"]) if "origins" in row else 0,
        reports=carried.get(iri, 0),
    )


async def periods(select: Select, iri: str) -> tuple[Period, ...]:
    """The history of a proposition's status, the first period first: one query."""
    rows = await select(f"""{PROLOGUE}SELECT ?since ?until ?status ?origins {{
  ?x av:statusOf <{iri}> ; av:definiteFrom ?since ; av:definiteUntil ?until ; av:status ?status ;
    av:originCount ?origins }} ORDER BY ?since""")
    return tuple(
        Period(
            since=row["since"]["value"],
            until="" if row["until"]["value"] == NO_END else row["until"]["value"],
            status=local(row["status"]["value"]).removeprefix("status-"),
            origins=int(row["origins"]["value"]),
        )
        for row in rows
    )
