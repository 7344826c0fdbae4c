"""What was curated last: how much of which kind, and which events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.ask.reader import Ref, together
from kg.rdf.sparql import iris, quoted
from kg.terms import PROLOGUE, XSD, short

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ask.reader import Select
    from kg.contract import Class

SHOWN: Final = 6


class Happened(NamedTuple):
    """An event and the first day on which it may have happened."""

    event: Ref
    day: str


@dataclass(frozen=True)
class Recent:
    """Numbers of things by IRI of their class, and the latest events among them."""

    numbers: dict[str, int]
    events: tuple[Happened, ...]


async def recent(select: Select, kinds: Iterable[Class], day: str) -> Recent:
    """What stands in files that were last curated on a day: one query.

    Args:
        select: answers it.
        kinds: the classes that are counted.
        day: an ISO day, `2026-11-30`.

    Raises:
        AskError: what `select` raises.
    """
    file = f"?file av:curatedOn {quoted(day, XSD + 'date')} ."
    found = await together(
        select,
        {
            "numbers": f"""SELECT ?kind (COUNT(DISTINCT ?s) AS ?n) {{ {file}
  VALUES ?kind {{ {iris(kind.iri for kind in kinds)} }} GRAPH ?file {{ ?s a ?kind }}
}} GROUP BY ?kind""",
            "events": f"""SELECT DISTINCT ?s ?label ?on {{ {file} GRAPH ?file {{ ?s a av:Event }}
  ?s av:label ?label ; av:possibleFrom ?on }} ORDER BY DESC(?on) ?s LIMIT {SHOWN}""",
        },
    )
    happened = [
        Happened(Ref(row["s"]["value"], row["label"]["value"]), row["on"]["value"])
        for row in found["events"]
    ]
    return Recent(
        {row["kind"]["value"]: int(row["n"]["value"]) for row in found["numbers"]},
        tuple(sorted(happened, key=lambda each: (each.day, each.event.label), reverse=True)),
    )


async def curated(select: Select, of: Class) -> tuple[tuple[str, str], ...]:
    """All members of a class by IRI, each with the day of its last curation: one query.

    Raises:
        AskError: what `select` raises.
    """
    rows = await select(f"""{PROLOGUE}SELECT ?s (MAX(?on) AS ?day) {{
  ?s a {short(of.iri)} . GRAPH ?file {{ ?s a ?kind }} ?file av:curatedOn ?on
}} GROUP BY ?s ORDER BY ?s""")
    return tuple((row["s"]["value"], row["day"]["value"]) for row in rows)
