"""Propositions as they are mentioned: with their status, today or on a day, and their voices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from kg.ask.describe.days import LATEST, published
from kg.ask.describe.model import Claim
from kg.ask.describe.terms import notation
from kg.ask.reader import together
from kg.ask.reader.standing import AsKnown, status_of
from kg.rdf.sparql import iris, quoted
from kg.terms import NO_END, XSD

if TYPE_CHECKING:
    from kg.ask.describe.days import Days
    from kg.ask.reader import Rows, Select
    from kg.contract import Contract

# On a day before anybody spoke no period covers a proposition.
UNADDRESSED: Final = "unaddressed"


async def claims(
    select: Select, contract: Contract, wanted: Iterable[str], days: Days = LATEST
) -> dict[str, Claim]:
    """The propositions among things by IRI, as they are seen from a day: one query."""
    return claims_of(contract, await together(select, claim_questions(wanted, days)), days)


def claim_questions(wanted: Iterable[str], days: Days = LATEST) -> dict[str, str]:
    """SELECTs of what is mentioned of the propositions among things."""
    listed = iris(wanted)
    if not listed:
        return {"claims": "", "standing": "", "documents": ""}
    these = f"VALUES ?s {{ {listed} }} ?s a av:Proposition ."
    return {
        "claims": f"""SELECT ?s ?text ?current {{ {these} ?s av:label ?text .
  OPTIONAL {{ ?s av:currentStatus ?current }} }}""",
        "standing": _as_known(these, days) if days.known_at else _as_stored(these, days),
        "documents": f"""SELECT ?s (COUNT(DISTINCT ?d) AS ?n) {{ {these}
  ?x av:proposition ?s ; av:documentedIn ?d {published(days, "?d")} }} GROUP BY ?s""",
    }


def _as_stored(these: str, days: Days) -> str:
    """Status and voices on a day, by all that was ever told."""
    on = quoted(days.as_of or NO_END, f"{XSD}date")
    return f"""SELECT ?s ?then ?for ?against {{ {these}
  ?period av:statusOf ?s ; av:from ?since ; av:until ?until ; av:status ?then ;
    av:supportingVoices ?for ; av:opposingVoices ?against
  FILTER(?since <= {on} && {on} <= ?until) }}"""


def _as_known(these: str, days: Days) -> str:
    """Status and voices on a day, by what had been told by another."""
    known = AsKnown("?s", days.seen, days.known_at)
    status = status_of(claim=True, node="?s", as_of=days.as_of or None, known_at=days.known_at)
    voices = (
        f"""OPTIONAL {{ SELECT ?s (COUNT(DISTINCT ?voice) AS ?{number}) {{ {these}
    ?x av:{counts} ?s ; av:voice ?voice FILTER({known.counts("?x")}) }} GROUP BY ?s }}"""
        for counts, number in (("countsFor", "yes"), ("countsAgainst", "no"))
    )
    return f"""SELECT ?s ?then ?for ?against {{ {these} {status} BIND(?o AS ?then)
  {" ".join(voices)} BIND(COALESCE(?yes, 0) AS ?for) BIND(COALESCE(?no, 0) AS ?against) }}"""


def claims_of(
    contract: Contract, found: Mapping[str, Rows], days: Days = LATEST
) -> dict[str, Claim]:
    """The propositions by IRI, from the solutions of `claim_questions`."""
    standing = {row["s"]["value"]: row for row in found["standing"]}
    documents = {row["s"]["value"]: int(row["n"]["value"]) for row in found["documents"]}
    known = {}
    for row in found["claims"]:
        iri = row["s"]["value"]
        then = standing.get(iri, {})
        held = then.get("then") or (None if days else row.get("current"))
        status = notation(contract, held["value"]) if held else UNADDRESSED
        # What only implies that a claim is not so counts while somebody supports it.
        is_counted = then and status != UNADDRESSED
        known[iri] = Claim(
            iri=iri,
            text=row["text"]["value"],
            status=status,
            supporting=int(then["for"]["value"]) if is_counted else 0,
            opposing=int(then["against"]["value"]) if is_counted else 0,
            documents=documents.get(iri, 0),
        )
    return known
