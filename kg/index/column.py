"""One property of all nodes as arrays: which numbers belong to which node, in order.

Three forms, chosen by what takes least room: `one` value a node at most, in place; `many`, of
which each node of a range has a part; and `few`, where most nodes of the range have none.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from kg.index.layout import Array, Arrays

    Numbers: TypeAlias = NDArray[np.int64]

# A range of which fewer have a value than one in so many is written as `few`.
SPARSE: Final = 3
MOST_CODES: Final = 255


class Column(Protocol):
    """What belongs to a node, by its number."""

    @property
    def is_single(self) -> bool:
        """Whether no node has more than one."""

    def of(self, node: int) -> Sequence[int]:
        """All that belongs to it, in order."""

    def first(self, node: int) -> int:
        """The first that belongs to it, -1 for none."""

    def pairs(self) -> tuple[Numbers, Numbers]:
        """All nodes, each as often as something belongs to it, and what does; by node."""


class Nothing:
    """A property that no node has."""

    is_single = True

    def of(self, node: int) -> Sequence[int]:
        """Nothing."""
        return ()

    def first(self, node: int) -> int:
        """None."""
        return -1

    def pairs(self) -> tuple[Numbers, Numbers]:
        """No pair."""
        return np.empty(0, np.int64), np.empty(0, np.int64)


class One:
    """At most one each; `codes` are places in a table of values, or values, one more than it is."""

    is_single = True

    def __init__(self, start: int, codes: Array, table: Array | None) -> None:
        self._start, self._size = start, len(codes)
        self._array, self._table_array = codes, table
        self._codes = codes.data
        self._table = table.tolist() if table is not None else None

    def of(self, node: int) -> Sequence[int]:
        """It alone, or nothing."""
        found = self.first(node)
        return () if found < 0 else (found,)

    def first(self, node: int) -> int:
        """It, -1 for none."""
        place = node - self._start
        if not 0 <= place < self._size:
            return -1
        code = self._codes[place] - 1
        return self._table[code] if self._table is not None and code >= 0 else code

    def pairs(self) -> tuple[Numbers, Numbers]:
        """Those that have one, and it."""
        held = np.flatnonzero(self._array)
        values = self._array[held].astype(np.int64) - 1
        if self._table_array is not None:
            values = self._table_array[values].astype(np.int64)
        return held + self._start, values


class Many:
    """Any number each; part `offsets[n]` to `offsets[n + 1]` belongs to node `start` + n."""

    is_single = False

    def __init__(self, start: int, offsets: Array, values: Array) -> None:
        self._start, self._size = start, len(offsets) - 1
        self._offsets_array, self._values_array = offsets, values
        self._offsets, self._values = offsets.data, values.data

    def of(self, node: int) -> Sequence[int]:
        """All that belongs to it."""
        place = node - self._start
        if not 0 <= place < self._size:
            return ()
        return self._values[self._offsets[place] : self._offsets[place + 1]]

    def first(self, node: int) -> int:
        """The first, -1 for none."""
        return next(iter(self.of(node)), -1)

    def pairs(self) -> tuple[Numbers, Numbers]:
        """Each node as often as it has something, and what that is."""
        each = np.arange(self._start, self._start + self._size)
        return np.repeat(each, np.diff(self._offsets_array)), self._values_array.astype(np.int64)


class Few:
    """Any number each, of nodes that are listed."""

    is_single = False

    def __init__(self, nodes: Array, offsets: Array, values: Array) -> None:
        self._nodes_array, self._nodes = nodes, nodes.data
        self._offsets_array, self._values_array = offsets, values
        self._offsets, self._values = offsets.data, values.data

    def of(self, node: int) -> Sequence[int]:
        """All that belongs to it."""
        place = bisect_left(self._nodes, node)
        if place == len(self._nodes) or self._nodes[place] != node:
            return ()
        return self._values[self._offsets[place] : self._offsets[place + 1]]

    def first(self, node: int) -> int:
        """The first, -1 for none."""
        return next(iter(self.of(node)), -1)

    def pairs(self) -> tuple[Numbers, Numbers]:
        """Each node as often as it has something, and what that is."""
        nodes = np.repeat(self._nodes_array.astype(np.int64), np.diff(self._offsets_array))
        return nodes, self._values_array.astype(np.int64)


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
