"""The days of a list, `asOf` and `knownAt`: on which its filter asks for a status."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

Given = Mapping[str, Any]
"""A coerced filter."""

DAYS: Final = ("asOf", "knownAt")


def on_days(where: Given, days: Given) -> Given:
    """A filter whose statuses are those of these days (`asOf`, `knownAt`), as far as it names none.

    A filter that speaks of no status asks for what stands on them.
    """
    if not days:
        return where
    dated = _dated(where, days)
    return dated if _tells_status(dated) else {**dated, "status": days}


def _dated(where: Given, days: Given) -> Given:
    return {name: _part_dated(name, part, days) for name, part in where.items()}


def _part_dated(name: str, part: Any, days: Given) -> Any:
    if name == "status" and part is not None:
        return {**days, **{each: value for each, value in part.items() if value is not None}}
    if name in ("and", "or") and part is not None:
        return [_dated(each, days) for each in part]
    return _dated(part, days) if _is_of_same_node(name) and part is not None else part


def _tells_status(where: Given) -> bool:
    inner = [part for name, part in where.items() if _is_of_same_node(name) and part is not None]
    inner += [each for name in ("and", "or") for each in where.get(name) or ()]
    return where.get("status") is not None or any(map(_tells_status, inner))


def _is_of_same_node(name: str) -> bool:
    """`not`, or `asMembership`: what stands in it speaks of the node itself."""
    return name == "not" or (name.startswith("as") and name[2:3].isupper())
