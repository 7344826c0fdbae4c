"""The ontology's files, read and merged as a user of the merged file would get them."""

from functools import cache
from pathlib import Path

from rdflib import OWL, RDF, SKOS, Graph, Namespace, URIRef

ROOT = Path(__file__).resolve().parents[2]
ONTOLOGY = ROOT / "ontology"
AV = Namespace("https://w3id.org/averment/ns#")
AVSH = Namespace("https://w3id.org/averment/shape#")
VS = Namespace("http://www.w3.org/2003/06/sw-vocab-status/ns#")
IRI = "https://w3id.org/averment/ontology"

MODULES = sorted((ONTOLOGY / "modules").glob("*.ttl"))
SCHEMES = sorted((ONTOLOGY / "schemes").glob("*.ttl"))
SHAPES = sorted((ONTOLOGY / "shapes").glob("*.ttl"))
AXIOMS = [ONTOLOGY / "axioms.ttl", *sorted((ONTOLOGY / "axioms").glob("*.ttl"))]
RULES = sorted((ONTOLOGY / "rules").glob("*.rq"))
HEADED = [ONTOLOGY / "averment.ttl", *AXIOMS, *MODULES]


def iri_of(path: Path) -> str:
    """The name of the ontology that a file holds."""
    place = path.relative_to(ONTOLOGY).with_suffix("").as_posix().removeprefix("modules/")
    return IRI if place == "averment" else f"{IRI}/{place}"


@cache
def graph_of(*paths: Path) -> Graph:
    """One graph of several Turtle files; callers must not change it."""
    graph = Graph()
    for path in paths:
        graph.parse(path)
    return graph


@cache
def merged_turtle() -> str:
    """Modules, axioms and schemes as one ontology without imports."""
    graph = Graph()
    for path in (*MODULES, *AXIOMS, *SCHEMES):
        graph += graph_of(path)
    for header in list(graph.subjects(RDF.type, OWL.Ontology)):
        if (header, RDF.type, SKOS.ConceptScheme) not in graph:
            graph.remove((header, None, None))
        for triple in ((RDF.type, OWL.Ontology), (OWL.versionIRI, None), (OWL.imports, None)):
            graph.remove((header, *triple))
    graph.add((URIRef(f"{IRI}/all"), RDF.type, OWL.Ontology))
    return graph.serialize(format="turtle")
