"""The guard before the engine: reads the tokens of a SPARQL text and says what it would do.

The engine follows `SERVICE` to any address and cannot be told not to, and a text nested deep
enough ends its process. The guard therefore reads tokens as SPARQL 1.1, section 19.8, defines
them, so that the word in a string, an IRI, a comment or a name is not a keyword, and refuses before
anything is parsed. It checks no grammar: the parser in the worker does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple
from urllib.parse import urljoin

from kg.errors import Refused, TooDeep, TooLarge
from kg.rdf.tokens import NAME_CHARACTER, NAME_LETTER
from kg.terms import PREFIXES

QUERY_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
GRAPH_FORMS: Final = frozenset({"CONSTRUCT", "DESCRIBE"})
UPDATE_FORMS: Final = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
)
MAX_CHARACTERS: Final = 256 * 1024
MAX_DEPTH: Final = 100
MAX_IRI: Final = 4096
# Each is resolved against the one before it, and so gets longer than that.
MAX_BASES: Final = 16

_ESCAPED_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_CODEPOINT = r"""\\u(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}
    | \\U(?:0000(?![Dd][89A-Fa-f])|000[1-9A-Fa-f]|0010)[0-9A-Fa-f]{4}"""
_ESCAPE = rf"""\\[tbnrf"'\\] | {_CODEPOINT}"""
_LOCAL = rf"[{NAME_CHARACTER}:%] | \\[_~.\-!$&'()*+,;=/?\#@%]"
_TOKEN = re.compile(
    rf"""
      (?P<skip>[ \t\r\n]+ | \#[^\r\n]*)
    | (?P<word>[A-Za-z_][A-Za-z0-9_]*+(?![{NAME_CHARACTER}:.\-]))
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20] | {_CODEPOINT})*+>)
    | (?P<string>\"{{3}}(?:\"{{0,2}}(?:[^"\\] | {_ESCAPE}))*+\"{{3}}
        | '{{3}}(?:'{{0,2}}(?:[^'\\] | {_ESCAPE}))*+'{{3}}
        | "(?:[^"\\\r\n] | {_ESCAPE})*+"
        | '(?:[^'\\\r\n] | {_ESCAPE})*+')
    | (?P<unclosed>["'].*)
    | (?P<variable>[?$][{NAME_CHARACTER}]+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[{NAME_CHARACTER}][{NAME_CHARACTER}.\-]*+)?:
        (?:(?:{_LOCAL})(?:[.\-] | {_LOCAL})*+)?)
    | (?P<run>[{NAME_CHARACTER}][{NAME_CHARACTER}.\-]*+)
    | (?P<open>[(\[{{])
    | (?P<close>[)\]}}])
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PART = re.compile(
    rf"(?P<word>[{NAME_LETTER}_][{NAME_CHARACTER}]*)"
    r"|(?P<number>[0-9]+\.?[0-9]*(?:[eE]-?[0-9]+)?)|(?P<other>.)"
)
# Addresses in a row, as VALUES lists them: nothing in them opens, ends or asks anything.
_ADDRESSES = re.compile(r"(?:<https?://[A-Za-z0-9/._#-]+> ?)+")
# What follows a prefix of ours at once is the rest of a name, never a word: av:from, av:service.
_NAMES = re.compile(rf"\b(?:{'|'.join(PREFIXES)}):\w+", re.ASCII)
# Two or more: a clause of the dataset names one.
_ROWS = re.compile(rf"{_ADDRESSES.pattern[:-1]}{{2,}}")
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*://")
_UNBALANCING = re.compile(r"['#()\[\]]")


class Token(NamedTuple):
    """One token: its kind and its text.

    Kinds are word, iri, string, variable, language, name, number, open, close and other, and
    `unclosed`: a string without an end, with all that follows; no parser gets past it.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """A text that passed, and what it would do; only `examine` makes one,
    and `restored` makes it again in a worker.

    `form` is SELECT, ASK, CONSTRUCT or DESCRIBE, or "" where the text has none and the parser
    will say why; the graphs are the IRIs that its FROM and FROM NAMED clauses name.
    """

    text: str
    form: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    @property
    def graphs(self) -> tuple[str, ...]:
        """All graphs of its dataset clauses; without any the dataset is the engine's."""
        return self.default_graphs + self.named_graphs

    @property
    def makes_graph(self) -> bool:
        """Whether it is answered by a graph, and not by rows or a boolean."""
        return self.form in GRAPH_FORMS


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a SPARQL text, white space and comments left out."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "skip"
        if kind == "run":
            for part in _PART.finditer(match.group()):
                yield Token(part.lastgroup or "other", part.group())
        elif kind != "skip":
            yield Token(kind, match.group())


def examine(text: str) -> Query:
    """Reads a query's tokens and says what it is: the one way in for every text.

    Raises:
        TooLarge: the text, or an IRI in it, is too long.
        TooDeep: it nests too deep.
        Refused: it asks another service, or it is an update.
    """
    if len(text) > MAX_CHARACTERS:
        raise TooLarge(
            f"The query has {len(text):,} characters; at most {MAX_CHARACTERS:,} are allowed. "
            "Ask in several parts, each with some of the values."
        )
    form, graphs = _examine(text)
    unescaped = _ESCAPED_CODEPOINT.sub(_codepoint, text)
    if unescaped != text:
        form, graphs = _examine(unescaped)
    default = tuple(graph for graph, is_named in graphs if not is_named)
    return Query(text, form, default, tuple(graph for graph, is_named in graphs if is_named))


def restored(
    text: str, form: str, default_graphs: tuple[str, ...], named_graphs: tuple[str, ...]
) -> Query:
    """A query that passed in another process of ours, from its parts."""
    return Query(text, form, default_graphs, named_graphs)


def _codepoint(match: re.Match[str]) -> str:
    """The character that a codepoint escape stands for (section 19.2)."""
    number = int(match[1] or match[2], 16)
    return chr(number) if number <= 0x10FFFF else match[0]  # noqa: PLR2004 - last of Unicode


def _examine(text: str) -> tuple[str, list[tuple[str, bool]]]:
    """Tokens are read as far as a question needs them: absence of a word needs no tokens."""
    form = _form(text)
    if form in UPDATE_FORMS:
        raise Refused(
            f"{form} is an update, and this service is read-only. "
            "Ask with SELECT, ASK, CONSTRUCT or DESCRIBE."
        )
    brief = _NAMES.sub("a:name", _ADDRESSES.sub("<iri://many> ", text))
    if sum(map(brief.count, "([{")) > MAX_DEPTH:
        _refuse_depth(brief)
    if "SERVICE" in brief.upper():
        _refuse_service(brief)
    if "FROM" not in brief.upper():
        return form, []
    return form, list(_graphs(_ROWS.sub("<iri://many> ", text)))


def _refuse_depth(text: str) -> None:
    depth = 0
    for token in tokens(text):
        brackets = token.text if token.kind in ("open", "close") else _brackets_of(token)
        for bracket in brackets:
            depth += 1 if bracket in "([{" else -1
            if depth > MAX_DEPTH:
                raise TooDeep(
                    f"The query nests deeper than {MAX_DEPTH} brackets; write it flatter."
                )


def _brackets_of(token: Token) -> str:
    """The brackets in what looks like an IRI and may be a comparison (see `_refuse_hiding`)."""
    if token.kind != "iri" or _ABSOLUTE.match(token.text):
        return ""
    return "".join(character for character in token.text if character in "()[]")


def _refuse_service(text: str) -> None:
    """Refuses SERVICE, also glued to what stands beside it.

    The engine's parser wants no space there: it reads `trueSERVICE<x>{}`, `SERVICESILENT<x>{}`
    and `SERVICE:x{}` as federation, and it ends the name in `x:a.b.SERVICE<x>{}` before the
    second dot. No other keyword contains the word.
    """
    found = list(tokens(text))
    for index, token in enumerate(found):
        if token.kind not in ("word", "name") or "SERVICE" not in token.text.upper():
            continue
        if token.kind == "word" or _federates(found, index):
            raise Refused(
                "SERVICE is refused: this service sends no requests to other servers. Query each "
                "endpoint separately, and join the answers in your own program."
            )
    _refuse_hiding(found)


def _federates(found: list[Token], index: int) -> bool:
    """Whether a name that holds the word is followed by what would follow the keyword."""
    rest = [token for token in found[index + 1 : index + 4] if token.text.upper() != "SILENT"]
    if rest and rest[0].kind in ("iri", "name", "variable"):
        rest = rest[1:]
    return bool(rest) and rest[0].text == "{"


def _refuse_hiding(found: list[Token]) -> None:
    """Refuses `(?a<?b#>` and its like in a text that holds the word SERVICE.

    Without a grammar nobody knows whether it compares or names an IRI; read as an IRI it may
    hide where a string, a comment or a bracket begins. No comparison begins with `<http://`.
    """
    brackets: list[str] = []
    for before, token in pairwise(found):
        if before.kind == "open":
            brackets.append(before.text)
        elif before.kind == "close" and brackets:
            brackets.pop()
        compares = before.text == ">" or before.kind not in ("open", "other")
        looks_so = token.kind == "iri" and not _ABSOLUTE.match(token.text)
        if looks_so and compares and brackets[-1:] == ["("] and _UNBALANCING.search(token.text):
            raise Refused(
                f"“{token.text[:40]}” may be a comparison or an IRI, and the text holds the word "
                "SERVICE. Write a space after “<” if it compares, else the whole IRI."
            )


def _form(text: str) -> str:
    """The first keyword after the prologue, if it begins a query or an update."""
    words = (token.text.upper() for token in tokens(text) if token.kind == "word")
    return next((word for word in words if word in QUERY_FORMS | UPDATE_FORMS), "")


def _graphs(text: str) -> Iterator[tuple[str, bool]]:
    """The graphs of the dataset clauses, and whether FROM NAMED names them."""
    found = list(tokens(text))
    prefixes = dict(PREFIXES)
    base, bases = "", 0
    for index, token in enumerate(found):
        if token.kind != "word":
            continue
        word, rest = token.text.upper(), found[index + 1 : index + 3]
        if word == "BASE" and rest and rest[0].kind == "iri":
            base, bases = _joined(base, rest[0]), bases + 1
            if bases > MAX_BASES:
                raise TooLarge(f"The query declares BASE more than {MAX_BASES} times.")
        elif word == "PREFIX" and len(rest) == len(("name", "iri")) and rest[1].kind == "iri":
            prefixes[rest[0].text.rstrip(":")] = _joined(base, rest[1])
        elif word == "FROM":
            is_named = bool(rest) and rest[0].text.upper() == "NAMED"
            place = rest[1:] if is_named else rest[:1]
            yield from ((graph, is_named) for graph in _resolve(place, prefixes, base))


def _resolve(place: list[Token], prefixes: dict[str, str], base: str) -> Iterator[str]:
    for token in place:
        if token.kind == "iri":
            yield _joined(base, token)
        elif token.kind == "name":
            prefix, _, local = token.text.partition(":")
            if prefix in prefixes:
                yield prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)


def _joined(base: str, iri: Token) -> str:
    """An IRI as written, resolved against the base (section 4.1.1)."""
    written = _ESCAPED_CODEPOINT.sub(_codepoint, iri.text[1:-1])
    try:
        joined = urljoin(base, written)
    except ValueError as error:
        raise Refused(f"<{written[:80]}> is not a valid IRI: {error}.") from error
    if written.endswith("#") and not joined.endswith("#"):
        joined += "#"  # urljoin drops a fragment that is empty, as of most prefixes
    if len(joined) > MAX_IRI:
        raise TooLarge(f"An IRI in the query has more than {MAX_IRI:,} characters.")
    return joined


def undeclared(text: str) -> dict[str, str]:
    """The prefixes that a query may use without declaring them, but for those that it declares."""
    found = list(tokens(text))
    declared = {
        name.text.removesuffix(":")
        for word, name in pairwise(found)
        if word.kind == "word" and word.text.upper() == "PREFIX"
    }
    return {prefix: iri for prefix, iri in PREFIXES.items() if prefix not in declared}
