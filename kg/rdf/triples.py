"""Plain RDF 1.1 triples: what curated files, ontology and derived graphs are made of."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import pyoxigraph as px

Node = px.NamedNode | px.BlankNode
Value = px.NamedNode | px.BlankNode | px.Literal


class Triple(NamedTuple):
    """Subject, predicate, object; no triple terms of RDF 1.2."""

    subject: Node
    predicate: px.NamedNode
    object: Value

    def in_graph(self, graph: px.NamedNode | None = None) -> px.Quad:
        """The triple as a quad of a named graph, or of the default graph."""
        if graph is None:
            return px.Quad(self.subject, self.predicate, self.object)
        return px.Quad(self.subject, self.predicate, self.object, graph)


def about(subject: Node, said: Mapping[str, Iterable[Value]]) -> Iterator[Triple]:
    """The triples that say of a subject what stands under each property's IRI."""
    for name, values in said.items():
        predicate = px.NamedNode(name)
        yield from (Triple(subject, predicate, value) for value in values)


def plain(quads: Iterable[px.Quad | px.Triple]) -> Iterator[Triple]:
    """The triples of quads, whatever their graph; raises ValueError at what only RDF 1.2 has."""
    for quad in quads:
        subject, value = quad.subject, quad.object
        if isinstance(subject, px.Triple) or isinstance(value, px.Triple):
            raise ValueError("triple terms of RDF 1.2 are not supported")
        if isinstance(value, px.Literal) and value.direction:
            raise ValueError("texts with a base direction (RDF 1.2) are not supported")
        yield Triple(subject, quad.predicate, value)


def n_triples(triples: Iterable[Triple]) -> str:
    """The triples as N-Triples text."""
    quads = (triple.in_graph() for triple in triples)
    content = px.serialize(quads, format=px.RdfFormat.N_QUADS)
    return (content or b"").decode()
