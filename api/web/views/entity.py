"""The page about any thing: its facts, what it said, what was said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from api.web.views import svg, words
from api.web.views.lines import (
    Clock,
    EventLine,
    FactLine,
    Line,
    event_line,
    fact_line,
    line,
)
from api.web.views.notes import Note, Notes, Version
from kg.ask.describe import Citation, Claim, Detail, Entity, Event, Fact, Position, Property, Ref


@dataclass(frozen=True)
class AboutLine:
    """A claim about the thing, with the thing's own positions towards it."""

    claim: Claim
    own: tuple[Line, ...]


@dataclass(frozen=True)
class DetailLine:
    """A particular of the thing, in each version that documents give."""

    detail: Detail
    versions: tuple[Version, ...]


@dataclass(frozen=True)
class EntityPage:
    """Values for `entity.html.j2`; `linked` has the words for facts among the values, by IRI."""

    thing: Entity
    kind: str
    title: str
    as_of: str
    record: FactLine | Line | EventLine | None
    record_scale: svg.Scale | None
    ends: tuple[Ref, ...]
    facts: tuple[FactLine, ...]
    facts_title: str
    scale: svg.Scale | None
    linked: Mapping[str, str]
    statements: tuple[Line, ...]
    about: tuple[AboutLine, ...]
    events: tuple[EventLine, ...]
    details: tuple[DetailLine, ...]
    properties: tuple[Property, ...]
    own_reporting: bool
    notes: tuple[Note, ...]


def build(thing: Entity, as_of: str, today: str) -> EntityPage:
    """The page about a thing; `as_of` is a day or empty, `today` ends the bars that are open."""
    notes = Notes(thing.citations)
    scale = svg.scale(thing.facts.items, today)
    record = _record(thing, notes, as_of, today)
    return EntityPage(
        thing=thing,
        kind=thing.kinds[0].label if thing.kinds else "thing",
        title=_title(thing, record),
        as_of=as_of,
        record=record,
        record_scale=_own_scale(thing.record, today),
        ends=_ends(thing.record) if isinstance(thing.record, Fact) else (),
        facts=tuple(
            fact_line(fact, thing.iri, notes, Clock(scale, as_of, today))
            for fact in sorted(thing.facts.items, key=lambda fact: _since(fact, thing.iri))
        ),
        facts_title=thing.facts_title.capitalize() or "Facts",
        scale=scale,
        linked={iri: _in_words(fact) for iri, fact in thing.linked.items()},
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
        events=tuple(event_line(event, thing.claims, notes) for event in thing.events.items),
        details=tuple(DetailLine(d, notes.versions(d.citations)) for d in thing.details),
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


def _since(fact: Fact, here: str) -> tuple[str, str]:
    others = words.other_side(fact, here)
    return (fact.dates.first_confirmed or "9999", others[0].label if others else fact.name)
