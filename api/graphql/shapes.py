"""JSON from columns of bytes: a shape holds what all objects have in common."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

from api.graphql.plan import Constant, EdgeCursor, Identity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from api.graphql.plan import Asked, EdgePart, Part, Root
    from kg.index.layout import Array
    from kg.index.lists import Lists

    Member = Asked | EdgePart | Part | Root

Each = TypeVar("Each")


def objects(
    members: Sequence[Member], columns: Sequence[Iterable[bytes]], size: int
) -> list[bytes]:
    """So many JSON objects with these members; a column for each of those that vary."""
    shape = shape_of(map(_member, members))
    if not columns:
        return [shape % ()] * size
    return [shape % row for row in zip(*columns, strict=True)]


def shape_of(members: Iterable[bytes]) -> bytes:
    """The shape of an object; a value goes into each `%b` of its members."""
    return b"{%b}" % b",".join(members)


def varying(members: Iterable[Each]) -> list[Each]:
    """Those that are not the same in each object."""
    return [each for each in members if not isinstance(each, Constant)]


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
