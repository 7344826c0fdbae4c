"""The page about a proposition: its status, its content, who holds what, as whose voice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from api.web.views import origins, words
from api.web.views.lines import Line, arguments, line, named
from api.web.views.notes import Mark, Note, Notes
from api.web.views.wording import Change, by_record
from kg.ask.describe import Claim, Days, Period, Position, Proposition, Ref, Value

MOST_DAYS: Final = 4
SIDES: Final[Mapping[str, str]] = {"supports": "for", "opposes": "against"}


@dataclass(frozen=True)
class Cell:
    """What one position is on one day: ``holds``, ``perhaps``, ``not yet`` or ``former``."""

    day: str
    state: str


@dataclass(frozen=True)
class Row:
    """One position in the matrix; `side` is ``for``, ``against`` or empty.

    `implied_by` are the propositions that it is about where it only implies something of this one.
    """

    position: Position
    side: str
    implied_by: tuple[Claim, ...]
    cells: tuple[Cell, ...]
    when: str
    arguments: tuple[tuple[str, tuple[Claim, ...]], ...]
    answers: tuple[Ref, ...]
    documents: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Voice:
    """The positions that count as one; `who` is None for those that count as nobody's.

    `side` is where the voice stands on the day looked from.
    """

    who: Ref | None
    side: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class PropositionPage:
    """Values for `proposition.html.j2`."""

    thing: Proposition
    claim: Claim
    days: Days
    since: str
    columns: tuple[str, ...]
    voices: tuple[Voice, ...]
    positions: int
    implied: int
    roles: tuple[tuple[str, tuple[Value, ...]], ...]
    tree: tuple[origins.Branch, ...]
    periods: tuple[tuple[str, Period], ...]
    reports: int
    origins: int
    read: int
    argument: tuple[tuple[str, tuple[Claim, ...]], ...]
    argued: tuple[tuple[str, tuple[Line, ...]], ...]
    reworded: tuple[tuple[Position, tuple[Change, ...]], ...]
    notes: tuple[Note, ...]


def build(thing: Proposition, days: Days) -> PropositionPage:
    """The page about a proposition as it is seen from a day."""
    notes, as_of = Notes(thing.citations), days.seen
    readings = _readings(thing)
    columns = _columns(thing.periods, readings, as_of)
    voices = _voices(_rows(thing, columns, notes), thing.claim, as_of)
    tree = origins.tree(thing, notes)
    documents = origins.documents(tree)
    others = {iri: claim for iri, claim in thing.claims.items() if iri != thing.iri}
    held = thing.positions.items
    reworded = by_record(held, thing.citations, thing.parents)
    return PropositionPage(
        thing=thing,
        claim=thing.claim,
        days=days,
        since=_begun(_since(thing.periods, as_of), readings),
        columns=columns,
        voices=voices,
        positions=len(thing.positions.items),
        implied=len(thing.implied_for.items) + len(thing.implied_against.items),
        roles=thing.roles,
        tree=tree,
        periods=tuple((_stretch(period, readings), period) for period in thing.periods),
        reports=len(documents),
        origins=len(tree),
        read=sum(1 for document in documents if document.consulted),
        argument=thing.argument,
        argued=tuple(
            (phrase, tuple(line(said, others, notes, as_of) for said in held))
            for phrase, held in thing.argued
        ),
        reworded=tuple((each, reworded[each.iri]) for each in held if each.iri in reworded),
        notes=notes.listed,
    )


def _readings(thing: Proposition) -> frozenset[str]:
    """Days on which something changes only because a text without a date was read then."""
    held = (*thing.positions.items, *thing.implied_for.items, *thing.implied_against.items)
    dated = {position.dates.since for position in held if not position.undated}
    return frozenset(position.dates.since for position in held if position.undated) - dated


def _begun(day: str, readings: frozenset[str]) -> str:
    """Since when, in words; a day of reading is none since which something was so."""
    return words.read_by(day) if day in readings else f"since {day}" if day else ""


def _stretch(period: Period, readings: frozenset[str]) -> str:
    if period.since not in readings:
        end = period.until or "no end recorded"
        return period.since if period.since == end else f"{period.since} – {end}"
    return words.read_by(period.since) + (f", until {period.until}" if period.until else "")


def _columns(periods: tuple[Period, ...], readings: frozenset[str], as_of: str) -> tuple[str, ...]:
    """The days on which something changed last, and the day that the reader looks from."""
    days = [each.since for each in periods if each.since not in readings][-MOST_DAYS:]
    return tuple(sorted({*days, *([as_of] if as_of else [])}))


def _since(periods: tuple[Period, ...], as_of: str) -> str:
    """Since when the status of the day looked from has been the same."""
    since, status = "", ""
    for each in periods:
        since, status = since if each.status == status else each.since, each.status
        if each.covers(as_of):
            return since
    return ""


def _rows(thing: Proposition, days: tuple[str, ...], notes: Notes) -> list[Row]:
    """All positions in order of time, those with no day of their own last."""
    implied = (("for", thing.implied_for), ("against", thing.implied_against))
    sided = [
        *((SIDES.get(held.effect, ""), held, False) for held in thing.positions.items),
        *((side, held, True) for side, many in implied for held in many.items),
    ]
    by_iri = {held.iri: held for _, held, _ in sided}
    return [
        Row(
            position=held,
            side=side,
            implied_by=named(held.claims, thing.claims) if is_implied else (),
            cells=tuple(Cell(day, held.on(day)) for day in days),
            when=words.said(held),
            arguments=arguments(held, thing.claims),
            answers=tuple(_answered(ref, by_iri) for ref in held.responds_to),
            documents=len(_documents(held, thing)),
            marks=notes.marks(held.citations, held.iri),
        )
        for side, held, is_implied in sorted(sided, key=_order)
    ]


def _documents(held: Position, thing: Proposition) -> set[str]:
    cited = (thing.citations[iri] for iri in held.citations if iri in thing.citations)
    return {citation.document.iri for citation in cited}


def _answered(ref: Ref, by_iri: Mapping[str, Position]) -> Ref:
    return Ref(ref.iri, by_iri[ref.iri].holder.label) if ref.iri in by_iri else ref


def _order(sided: tuple[str, Position, bool]) -> tuple[bool, bool, str, int, str]:
    side, held, is_implied = sided
    rank = ("for", "against", "").index(side)
    return (is_implied, held.undated, held.dates.since, rank, held.holder.label)


def _voices(rows: Iterable[Row], claim: Claim, as_of: str) -> tuple[Voice, ...]:
    """Positions under the voices that they count as; those that count as nobody's come last."""
    by_voice: dict[Ref | None, list[Row]] = {}
    for row in rows:
        by_voice.setdefault(row.position.voice, []).append(row)
    voices = [Voice(who, _side(held, claim, as_of), tuple(held)) for who, held in by_voice.items()]
    sides = ("for", "against", "on both sides", "on neither side")
    return tuple(sorted(voices, key=lambda each: (each.who is None, sides.index(each.side))))


def _side(rows: Iterable[Row], claim: Claim, as_of: str) -> str:
    """Where a voice stands; what only implies opposition counts where opposition is counted."""
    standing = {
        row.side
        for row in rows
        if row.position.on(as_of) == "holds"
        and not (row.implied_by and row.side == "against" and not claim.opposing)
    } - {""}
    if len(standing) > 1:
        return "on both sides"
    return next(iter(standing), "on neither side")
