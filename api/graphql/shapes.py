"""JSON from columns of bytes: a shape holds what all objects have in common."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import orjson

from api.graphql.plan import Constant, EdgeCursor, Identity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from api.graphql.plan import Asked, EdgePart, Part, Root
    from kg.index.layout import Array
    from kg.index.lists import Lists

    Member = Asked | EdgePart | Part | Root


class Shape:
    """What objects with the same members have in common; `varying` are members that vary."""

    def __init__(self, members: Sequence[Member]) -> None:
        self._text = shape_of(map(_member, members))
        self.varying: list[Any] = [each for each in members if not isinstance(each, Constant)]

    def objects(self, columns: Sequence[Iterable[bytes]], size: int) -> list[bytes]:
        """So many JSON objects; a column for each of the members that vary."""
        if not columns:
            return [self._text % ()] * size
        return [self._text % row for row in zip(*columns, strict=True)]


def shape_of(members: Iterable[bytes]) -> bytes:
    """The shape of an object; a value goes into each `%b` of its members."""
    return b"{%b}" % b",".join(members)


def _member(member: Member) -> bytes:
    """A key, a name of GraphQL, and its value or the place of it; ids come without quotes."""
    key = member.key.encode()
    match member:
        case Constant(value=value):
            return b'"%b":%b' % (key, orjson.dumps(value).replace(b"%", b"%%"))
        case Identity() | EdgeCursor():
            return b'"%b":"%%b"' % key
        case _:
            return b'"%b":%%b' % key


def arrays(values: Sequence[bytes], lists: Lists) -> list[bytes]:
    """The lists as JSON arrays, of their values as JSON."""
    return [
        b"[%b]" % b",".join(values[begin:end]) for begin, end in pairwise(lists.bounds.tolist())
    ]


def merged(held: Array, found: Sequence[Any], others: Iterable[Any]) -> Sequence[Any]:
    """By place what was found, where it is held, and the next of the others where it is not."""
    if held.all():
        return found
    these, those = iter(found), iter(others)
    return [next(these if is_held else those) for is_held in held.tolist()]
