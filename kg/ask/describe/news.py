"""What is new: the reports that were curated last, and the claims whose status changed last."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.ask.describe.standing import history, periods
from kg.ask.reader import NodeReader, Ref
from kg.terms import NO_START, PROLOGUE

if TYPE_CHECKING:
    from kg.ask.describe.model import Period
    from kg.ask.reader import Select
    from kg.contract import Contract

SHOWN: Final = 50


class Curated(NamedTuple):
    """A report, who published it, when (an ISO day, "" unless it is known), and when it came in."""

    report: Ref
    publisher: str
    published: str
    curated: str


class Turn(NamedTuple):
    """A claim whose status is another since the beginning of a period, whose IRI stands here.

    `before` is the status until then, a notation (``contested``), "" where nobody had spoken.
    """

    iri: str
    claim: Ref
    before: str
    period: Period


async def newest_reports(select: Select) -> tuple[Curated, ...]:
    """The reports that were curated last, of one day those published last first: one query.

    Raises:
        AskError: what `select` raises.
    """
    rows = await select(f"""{PROLOGUE}SELECT DISTINCT ?s ?label ?publisher ?first ?last ?on {{
  GRAPH ?file {{ ?s a av:Report }} ?file av:curatedOn ?on . ?s av:label ?label
  OPTIONAL {{ ?s av:publisher/av:label ?publisher }}
  OPTIONAL {{ ?s av:possibleFrom ?first ; av:possibleUntil ?last }}
}} ORDER BY DESC(?on) DESC(?first) ?s LIMIT {SHOWN}""")
    return tuple(map(_curated, rows))


def _curated(row: dict[str, dict[str, str]]) -> Curated:
    first, last, publisher = (
        row.get(name, {}).get("value", "") for name in ("first", "last", "publisher")
    )
    return Curated(
        report=Ref(row["s"]["value"], row["label"]["value"]),
        publisher=publisher,
        published=first if first == last else "",
        curated=row["on"]["value"],
    )


async def turns(select: Select, contract: Contract) -> tuple[Turn, ...]:
    """The changes of claims' status, those of the latest days first: two queries.

    Raises:
        AskError: what `select` raises.
    """
    rows = await select(f"""{PROLOGUE}SELECT ?period ?s ?label ?since {{
  ?s a av:Proposition ; av:label ?label . ?period av:statusOf ?s ; av:from ?since
  FILTER(?since > "{NO_START}"^^xsd:date)
}} ORDER BY DESC(?since) ?s LIMIT {SHOWN}""")
    reader, claims = NodeReader(select), dict.fromkeys(row["s"]["value"] for row in rows)
    await reader.read(history(contract, tuple(claims)))
    began = {iri: _beginnings(held) for iri, held in periods(reader, contract).items()}
    return tuple(
        Turn(
            row["period"]["value"],
            Ref(row["s"]["value"], row["label"]["value"]),
            *began[row["s"]["value"]][row["since"]["value"]],
        )
        for row in rows
    )


def _beginnings(held: tuple[Period, ...]) -> dict[str, tuple[str, Period]]:
    """By the day on which a period begins: the status before it, and the period."""
    first = {held[0].since: ("", held[0])}
    return first | {after.since: (before.status, after) for before, after in pairwise(held)}
