"""Propositions as they are mentioned: with their status, today or on a day, and their voices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from kg.ask.describe.model import Claim
from kg.ask.describe.terms import notation
from kg.ask.reader import together
from kg.rdf.sparql import iris, quoted
from kg.terms import NO_END, XSD

if TYPE_CHECKING:
    from kg.ask.reader import Rows, Select
    from kg.contract import Contract

# On a day before anybody spoke no period covers a proposition.
UNADDRESSED: Final = "unaddressed"


async def claims(
    select: Select, contract: Contract, wanted: Iterable[str], day: str = ""
) -> dict[str, Claim]:
    """The propositions among things by IRI, as of a day (``""``: the latest): one query."""
    return claims_of(contract, await together(select, claim_questions(wanted, day)), day)


def claim_questions(wanted: Iterable[str], day: str = "") -> dict[str, str]:
    """SELECTs of what is mentioned of the propositions among things."""
    listed = iris(wanted)
    if not listed:
        return {"claims": "", "standing": "", "documents": ""}
    these = f"VALUES ?s {{ {listed} }} ?s a av:Proposition ."
    on = quoted(day or NO_END, f"{XSD}date")
    return {
        "claims": f"""SELECT ?s ?text ?current {{ {these} ?s av:label ?text .
  OPTIONAL {{ ?s av:currentStatus ?current }} }}""",
        "standing": f"""SELECT ?s ?then ?for ?against {{ {these}
  ?period av:statusOf ?s ; av:from ?since ; av:until ?until ; av:status ?then ;
    av:supportingVoices ?for ; av:opposingVoices ?against
  FILTER(?since <= {on} && {on} <= ?until) }}""",
        "documents": f"""SELECT ?s (COUNT(DISTINCT ?d) AS ?n) {{ {these}
  ?x av:proposition ?s ; av:documentedIn ?d }} GROUP BY ?s""",
    }


def claims_of(contract: Contract, found: Mapping[str, Rows], day: str = "") -> dict[str, Claim]:
    """The propositions by IRI, from the solutions of `claim_questions`."""
    standing = {row["s"]["value"]: row for row in found["standing"]}
    documents = {row["s"]["value"]: int(row["n"]["value"]) for row in found["documents"]}
    known = {}
    for row in found["claims"]:
        iri = row["s"]["value"]
        then = standing.get(iri, {})
        held = then.get("then") or (None if day else row.get("current"))
        known[iri] = Claim(
            iri=iri,
            text=row["text"]["value"],
            status=notation(contract, held["value"]) if held else UNADDRESSED,
            supporting=int(then["for"]["value"]) if then else 0,
            opposing=int(then["against"]["value"]) if then else 0,
            documents=documents.get(iri, 0),
        )
    return known
