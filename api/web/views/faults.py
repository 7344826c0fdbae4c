"""A refused question as a page shows it: the place in the text, and what would mend it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from api.problems import problem
from kg.errors import AskError, BadQuery, DeadlinePassed
from kg.terms import PREFIXES


@dataclass(frozen=True)
class Fault:
    """Why there is no answer; `before`, `at` and `after` are the line of the text at fault."""

    title: str
    detail: str
    line: int = 0
    column: int = 0
    before: str = ""
    at: str = ""
    after: str = ""
    mend: str = ""
    ended: bool = False


def fault(error: AskError, text: str = "") -> Fault:
    """The fault that an error tells of, in a query text if it is one of those."""
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
            _missing_prefix(text),
        )
    return Fault(title, detail, mend=_missing_prefix(text), ended=isinstance(error, DeadlinePassed))


def _around(text: str, line: int, column: int) -> tuple[str, str, str]:
    lines = text.splitlines() or [""]
    there = lines[min(line, len(lines)) - 1]
    start = min(max(column - 1, 0), len(there))
    word = re.match(r"\S+|\s", there[start:])
    end = start + (word.end() if word else 0)
    return there[:start], there[start:end] or "⏎", there[end:]


def _missing_prefix(text: str) -> str:
    """A hint where a prefix of ours is used and not declared."""
    used = set(re.findall(r"(?<![\w<:/])([a-z]+):(?=[A-Za-z])", re.sub(r"<[^>]*>", "", text)))
    declared = set(re.findall(r"(?i)\bPREFIX\s+([\w-]*):", text))
    missing = sorted((used & set(PREFIXES)) - declared)
    lines = " ".join(f"PREFIX {name}: <{PREFIXES[name]}>" for name in missing)
    return f"Add above the query: {lines}" if lines else ""
