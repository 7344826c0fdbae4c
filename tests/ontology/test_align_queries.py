"""What the queries of `align/` make of the graph: data in terms that the neighbours publish."""

import re
from pathlib import Path

import pyoxigraph as px
import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from tests.ontology.merged import ONTOLOGY
from tests.ontology.neighbours.published import published

QUERIES = sorted((ONTOLOGY / "align").glob("*.rq"))
ORG = Namespace("http://www.w3.org/ns/org#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
SCHEMA = Namespace("http://schema.org/")
ID = Namespace("https://w3id.org/averment/id/")


def made(store: px.Store, path: Path) -> Graph:
    """The answer to a query."""
    triples = store.query(path.read_text("utf-8"), use_default_graph_as_union=True)
    assert isinstance(triples, px.QueryTriples)
    return Graph().parse(data=triples.serialize(format=px.RdfFormat.N_TRIPLES), format="nt")


def foreign(graph: Graph, neighbour: str) -> set[str]:
    """Properties and classes in a graph that the neighbour does not publish."""
    terms = {*graph.predicates(), *graph.objects(None, RDF.type)} - {RDF.type}
    return {str(term) for term in terms if (term, None, None) not in published(neighbour)}


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_query_says_what_it_makes_and_uses_terms_that_are_published(world, path):
    text = path.read_text("utf-8")
    assert re.match(r"# title: .+\n# description: .+\nPREFIX ", text)
    graph = made(world, path)
    assert graph
    assert foreign(graph, path.stem) == set()


def test_a_term_that_is_not_published_is_found():
    graph = Graph().add((ID.a, ORG.memberOfSorts, ID.b))
    assert foreign(graph, "org") == {str(ORG.memberOfSorts)}


def test_every_membership_has_one_member_and_one_organisation(world):
    graph = made(world, ONTOLOGY / "align/org.rq")
    memberships = list(graph.subjects(RDF.type, ORG.Membership))
    assert memberships
    for each in memberships:
        assert len(list(graph.objects(each, ORG.member))) == 1
        assert len(list(graph.objects(each, ORG.organization))) == 1


def test_a_post_of_a_state_is_left_out(world):
    graph = made(world, ONTOLOGY / "align/org.rq")
    bodies = set(graph.objects(None, ORG.postIn))
    assert bodies
    assert not [body for body in bodies if URIRef(body).removeprefix(ID).startswith("state-")]


def test_a_document_has_its_title_date_and_source(world):
    graph = made(world, ONTOLOGY / "align/dcterms.rq")
    document = ID["doc-yeshiva-world-2025-03-06"]
    assert str(graph.value(document, DCTERMS.issued)) == "2025-03-06"
    assert graph.value(document, DCTERMS.title)
    assert graph.value(document, DCTERMS.source)


def test_a_proposition_appears_in_the_document_that_was_read(world):
    graph = made(world, ONTOLOGY / "align/schema.rq")
    claim = ID["prop-isr-reduce"]
    assert (claim, RDF.type, SCHEMA.Claim) in graph
    assert (claim, SCHEMA.appearance, ID["doc-yeshiva-world-2025-03-06"]) in graph
    assert set(graph.objects(claim, SCHEMA.firstAppearance))
