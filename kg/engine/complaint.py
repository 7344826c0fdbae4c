"""What is told to who wrote a query: where it cannot be read, or that it took too long."""

import re
from typing import Final

from kg.errors import BadQuery, DeadlinePassed

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
