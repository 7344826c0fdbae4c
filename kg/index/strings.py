"""Byte strings of an index: by number, or many of them at once."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np

from kg.index.build import BETWEEN
from kg.index.lists import NONE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from mmap import mmap

    from kg.index.layout import Array, Arrays
    from kg.index.lists import Numbers


class Spans:
    """Parts of a file by number: where each begins and ends."""

    def __init__(self, content: mmap, begins: Array, ends: Array) -> None:
        kind = np.uint32 if len(content) < 2**32 else np.uint64
        self._content = content
        self._begins, self._ends = begins.astype(kind), ends.astype(kind)

    def each(self, numbers: Numbers) -> list[bytes]:
        """The bytes of those of some numbers."""
        content = self._content
        bounds = zip(self._begins[numbers].tolist(), self._ends[numbers].tolist(), strict=True)
        return [content[begin:end] for begin, end in bounds]

    def by(self, numbers: Array) -> Spans:
        """Those of some numbers, by place; empty ones for NONE."""
        held = numbers != NONE
        return Spans(self._content, self._begins[numbers] * held, self._ends[numbers] * held)

    def without(self, lengths: Array) -> Spans:
        """The same without so many bytes at the beginning of each."""
        return Spans(self._content, self._begins + lengths, self._ends)


class Strings:
    """Byte strings of an index by number."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._bytes = arrays.bytes
        self.begin, self.end = arrays.place(f"{name} bytes")
        self._offsets = arrays[f"{name} offsets"]
        self._ends = self._offsets.data

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> bytes:
        begin, ends = self.begin, self._ends
        return self._bytes[begin + ends[number] : begin + ends[number + 1]]

    def spans(self) -> Spans:
        """Where each stands in the file."""
        bounds = self._offsets + np.int64(self.begin)
        return Spans(self._bytes, bounds[:-1], bounds[1:])

    def decoded(self) -> list[str]:
        """All of them as texts."""
        return [self[number].decode() for number in range(len(self))]

    def beginning(self, starts: Iterable[str]) -> Numbers:
        """By number, the length of that one of some texts with which a string begins, 0 for none.

        The strings are sorted, and none of the texts is the beginning of another.
        """
        found = np.zeros(len(self), np.int64)
        for start in map(str.encode, starts):
            found[bisect_left(self, start) : bisect_left(self, start + BETWEEN)] = len(start)
        return found

    @property
    def content(self) -> Array:
        """All their bytes, one behind the other."""
        return np.frombuffer(self._bytes, np.uint8, self.end - self.begin, self.begin)

    def holding(self, sought: bytes, content: Array) -> Array:
        """The numbers of the strings that hold some bytes, in order.

        `content` are the bytes that are looked through: `self.content`, or others in their place.
        """
        last = max(0, len(content) - len(sought) + 1)
        places = np.flatnonzero(content[:last] == sought[0])
        for offset, byte in enumerate(sought[1:], 1):
            places = places[content[places + offset] == byte]
        numbers = np.searchsorted(self._offsets, places, "right") - 1
        numbers = numbers[places + len(sought) <= self._offsets[numbers + 1]]
        return numbers[np.diff(numbers, prepend=-1) > 0]
