"""What a reader is asked and what it answers, whatever it reads from."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple, Protocol, TypeAlias

from kg.ask.reader.condition import ALWAYS, Condition
from kg.ask.reader.order import STANDARD, Cursor, Link, Order
from kg.contract import Class, Field

Rows: TypeAlias = list[dict[str, dict[str, str]]]
"""The `bindings` array of SPARQL 1.1 JSON Results."""

Select: TypeAlias = Callable[[str], Awaitable[Rows]]
"""Answers a SPARQL 1.1 SELECT; raises the AskError family of kg.errors."""

Labels: TypeAlias = tuple[tuple[str, str], ...]
"""Texts by which a node may be called, with language tags, the best first."""


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a sorted list is wanted: `most` from its start, or, `backward`, from its end.

    `after` and `before` leave out what stands up to the one place and from the other on.
    """

    most: int
    backward: bool = False
    after: Cursor | None = None
    before: Cursor | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """Those nodes of a class of which a condition holds, as far as a window shows them.

    `counted` asks for the size of the whole.
    """

    of: Class
    window: Window
    where: Condition = ALWAYS
    order: Order = STANDARD
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some nodes of a sorted list; `total` is the size of the whole, 0 if it was not asked."""

    links: tuple[Link, ...]
    total: int
    has_next: bool
    has_previous: bool

    @classmethod
    def cut(cls, whole: Sequence[Link], window: Window, order: Order = STANDARD) -> Page:
        """What a window shows of a whole list that is sorted in this order."""
        after, before, size = window.after, window.before, len(whole)
        start = sum(not order.precedes(after, link) for link in whole) if after else 0
        end = sum(order.precedes(link, before) for link in whole) if before else size
        if window.backward:
            start = max(start, end - window.most)
        else:
            end = min(end, start + window.most)
        return cls(tuple(whole[start:end]), size, end < size, start > 0)


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """The nodes that a field leads to and of which a condition holds, in an order.

    Two are the same question only where they are the same object: compilers make each once.
    """

    field: Field
    where: Condition = ALWAYS
    order: Order = STANDARD


@dataclass(frozen=True, slots=True)
class StatusOn:
    """The status of a claim or a structural fact on a day, as far as known on another."""

    claim: bool
    as_of: str | None
    known_at: str | None


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a field in all languages: pairs as in Labels, in the order of its values."""

    field: Field


class Interval(Enum):
    """By what days are grouped; the value is how much of a date is kept (`2025-03`)."""

    DAY = 10
    MONTH = 7
    YEAR = 4


class Tally(NamedTuple):
    """How many have a value: its text, or its IRI where it is a thing; neither where unknown."""

    key: str | None
    iri: str | None
    total: int


@dataclass(frozen=True, slots=True, eq=False)
class Tallies:
    """How many of the nodes that `links` asks for have which value of a field, the most first."""

    links: Links
    by: Field
    every: Interval


Sought: TypeAlias = Field | Links | StatusOn | Tallies | Texts
"""What may be asked of a node."""

Answers: TypeAlias = Mapping[Sought, Mapping[str, tuple[Any, ...]]]
"""By what was sought and IRI: JSON values, or links in order. A node without one is left out."""


@dataclass(frozen=True, slots=True)
class Want:
    """What is sought of these nodes."""

    sought: Sought
    iris: tuple[str, ...]


class Reader(Protocol):
    """A source of nodes. It is asked in batches: one question each, however many nodes."""

    def telling(self, texts: list[str]) -> Reader:
        """The same reader, which adds the text of each of its questions."""
        ...

    async def select(self, slices: Sequence[Slice]) -> list[Page]:
        """One page for each slice."""
        ...

    async def expand(self, wants: Sequence[Want]) -> Answers:
        """All that is wanted. Values of TYPE are class IRIs, of LABEL see Labels."""
        ...
