"""What a body came from and what came of it, over all steps, and when each began and ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kg.ask.reader import Ref, together
from kg.rdf.sparql import iri as term
from kg.terms import NO_END, NO_START, PREFIXES

if TYPE_CHECKING:
    from kg.ask.reader import Rows, Select

# By this property a body says whose place it took.
SUCCEEDS: Final = "succeeds"
MOST: Final = 100


class Succession(NamedTuple):
    """That one body took the place of an earlier one."""

    later: Ref
    earlier: Ref


class Turning(NamedTuple):
    """A change by which a body began, or by which it `ended`, between two ISO days.

    A day is "" where none bounds it. `event` is the IRI of the change.
    """

    body: str
    event: str
    ended: bool
    first: str
    last: str


class Lineage(NamedTuple):
    """All successions by label, changes of the bodies in order of time, and a query for these."""

    successions: tuple[Succession, ...]
    turnings: tuple[Turning, ...]
    query: str


async def lineage(select: Select, iri: str) -> Lineage:
    """All bodies to which one is tied by others that took a place: one query.

    What only renames a body neither begins nor ends it; disputed changes are left out.

    Raises:
        AskError: what `select` raises.
    """
    tied = f"{term(iri)} (av:{SUCCEEDS}|^av:{SUCCEEDS})*"
    # Bounds stand in both branches: behind the union an engine begins with those of all events.
    bounds = "av:possibleFrom ?first ; av:possibleUntil ?last"
    turned = f"""{{ SELECT DISTINCT ?body {{ {tied} ?body }} }}
  {{ ?event av:resulting ?body ; {bounds} MINUS {{ ?event av:original ?body }}
    BIND(false AS ?ended) }}
  UNION {{ ?event av:original ?body ; {bounds} MINUS {{ ?event av:resulting ?body }}
    BIND(true AS ?ended) }}
  FILTER NOT EXISTS {{ ?event av:disputed true }}"""
    found = await together(
        select,
        {
            "successions": f"""SELECT DISTINCT ?later ?laterLabel ?earlier ?earlierLabel {{
  {tied} ?later .
  ?later av:{SUCCEEDS} ?earlier ; av:label ?laterLabel . ?earlier av:label ?earlierLabel
}} LIMIT {MOST}""",
            "turnings": f"SELECT DISTINCT ?body ?event ?ended ?first ?last {{ {turned} }}",
        },
    )
    query = f"""PREFIX av: <{PREFIXES["av"]}>
SELECT DISTINCT ?body ?event ?ended ?first ?last {{
  {turned}
}} ORDER BY ?first ?event ?body"""
    return Lineage(_successions(found["successions"]), _turnings(found["turnings"]), query)


def _successions(rows: Rows) -> tuple[Succession, ...]:
    found = (
        Succession(
            Ref(row["later"]["value"], row["laterLabel"]["value"]),
            Ref(row["earlier"]["value"], row["earlierLabel"]["value"]),
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: (one.earlier.label, one.later.label, one)))


def _turnings(rows: Rows) -> tuple[Turning, ...]:
    found = (
        Turning(
            body=row["body"]["value"],
            event=row["event"]["value"],
            ended=row["ended"]["value"] == "true",
            first=row["first"]["value"].replace(NO_START, ""),
            last=row["last"]["value"].replace(NO_END, ""),
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: (one.first or one.last, one)))
