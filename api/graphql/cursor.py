"""Cursors: the place of a node in a sorted list, opaque to those who page."""

from __future__ import annotations

import base64
import binascii

import orjson

from kg.ask.reader import Cursor


def written(place: Cursor) -> str:
    """The cursor of a place; the same place has the same cursor in every answer."""
    return base64.urlsafe_b64encode(orjson.dumps([*place.keys, place.iri])).decode().rstrip("=")


def read(cursor: str) -> Cursor:
    """The place that a cursor names; raises ValueError on anything that `written` did not make."""
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        place = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, orjson.JSONDecodeError, ValueError) as error:
        raise ValueError("not a cursor") from error
    match place:
        case [*keys, str(iri)] if all(isinstance(key, str) for key in keys):
            return Cursor(tuple(keys), iri)
        case _:
            raise ValueError("not a cursor")
