"""Complaints about a query: where it cannot be read, or that it took too long."""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from kg.engine.guard import Token, tokens
from kg.errors import BadQuery, DeadlinePassed
from kg.terms import NAMESPACES

SHOWN: Final = 40
MOST_EXPECTED: Final = 12
NEVER_EXPECTED: Final = frozenset({"LATERAL", "SERVICE", "VERSION"})
MOST_TOLD: Final = 500
_PLACE = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<cause>.*)", re.DOTALL)
_SENTENCE = re.compile(r"\b[A-Z][a-zA-Z]* [a-z][^,\[\"]*[^,\[\"\s]")
_EXPECTED = re.compile(r"\"[^\"]+\"|\b[A-Z]{2,}\b|\b(?:false|true)\b")


def located(message: str, text: str, ahead: int = 0) -> BadQuery:
    """The parser's complaint with its place, and what stands there.

    Args:
        message: of the parser.
        text: of the query, as its author wrote it.
        ahead: characters that stood before it on its first line when the parser read it.
    """
    place = _PLACE.match(message)
    if not place:
        return BadQuery(message[:MOST_TOLD])
    line, column = int(place["line"]), int(place["column"])
    column -= ahead if line == 1 else 0
    lines = text.splitlines() or [""]
    rest = lines[min(line, len(lines)) - 1][max(column - 1, 0) :].strip()
    met = f"“{rest[:SHOWN]}”" if rest else "the end of the line"
    return BadQuery(f"met {met}; {_complaint(place['cause'])}", line, max(column, 1))


def missing_prefix(text: str, known: Mapping[str, str]) -> BadQuery | None:
    """The complaint about the first name whose prefix is not declared, None where all are.

    Args:
        text: of the query.
        known: prefixes that need no declaration.
    """
    found = list(tokens(text))
    declared = {name.text.removesuffix(":") for word, name in pairwise(found) if _declares(word)}
    names = (token.text for token in found if token.kind == "name")
    for name in names:
        prefix = name.partition(":")[0]
        if prefix not in known and prefix not in declared and prefix != "_":
            before = text[: text.find(name)]
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            return BadQuery(
                f"the prefix {prefix}: is not declared; begin the query with "
                f"PREFIX {prefix}: <{NAMESPACES.get(prefix, '…')}>",
                line,
                column,
            )
    return None


def _declares(token: Token) -> bool:
    return token.kind == "word" and token.text.upper() == "PREFIX"


def _complaint(cause: str) -> str:
    """What the parser says, without the character classes among its expectations.

    Where it says in words what is wrong, such as “Prefix not found”, only that is kept.
    """
    sentences = _SENTENCE.findall(cause)
    if sentences:
        return ", ".join(sentences)
    expected = [word for word in _EXPECTED.findall(cause) if word not in NEVER_EXPECTED]
    if not expected:
        return "something is missing or misspelt at this place or before it"
    return "expected " + ", ".join(expected[:MOST_EXPECTED])


def late(seconds: float) -> DeadlinePassed:
    """What a question hears that was not answered in time."""
    return DeadlinePassed(
        f"Ended after {seconds:g} s, waiting included. Ask for less: bind more of "
        "the pattern, avoid products of unconnected patterns, or add a LIMIT."
    )
