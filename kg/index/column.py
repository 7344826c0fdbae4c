"""One property of all nodes as arrays: which numbers belong to which node, in order.

Three forms, chosen by what takes least room: `one` value a node at most, in place; `many`, of
which each node of a range has a part; and `few`, where most nodes of the range have none.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from kg.index.lists import NONE, Lists

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.index.layout import Array, Arrays
    from kg.index.lists import Numbers

# A range of which fewer have a value than one in so many is written as `few`.
SPARSE: Final = 3
MOST_CODES: Final = 255


class Column(Protocol):
    """What belongs to a node, by its number; to none below `start` nor from `end` on."""

    start: int
    end: int

    @property
    def is_single(self) -> bool:
        """Whether no node has more than one."""

    def of(self, node: int) -> Sequence[int]:
        """All that belongs to it, in order."""

    def first(self, node: int) -> int:
        """The first that belongs to it, NONE for none."""

    def lists(self, nodes: Numbers) -> Lists:
        """All that belongs to each of some nodes, in order."""

    def firsts(self, nodes: Numbers) -> Numbers:
        """The first that belongs to each, NONE for none."""

    def pairs(self) -> tuple[Numbers, Numbers]:
        """All nodes, each as often as something belongs to it, and what does; by node."""


class Nothing:
    """A property that no node has."""

    start = end = 0
    is_single = True

    def of(self, node: int) -> Sequence[int]:
        """Nothing."""
        return ()

    def first(self, node: int) -> int:
        """None."""
        return NONE

    def lists(self, nodes: Numbers) -> Lists:
        """Empty ones."""
        return Lists(np.empty(0, np.int64), np.zeros(len(nodes) + 1, np.int64))

    def firsts(self, nodes: Numbers) -> Numbers:
        """None of any."""
        return np.full(len(nodes), NONE)

    def pairs(self) -> tuple[Numbers, Numbers]:
        """No pair."""
        return np.empty(0, np.int64), np.empty(0, np.int64)


class One:
    """At most one each; `codes` are places in a table of values, or values, one more than it is."""

    is_single = True

    def __init__(self, start: int, codes: Array, table: Array | None) -> None:
        self.start, self.end, self._size = start, start + len(codes), len(codes)
        self._array, self._codes = codes, codes.data
        # What codes stand for; the first one stands for nothing.
        self._table = None if table is None else [NONE, *table.tolist()]
        self._values = None if table is None else np.array(self._table, np.int64)

    def of(self, node: int) -> Sequence[int]:
        """It alone, or nothing."""
        found = self.first(node)
        return () if found < 0 else (found,)

    def first(self, node: int) -> int:
        """It, NONE for none."""
        place = node - self.start
        if not 0 <= place < self._size:
            return NONE
        code = self._codes[place]
        return code - 1 if self._table is None else self._table[code]

    def lists(self, nodes: Numbers) -> Lists:
        """Lists of it alone, or of nothing."""
        found = self.firsts(nodes)
        return Lists(found, np.arange(len(found) + 1)).only(found >= 0)

    def firsts(self, nodes: Numbers) -> Numbers:
        """It of each, NONE for none."""
        places = nodes - self.start
        return self._meant(self._array.take(places, mode="clip") * _within(places, self._size))

    def _meant(self, codes: Array) -> Numbers:
        return codes.astype(np.int64) - 1 if self._values is None else self._values[codes]

    def pairs(self) -> tuple[Numbers, Numbers]:
        """Those that have one, and it."""
        held = np.flatnonzero(self._array)
        return held + self.start, self._meant(self._array[held])


class Many:
    """Any number each; part `offsets[n]` to `offsets[n + 1]` belongs to node `start` + n."""

    is_single = False

    def __init__(self, start: int, offsets: Array, values: Array) -> None:
        self._size = len(offsets) - 1
        self.start, self.end = start, start + self._size
        self._offsets_array, self._values_array = offsets, values
        self._offsets, self._values = offsets.data, values.data

    def of(self, node: int) -> Sequence[int]:
        """All that belongs to it."""
        place = node - self.start
        if not 0 <= place < self._size:
            return ()
        return self._values[self._offsets[place] : self._offsets[place + 1]]

    def first(self, node: int) -> int:
        """The first, NONE for none."""
        return next(iter(self.of(node)), NONE)

    def lists(self, nodes: Numbers) -> Lists:
        """All that belongs to each."""
        places = nodes - self.start
        held = _within(places, self._size)
        return _parts(self._offsets_array, self._values_array, places, held)

    def firsts(self, nodes: Numbers) -> Numbers:
        """The first of each, NONE for none."""
        return self.lists(nodes).firsts()

    def pairs(self) -> tuple[Numbers, Numbers]:
        """Each node as often as it has something, and what that is."""
        each = np.arange(self.start, self.start + self._size)
        return np.repeat(each, np.diff(self._offsets_array)), self._values_array.astype(np.int64)


class Few:
    """Any number each, of nodes that are listed."""

    is_single = False

    def __init__(self, nodes: Array, offsets: Array, values: Array) -> None:
        self._nodes_array, self._nodes = nodes, nodes.data
        self.start, self.end = int(nodes[0]), int(nodes[-1]) + 1
        self._offsets_array, self._values_array = offsets, values
        self._offsets, self._values = offsets.data, values.data

    def of(self, node: int) -> Sequence[int]:
        """All that belongs to it."""
        place = bisect_left(self._nodes, node)
        if place == len(self._nodes) or self._nodes[place] != node:
            return ()
        return self._values[self._offsets[place] : self._offsets[place + 1]]

    def first(self, node: int) -> int:
        """The first, NONE for none."""
        return next(iter(self.of(node)), NONE)

    def lists(self, nodes: Numbers) -> Lists:
        """All that belongs to each."""
        places = np.searchsorted(self._nodes_array, nodes)
        is_listed = self._nodes_array.take(places, mode="clip") == nodes
        return _parts(self._offsets_array, self._values_array, places, is_listed)

    def firsts(self, nodes: Numbers) -> Numbers:
        """The first of each, NONE for none."""
        return self.lists(nodes).firsts()

    def pairs(self) -> tuple[Numbers, Numbers]:
        """Each node as often as it has something, and what that is."""
        nodes = np.repeat(self._nodes_array.astype(np.int64), np.diff(self._offsets_array))
        return nodes, self._values_array.astype(np.int64)


def _within(places: Numbers, size: int) -> Array:
    """Whether places are from 0 to below a size; read as unsigned, negative ones are greater."""
    found: Array = places.view(np.uint64) < size
    return found


def _parts(offsets: Array, values: Array, places: Numbers, held: Array) -> Lists:
    """The parts of `values` at some places of `offsets`; an empty one where it is not `held`."""
    begins = offsets[:-1].take(places, mode="clip").astype(np.int64)
    ends = offsets[1:].take(places, mode="clip").astype(np.int64)
    return Lists.parts(values, begins, (ends - begins) * held)


def arrays_of(name: str, nodes: Numbers, values: Numbers) -> Iterator[tuple[str, Array]]:
    """The arrays of a column, by name, of pairs that are sorted by node and without repetition."""
    if not len(nodes):
        return
    held, counts = np.unique(nodes, return_counts=True)
    start, end = int(held[0]), int(held[-1]) + 1
    offsets = np.concatenate([[0], np.cumsum(counts)])
    if len(held) * SPARSE < end - start:
        yield f"{name} nodes", held.astype(np.uint32)
    elif counts.max() == 1:
        yield from _in_place(name, start, nodes, values, end - start)
        return
    else:
        yield f"{name} start", np.array([start], np.uint32)
        every = np.zeros(end - start + 1, np.int64)
        every[held - start + 1] = counts
        offsets = np.cumsum(every)
    yield f"{name} offsets", offsets.astype(np.uint32)
    yield f"{name} values", values.astype(np.uint32)


def _in_place(
    name: str, start: int, nodes: Numbers, values: Numbers, size: int
) -> Iterator[tuple[str, Array]]:
    """A byte a node where there are few values, else a number."""
    yield f"{name} start", np.array([start], np.uint32)
    table, codes = np.unique(values, return_inverse=True)
    is_small = len(table) < MOST_CODES
    if is_small:
        yield f"{name} table", table.astype(np.uint32)
    placed = np.zeros(size, np.uint8 if is_small else np.uint32)
    placed[nodes - start] = (codes if is_small else values) + 1
    yield f"{name} codes", placed


def column(arrays: Arrays, name: str) -> Column:
    """The column of that name; one of nothing where there is none."""

    def of(part: str) -> Any:
        return arrays[f"{name} {part}"]

    if f"{name} codes" in arrays:
        table = of("table") if f"{name} table" in arrays else None
        return One(int(of("start")[0]), of("codes"), table)
    if f"{name} nodes" in arrays:
        return Few(of("nodes"), of("offsets"), of("values"))
    if f"{name} offsets" in arrays:
        return Many(int(of("start")[0]), of("offsets"), of("values"))
    return Nothing()
