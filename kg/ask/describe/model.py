"""The plain values that pages are made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Ref:
    """Something that has a page or at least an IRI, with its English label."""

    iri: str
    label: str


@dataclass(frozen=True)
class Value:
    """One value of a property; `ref` is set when it is no literal."""

    text: str
    language: str = ""
    datatype: str = ""
    ref: Ref | None = None


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


@dataclass(frozen=True)
class Dates:
    """When it was so: the four total bounds (section 13 of the ontology), sentinels as ``""``."""

    edtf: str = ""
    wording: str = ""
    possible_from: str = ""
    definite_from: str = ""
    definite_until: str = ""
    possible_until: str = ""
    ongoing_as_of: str = ""
    last_confirmed: str = ""

    def on(self, day: str) -> str:
        """Whether it held on a day: ``certain``, ``possible`` or ``no`` (decision D5)."""
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


@dataclass(frozen=True)
class Fact:
    """A structural fact; `ends` are its participants by the name of the property."""

    iri: str
    kind: str
    kind_label: str
    ends: tuple[tuple[str, Ref], ...]
    name: str
    role: str
    dates: Dates
    disputed: bool
    citations: tuple[str, ...]


@dataclass(frozen=True)
class Happening:
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

    `status` is the local name (``contested``); the counts are of positions that still stand.
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
    """What a holder is said to hold; `effect` and `stance` are local names."""

    iri: str
    holder: Ref
    speaker: Ref
    unnamed: bool
    stance: str
    stance_label: str
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
    origins: tuple[str, ...]
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
