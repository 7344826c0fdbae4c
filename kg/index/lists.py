"""Lists of numbers, one behind the other in one array."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from kg.index.layout import Array

    Numbers: TypeAlias = NDArray[np.int64]

NONE: Final = -1


class Lists(NamedTuple):
    """The n-th list is `values[bounds[n]:bounds[n + 1]]`."""

    values: Numbers
    bounds: Numbers

    @classmethod
    def parts(cls, values: Array, begins: Array, sizes: Array) -> Lists:
        """The parts of an array that begin at some places and have some sizes."""
        bounds = _summed(sizes)
        places = (begins - bounds[:-1]).repeat(sizes) + np.arange(bounds[-1])
        return cls(values[places].astype(np.int64), bounds)

    @classmethod
    def one(cls, values: Sequence[int] | Array) -> Lists:
        """A single list."""
        return cls(np.asarray(values, np.int64), np.array([0, len(values)]))

    @classmethod
    def joined(cls, lists: Sequence[Numbers]) -> Lists:
        """Those that are given, one behind the other."""
        empty = np.empty(0, np.int64)
        return cls(np.concatenate((empty, *lists)), np.cumsum([0, *map(len, lists)]))

    @property
    def sizes(self) -> Numbers:
        """How long each list is."""
        return self.bounds[1:] - self.bounds[:-1]

    @property
    def owners(self) -> Numbers:
        """For each value, of which list it is, by its place."""
        return np.arange(len(self.bounds) - 1).repeat(self.sizes)

    def each(self) -> list[Numbers]:
        """The lists one by one."""
        return [self.values[begin:end] for begin, end in pairwise(self.bounds.tolist())]

    def firsts(self) -> Numbers:
        """The first of each list, NONE where it is empty."""
        return self._at(self.bounds[:-1])

    def lasts(self) -> Numbers:
        """The last of each list, NONE where it is empty."""
        return self._at(self.bounds[1:] - 1)

    def _at(self, places: Numbers) -> Numbers:
        held = self.sizes > 0
        found = np.full(len(held), NONE)
        found[held] = self.values[places[held]]
        return found

    def only(self, kept: Array) -> Lists:
        """The lists without some values; `kept` says of each whether it stays."""
        return Lists(self.values[kept], _summed(kept)[self.bounds])


def _summed(sizes: Array) -> Numbers:
    """The sum of all that stand before each place, and of all of them."""
    sums = np.zeros(len(sizes) + 1, np.int64)
    sizes.cumsum(out=sums[1:])
    return sums
