"""Where each subject's block begins in a Turtle text; the parser of the engine tells no places.

Tokens follow Turtle 1.1, section 6.5, closely enough to find statement ends in any text that
the parser accepts. `NAME_LETTER` and `NAME_CHARACTER` are PN_CHARS_BASE and PN_CHARS without the
hyphen, as parts of a character class; Turtle and SPARQL have them in common.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

NAME_LETTER: Final = (
    r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME_CHARACTER: Final = rf"{NAME_LETTER}_0-9\u00b7\u0300-\u036f\u203f\u2040"
_LOCAL = rf"[{NAME_CHARACTER}:%] | \\."
_TOKEN: Final = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<comment>\#[^\r\n]*)
    | (?P<iri><[^<>"{{}}|^`\x00-\x20]*>)
    | (?P<string>\"{{3}}(?:\"{{0,2}}(?:[^"\\]|\\.))*\"{{3}}
        | '{{3}}(?:'{{0,2}}(?:[^'\\]|\\.))*'{{3}}
        | "(?:[^"\\\r\n]|\\.)*"
        | '(?:[^'\\\r\n]|\\.)*')
    | (?P<directive>@prefix|@base|(?:PREFIX|BASE)\b(?!:))
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[{NAME_CHARACTER}][{NAME_CHARACTER}.\-]*)?:
        (?:(?:[.\-] | {_LOCAL})*(?:- | {_LOCAL}))?)
    | (?P<number>[+-]?(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?(?<!\.))
    | (?P<open>[(\[])
    | (?P<close>[)\]])
    | (?P<stop>\.)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


class Token(NamedTuple):
    """One token: its kind (a group of the pattern), its text and its line, counted from 1."""

    kind: str
    text: str
    line: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a Turtle text, comments included, white space left out."""
    line = 1
    for match in _TOKEN.finditer(text):
        if match.lastgroup and match.lastgroup != "space":
            yield Token(match.lastgroup, match.group(), line)
        line += match.group().count("\n")


def comments(text: str) -> list[int]:
    """The lines on which `#` comments stand."""
    return [token.line for token in tokens(text) if token.kind == "comment"]


def subject_lines(text: str) -> dict[str, int]:
    """The line on which each subject's first block begins, by IRI."""
    prefixes: dict[str, str] = {}
    lines: dict[str, int] = {}
    for statement in _statements(text):
        first = statement[0]
        if first.kind == "directive":
            if len(statement) > len(("@prefix", "av:")):
                prefixes[statement[1].text.rstrip(":")] = statement[2].text[1:-1]
        elif first.kind == "iri":
            lines.setdefault(first.text[1:-1], first.line)
        elif first.kind == "name":
            prefix, _, local = first.text.partition(":")
            iri = prefixes.get(prefix, f"{prefix}:") + re.sub(r"\\(.)", r"\1", local)
            lines.setdefault(iri, first.line)
    return lines


def _statements(text: str) -> Iterator[list[Token]]:
    """Runs of tokens that end at a full stop, or after the IRI of a SPARQL-style directive."""
    statement: list[Token] = []
    for token in tokens(text):
        if token.kind == "comment":
            continue
        sparql_style = bool(statement) and statement[0].text[0] != "@"
        if token.kind != "stop":
            statement.append(token)
        ends_directive = token.kind == "iri" and statement[0].kind == "directive" and sparql_style
        if (token.kind == "stop" or ends_directive) and statement:
            yield statement
            statement = []
    if statement:
        yield statement
