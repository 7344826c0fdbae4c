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
class Records:
    """IRIs of records by kind, so that each is asked for what its kind has."""

    facts: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    details: tuple[str, ...] = ()

    @classmethod
    def of_any_kind(cls, iris: tuple[str, ...]) -> Records:
        """Those of which nobody knows yet what they are."""
        return cls(iris, iris, iris)

    @property
    def every(self) -> tuple[str, ...]:
        """All of them, each once."""
        return tuple(dict.fromkeys((*self.facts, *self.positions, *self.events, *self.details)))


@dataclass(frozen=True)
class Dates:
    """When it was so, as ISO days; ``""`` where a bound is not known or there is none.

    `edtf` is the date that a curator gave. Positions have the day by which they were taken,
    `since`, and their last, `until`; facts the first and the last day for which a document vouches.
    """

    edtf: str = ""
    wording: str = ""
    possible_from: str = ""
    possible_until: str = ""
    since: str = ""
    until: str = ""
    ongoing_as_of: str = ""
    first_confirmed: str = ""
    last_confirmed: str = ""


@dataclass(frozen=True)
class Period:
    """Days on which a proposition or a fact had one status; `until` is empty where it lasts.

    `status` is the notation of a concept (``contested``), and `since` empty where no first day is
    known. The numbers count the voices for and against a proposition.
    """

    since: str
    until: str
    status: str
    supporting: int = 0
    opposing: int = 0

    def covers(self, day: str) -> bool:
        """Whether a day is one of these; no day at all (``""``) stands for the latest."""
        return self.since <= day <= (self.until or day) if day else not self.until


@dataclass(frozen=True)
class Document:
    """A citable text; `consulted_on` is empty when nobody read it.

    It is `consulted` too when a copy that carries its text unchanged was read.
    """

    iri: str
    label: str
    titled: bool
    language: str
    publisher: Ref | None
    genre: str
    dates: Dates
    consulted_on: str
    consulted: bool
    url: str
    archived_at: str

    @property
    def undated(self) -> bool:
        """Whether no more than the day on which it was read bounds when it appeared."""
        first, last = self.dates.possible_from, self.dates.possible_until
        return last in ("", self.consulted_on) and (not last or first != last)


@dataclass(frozen=True)
class Citation:
    """Where a record was read, what that goes back to, and in which words.

    `gists` say what the document says in words that are not its own, `given` what it gives as the
    value of a detail.
    """

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
    gists: tuple[Value, ...] = ()
    given: tuple[Value, ...] = ()
    remarks: tuple[Value, ...] = ()


class End(NamedTuple):
    """A thing that a fact ties to others: by which property, and what it has to do with them."""

    name: str
    phrase: str
    ref: Ref


class Change(NamedTuple):
    """An event that began, ended or changed a fact, between two days; `by` acted in its name."""

    event: str
    action: str
    first: str
    last: str
    by: tuple[Ref, ...]


@dataclass(frozen=True)
class Fact:
    """A structural fact; `kind` is the local name of its narrowest class.

    `periods` and `changes` run from the first on. `end_undated` says that it has ended, and only a
    day of reading tells by when. It is `disputed` when a document contradicts it, `date_disputed`
    when documents differ on its date.
    """

    iri: str
    kind: str
    kind_label: str
    ends: tuple[End, ...]
    name: str
    role: str
    dates: Dates
    periods: tuple[Period, ...]
    end_undated: bool
    disputed: bool
    date_disputed: bool
    citations: tuple[str, ...]
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Event:
    """An event; `claims` are the propositions that describe it, `label` is what it is called.

    `representatives` acted in the name of its actors.

    It is known at second hand when nobody has read a document in which its report begins, and
    `undated` when only a day of reading says by when it happened.
    """

    iri: str
    label: str
    action: str
    actors: tuple[Ref, ...]
    representatives: tuple[Ref, ...]
    counterparties: tuple[Ref, ...]
    dates: Dates
    undated: bool
    claims: tuple[str, ...]
    second_hand: bool
    disputed: bool
    date_disputed: bool
    citations: tuple[str, ...]


@dataclass(frozen=True)
class Detail:
    """A particular that documents give of a thing; disputed where numbers or sets differ."""

    iri: str
    label: str
    disputed: bool
    citations: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """A proposition as it is mentioned: never without its status.

    `status` is the notation of a concept (``contested``). `supporting` and `opposing` count voices,
    `documents` those in which positions towards it were read.
    """

    iri: str
    text: str
    status: str
    supporting: int = 0
    opposing: int = 0
    documents: int = 0


@dataclass(frozen=True)
class Position:
    """What a holder is said to hold; `effect` is the notation of a concept (``opposes``).

    `voice` is whom it is counted as, None where only documents that dispute it name it. It is
    `undated` when only a day of reading says by when it was taken. `arguments` pair what is said of
    a relation (“Because”) with the propositions that it leads to, `gists` what was said in words
    that are not the speaker's.
    """

    iri: str
    holder: Ref
    speaker: Ref
    voice: Ref | None
    stance: str
    effect: str
    silence: bool
    claims: tuple[str, ...]
    dates: Dates
    undated: bool
    first_reported: str
    addressees: tuple[Ref, ...]
    medium: str
    gists: tuple[Value, ...]
    responds_to: tuple[Ref, ...]
    superseded_by: tuple[Ref, ...]
    arguments: tuple[tuple[str, tuple[str, ...]], ...]
    disputed: bool
    date_disputed: bool
    citations: tuple[str, ...]

    def on(self, day: str) -> str:
        """What it is on a day: ``holds``, ``perhaps``, ``not yet`` or ``former``.

        No day at all (``""``) stands for the latest.
        """
        last = self.dates.until
        if last and (not day or last < day):
            return "former"
        if not day or self.dates.since <= day:
            return "holds"
        return "perhaps" if self.dates.possible_from <= day else "not yet"


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
