"""A graph as bytes, in each of the formats of RDF 1.1."""

from collections.abc import Sequence
from typing import Final

import pyoxigraph as px

from kg.rdf.triples import Triple
from kg.rdf.turtle import Section, serialize

FORMATS: Final = {
    "ttl": px.RdfFormat.TURTLE,
    "nt": px.RdfFormat.N_TRIPLES,
    "rdf": px.RdfFormat.RDF_XML,
    "jsonld": px.RdfFormat.JSON_LD,
    "trig": px.RdfFormat.TRIG,
    "nq": px.RdfFormat.N_QUADS,
}
# Turtle is TriG without a named graph.
READ_BY_PEOPLE: Final = frozenset({"ttl", "trig"})


def written(triples: Sequence[Triple], format_: str) -> bytes:
    """The bytes of a graph; those of one subject should stand side by side.

    Args:
        triples: the graph; the same triples in the same order give the same bytes.
        format_: one of FORMATS.
    """
    if format_ in READ_BY_PEOPLE:
        return serialize([Section("", triples)]).encode()
    plain = (px.Triple(*triple) for triple in triples)
    return px.serialize(plain, format=FORMATS[format_]) or b""
