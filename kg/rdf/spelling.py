"""RDF terms as text, in Turtle and in SPARQL: the same term always reads the same."""

import re
from functools import lru_cache
from typing import Final

import pyoxigraph as px

from kg.terms import ALL_PREFIXES, RDF_TYPE, XSD, short

XSD_STRING: Final = f"{XSD}string"
MOST_PREDICATES: Final = 512
_BARE: Final = {
    f"{XSD}boolean": re.compile(r"true|false"),
    f"{XSD}integer": re.compile(r"[+-]?[0-9]+"),
    f"{XSD}decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
}
_ESCAPES: Final = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t"})
# Controls, line separators and direction overrides would make a line read otherwise than it is.
_UNSAFE: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_U_BEHIND_BACKSLASH: Final = re.compile(r"(?<=\\)[uU]")


def spelled(term: px.NamedNode | px.Literal) -> str:
    """The Turtle text of an IRI or literal, in prefixed and bare forms where they exist."""
    if isinstance(term, px.NamedNode):
        return short(term.value, ALL_PREFIXES)
    datatype = term.datatype.value
    if datatype in _BARE and _BARE[datatype].fullmatch(term.value):
        return term.value
    text = _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04X}", term.value.translate(_ESCAPES))
    return _literal(text, term, short(datatype, ALL_PREFIXES))


@lru_cache(MOST_PREDICATES)
def spelled_predicate(predicate: px.NamedNode) -> str:
    """Like `spelled`, with `a` for `rdf:type`."""
    return "a" if predicate.value == RDF_TYPE else spelled(predicate)


def spelled_in_query(term: px.NamedNode | px.Literal) -> str:
    """The SPARQL text of an IRI or literal, whole, so that it stands without any prologue.

    Some engines read codepoint escapes before all else (SPARQL 1.1, section 19.2), others only
    within a string. A `u` behind a backslash is therefore written as an escape itself, and in
    eight digits, so that what follows is never taken for more of them: both kinds read the same.
    """
    if isinstance(term, px.NamedNode):
        return f"<{term.value}>"
    text = _U_BEHIND_BACKSLASH.sub(
        lambda found: f"\\U{ord(found[0]):08X}", term.value.translate(_ESCAPES)
    )
    return _literal(text, term, f"<{term.datatype.value}>")


def _literal(text: str, literal: px.Literal, datatype: str) -> str:
    """A literal, its text escaped already, with its language or datatype behind it."""
    if literal.language:
        return f'"{text}"@{literal.language}'
    return f'"{text}"' if literal.datatype.value == XSD_STRING else f'"{text}"^^{datatype}'
