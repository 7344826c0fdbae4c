"""What stands one step from a thing, as a query, and a few things two steps away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.ask.describe import terms
from kg.ask.describe.days import told
from kg.ask.describe.model import alphabetical
from kg.ask.reader import Ref, together
from kg.rdf.sparql import iri as term
from kg.rdf.sparql import iris
from kg.terms import AVD, PREFIXES, short

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.ask.describe.days import Days
    from kg.ask.reader import Select
    from kg.contract import Contract

MOST_OF_ONE: Final = 4


def one_step(contract: Contract, iri: str) -> str:
    """The query that gives all that facts and other triples tie to a thing."""
    here, ends = term(iri), " ".join(_ends(contract))
    return f"""PREFIX av: <{PREFIXES["av"]}>
SELECT DISTINCT ?how ?other ?label {{
  {{ VALUES ?end {{ {ends} }} VALUES ?how {{ {ends} }} ?fact ?end {here} ; ?how ?other }}
  UNION {{ {here} ?how ?other }} UNION {{ ?other ?how {here} }}
  ?other av:label ?label FILTER(?other != {here} && STRSTARTS(STR(?other), "{AVD}"))
}} ORDER BY ?label"""


async def two_steps(
    select: Select, contract: Contract, here: str, near: Sequence[str], days: Days
) -> dict[str, tuple[Ref, ...]]:
    """By the IRI of a thing near, a few that facts tie to it, by label: one query.

    What is near itself is left out, since it stands there already.

    Raises:
        AskError: what `select` raises.
    """
    # Filters, as VALUES would be joined with each other before anything else.
    ends, known = ", ".join(_ends(contract)), iris([here, *near]).replace(" ", ", ")
    asked = {
        iri: f"""SELECT DISTINCT ?far ?label {{ ?fact ?in {term(iri)} FILTER(?in IN ({ends}))
  ?fact ?out ?far FILTER(?out IN ({ends}) && ?far NOT IN ({known})) {told(days, "?fact")}
  ?far av:label ?label }} ORDER BY ?label ?far LIMIT {MOST_OF_ONE}"""
        for iri in near
    }
    found = await together(select, asked)
    things = {
        iri: {Ref(row["far"]["value"], row["label"]["value"]) for row in rows}
        for iri, rows in found.items()
    }
    return {iri: alphabetical(refs) for iri, refs in things.items()}


def _ends(contract: Contract) -> list[str]:
    return [short(field.path) for field in terms.fields(contract, "StructuralFact", "Ends")]
