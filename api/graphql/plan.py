"""What a request asks, compiled: a tree of selections that knows fields, pages and types.

A plan is made once for a document and its variables, and holds no answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.ask.reader import Condition, Links, Slice, Sought, Tallies, Texts, Window
    from kg.contract import Class, Field


@dataclass(slots=True, eq=False)
class Selection:
    """What is asked of nodes, by the name of the object type that a node turns out to have."""

    by_type: dict[str, tuple[Asked, ...]] = field(default_factory=dict)

    @property
    def sole_type(self) -> str | None:
        """The only type that a node can have here."""
        return next(iter(self.by_type)) if len(self.by_type) == 1 else None


@dataclass(frozen=True, slots=True, eq=False)
class Constant:
    """A field that says the same of every node: `__typename`, or introspection."""

    key: str
    value: Any


@dataclass(frozen=True, slots=True, eq=False)
class Identity:
    """`id` or `iri`."""

    key: str
    short: bool


@dataclass(frozen=True, slots=True, eq=False)
class Called:
    """`label`, with the languages wanted."""

    key: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Plain:
    """A scalar or enum field; `sought` is what a reader is asked for it."""

    key: str
    field: Field
    sought: Sought


@dataclass(frozen=True, slots=True, eq=False)
class Worded:
    """A field whose texts stand in languages, with those that are wanted."""

    key: str
    field: Field
    sought: Texts
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Linked:
    """A link to one node, or a plain list of them, which `links` asks in order."""

    key: str
    field: Field
    links: Field | Links
    to: Selection


@dataclass(frozen=True, slots=True, eq=False)
class Paged:
    """A connection: one page of the nodes that a field leads to; `is_silent` as in RootPage."""

    key: str
    links: Links
    window: Window
    parts: tuple[Part, ...]
    is_silent: bool


@dataclass(frozen=True, slots=True, eq=False)
class PageNodes:
    """`nodes` of a connection."""

    key: str
    to: Selection


@dataclass(frozen=True, slots=True, eq=False)
class PageEdges:
    """`edges` of a connection; each part is the node, or what is told of it at its place."""

    key: str
    parts: tuple[EdgePart, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PageGroups:
    """`groups` of a connection: of all pages, how many have which value.

    `most` are wanted, None for all. `told` are result keys of `key` and `count`, `nodes` of the
    value itself, where it is a thing.
    """

    key: str
    tallies: Tallies
    most: int | None
    told: Mapping[str, str]
    nodes: Mapping[str, Selection]


@dataclass(frozen=True, slots=True, eq=False)
class DistinctCount:
    """`distinctCount` of a connection: of all pages, how many different values there are."""

    key: str
    tallies: Tallies


@dataclass(frozen=True, slots=True, eq=False)
class EdgeNode:
    """`node` of an edge."""

    key: str
    to: Selection


@dataclass(frozen=True, slots=True, eq=False)
class EdgeCursor:
    """`cursor` of an edge."""

    key: str


@dataclass(frozen=True, slots=True, eq=False)
class EdgeTold:
    """`reason` or `snippet` of an edge of what was searched: the sort key at that place."""

    key: str
    place: int


@dataclass(frozen=True, slots=True, eq=False)
class EdgeRecords:
    """`records` of an edge: those that lead from the thing whose list it is to the node.

    `reads` lead from the thing to its records, and from these, by `forth`, to nodes.
    """

    key: str
    forth: Field
    reads: tuple[Linked, ...]
    to: Selection


@dataclass(frozen=True, slots=True, eq=False)
class MatrixPart:
    """A field of a matrix of stances, of a row or of a cell: things, or parts of their own."""

    key: str
    name: str
    to: Selection | None
    parts: tuple[MatrixPart, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """A matrix of stances (see matrix.py), read along `reads`.

    `propositions` ask for those of a node; None where it is one itself, of which `itself` ask.
    """

    key: str
    propositions: Links | None
    positions: Links
    holder: Field
    reads: tuple[Linked, ...]
    itself: tuple[Selection, ...]
    parts: tuple[MatrixPart, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PageInfo:
    """`pageInfo` of a connection: result keys to what they show."""

    key: str
    shown: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class TotalCount:
    """`totalCount` of a connection."""

    key: str


@dataclass(frozen=True, slots=True, eq=False)
class RootNode:
    """A node looked up by its id, or by a value of its class's own, which `part` asks for.

    `of` is the class that it must be a member of; `by` and `value` are what was asked.
    """

    key: str
    by: str
    value: str
    of: Class | None
    addresses: tuple[str, ...]
    part: Slice | None
    to: Selection


@dataclass(frozen=True, slots=True, eq=False)
class RootNodes:
    """Several nodes looked up by their ids, in that order."""

    key: str
    each: tuple[RootNode, ...]
    to: Selection


@dataclass(frozen=True, slots=True, eq=False)
class FilterPart:
    """One part of a filter by its name: what it fits, and what has that of which it speaks.

    With `counts_fitting`, a number is asked of those alone that fit something else in it.
    """

    name: str
    fits: Condition
    has: Condition | None
    counts_fitting: bool


@dataclass(frozen=True, slots=True, eq=False)
class RootPage:
    """One page of the members of a class; `part` says of which, and how much of them.

    `filter` are the parts of the condition in it. Of one that `is_silent`, nobody said how much is
    wanted, and nothing that is asked would show that there is more.
    """

    key: str
    part: Slice
    parts: tuple[Part, ...]
    filter: tuple[FilterPart, ...]
    is_silent: bool


@dataclass(frozen=True, slots=True, eq=False)
class RootSearch:
    """The first things that hold some words; of these classes, by name, or of any."""

    key: str
    text: str
    classes: tuple[str, ...]
    first: int
    parts: tuple[Part, ...]


Asked: TypeAlias = Constant | Identity | Called | Plain | Worded | Linked | Paged | Matrix
EdgePart: TypeAlias = EdgeNode | EdgeCursor | EdgeTold | EdgeRecords | Constant
Part: TypeAlias = (
    PageNodes | PageEdges | PageGroups | DistinctCount | PageInfo | TotalCount | Constant
)
Root: TypeAlias = RootNode | RootNodes | RootPage | RootSearch | Constant


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Plan:
    """A whole request, its root fields in the order of the answer.

    Filters, orders, groups and days make it `is_wide`: to answer it, all nodes are looked at.
    `remarks` are what is told of the request, whatever the answer.
    """

    roots: tuple[Root, ...]
    weight: int
    cost: int = 0
    is_wide: bool = False
    remarks: tuple[str, ...] = ()


def targets(parts: tuple[Part, ...]) -> list[Selection]:
    """The selections that apply to the nodes of a page."""
    found = [part.to for part in parts if isinstance(part, PageNodes)]
    edges = (part for part in parts if isinstance(part, PageEdges))
    inner = (each for edge in edges for each in edge.parts)
    return found + [each.to for each in inner if isinstance(each, EdgeNode)]


def lookups(plan: Plan) -> list[RootNode]:
    """All nodes that are looked up, by whichever root."""
    found: list[RootNode] = []
    for root in plan.roots:
        if isinstance(root, RootNode):
            found.append(root)
        elif isinstance(root, RootNodes):
            found += root.each
    return found


def beside(parts: tuple[Part, ...]) -> list[Linked]:
    """What is read of the thing whose list it is, beside its links."""
    edges = (each for part in parts if isinstance(part, PageEdges) for each in part.parts)
    return [read for each in edges if isinstance(each, EdgeRecords) for read in each.reads]


def groups(parts: tuple[Part, ...]) -> list[PageGroups]:
    """What a page tells of the whole list by values."""
    return [part for part in parts if isinstance(part, PageGroups)]


def told_apart(parts: tuple[Part, ...]) -> list[Tallies]:
    """By which values the whole list of a page is told apart."""
    return [part.tallies for part in parts if isinstance(part, PageGroups | DistinctCount)]


def shows_a_cut(parts: tuple[Part, ...]) -> bool:
    """Whether a page shows nodes, and not whether there are more."""
    shown = any(isinstance(part, PageNodes | PageEdges) for part in parts)
    return shown and not any(isinstance(part, TotalCount | PageInfo) for part in parts)


def is_counted(parts: tuple[Part, ...]) -> bool:
    """Whether a page must say how many nodes there are on all pages."""
    return any(isinstance(part, TotalCount) for part in parts)
