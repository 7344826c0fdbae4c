"""Records as lines of a page: facts with their bars, statements, events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.web.views import svg, words
from api.web.views.links import local
from api.web.views.notes import Given, Mark, Notes
from kg.ask.describe import Change, Claim, Event, Fact, Position, Ref


@dataclass(frozen=True)
class Clock:
    """The days that facts are seen from: their common scale, the reader's day, and now."""

    scale: svg.Scale | None
    as_of: str
    today: str


@dataclass(frozen=True)
class FactLine:
    """One structural fact as a row; `dates` are those that documents differ on.

    `changes` pair events that began or changed it with the days on which they happened.
    """

    href: str
    relation: str
    others: tuple[Ref, ...]
    name: str
    valid: str
    standing: str
    disputed: bool
    dates: tuple[Given, ...]
    bar: svg.Bar | None
    marks: tuple[Mark, ...]
    changes: tuple[tuple[Change, str], ...]


@dataclass(frozen=True)
class Line:
    """One statement: who holds what towards which claims, when, and by which arguments."""

    position: Position
    claims: tuple[Claim, ...]
    arguments: tuple[tuple[str, tuple[Claim, ...]], ...]
    when: str
    former: bool
    dates: tuple[Given, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class EventLine:
    """One event; `opposed` are claims that describe it and that somebody opposes.

    `words` say who did what, as it was encoded, beside the name that the event has.
    """

    event: Event
    words: str
    when: str
    opposed: tuple[Claim, ...]
    dates: tuple[Given, ...]
    marks: tuple[Mark, ...]


def fact_line(fact: Fact, here: str, notes: Notes, clock: Clock) -> FactLine:
    """A structural fact seen from one of its ends, or from the first where `here` is none."""
    ends = [end.ref for end in fact.ends]
    first = here if not ends or here in {ref.iri for ref in ends} else ends[0].iri
    relation = words.relation(fact, first)
    return FactLine(
        href=local(fact.iri),
        relation=relation if first == here else f"{ends[0].label}, {relation}",
        others=words.other_side(fact, first),
        name=fact.name,
        valid=words.validity(fact),
        standing=words.standing(fact, clock.as_of),
        disputed=fact.disputed,
        bar=svg.bar(fact, clock.scale, clock.today) if clock.scale else None,
        marks=notes.marks(fact.citations, fact.iri),
        dates=notes.dates(fact.citations, fact.iri) if fact.date_disputed else (),
        changes=tuple((each, words.span(each.first, each.last)) for each in fact.changes),
    )


def line(said: Position, claims: Mapping[str, Claim], notes: Notes, as_of: str) -> Line:
    """A statement; `former` when it was taken back or replaced by the day looked from."""
    return Line(
        position=said,
        claims=named(said.claims, claims),
        arguments=arguments(said, claims),
        when=words.said(said),
        former=said.on(as_of) == "former",
        marks=notes.marks(said.citations, said.iri),
        dates=notes.dates(said.citations, said.iri) if said.date_disputed else (),
    )


def arguments(
    said: Position, claims: Mapping[str, Claim]
) -> tuple[tuple[str, tuple[Claim, ...]], ...]:
    """What a position gives as its arguments: “because”, and the claims."""
    return tuple((phrase.lower(), named(iris, claims)) for phrase, iris in said.arguments)


def named(iris: Sequence[str], claims: Mapping[str, Claim]) -> tuple[Claim, ...]:
    """The claims of these IRIs that are known."""
    return tuple(claims[iri] for iri in iris if iri in claims)


def event_line(event: Event, claims: Mapping[str, Claim], notes: Notes) -> EventLine:
    """An event, with the claims that make it contested."""
    who = _and([ref.label for ref in event.actors])
    to = _and([ref.label for ref in event.counterparties])
    by = _and([ref.label for ref in event.representatives])
    phrase = f"{who or 'An actor not named'}: {event.action}" + (f" (towards {to})" if to else "")
    return EventLine(
        event=event,
        words=phrase + (f", represented by {by}" if by else ""),
        when=words.moment(event),
        opposed=tuple(claim for claim in named(event.claims, claims) if claim.opposing),
        marks=notes.marks(event.citations, event.iri),
        dates=notes.dates(event.citations, event.iri) if event.date_disputed else (),
    )


def _and(names: Sequence[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if names[1:] else "".join(names)
