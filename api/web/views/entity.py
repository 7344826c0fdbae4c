"""The page about any thing: its facts, what it said, what was said about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from api.web.views import svg, words
from api.web.views.lead import Phrase, lead
from api.web.views.lines import (
    Clock,
    EventLine,
    FactLine,
    Line,
    event_line,
    fact_line,
    line,
)
from api.web.views.neighbourhood import NEIGHBOURHOOD, Fan, fan
from api.web.views.notes import Note, Notes, Version
from api.web.views.parts import Place, Shown
from kg.ask.describe import (
    Citation,
    Claim,
    Days,
    Detail,
    Entity,
    Event,
    Fact,
    Group,
    Position,
    Property,
    Ref,
    Slice,
)
from kg.ask.describe.around import CLAIMS, EVENTS, STATEMENTS


@dataclass(frozen=True)
class DetailLine:
    """A particular of the thing, in each version that documents give."""

    detail: Detail
    versions: tuple[Version, ...]


@dataclass(frozen=True)
class FactList:
    """Facts that have one thing to do with the thing of the page, under a heading."""

    name: str
    title: str
    lines: tuple[FactLine, ...]
    shown: Shown


@dataclass(frozen=True)
class Near:
    """Things that lead here in one way, under a heading."""

    name: str
    title: str
    refs: tuple[Ref, ...]
    shown: Shown


@dataclass(frozen=True)
class EntityPage:
    """Values for `entity.html.j2`; `linked` has the words for facts among the values, by IRI.

    `part` is the name of a list that has the page to itself, else "".
    """

    thing: Entity
    kind: str
    title: str
    lead: tuple[Phrase, ...]
    days: Days
    part: str
    record: FactLine | Line | EventLine | None
    record_scale: svg.Scale | None
    ends: tuple[Ref, ...]
    facts: tuple[FactList, ...]
    scale: svg.Scale | None
    linked: Mapping[str, str]
    statements: tuple[Line, ...]
    statements_shown: Shown
    about: tuple[Claim, ...]
    about_shown: Shown
    events: tuple[EventLine, ...]
    events_shown: Shown
    near: tuple[Near, ...]
    fan: Fan | None
    two_steps: str
    near_query: str
    details: tuple[DetailLine, ...]
    properties: tuple[Property, ...]
    own_reporting: bool
    notes: tuple[Note, ...]

    @property
    def listed(self) -> tuple[Sequence[object], ...]:
        """All its lists."""
        return (self.facts, self.statements, self.about, self.events, self.near)


def build(thing: Entity, days: Days, today: str, part: Slice, near: str) -> EntityPage:
    """The page about a thing, or one of its lists.

    Args:
        thing: what is recorded of it.
        days: those that are looked from.
        today: where bars end that are open.
        part: what of it is wanted.
        near: the query that gives what is one step away.
    """
    notes, place = Notes(thing.citations, thing.iri), Place(thing.iri, days, part)
    as_of = days.seen
    scale = svg.scale((f for group in thing.facts for f in group.listing.items), today)
    clock = Clock(scale, as_of, today)
    record = _record(thing, notes, as_of, today)
    return EntityPage(
        thing=thing,
        kind=thing.kinds[0].label if thing.kinds else "thing",
        title=_title(thing, record),
        lead=lead(thing, as_of),
        days=days,
        part=part.name,
        record=record,
        record_scale=_own_scale(thing.record, today),
        ends=_ends(thing.record) if isinstance(thing.record, Fact) else (),
        facts=tuple(_facts(group, thing.iri, notes, clock, place) for group in thing.facts),
        scale=scale,
        linked={iri: _in_words(fact) for iri, fact in thing.linked.items()},
        statements=tuple(line(said, thing.claims, notes, as_of) for said in thing.statements.items),
        statements_shown=place.shown(STATEMENTS, thing.statements),
        about=thing.about.items,
        about_shown=place.shown(CLAIMS, thing.about),
        events=tuple(event_line(event, thing.claims, notes) for event in thing.events.items),
        events_shown=place.shown(EVENTS, thing.events),
        near=tuple(
            Near(each.name, each.title, each.listing.items, place.shown(each.name, each.listing))
            for each in thing.neighbours
        ),
        fan=None if thing.record or part.name else fan(thing),
        two_steps=place.of(NEIGHBOURHOOD),
        near_query=near,
        details=tuple(DetailLine(d, notes.versions(d.citations, d.iri)) for d in thing.details),
        properties=_plain(thing),
        own_reporting=_own_reporting(thing.citation),
        notes=notes.listed,
    )


def _facts(group: Group[Fact], here: str, notes: Notes, clock: Clock, place: Place) -> FactList:
    return FactList(
        name=group.name,
        title=group.title,
        lines=tuple(
            fact_line(fact, words.near_end(fact, here), notes, clock)
            for fact in group.listing.items
        ),
        shown=place.shown(group.name, group.listing),
    )


def _plain(thing: Entity) -> tuple[Property, ...]:
    """Values under labels; that a state is its own state says nothing."""
    return tuple(each for each in thing.properties if not _points_home(each, thing.iri))


def _points_home(values: Property, here: str) -> bool:
    return all(value.ref is not None and value.ref.iri == here for value in values.values)


def _own_reporting(citation: Citation | None) -> bool:
    origin = citation.origin if citation else None
    return citation is not None and origin is not None and origin.iri == citation.document.iri


def _title(thing: Entity, record: FactLine | Line | EventLine | None) -> str:
    """Facts, statements and citations have no name: what they record names them."""
    if isinstance(record, Line):
        position = record.position
        return f"{position.holder.label}: {position.stance}"
    if isinstance(record, FactLine):
        return _joined(record.relation, record.others)
    if isinstance(record, EventLine):
        return record.event.label
    if thing.period:
        return f"{thing.period.status}, {words.spelled(words.stretch(thing.period))}"
    if thing.citation:
        return f"Citation of {thing.citation.document.label}"
    return thing.label


def _record(
    thing: Entity, notes: Notes, as_of: str, today: str
) -> FactLine | Line | EventLine | None:
    record = thing.record
    if isinstance(record, Position):
        return line(record, thing.claims, notes, as_of)
    if isinstance(record, Event):
        return event_line(record, thing.claims, notes)
    if isinstance(record, Fact):
        return _whole_fact(record, notes, as_of, today)
    return None


def _whole_fact(fact: Fact, notes: Notes, as_of: str, today: str) -> FactLine:
    """A fact on its own page: seen from its first end."""
    first = next(iter(_ends(fact)), Ref("", ""))
    made = fact_line(fact, first.iri, notes, Clock(_own_scale(fact, today), as_of, today))
    return replace(made, relation=f"{first.label}, {made.relation}")


def _in_words(fact: Fact) -> str:
    """A fact as its own page calls it."""
    first = next(iter(_ends(fact)), Ref("", ""))
    others = words.other_side(fact, first.iri)
    return _joined(f"{first.label}, {words.relation(fact, first.iri)}", others)


def _joined(relation: str, others: tuple[Ref, ...]) -> str:
    return f"{relation} {', '.join(ref.label for ref in others)}".strip()


def _own_scale(record: Fact | Position | Event | None, today: str) -> svg.Scale | None:
    return svg.scale([record], today) if isinstance(record, Fact) else None


def _ends(fact: Fact) -> tuple[Ref, ...]:
    return tuple(end.ref for end in fact.ends)
