"""The page about any thing: its facts, what it said, what was said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.web.views import svg, words
from api.web.views.links import local
from api.web.views.notes import Mark, Note, Notes
from kg.ask.describe import (
    Citation,
    Claim,
    Entity,
    Event,
    Fact,
    Position,
    Property,
    Ref,
)


@dataclass(frozen=True)
class Clock:
    """The days that facts are seen from: their common scale, the reader's day, and now."""

    scale: svg.Scale | None
    as_of: str
    today: str


@dataclass(frozen=True)
class FactLine:
    """One structural fact as a row."""

    href: str
    relation: str
    others: tuple[Ref, ...]
    name: str
    valid: str
    certainty: str
    disputed: bool
    bar: svg.Bar | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Line:
    """One statement: who holds what towards which claims, when."""

    position: Position
    claims: tuple[Claim, ...]
    when: str
    former: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class AboutLine:
    """A claim about the thing, with the thing's own positions towards it."""

    claim: Claim
    own: tuple[Line, ...]


@dataclass(frozen=True)
class EventLine:
    """One event."""

    event: Event
    words: str
    when: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class EntityPage:
    """Values for `entity.html.j2`."""

    thing: Entity
    kind: str
    title: str
    as_of: str
    record: FactLine | Line | EventLine | None
    ends: tuple[Ref, ...]
    facts: tuple[FactLine, ...]
    facts_title: str
    scale: svg.Scale | None
    statements: tuple[Line, ...]
    about: tuple[AboutLine, ...]
    events: tuple[EventLine, ...]
    properties: tuple[Property, ...]
    own_reporting: bool
    notes: tuple[Note, ...]


def build(thing: Entity, as_of: str, today: str) -> EntityPage:
    """The page about a thing; `as_of` is a day or empty, `today` ends the bars that are open."""
    notes = Notes(thing.citations)
    scale = svg.scale((fact.dates for fact in thing.facts.items), today)
    record = _record(thing, notes, as_of, today)
    return EntityPage(
        thing=thing,
        kind=thing.kinds[0].label if thing.kinds else "thing",
        title=_title(thing, record),
        as_of=as_of,
        record=record,
        ends=_ends(thing.record) if isinstance(thing.record, Fact) else (),
        facts=tuple(
            fact_line(fact, thing.iri, notes, Clock(scale, as_of, today))
            for fact in sorted(thing.facts.items, key=lambda fact: _since(fact, thing.iri))
        ),
        facts_title=thing.facts_title.capitalize() or "Facts",
        scale=scale,
        statements=tuple(line(said, thing.claims, notes, as_of) for said in thing.statements.items),
        about=tuple(
            AboutLine(
                claim,
                tuple(
                    line(p, {claim.iri: claim}, notes, as_of) for p in thing.own.get(claim.iri, ())
                ),
            )
            for claim in thing.about.items
        ),
        events=tuple(event_line(event, notes) for event in thing.events.items),
        properties=_plain(thing),
        own_reporting=_own_reporting(thing.citation),
        notes=notes.listed,
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
    """Records and citations have no name of their own: what they record names them."""
    if isinstance(record, Line):
        position = record.position
        return f"{position.holder.label}: {position.stance}"
    if isinstance(record, FactLine):
        return f"{record.relation} {', '.join(ref.label for ref in record.others)}".strip()
    if isinstance(record, EventLine):
        return record.words
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
        return event_line(record, notes)
    if isinstance(record, Fact):
        return _whole_fact(record, notes, as_of, today)
    return None


def _whole_fact(fact: Fact, notes: Notes, as_of: str, today: str) -> FactLine:
    """A fact on its own page: seen from its first end."""
    first = next(iter(_ends(fact)), Ref("", ""))
    scale = svg.scale([fact.dates], today)
    made = fact_line(fact, first.iri, notes, Clock(scale, as_of, today))
    return replace(made, relation=f"{first.label}, {made.relation}")


def _ends(fact: Fact) -> tuple[Ref, ...]:
    return tuple(end.ref for end in fact.ends)


def fact_line(fact: Fact, here: str, notes: Notes, clock: Clock) -> FactLine:
    """A structural fact seen from one of its ends."""
    return FactLine(
        href=local(fact.iri),
        relation=words.relation(fact, here),
        others=words.other_side(fact, here),
        name=fact.name,
        valid=words.validity(fact.dates),
        certainty=_certainty(fact, clock.as_of),
        disputed=fact.disputed,
        bar=svg.bar(fact.dates, clock.scale, clock.today) if clock.scale else None,
        marks=notes.marks(fact.citations),
    )


def _since(fact: Fact, here: str) -> tuple[str, str]:
    others = words.other_side(fact, here)
    return (fact.dates.definite_from or "9999", others[0].label if others else fact.name)


def _certainty(fact: Fact, as_of: str) -> str:
    """What the fact is worth on the day that the reader looks from."""
    if as_of:
        on = {"certain": "held", "possible": "may have held", "no": "did not hold"}
        return f"{on[fact.dates.on(as_of)]} on {as_of}"
    if fact.dates.definite_until:
        return "ended"
    return "established" if fact.dates.definite_from else "undated"


def line(said: Position, claims: dict[str, Claim], notes: Notes, as_of: str) -> Line:
    """A statement; `former` when it was taken back or replaced by the day looked from."""
    until = said.dates.definite_until
    return Line(
        position=said,
        claims=tuple(claims[iri] for iri in said.claims if iri in claims),
        when=words.moment(said.dates),
        former=bool(until) and (not as_of or until < as_of),
        marks=notes.marks(said.citations),
    )


def event_line(event: Event, notes: Notes) -> EventLine:
    who = _and([ref.label for ref in event.actors])
    to = _and([ref.label for ref in event.counterparties])
    phrase = f"{who or 'An actor not named'}: {event.action}" + (f" (towards {to})" if to else "")
    return EventLine(event, phrase, words.moment(event.dates), notes.marks(event.citations))


def _and(names: Sequence[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if names[1:] else "".join(names)
