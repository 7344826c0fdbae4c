"""Look-ups in the triples of the ontology's files, values in the order in which they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as px

from kg.terms import OWL, RDF, RDF_TYPE, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.rdf.triples import Node, Triple, Value


class Index:
    """Triples by subject and predicate, and by predicate and object."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._forward: dict[tuple[Value, str], list[Value]] = {}
        self._backward: dict[tuple[str, Value], list[Node]] = {}
        for subject, predicate, value in dict.fromkeys(triples):
            self._forward.setdefault((subject, predicate.value), []).append(value)
            self._backward.setdefault((predicate.value, value), []).append(subject)

    def values(self, subject: Value, predicate: str) -> list[Value]:
        """Values of a property; a literal has none."""
        return self._forward.get((subject, predicate), [])

    def iris(self, iri: str, predicate: str) -> tuple[str, ...]:
        """Values that are IRIs."""
        found = self.values(px.NamedNode(iri), predicate)
        return tuple(value.value for value in found if isinstance(value, px.NamedNode))

    def subjects(self, predicate: str, iri: str) -> tuple[str, ...]:
        """Named subjects that have this IRI as a value."""
        found = self._backward.get((predicate, px.NamedNode(iri)), [])
        return tuple(node.value for node in found if isinstance(node, px.NamedNode))

    def nodes(self, predicate: str, iri: str) -> list[Node]:
        """Subjects, blank ones too, that have this IRI as a value."""
        return self._backward.get((predicate, px.NamedNode(iri)), [])

    def texts(self, iri: str, predicate: str, language: str = "en") -> tuple[str, ...]:
        """Literal values in a language, and those without any."""
        found = self.values(px.NamedNode(iri), predicate)
        literals = (value for value in found if isinstance(value, px.Literal))
        return tuple(value.value for value in literals if value.language in (None, language))

    def text(self, iri: str, predicate: str) -> str:
        """The first English text, or nothing."""
        return next(iter(self.texts(iri, predicate)), "")

    def labels(self, iri: str) -> dict[str, str]:
        """Names by language: `rdfs:label`, else `skos:prefLabel`."""
        found: dict[str, str] = {}
        for predicate in (f"{RDFS}label", f"{SKOS}prefLabel"):
            for value in self.values(px.NamedNode(iri), predicate):
                if isinstance(value, px.Literal) and value.language:
                    found.setdefault(value.language, value.value)
        return found

    def types(self, iri: str) -> tuple[str, ...]:
        """IRIs of the classes of a thing."""
        return self.iris(iri, RDF_TYPE)

    def is_deprecated(self, iri: str) -> bool:
        """Whether `owl:deprecated` is true."""
        return "true" in self.texts(iri, f"{OWL}deprecated")

    def members(self, head: Value) -> list[Node]:
        """The nodes of a list, in order; literals are left out."""
        found: list[Node] = []
        node: Value = head
        while isinstance(node, px.BlankNode):
            for value in self.values(node, f"{RDF}first"):
                if not isinstance(value, px.Literal):
                    found.append(value)
            (node,) = self.values(node, f"{RDF}rest")[:1] or [px.NamedNode(f"{RDF}nil")]
        return found

    def items(self, head: Value) -> list[str]:
        """IRIs of the members of a list."""
        return [each.value for each in self.members(head) if isinstance(each, px.NamedNode)]
