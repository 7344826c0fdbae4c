"""Spelling of RDF terms in curated Turtle: the same term always reads the same."""

import re
from typing import Final

import pyoxigraph as px

from kg.terms import PREFIXES, RDF_TYPE, XSD

ALWAYS_DECLARED: Final = ("av", "avc", "avd", "skos", "xsd")
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_BARE: Final = {
    f"{XSD}boolean": re.compile(r"true|false"),
    f"{XSD}integer": re.compile(r"[+-]?[0-9]+"),
    f"{XSD}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
}
_ESCAPES: Final = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"}
# Controls, line separators and direction overrides would make a line read otherwise than it is.
_UNSAFE = re.compile('[\\\\"\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]')


def spelled(term: px.NamedNode | px.Literal) -> str:
    """The Turtle text of an IRI or literal, in prefixed and bare forms where they exist."""
    if isinstance(term, px.NamedNode):
        return _iri(term.value)
    return _literal(term)


def spelled_predicate(predicate: px.NamedNode) -> str:
    """Like `spelled`, with `a` for `rdf:type`."""
    return "a" if predicate.value == RDF_TYPE else _iri(predicate.value)


def prefix_of(iri: str) -> str | None:
    """The prefix under which an IRI is written, or nothing where it stands in angle brackets."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL_NAME.fullmatch(iri, len(namespace)):
            return prefix
    return None


def _iri(iri: str) -> str:
    prefix = prefix_of(iri)
    return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}" if prefix else f"<{iri}>"


def _literal(literal: px.Literal) -> str:
    datatype = literal.datatype.value
    if datatype in _BARE and _BARE[datatype].fullmatch(literal.value):
        return literal.value
    quoted = f'"{_UNSAFE.sub(_escaped, literal.value)}"'
    if literal.language:
        direction = f"--{literal.direction}" if literal.direction else ""
        return f"{quoted}@{literal.language}{direction}"
    return quoted if datatype == f"{XSD}string" else f"{quoted}^^{_iri(datatype)}"


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    return _ESCAPES.get(character, f"\\u{ord(character):04X}")
