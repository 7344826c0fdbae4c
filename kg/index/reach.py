"""The nodes to which a list leads: filtered, in order, and as far as a window shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.ask.reader import ALWAYS, STANDARD
from kg.index.lists import Lists
from kg.index.match import matching
from kg.index.order import Sorting
from kg.index.steps import Fitting, walk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.ask.reader import Links, Slice, Window
    from kg.index.layout import Array
    from kg.index.lists import Numbers
    from kg.index.records import Records


class Pages(NamedTuple):
    """Parts of lists, the sizes of the whole ones, and whether more stands behind or before."""

    lists: Lists
    totals: Numbers
    have_next: Array
    have_previous: Array


class Reach:
    """Where the links of a question lead."""

    def __init__(self, records: Records, links: Links) -> None:
        column, field = walk(records, links.field), links.field
        self.is_apart = field.inverse and records.links(field.path).is_single
        """Whether they lead from different nodes nowhere to the same."""
        if links.where != ALWAYS:
            column = Fitting(column, matching(records, links.where))
        self.column = column
        self.sorting = Sorting(records, links.order)
        self._is_sorted = links.order == STANDARD

    def of(self, node: int) -> Sequence[int]:
        """Where they lead from a node, in their order."""
        if self._is_sorted:
            return self.column.of(node)
        found: list[int] = self.lists(np.array([node])).values.tolist()
        return found

    def lists(self, nodes: Numbers) -> Lists:
        """Where they lead from each of some nodes, in their order."""
        found = self.column.lists(nodes)
        return found if self._is_sorted else self.sorting.sort(found)

    def pages(self, nodes: Numbers, window: Window) -> Pages:
        """What a window shows of that."""
        return cut(self.lists(nodes), window, self.sorting)


def slice_of(records: Records, part: Slice) -> tuple[Pages, Sorting]:
    """The page of the members of a class that a slice shows, and how they are sorted."""
    sorting = Sorting(records, part.order)
    whole = Lists.one(records.members(part.of.iri))
    if part.where != ALWAYS:
        whole = whole.only(matching(records, part.where)[whole.values])
    if part.order != STANDARD:
        whole = sorting.sort(whole)
    return cut(whole, part.window, sorting), sorting


def cut(whole: Lists, window: Window, sorting: Sorting) -> Pages:
    """What a window shows of sorted lists, as `Page.cut` tells it of links."""
    sizes = whole.sizes
    if not (window.after or window.before) and sizes.max(initial=0) <= window.most:
        no = np.zeros(len(sizes), bool)
        return Pages(Lists(whole.values.astype(np.int64, copy=False), whole.bounds), sizes, no, no)
    starts, ends = _between(whole, window, sorting)
    if window.backward:
        starts = np.maximum(starts, ends - window.most)
    else:
        ends = np.minimum(ends, starts + window.most)
    shown = np.maximum(ends - starts, 0)
    lists = Lists.parts(whole.values, whole.bounds[:-1] + starts, shown)
    return Pages(lists, sizes, ends < sizes, starts > 0)


def _between(whole: Lists, window: Window, sorting: Sorting) -> tuple[Numbers, Numbers]:
    """Where in each list that begins and ends which stands between the places of a window."""
    starts, ends = np.zeros_like(whole.sizes), whole.sizes
    if window.after:
        starts = np.array([sorting.behind(each, window.after) for each in whole.each()], np.int64)
    if window.before:
        ends = np.array([sorting.before(each, window.before) for each in whole.each()], np.int64)
    return starts, ends
