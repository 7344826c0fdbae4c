"""The page about a proposition: its status, its content, who holds what, one origin or many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from api.web.views import words
from api.web.views.notes import Note, Notes
from kg.describe import Claim, Document, Period, Position, Proposition, Ref, Value

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
    marks: tuple[Note, ...]


@dataclass(frozen=True)
class Branch:
    """A document of the origin tree with those that go back to it."""

    document: Document
    how: str
    delay: str
    read: str
    marks: tuple[Note, ...]
    branches: tuple[Branch, ...]


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
    tree: tuple[Branch, ...]
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
    period = _period(thing.periods, as_of)
    tree = origin_tree(thing, notes)
    return PropositionPage(
        thing=thing,
        claim=thing.claim,
        as_of=as_of,
        since=period.since if period else "",
        days=days,
        rows=rows,
        roles=tuple((words.ROLE_WORDS[role], values) for role, values in thing.roles),
        tree=tree,
        reports=len(thing.documents),
        origins=len(tree),
        read=sum(1 for document in thing.documents.values() if document.consulted_on),
        argument=tuple((words.ARGUMENT_WORDS[name], claims) for name, claims in thing.argument),
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


def origin_tree(thing: Proposition, notes: Notes) -> tuple[Branch, ...]:
    """Documents below those that they go back to; a circle is entered once, at its least member."""
    grower = _Grower(thing, notes)
    roots = [iri for iri in sorted(thing.documents) if not thing.parents.get(iri)]
    tree = [grower.branch(iri) for iri in roots]
    tree += [grower.branch(iri) for iri in sorted(thing.documents) if iri not in grower.grown]
    return tuple(tree)


class _Grower:
    """Grows branches, each document once."""

    def __init__(self, thing: Proposition, notes: Notes) -> None:
        self.grown: set[str] = set()
        self._thing, self._notes = thing, notes
        self._children: dict[str, list[str]] = {}
        for child, parents in thing.parents.items():
            for parent in parents:
                self._children.setdefault(parent, []).append(child)

    def branch(self, iri: str, parent: Document | None = None) -> Branch:
        """A document and, below it, those that go back to it and have not grown elsewhere."""
        self.grown.add(iri)
        document = self._thing.documents[iri]
        cited = [c.iri for c in self._thing.citations.values() if c.document.iri == iri]
        return Branch(
            document=document,
            how="re-tells" if parent else "",
            delay=words.delay(document, parent) if parent else "",
            read=words.read_or_not(document),
            marks=self._notes.marks(cited),
            branches=tuple(
                self.branch(child, document)
                for child in sorted(self._children.get(iri, ()), key=self._day)
                if child not in self.grown
            ),
        )

    def _day(self, iri: str) -> tuple[str, str]:
        return (self._thing.documents[iri].dates.definite_from, iri)
