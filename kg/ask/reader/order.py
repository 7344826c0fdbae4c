"""In which order nodes are listed, and where a place is in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.contract import Field


class Link(NamedTuple):
    """A node with the keys that it sorts by, one for each key of an Order; ties sort by IRI."""

    keys: tuple[str, ...]
    iri: str


Cursor: TypeAlias = Link
"""A place in a sorted list of nodes: that of this one."""


class By(Enum):
    """What nodes are sorted by."""

    DAY_AND_NAME = "day and name"
    NAME = "name"
    VALUE = "value"
    NUMBER = "number"
    LINKED_NAME = "name of what is linked"
    COUNT = "count of what is linked"


@dataclass(frozen=True, slots=True)
class SortKey:
    """One key: a text, numbers padded to be sorted as texts; empty where a node has no value."""

    by: By
    field: Field | None = None
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """Keys, the weightiest first; nodes of equal keys run by IRI."""

    keys: tuple[SortKey, ...]

    def precedes(self, one: Link, other: Link) -> bool:
        """Whether one stands before the other."""
        for key, own, others in zip(self.keys, one.keys, other.keys, strict=True):
            if own != others:
                return own > others if key.descending else own < others
        return one.iri < other.iri

    def sort(self, links: Iterable[Link]) -> list[Link]:
        """The links in this order."""
        if not any(key.descending for key in self.keys):
            return sorted(links)
        ordered = sorted(links, key=lambda link: link.iri)
        for place, key in reversed(list(enumerate(self.keys))):
            ordered.sort(key=lambda link: link.keys[place], reverse=key.descending)
        return ordered


STANDARD: Final = Order((SortKey(By.DAY_AND_NAME),))
