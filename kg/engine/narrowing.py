"""How a query that took too long can be asked for less: three ways, those that fit it first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.engine.patterns import patterns_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.engine.patterns import Pattern

WAYS: Final = 3
MOST_NAMED: Final = 3
_ORDER: Final = re.compile(r"\bORDER\s+BY\b.*?(?=\b(?:LIMIT|OFFSET)\b|\Z)", re.I | re.S)


class Way(NamedTuple):
    """One way to ask for less: in words, and as the query itself where it can be written."""

    words: str
    query: str = ""


def narrowed(text: str) -> tuple[Way, ...]:
    """Three ways to narrow a query."""
    return tuple(_ways(text))[:WAYS]


def _ways(text: str) -> Iterator[Way]:
    patterns = patterns_of(text).patterns
    parts = _unconnected(patterns)
    if len(parts) > 1:
        named = " from ".join(parts[:MOST_NAMED])
        yield Way(
            f"Join its {len(parts)} parts, which share no variable ({named}): each row of one is "
            "paired with each of the others."
        )
    if vague := [each for each in patterns if _is_open(each)]:
        named = ", ".join(dict.fromkeys(each.subject for each in vague[:MOST_NAMED]))
        yield Way(f"Name a class or a property of {named}: a pattern of variables fits everything.")
    if (unsorted := _unsorted(text)) != text:
        yield Way("Leave out ORDER BY: rows then come as they are found.", unsorted)
    yield Way("Name one of the things that it is about, as in VALUES ?state { avd:state-isr }.")
    yield Way('Ask about a part of the time, as in FILTER(?from >= "2025-01-01"^^xsd:date).')
    yield Way("Leave out an OPTIONAL, or a path with * or +, that the answer can do without.")


def _is_open(pattern: Pattern) -> bool:
    return pattern.subject.startswith("?") and not pattern.predicate and pattern.object[:1] == "?"


def _unsorted(text: str) -> str:
    """The query without the order of its rows (SPARQL 1.1, section 15.1)."""
    body, brace, end = text.rpartition("}")
    return body + brace + _ORDER.sub("", end)


def _unconnected(patterns: Iterable[Pattern]) -> list[str]:
    """The first variable of each part of the patterns that shares no variable with the others."""
    parts: list[dict[str, None]] = []
    for each in patterns:
        names = {name: None for name in (each.subject, each.object) if name.startswith("?")}
        touched = [part for part in parts if not names.keys().isdisjoint(part)]
        merged = {name: None for part in (*touched, names) for name in part}
        parts = [part for part in parts if part not in touched] + ([merged] if merged else [])
    return sorted((next(iter(part)) for part in parts), key=str.lower)
