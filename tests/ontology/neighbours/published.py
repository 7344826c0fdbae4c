"""Neighbouring vocabularies as published, in packages pinned by package-lock.json."""

from functools import cache
from pathlib import Path

import pyoxigraph as px
from rdflib import OWL, RDF, Graph

from tests.packages import installed

HERE = Path(__file__).parent


@cache
def _vocabularies() -> Path:
    return installed(HERE) / "node_modules" / "@vocabulary"


@cache
def published(name: str) -> Graph:
    """A vocabulary as its publisher has it; callers must not change it."""
    quads = px.parse(path=_vocabularies() / name / f"{name}.nq", format=px.RdfFormat.N_QUADS)
    triples = px.serialize((quad.triple for quad in quads), format=px.RdfFormat.N_TRIPLES)
    return Graph().parse(data=triples, format="nt")


def for_reasoning(name: str) -> Graph:
    """A vocabulary without headers and imports, each property of one kind only.

    PROV-O declares some object properties as annotation properties too (its qualified forms'
    annotations need it), which OWL 2 DL forbids (section 5.8.1) and readers resolve at random.
    """
    graph = Graph() + published(name)
    for header in list(graph.subjects(RDF.type, OWL.Ontology)):
        graph.remove((header, None, None))
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for each in list(graph.subjects(RDF.type, kind)):
            graph.remove((each, RDF.type, OWL.AnnotationProperty))
    return graph
