"""What HermiT gets: our ontology, alignments, real neighbours, the sample and the curated data."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from rdflib import OWL, RDF, BNode, Graph, URIRef

from tests.ontology.merged import MODULES, ONTOLOGY, ROOT, graph_of, merged_turtle
from tests.ontology.neighbours.published import for_reasoning

ALIGNMENTS = sorted((ONTOLOGY / "align").glob("*.ttl"))
SAMPLE = Path(__file__).parent / "sample.ttl"
# The published files an alignment is checked against; schema.org is no OWL 2 DL: stubs serve.
NEIGHBOURS = {
    "prov": ("prov",),
    "org": ("org", "prov", "foaf"),
    "schema": (),
}


@cache
def alignment(name: str) -> Graph:
    """The axioms and stubs of an alignment, without its header; callers must not change it."""
    graph = Graph() + graph_of(ONTOLOGY / "align" / f"{name}.ttl")
    for header in list(graph.subjects(RDF.type, OWL.Ontology)):
        graph.remove((header, None, None))
    return graph


@cache
def _text(*paths: Path) -> str:
    return graph_of(*paths).serialize(format="nt")


@cache
def _neighbourhood(name: str) -> str:
    """An alignment with its neighbours, and a member of every class of theirs and ours."""
    graph = Graph() + alignment(name)
    for neighbour in NEIGHBOURS[name]:
        graph += for_reasoning(neighbour)
    ours = graph_of(*MODULES)
    for each in {*graph.subjects(RDF.type, OWL.Class), *ours.subjects(RDF.type, OWL.Class)}:
        if isinstance(each, URIRef) and each != OWL.Nothing:
            graph.add((BNode(), RDF.type, each))
    return graph.serialize(format="nt")


def world(names: Iterable[str], more: str = "", data: bool = True) -> str:
    """Turtle of everything that the named alignments touch, and more of it.

    Every class has a member: where such a world is consistent, no class is unsatisfiable.
    """
    curated = _text(*sorted((ROOT / "tests/world").rglob("*.ttl"))) if data else ""
    parts = [merged_turtle(), _text(SAMPLE), curated, *map(_neighbourhood, names), more]
    return "\n".join(parts)


def without_alignments(more: str) -> str:
    """Turtle of our ontology, the sample and more of it."""
    return "\n".join([merged_turtle(), _text(SAMPLE), more])
