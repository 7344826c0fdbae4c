"""The nodes to which a list leads: filtered, in order, and as far as a window shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.ask.reader import ALWAYS, STANDARD
from kg.index.match import matching
from kg.index.order import Sorting
from kg.index.steps import Fitting, fitting, walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.ask.reader import Links, Slice, Window
    from kg.index.records import Records


class Shown(NamedTuple):
    """A part of a list, the size of the whole, and whether more stands behind or before it."""

    nodes: Sequence[int]
    total: int
    has_next: bool
    has_previous: bool


class Reach:
    """Where the links of a question lead."""

    def __init__(self, records: Records, links: Links) -> None:
        column = walk(records, links.field)
        if links.where != ALWAYS:
            column = Fitting(column, matching(records, links.where))
        self.column = column
        self.sorting = Sorting(records, links.order)
        self.of = column.of if links.order == STANDARD else self._sorted
        """Where they lead from a node, in their order."""

    def shown(self, node: int, window: Window) -> Shown:
        """What a window shows of that."""
        whole = self.of(node)
        if len(whole) <= window.most and not (window.after or window.before):
            return Shown(whole, len(whole), has_next=False, has_previous=False)
        return cut(whole, window, self.sorting)

    def _sorted(self, node: int) -> Sequence[int]:
        found = self.column.of(node)
        return self.sorting.sort(found) if len(found) else found


def slice_of(records: Records, part: Slice) -> tuple[Shown, Sorting]:
    """The members of a class that a slice shows, and how they are sorted."""
    sorting = Sorting(records, part.order)
    nodes = records.members(part.of.iri)
    if part.where != ALWAYS:
        nodes = fitting(nodes, matching(records, part.where))
    if part.order != STANDARD:
        nodes = sorting.sort(nodes)
    return cut(nodes, part.window, sorting), sorting


def cut(whole: Sequence[int], window: Window, sorting: Sorting) -> Shown:
    """What a window shows of a sorted list, as `Page.cut` tells it of links."""
    start, end = 0, len(whole)
    if window.after:
        start = sorting.behind(whole, window.after)
    if window.before:
        end = sorting.before(whole, window.before)
    if window.backward:
        start = max(start, end - window.most)
    else:
        end = min(end, start + window.most)
    return Shown(whole[start:end], len(whole), end < len(whole), start > 0)
