"""From nodes along a field to those to which it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.index.lists import NONE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.contract import Field
    from kg.index.column import Column
    from kg.index.layout import Array
    from kg.index.lists import Lists, Numbers
    from kg.index.records import Records


class Fitting:
    """A column without the values that do not fit; `fits` says it of each node."""

    def __init__(self, whole: Column, fits: Array) -> None:
        self._whole, self._fits = whole, fits
        self.start, self.end, self.is_single = whole.start, whole.end, whole.is_single
        self._fits_each = fits.data

    def of(self, node: int) -> Sequence[int]:
        """Those that fit."""
        fits = self._fits_each
        return [each for each in self._whole.of(node) if fits[each]]

    def first(self, node: int) -> int:
        """The first that fits, NONE for none."""
        return next(iter(self.of(node)), NONE)

    def lists(self, nodes: Numbers) -> Lists:
        """Those that fit of each."""
        whole = self._whole.lists(nodes)
        return whole.only(self._fits[whole.values])

    def firsts(self, nodes: Numbers) -> Numbers:
        """The first of each that fits, NONE for none."""
        return self.lists(nodes).firsts()

    def pairs(self) -> tuple[Numbers, Numbers]:
        """The pairs whose value fits."""
        nodes, values = self._whole.pairs()
        kept = self._fits[values]
        return nodes[kept], values[kept]


def walk(records: Records, field: Field) -> Column:
    """Where a field leads, in the standard order."""
    found = records.links(field.path, inverse=field.inverse)
    if field.only is None:
        return found
    return Fitting(found, records.mask(records.members(field.only)))
