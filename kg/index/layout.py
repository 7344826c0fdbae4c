"""Named arrays in one file: a line that says what it is, a table as JSON, then the arrays.

    averment records 2\\n
    length of the table: 8 bytes, little-endian
    table: {name: [type, place, length]} in JSON; places count from the end of the table
    arrays, each beginning at a multiple of 8 bytes

Numbers are little-endian, so that the file is the same and can be mapped on every machine.
"""

from __future__ import annotations

import json
import mmap
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from kg.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[Any]

VERSION: Final = 2
_KIND: Final = b"averment records "
_MAGIC: Final = _KIND + b"%d\n" % VERSION
_LENGTH: Final = 8
_EVEN: Final = 8


def written(arrays: Mapping[str, Array]) -> bytes:
    """The content of a file; equal arrays give equal bytes."""
    table: dict[str, list[object]] = {}
    parts: list[bytes] = []
    place = 0
    for name, array in sorted(arrays.items()):
        content = array.astype(array.dtype.newbyteorder("<")).tobytes()
        table[name] = [array.dtype.str[1:], place, len(array)]
        parts.append(content + bytes(-len(content) % _EVEN))
        place += len(parts[-1])
    head = json.dumps(table, separators=(",", ":")).encode()
    head += b" " * (-(len(_MAGIC) + _LENGTH + len(head)) % _EVEN)
    return b"".join((_MAGIC, len(head).to_bytes(_LENGTH, "little"), head, *parts))


class Arrays:
    """The arrays of a file, mapped into memory: processes share what they read of it."""

    def __init__(self, path: Path) -> None:
        """Raises Refused where there is no such file, or it is of another version."""
        self.bytes = _mapped(path)
        start = len(_MAGIC) + _LENGTH
        length = int.from_bytes(self.bytes[len(_MAGIC) : start], "little")
        self._table: dict[str, list[Any]] = json.loads(self.bytes[start : start + length])
        self._start = start + length

    def __contains__(self, name: str) -> bool:
        return name in self._table

    def __getitem__(self, name: str) -> Array:
        kind, place, length = self._table[name]
        return np.frombuffer(self.bytes, f"<{kind}", length, self._start + place)

    def place(self, name: str) -> tuple[int, int]:
        """Where the bytes of an array begin in the file, and where they end."""
        kind, place, length = self._table[name]
        begin = self._start + place
        return begin, begin + length * np.dtype(kind).itemsize


def _mapped(path: Path) -> mmap.mmap:
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (FileNotFoundError, ValueError) as error:
        raise Refused(
            f"This snapshot has no record index ({path.name}): it was published before there was "
            "one. Run `averment build` to publish a new snapshot."
        ) from error
    if not mapped[: len(_MAGIC)] == _MAGIC:
        raise Refused(
            f"The record index of this snapshot ({path.name}) is of another version than "
            f"{VERSION}, which this program reads. Run `averment build` to publish a new one."
        )
    return mapped
