"""Cursors: the place of a node in a sorted list of one snapshot, opaque to those who page."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final, NamedTuple

import orjson

from kg.ask.reader import Cursor

# So much of a snapshot's id stands in a cursor; cursors of a service without one have none of it.
LENGTH: Final = 12
_SNAPSHOT: Final = re.compile(rf"[0-9a-f]{{0,{LENGTH}}}")


class OfAnotherSnapshot(Exception):
    """A cursor that was taken from an answer of another snapshot, of which it has the beginning."""

    def __init__(self, snapshot: str) -> None:
        super().__init__(snapshot)
        self.snapshot = snapshot


class Marked(NamedTuple):
    """A place, and the beginning of the id of the snapshot in which it is one."""

    place: Cursor
    snapshot: str


def written(place: Cursor, snapshot: str) -> str:
    """The cursor of a place; the same place has the same cursor in every answer of a snapshot."""
    content = orjson.dumps([snapshot[:LENGTH], place.iri, *place.keys])
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def read(cursor: str) -> Marked:
    """What a cursor names; raises ValueError on anything that `written` did not make."""
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        told = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, orjson.JSONDecodeError, ValueError) as error:
        raise ValueError("not a cursor") from error
    match told:
        case [str(snapshot), str(iri), *keys] if _SNAPSHOT.fullmatch(snapshot):
            if all(isinstance(key, str) for key in keys):
                return Marked(Cursor(tuple(keys), iri), snapshot)
    raise ValueError("not a cursor")
