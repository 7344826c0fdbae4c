"""The plain values that pages are made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from kg.ask.reader import Ref, Value

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True)
class Property:
    """A property of a thing with all its values; `name` is the local name of the term."""

    name: str
    label: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Listing(Generic[T]):
    """The first of a possibly long list, how long it is, and the query that gives all of it."""

    items: tuple[T, ...]
    total: int
    query: str

    def of(self, make: Callable[[T], U | None]) -> Listing[U]:
        """The list of what is made of each; where nothing is made, nothing stands."""
        made = (make(item) for item in self.items)
        return Listing(tuple(each for each in made if each is not None), self.total, self.query)


@dataclass(frozen=True)
class Dates:
    """When it was so: four bounds, ``""`` where a bound is not known or there is none."""

    edtf: str = ""
    wording: str = ""
    possible_from: str = ""
    definite_from: str = ""
    definite_until: str = ""
    possible_until: str = ""
    ongoing_as_of: str = ""
    last_confirmed: str = ""

    def on(self, day: str) -> str:
        """Whether it held on a day: ``certain``, ``possible`` or ``no``."""
        started = bool(self.definite_from) and self.definite_from <= day
        if started and (not self.definite_until or day <= self.definite_until):
            return "certain"
        may_begin = not self.possible_from or self.possible_from <= day
        may_last = not self.possible_until or day <= self.possible_until
        return "possible" if may_begin and may_last else "no"


@dataclass(frozen=True)
class Document:
    """A citable text; `consulted_on` is empty when it is known only through others."""

    iri: str
    label: str
    titled: bool
    language: str
    publisher: Ref | None
    genre: str
    dates: Dates
    consulted_on: str
    url: str
    archived_at: str


@dataclass(frozen=True)
class Citation:
    """Where a record was read, what that goes back to, and in which words."""

    iri: str
    document: Document
    origin: Document | None
    bearing: str
    excerpt: str
    language: str
    verbatim: bool
    locator: str
    phrase: str
    date_given: str


class End(NamedTuple):
    """A thing that a fact ties to others: by which property, and what it has to do with them."""

    name: str
    phrase: str
    ref: Ref


@dataclass(frozen=True)
class Fact:
    """A structural fact; `kind` is the local name of its narrowest class."""

    iri: str
    kind: str
    kind_label: str
    ends: tuple[End, ...]
    name: str
    role: str
    dates: Dates
    disputed: bool
    citations: tuple[str, ...]


@dataclass(frozen=True)
class Event:
    """An event."""

    iri: str
    action: str
    actors: tuple[Ref, ...]
    counterparties: tuple[Ref, ...]
    dates: Dates
    disputed: bool
    citations: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """A proposition as it is mentioned: never without its status.

    `status` is the notation of a concept (``contested``); the counts are of positions that still
    stand.
    """

    iri: str
    text: str
    status: str
    supports: int = 0
    opposes: int = 0
    withholds: int = 0
    neutral: int = 0
    origins: int = 0
    reports: int = 0


@dataclass(frozen=True)
class Position:
    """What a holder is said to hold; `effect` is the notation of a concept (``opposes``)."""

    iri: str
    holder: Ref
    speaker: Ref
    stance: str
    effect: str
    silence: bool
    claims: tuple[str, ...]
    dates: Dates
    first_reported: str
    addressees: tuple[Ref, ...]
    medium: str
    responds_to: tuple[Ref, ...]
    superseded_by: tuple[Ref, ...]
    disputed: bool
    citations: tuple[str, ...]


@dataclass(frozen=True)
class Period:
    """Days on which a proposition had one status; `until` is empty when it still has."""

    since: str
    until: str
    status: str
    origins: int


@dataclass(frozen=True)
class Provenance:
    """The curated file in which a thing stands: who curated it, when, drawn from what."""

    file: Ref
    curator: Ref | None
    curated_on: str
    drawn_from: tuple[Ref, ...]


def alphabetical(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    """Things by label, and by IRI where those are alike."""
    return tuple(sorted(refs, key=lambda ref: (ref.label, ref.iri)))
