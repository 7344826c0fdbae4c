"""The page about a proposition: its status, its content, who holds what, one origin or many."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from api.web.views import origins, words
from api.web.views.notes import Mark, Note, Notes
from kg.ask.describe import Claim, Period, Position, Proposition, Ref, Value

MOST_DAYS: Final = 4


@dataclass(frozen=True)
class Cell:
    """What one position is on one day: ``holds``, ``perhaps``, ``not yet`` or ``former``."""

    day: str
    state: str


@dataclass(frozen=True)
class Row:
    """One position in the matrix."""

    position: Position
    cells: tuple[Cell, ...]
    when: str
    answers: tuple[Ref, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class PropositionPage:
    """Values for `proposition.html.j2`."""

    thing: Proposition
    claim: Claim
    as_of: str
    since: str
    days: tuple[str, ...]
    rows: tuple[Row, ...]
    roles: tuple[tuple[str, tuple[Value, ...]], ...]
    tree: tuple[origins.Branch, ...]
    periods: tuple[Period, ...]
    reports: int
    origins: int
    read: int
    argument: tuple[tuple[str, tuple[Claim, ...]], ...]
    notes: tuple[Note, ...]


def build(thing: Proposition, as_of: str) -> PropositionPage:
    """The page about a proposition as of a day, or as of the latest when `as_of` is empty."""
    notes = Notes(thing.citations)
    days = _days(thing.periods, as_of)
    by_iri = {position.iri: position for position in thing.positions.items}
    ordered = sorted(thing.positions.items, key=_order)
    rows = tuple(_row(position, days, by_iri, notes) for position in ordered)
    periods = _merged(thing.periods)
    period = _period(periods, as_of)
    tree = origins.tree(thing, notes)
    documents = origins.documents(tree)
    return PropositionPage(
        thing=thing,
        claim=thing.claim,
        as_of=as_of,
        since=period.since if period else "",
        days=days,
        rows=rows,
        roles=thing.roles,
        tree=tree,
        periods=periods,
        reports=len(documents),
        origins=len(tree),
        read=sum(1 for document in documents if document.consulted_on),
        argument=thing.argument,
        notes=notes.listed,
    )


def _order(position: Position) -> tuple[str, int, str]:
    effects = ("supports", "opposes", "neutral", "withholds")
    rank = effects.index(position.effect) if position.effect in effects else len(effects)
    return (position.dates.definite_from, rank, position.holder.label)


def _days(periods: tuple[Period, ...], as_of: str) -> tuple[str, ...]:
    """The days on which the status changed last, and the day that the reader looks from."""
    days = {period.since for period in periods[-MOST_DAYS:]}
    return tuple(sorted(days | ({as_of} if as_of else set())))


def _period(periods: tuple[Period, ...], as_of: str) -> Period | None:
    if not as_of:
        return periods[-1] if periods else None
    covering = [p for p in periods if p.since <= as_of and (not p.until or as_of <= p.until)]
    return covering[0] if covering else None


def _row(
    position: Position, days: tuple[str, ...], by_iri: dict[str, Position], notes: Notes
) -> Row:
    return Row(
        position=position,
        cells=tuple(Cell(day, _state(position, day)) for day in days),
        when=words.moment(position.dates),
        answers=tuple(
            Ref(ref.iri, by_iri[ref.iri].holder.label) if ref.iri in by_iri else ref
            for ref in position.responds_to
        ),
        marks=notes.marks(position.citations),
    )


def _state(position: Position, day: str) -> str:
    on = position.dates.on(day)
    if on == "certain":
        return "holds"
    if position.dates.definite_until and position.dates.definite_until < day:
        return "former"
    return "perhaps" if on == "possible" else "not yet"


def _merged(periods: tuple[Period, ...]) -> tuple[Period, ...]:
    """Periods in which only the positions changed, not the status, as one."""
    merged: list[Period] = []
    for period in periods:
        if merged and merged[-1].status == period.status:
            merged[-1] = replace(merged[-1], until=period.until, origins=period.origins)
        else:
            merged.append(period)
    return tuple(merged)
