"""The one form in which a curated Turtle file is kept, so that a change shows as changed lines.

Prefixes in fixed order, then the file's own block, the subject that the file is named after, and
every other subject by kind and slug, each record followed by its citations; one predicate per line
in fixed order, objects sorted. No blank nodes, and no comments: a remark is a `skos:editorialNote`.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

import pyoxigraph as px

from kg.errors import BadFile
from kg.rdf.parse import parse_turtle
from kg.rdf.spelling import spelled_predicate
from kg.rdf.tokens import Token, tokens
from kg.rdf.triples import Node, Triple, Value
from kg.rdf.turtle import Section, serialize
from kg.terms import AV, AVD, RDF_TYPE

# Declared in every file: what is added to one changes the lines of its record alone.
DECLARED: Final = ("av", "avc", "avd", "skos", "xsd")
HAS_CITATION: Final = f"{AV}hasCitation"
FILE: Final = f"{AVD}file-"
LAST: Final = float("inf")
# Most values of a file are concepts, which stand in others too.
MOST_KEPT: Final = 4096

_NUMBER: Final = re.compile("[0-9]+")


class Order(NamedTuple):
    """Ranks by which a file is read: of subjects by class IRI, of predicates by their spelling.

    What has no rank comes after all that has one.
    """

    kinds: Mapping[str, float]
    predicates: Mapping[str, float]

    def kind_place(self, class_iri: str) -> float:
        """Where subjects of a class stand in a file."""
        return self.kinds.get(class_iri, LAST)

    def predicate_place(self, name: str) -> tuple[float, str]:
        """Where a predicate stands, by its Turtle spelling."""
        return self.predicates.get(name, LAST), name


def canonical(text: str, order: Order, path: str = "text") -> str:
    """The canonical form of a curated Turtle file.

    The same graph always gives the same text, and the text gives the same graph.

    Args:
        text: the file as written.
        order: of subjects and predicates.
        path: how messages name the file.

    Raises:
        BadFile: the text is not Turtle, or has a comment or a blank node; with line and column.
    """
    triples = set(parse_turtle(text, path))
    form = _form(triples, order)
    if form != text or _has_blank(triples):
        _refuse_what_is_not_kept(text, path, _has_blank(triples))
    return form


def is_canonical(text: str, triples: Collection[Triple], order: Order) -> bool:
    """Whether a text, which gives these triples, is in canonical form."""
    return not _has_blank(triples) and _form(triples, order) == text


def _form(triples: Iterable[Triple], order: Order) -> str:
    return serialize([Section("", _arranged(set(triples), order))], DECLARED)


def _has_blank(triples: Iterable[Triple]) -> bool:
    return any(isinstance(s, px.BlankNode) or isinstance(o, px.BlankNode) for s, _, o in triples)


def _refuse_what_is_not_kept(text: str, path: str, has_blank: bool) -> None:
    for token in tokens(text):
        if token.kind == "comment":
            cause = "comments are not kept; write the remark as skos:editorialNote"
            raise BadFile(path, token.line, 1, cause)
        if has_blank and _names_nothing(token):
            cause = "only named things can be cited; give each node an IRI"
            raise BadFile(path, token.line, 1, cause)


def _names_nothing(token: Token) -> bool:
    return token.kind == "open" or token.text.startswith("_:")


def _arranged(triples: Collection[Triple], order: Order) -> Iterator[Triple]:
    """The triples in reading order."""

    subjects = {subject: _natural(subject.value) for subject, _, _ in triples}
    names = {predicate: spelled_predicate(predicate) for _, predicate, _ in triples}
    predicates = {each: order.predicate_place(name) for each, name in names.items()}

    def in_block(triple: Triple) -> tuple[object, ...]:
        subject, predicate, value = triple
        return subjects[subject], predicates[predicate], _value_place(value)

    ordered = sorted(triples, key=in_block)
    about = {s: list(group) for s, group in groupby(ordered, key=lambda triple: triple.subject)}
    named_after = {s.value.replace(FILE, AVD, 1) for s in about if s.value.startswith(FILE)}

    def place(subject: Node) -> tuple[int, bool, float]:
        kinds = [order.kind_place(o.value) for _, p, o in about[subject] if p.value == RDF_TYPE]
        kind = min(kinds, default=order.kind_place(""))
        return int(kind > 0), subject.value not in named_after, kind

    waiting = dict.fromkeys(sorted(about, key=place))
    while waiting:
        subject = next(iter(waiting))
        for node in (subject, *_citations(about[subject])):
            if node in waiting:
                del waiting[node]
                yield from about[node]


def _citations(about: Iterable[Triple]) -> list[Node]:
    cited = [o for _, p, o in about if p.value == HAS_CITATION and isinstance(o, px.NamedNode)]
    return sorted(cited, key=lambda node: _natural(node.value))


def _value_place(value: Value) -> tuple[object, ...]:
    """IRIs and English first, then other languages."""
    if not isinstance(value, px.Literal):
        return False, "", _natural(value.value), ""
    language = value.language or ""
    return language not in ("", "en"), language, _natural(value.value), value.datatype.value


@lru_cache(MOST_KEPT)
def _natural(text: str) -> tuple[str, str]:
    """A key that sorts `cit-x-2` before `cit-x-10`."""
    return _NUMBER.sub(lambda number: number[0].zfill(12), text), text
