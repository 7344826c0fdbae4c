"""What a reader is asked and what it answers, whatever it reads from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, TypeAlias

from kg.contract import Class, Field

Rows: TypeAlias = list[dict[str, dict[str, str]]]
"""The `bindings` array of SPARQL 1.1 JSON Results."""

Select: TypeAlias = Callable[[str], Awaitable[Rows]]
"""Answers a SPARQL 1.1 SELECT; raises the AskError family of kg.errors."""

Answers: TypeAlias = Mapping[Field, Mapping[str, tuple[Any, ...]]]
"""By field and IRI: JSON values, or links in order. A node without a value is left out."""


class Link(NamedTuple):
    """A node with the key that it sorts by; ties sort by IRI."""

    key: str
    iri: str


Cursor: TypeAlias = Link
"""A place in a sorted list of nodes: just behind this one."""

Labels: TypeAlias = tuple[tuple[str, str], ...]
"""Texts by which a node may be called, with language tags, the best first."""


@dataclass(frozen=True, slots=True)
class Slice:
    """The first nodes of a class behind a place; `counted` asks for the size of the whole."""

    of: Class
    first: int
    after: Cursor | None = None
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some nodes of a sorted list; `total` is the size of the whole, 0 if it was not asked."""

    links: tuple[Link, ...]
    total: int
    has_next: bool
    has_previous: bool

    @classmethod
    def cut(cls, whole: Sequence[Link], first: int, after: Cursor | None) -> Page:
        """The first links behind a place of a whole sorted list."""
        start = bisect_right(whole, after) if after else 0
        links = tuple(whole[start : start + first])
        return cls(links, len(whole), start + first < len(whole), start > 0)


@dataclass(frozen=True, slots=True)
class Want:
    """The values of one field for these nodes."""

    field: Field
    iris: tuple[str, ...]


class Reader(Protocol):
    """A source of nodes. Both methods work on batches: one question each, however many nodes."""

    async def select(self, slices: Sequence[Slice]) -> list[Page]:
        """One page for each slice."""
        ...

    async def expand(self, wants: Sequence[Want]) -> Answers:
        """The values of all wanted fields. Values of TYPE are class IRIs, of LABEL see Labels."""
        ...
