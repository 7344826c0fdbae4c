"""Reads the quads of a snapshot into numbers: its terms, and the pairs of each property."""

from __future__ import annotations

from array import array
from collections import defaultdict
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as px

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

Pairs = dict[str, tuple["array[int]", "array[int]"]]


class Literal(NamedTuple):
    """The value of a property; `datatype` is empty where it is an IRI that is read as a text."""

    text: str
    language: str
    datatype: str


class Terms(NamedTuple):
    """IRIs and literals, and by property the places of subjects and objects among them."""

    iris: list[str]
    literals: list[Literal]
    links: Pairs
    values: Pairs


def read_terms(quads: bytes, as_texts: Collection[str]) -> Terms:
    """The terms of canonical N-Quads; blank nodes are left out.

    Canonical quads have single spaces, and none within an IRI, so each line is cut at these; each
    different term is then parsed once.

    Args:
        quads: what a snapshot holds.
        as_texts: IRIs of properties whose values are texts also where they are IRIs.
    """
    nodes: dict[bytes, int] = {}
    tokens: dict[bytes, int] = {}
    links: Pairs = defaultdict(lambda: (array("q"), array("q")))
    values: Pairs = defaultdict(lambda: (array("q"), array("q")))
    read_as_texts = {f"<{path}>".encode() for path in as_texts}
    by_predicate: dict[bytes, tuple[str, bool]] = {}
    for line in BytesIO(quads):
        subject, predicate, rest = line.split(b" ", 2)
        token = rest.rsplit(b" ", 2)[0]
        if subject[:1] != b"<" or token[:1] == b"_":
            continue
        if predicate not in by_predicate:
            name = predicate[1:-1].decode()
            by_predicate[predicate] = name, predicate in read_as_texts
        path, is_text = by_predicate[predicate]
        node = nodes.setdefault(subject, len(nodes))
        if token[:1] == b"<":
            found = links[path]
            found[0].append(node)
            found[1].append(nodes.setdefault(token, len(nodes)))
        if token[:1] != b"<" or is_text:
            found = values[path]
            found[0].append(node)
            found[1].append(tokens.setdefault(token, len(tokens)))
    iris = [token[1:-1].decode() for token in nodes]
    return Terms(iris, _literals(tokens), dict(links), dict(values))


def _literals(tokens: Iterable[bytes]) -> list[Literal]:
    lines = b"".join(b"<t:t> <t:t> %b .\n" % token for token in tokens)
    parsed = px.parse(lines, format=px.RdfFormat.N_TRIPLES)
    return [_literal(quad.object) for quad in parsed]


def _literal(term: object) -> Literal:
    if isinstance(term, px.Literal):
        return Literal(term.value, term.language or "", term.datatype.value)
    if isinstance(term, px.NamedNode):
        return Literal(term.value, "", "")
    raise TypeError(f"{term} is not a value of a text")
