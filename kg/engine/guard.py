"""The guard before the engine: reads the tokens of a SPARQL text and says what it would do.

The engine follows `SERVICE` to any address and cannot be told not to, and a text nested deep
enough ends its process. The guard therefore reads tokens as SPARQL 1.1, section 19.8, defines
them, so that the word in a string, an IRI, a comment or a name is no keyword, and refuses before
anything is parsed. It checks no grammar: the parser in the worker does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple
from urllib.parse import urljoin

from kg.errors import Refused, TooLarge
from kg.terms import PREFIXES

QUERY_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
UPDATE_FORMS: Final = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
)
MAX_CHARACTERS: Final = 256 * 1024
MAX_DEPTH: Final = 100

_ESCAPED_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    r"""
      (?P<skip>\s+|\#[^\r\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}
        | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        | "(?:[^"\\\r\n]|\\.)*"
        | '(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:\w[\w.\-]*)?:(?:(?:[\w:%]|\\[_~.\-!$&'()*+,;=/?\#@%])
        (?:[\w:%.\-]|\\[_~.\-!$&'()*+,;=/?\#@%])*)?)
    | (?P<word>[A-Za-z_]\w*)
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<open>[(\[{])
    | (?P<close>[)\]}])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One token: its kind (a group of the pattern) and its text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Examined:
    """What a text that passed would do.

    `form` is SELECT, ASK, CONSTRUCT or DESCRIBE, or "" where the text has none and the parser
    will say why; `graphs` are the IRIs that its FROM and FROM NAMED clauses name.
    """

    form: str
    graphs: tuple[str, ...]


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a SPARQL text, white space and comments left out."""
    for match in _TOKEN.finditer(text):
        if match.lastgroup and match.lastgroup != "skip":
            yield Token(match.lastgroup, match.group())


def examine(text: str) -> Examined:
    """Reads a query's tokens and says what it is.

    Raises:
        TooLarge: the text is too long or nested too deep.
        Refused: it asks another service, or it is an update.
    """
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(
            f"The query has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read."
        )
    examined = _examine(text)
    unescaped = _ESCAPED_CODEPOINT.sub(_codepoint, text)
    return examined if unescaped == text else _examine(unescaped)


def _codepoint(match: re.Match[str]) -> str:
    """The character that a codepoint escape stands for (section 19.2)."""
    number = int(match[1] or match[2], 16)
    return chr(number) if number <= 0x10FFFF else match[0]  # noqa: PLR2004 - last of Unicode


def _examine(text: str) -> Examined:
    """Tokens are read as far as a question needs them: absence of a word needs no tokens."""
    form = _form(text)
    if form in UPDATE_FORMS:
        raise Refused(
            f"{form} is an update, and this service is read-only. "
            "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE."
        )
    if sum(map(text.count, "([{")) > MAX_DEPTH:
        _refuse_depth(text)
    words = text.upper()
    if "SERVICE" in words:
        _refuse_service(text)
    return Examined(form, tuple(_graphs(text)) if "FROM" in words else ())


def _refuse_depth(text: str) -> None:
    depth = 0
    for token in tokens(text):
        if token.kind == "open":
            depth += 1
        elif token.kind == "close":
            depth -= 1
        if depth > MAX_DEPTH:
            raise TooLarge(f"The query nests deeper than {MAX_DEPTH} brackets; write it flatter.")


def _refuse_service(text: str) -> None:
    """Refuses SERVICE, also glued to what stands beside it.

    The engine's parser wants no space there: it reads `trueSERVICE<x>{}`, `SERVICESILENT<x>{}`
    and `SERVICE:x{}` as federation. No other keyword contains the word.
    """
    for token, following in pairwise([*tokens(text), Token("other", "")]):
        asks = "SERVICE" in token.text.upper()
        if asks and (token.kind == "word" or (token.kind == "name" and following.text == "{")):
            raise Refused(
                "SERVICE is not run here: this service sends no request to others. Ask each "
                "service for its part and join the answers in your own program."
            )


def _form(text: str) -> str:
    """The first keyword after the prologue, if it begins a query or an update."""
    words = (token.text.upper() for token in tokens(text) if token.kind == "word")
    return next((word for word in words if word in QUERY_FORMS | UPDATE_FORMS), "")


def _graphs(text: str) -> Iterator[str]:
    found = list(tokens(text))
    prefixes = dict(PREFIXES)
    base = ""
    for index, token in enumerate(found):
        if token.kind != "word":
            continue
        word, rest = token.text.upper(), found[index + 1 : index + 3]
        if word == "BASE" and rest and rest[0].kind == "iri":
            base = urljoin(base, rest[0].text[1:-1])
        elif word == "PREFIX" and len(rest) == len(("name", "iri")) and rest[1].kind == "iri":
            prefixes[rest[0].text.rstrip(":")] = urljoin(base, rest[1].text[1:-1])
        elif word == "FROM":
            named = rest[:1] and rest[0].text.upper() == "NAMED"
            yield from _resolve(rest[1:] if named else rest[:1], prefixes, base)


def _resolve(place: list[Token], prefixes: dict[str, str], base: str) -> Iterator[str]:
    for token in place:
        if token.kind == "iri":
            yield urljoin(base, token.text[1:-1])
        elif token.kind == "name":
            prefix, _, local = token.text.partition(":")
            if prefix in prefixes:
                yield prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)
