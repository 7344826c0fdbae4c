"""Every header says what it is, in the form that FAIR checkers and MOD look for."""

from collections.abc import Callable

import pytest
from rdflib import DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, VANN, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from tests.ontology.merged import AV, IRI, ONTOLOGY, graph_of, iri_of
from tests.ontology.merged import HEADED as FILES

BIBO = Namespace("http://purl.org/ontology/bibo/")
MOD = Namespace("https://w3id.org/mod#")
VERSION = "0.2.0"
PROJECT = URIRef("https://w3id.org/averment/id/org-averment")
HEADED = {iri_of(path): path for path in FILES}


def english(value: Node) -> bool:
    return isinstance(value, Literal) and value.language == "en" and bool(value.strip())


def address(value: Node) -> bool:
    return isinstance(value, URIRef) and value.startswith("http")


def day(value: Node) -> bool:
    # xsd:date is outside OWL 2 RL
    return isinstance(value, Literal) and value.datatype == XSD.dateTime and not value.ill_typed


def exactly(wanted: Node) -> Callable[[Node], bool]:
    return lambda value: value == wanted


CRITERIA: dict[str, tuple[URIRef, Callable[[Node], bool]]] = {
    "title (OM1)": (DCTERMS.title, english),
    "description (OM1)": (DCTERMS.description, english),
    "licence that resolves (OM1, OM4)": (
        DCTERMS.license,
        exactly(URIRef("https://creativecommons.org/licenses/by/4.0/")),
    ),
    "creator (OM1, OM5)": (DCTERMS.creator, exactly(PROJECT)),
    "creation date (OM1, OM2, OM5)": (DCTERMS.created, day),
    "namespace (OM1)": (VANN.preferredNamespaceUri, exactly(Literal(str(AV)))),
    "prefix (OM2, FIND1)": (VANN.preferredNamespacePrefix, exactly(Literal("av"))),
    "version as text (OM2)": (OWL.versionInfo, exactly(Literal(VERSION))),
    "citation (OM2)": (DCTERMS.bibliographicCitation, english),
    "publisher (OM3, OM5)": (DCTERMS.publisher, exactly(PROJECT)),
    "status (OM3)": (BIBO.status, address),
    "status (MOD)": (MOD.status, exactly(Literal("beta"))),
    "date of issue (OM3, OM5)": (DCTERMS.issued, day),
    "date of change (OM3)": (DCTERMS.modified, day),
    "version IRI (OM1, VER1)": (OWL.versionIRI, address),
    "label": (RDFS.label, english),
}
WHOLE = {
    "abstract": (DCTERMS.abstract, english),
    "source (OM3)": (DCTERMS.source, address),
    "logo (OM3)": (FOAF.logo, address),
    "language": (DCTERMS.language, exactly(Literal("en"))),
    "why there is no prior version (OM3)": (SKOS.historyNote, english),
}


def met(graph: Graph, header: str, criterion: str) -> bool:
    """Whether a header has values for a criterion and all are as they should be."""
    predicate, is_good = (CRITERIA | WHOLE)[criterion]
    values = list(graph.objects(URIRef(header), predicate))
    return bool(values) and all(is_good(value) for value in values)


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("header", HEADED)
def test_every_header_meets_the_criterion(header, criterion):
    assert met(graph_of(HEADED[header]), header, criterion)


@pytest.mark.parametrize("criterion", WHOLE)
def test_the_header_of_the_whole_meets_more(criterion):
    assert met(graph_of(HEADED[IRI]), IRI, criterion)


@pytest.mark.parametrize("criterion", [*CRITERIA, *WHOLE])
def test_a_header_without_a_value_or_with_a_bad_one_is_found(criterion):
    predicate = (CRITERIA | WHOLE)[criterion][0]
    spoiled = Graph() + graph_of(HEADED[IRI])
    spoiled.remove((URIRef(IRI), predicate, None))
    assert not met(spoiled, IRI, criterion)
    spoiled.add((URIRef(IRI), predicate, Literal(" ", lang="en")))
    assert not met(spoiled, IRI, criterion)


@pytest.mark.parametrize("header", HEADED)
def test_a_citation_names_the_version_that_it_cites(header):
    graph = graph_of(HEADED[header])
    version = graph.value(URIRef(header), OWL.versionIRI)
    assert version == URIRef(f"{header}/{VERSION}")
    assert str(graph.value(URIRef(header), DCTERMS.bibliographicCitation)).endswith(f" {version}")


def test_the_publisher_has_a_name():
    assert english(graph_of(HEADED[IRI]).value(PROJECT, RDFS.label))


def test_every_property_of_the_headers_is_declared():
    core = graph_of(ONTOLOGY / "modules" / "core.ttl")
    built_in = {RDF.type, RDFS.label, OWL.versionInfo, OWL.versionIRI, OWL.imports}
    used = {each for header, path in HEADED.items()
            for each in graph_of(path).predicates(URIRef(header), None)}  # fmt: skip
    assert used - built_in == {
        each for each in used if (each, RDF.type, OWL.AnnotationProperty) in core
    }
