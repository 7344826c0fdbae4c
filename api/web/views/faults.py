"""A refused question as a page shows it: the place in the text, and what would mend it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from api.representation.problems import problem
from api.web.views import links
from kg.engine import narrowed
from kg.errors import AskError, BadQuery, DeadlinePassed, OutOfResources


@dataclass(frozen=True)
class Narrower:
    """A way to ask for less, with the address that does so where there is one."""

    words: str
    address: str


@dataclass(frozen=True)
class Fault:
    """Why there is no answer; `before`, `at` and `after` are the line of the text at fault.

    `ended` where a limit of time or memory ended it; `ways` then tell how to ask for less.
    """

    title: str
    detail: str
    line: int = 0
    column: int = 0
    before: str = ""
    at: str = ""
    after: str = ""
    ended: bool = False
    ways: tuple[Narrower, ...] = ()


def fault(error: AskError, text: str = "") -> Fault:
    """The fault behind an error, with its place in the query text where it has one."""
    title = problem(error).title
    detail = str(error)
    if isinstance(error, BadQuery) and error.line:
        before, at, after = _around(text, error.line, error.column)
        place = f"line {error.line}, column {error.column}: "
        return Fault(
            title,
            detail.removeprefix(place),
            error.line,
            error.column,
            before,
            at,
            after,
        )
    if not isinstance(error, DeadlinePassed | OutOfResources):
        return Fault(title, detail)
    ways = (
        Narrower(way.words, links.asking(way.query) if way.query else "") for way in narrowed(text)
    )
    return Fault(title, detail, ended=True, ways=tuple(ways))


def _around(text: str, line: int, column: int) -> tuple[str, str, str]:
    lines = text.splitlines() or [""]
    there = lines[min(line, len(lines)) - 1]
    start = min(max(column - 1, 0), len(there))
    word = re.match(r"\S+|\s", there[start:])
    end = start + (word.end() if word else 0)
    return there[:start], there[start:end] or "⏎", there[end:]
