"""Ontology, schemes and shapes as one graph of triples, with the few look-ups the reader needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as px

from kg.errors import BadFile
from kg.terms import RDF, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

Term: TypeAlias = px.NamedNode | px.BlankNode | px.Literal | px.Triple
Node: TypeAlias = px.NamedNode | px.BlankNode


class Source:
    """The triples of several Turtle files."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Parse the files; raises BadFile with path, line and cause."""
        self._store = px.Store()
        for path in sorted(paths):
            try:
                self._store.load(path=str(path), format=px.RdfFormat.TURTLE)
            except SyntaxError as error:
                cause = error.msg or "not Turtle"
                raise BadFile(str(path), error.lineno or 1, error.offset or 1, cause) from error

    def subjects(self, path: str, value: str) -> Iterator[Node]:
        """Subjects that have this IRI as value of a property."""
        pattern = self._store.quads_for_pattern(None, px.NamedNode(path), px.NamedNode(value), None)
        return (quad.subject for quad in pattern if not isinstance(quad.subject, px.Triple))

    def values(self, subject: Node, path: str) -> list[Term]:
        """Values of a property, in no order."""
        pattern = self._store.quads_for_pattern(subject, px.NamedNode(path), None, None)
        return [quad.object for quad in pattern]

    def nodes(self, subject: Node, path: str) -> list[Node]:
        """Values that are no literals."""
        found = self.values(subject, path)
        return [each for each in found if isinstance(each, px.NamedNode | px.BlankNode)]

    def iris(self, subject: Node, path: str) -> list[str]:
        """Values that are IRIs, sorted."""
        found = self.values(subject, path)
        return sorted(each.value for each in found if isinstance(each, px.NamedNode))

    def texts(self, subject: Node, path: str) -> list[str]:
        """Lexical forms of literal values, English ones if there are any, sorted."""
        found = [each for each in self.values(subject, path) if isinstance(each, px.Literal)]
        english = [each for each in found if each.language in (None, "en")]
        return sorted(each.value for each in english or found)

    def text(self, subject: Node, path: str) -> str | None:
        """One literal value: the first of `texts`."""
        return next(iter(self.texts(subject, path)), None)

    def holds(self, subject: Node, path: str) -> bool:
        """Whether the property is `true`."""
        return "true" in self.texts(subject, path)

    def items(self, head: Node) -> list[Node]:
        """The nodes of an RDF list, in order."""
        found: list[Node] = []
        while head.value != f"{RDF}nil":
            found += self.nodes(head, f"{RDF}first")[:1]
            rest = self.nodes(head, f"{RDF}rest")
            if not rest:
                break
            head = rest[0]
        return found

    def definition(self, iri: str) -> str:
        """The English definition of a term or concept, or nothing."""
        return self.text(px.NamedNode(iri), f"{SKOS}definition") or ""


def local(iri: str) -> str:
    """The part of an IRI after its last `#` or `/`."""
    return iri.replace("#", "/").rpartition("/")[2]
