"""Propositions as they are mentioned: with their status, today or on a day, and their counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from kg.ask.describe.model import Claim, Period
from kg.ask.describe.terms import notation
from kg.ask.reader import together
from kg.ask.reader.node import NO_END
from kg.rdf.sparql import iri as term
from kg.rdf.sparql import iris, quoted
from kg.terms import XSD

if TYPE_CHECKING:
    from kg.ask.reader import Rows, Select
    from kg.contract import Contract

# On a day before anybody spoke no period covers a proposition.
UNADDRESSED: Final = "unaddressed"

Row = Mapping[str, Mapping[str, str]]


async def claims(
    select: Select, contract: Contract, wanted: Iterable[str], day: str = ""
) -> dict[str, Claim]:
    """The propositions among things by IRI, as of a day (``""``: the latest): one query."""
    return claims_of(contract, await together(select, claim_questions(wanted, day)), day)


def claim_questions(wanted: Iterable[str], day: str = "") -> dict[str, str]:
    """SELECTs of what is mentioned of the propositions among things."""
    listed = iris(wanted)
    if not listed:
        return {"claims": "", "effects": "", "reports": ""}
    these = f"VALUES ?s {{ {listed} }} ?s a av:Proposition ."
    covers = _covers(day or NO_END)
    return {
        "claims": f"""SELECT ?s ?text ?current ?then ?origins {{ {these} ?s av:label ?text .
  OPTIONAL {{ ?s av:currentStatus ?current }}
  OPTIONAL {{ ?period av:statusOf ?s ; av:definiteFrom ?f ; av:definiteUntil ?u ; av:status ?then ;
    av:originCount ?origins FILTER({covers}) }} }}""",
        "effects": f"""SELECT ?s ?effect (COUNT(DISTINCT ?x) AS ?n) {{ {these}
  ?x av:proposition ?s ; av:effect ?effect ; av:definiteFrom ?f ; av:definiteUntil ?u
  FILTER({covers}) }} GROUP BY ?s ?effect""",
        "reports": f"""SELECT ?s (COUNT(DISTINCT ?d) AS ?n) {{ {these}
  ?x av:proposition ?s ; av:documentedIn ?d }} GROUP BY ?s""",
    }


def claims_of(contract: Contract, found: Mapping[str, Rows], day: str = "") -> dict[str, Claim]:
    """The propositions by IRI, from the solutions of `claim_questions`."""
    effects: dict[str, dict[str, int]] = defaultdict(dict)
    for row in found["effects"]:
        effect = notation(contract, row["effect"]["value"])
        effects[row["s"]["value"]][effect] = int(row["n"]["value"])
    reports = {row["s"]["value"]: int(row["n"]["value"]) for row in found["reports"]}
    known = {}
    for row in found["claims"]:
        iri, held = row["s"]["value"], row.get("then") or (None if day else row.get("current"))
        status = notation(contract, held["value"]) if held else UNADDRESSED
        known[iri] = _claim(row, status, effects[iri], reports.get(iri, 0))
    return known


def _covers(day: str) -> str:
    on = quoted(day, f"{XSD}date")
    return f"?f <= {on} && {on} <= ?u"


def _claim(row: Row, status: str, effects: Mapping[str, int], reports: int) -> Claim:
    return Claim(
        iri=row["s"]["value"],
        text=row["text"]["value"],
        status=status,
        supports=effects.get("supports", 0),
        opposes=effects.get("opposes", 0),
        withholds=effects.get("withholds", 0),
        neutral=effects.get("neutral", 0),
        origins=int(row["origins"]["value"]) if "origins" in row else 0,
        reports=reports,
    )


def periods_of(iri: str) -> str:
    """A SELECT of the history of a proposition's status."""
    return f"""SELECT ?since ?until ?status ?origins {{
  ?x av:statusOf {term(iri)} ; av:definiteFrom ?since ; av:definiteUntil ?until ;
    av:status ?status ; av:originCount ?origins }}"""


def periods(contract: Contract, rows: Rows) -> tuple[Period, ...]:
    """The history of a proposition's status, the first period first."""
    found = (
        Period(
            since=row["since"]["value"],
            until="" if row["until"]["value"] == NO_END else row["until"]["value"],
            status=notation(contract, row["status"]["value"]),
            origins=int(row["origins"]["value"]),
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda period: period.since))
