"""Values that curators never write: the bounds of the dates that they write.

What is computed here depends on one date alone, before anything is checked: what the rule `RULE`
finds, and the cause where a date cannot be read. All else that follows is left to the rules.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import pyoxigraph as px

from kg.contract import Contract
from kg.errors import BadDate
from kg.gate.dates import bounds
from kg.rdf.triples import Triple
from kg.terms import AV, XSD

# What this module itself computes: the bounds that the arithmetic of dates gives.
BOUNDS: Final = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")
RULE: Final = "00-bounds"
COMPUTED: Final = frozenset(f"{AV}{name}" for name in BOUNDS)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A node whose date cannot be read, with the cause and the mend."""

    subject: str
    cause: str
    mend: str


def compute(triples: Iterable[Triple], contract: Contract) -> tuple[list[Triple], list[Trouble]]:
    """Bounds of everything dated, and what could not be read.

    Args:
        triples: what people wrote.
        contract: says which properties are dates in EDTF.
    """
    computed: list[Triple] = []
    troubles: list[Trouble] = []
    dated = contract.curated.edtf
    for triple in triples:
        if triple.predicate.value in dated:
            try:
                computed.extend(_bound_triples(triple))
            except BadDate as error:
                troubles.append(Trouble(triple.subject.value, str(error), error.mend))
    return computed, troubles


def _bound_triples(dated: Triple) -> Iterator[Triple]:
    found = bounds(dated.object.value)
    days = (found.earliest_start, found.latest_start, found.earliest_end, found.latest_end)
    for name, day in zip(BOUNDS, days, strict=True):
        if day:
            yield Triple(dated.subject, px.NamedNode(f"{AV}{name}"), _date(day))


def _date(day: date) -> px.Literal:
    return px.Literal(day.isoformat(), datatype=px.NamedNode(f"{XSD}date"))
