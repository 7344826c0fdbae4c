"""The merged file by the FAIR tests of FOOPS! that need a file alone, sub-test by sub-test.

FOOPS! publishes what each test asks at https://w3id.org/foops/test/ and the name given here. Its
tests for a file have 31 sub-tests. One fails: no DOI has been issued for the ontology. Whether the
licence can be reached cannot be tried without a network, so that OM4.2 looks at its address only;
tests that need the service are in tests/api/test_permanent_addresses.py.
"""

from collections.abc import Callable, Iterable

import pytest
from rdflib import DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, VANN, Graph, Literal, Namespace, URIRef

from kg.contract.ontology import read_ontology
from kg.contract.reference import publications
from tests.ontology.merged import AV, IRI, ONTOLOGY

BIBO = Namespace("http://purl.org/ontology/bibo/")
HEADER = URIRef(IRI)
SERVED = publications(read_ontology(ONTOLOGY))["/ontology"]
WHOLE = Graph().parse(data=SERVED.content["ttl"], format="turtle")
LICENCE = "https://creativecommons.org/"
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
BUILT_IN = (str(OWL), str(RDF), str(RDFS))


def says(predicate: URIRef) -> Callable[[Graph], bool]:
    return lambda graph: any(str(value).strip() for value in graph.objects(HEADER, predicate))


def has_version_of_its_own(graph: Graph) -> bool:
    return bool(set(graph.objects(HEADER, OWL.versionIRI)) - {HEADER})


def has_persistent_address(graph: Graph) -> bool:
    return [str(each).startswith("https://w3id.org/") for each in headers(graph)] == [True]


def has_open_licence(graph: Graph) -> bool:
    return all(str(each).startswith(LICENCE) for each in graph.objects(HEADER, DCTERMS.license))


def headers(graph: Graph) -> list[URIRef]:
    return [each for each in graph.subjects(RDF.type, OWL.Ontology) if isinstance(each, URIRef)]


def used(graph: Graph) -> set[str]:
    """Classes and properties that a file declares or gives its individuals."""
    declared = {term for kind in KINDS for term in graph.subjects(RDF.type, kind)}
    types = set(graph.objects(None, RDF.type))
    return {str(term) for term in declared | types if isinstance(term, URIRef)}


def reuses_terms(graph: Graph) -> bool:
    return any(not term.startswith((str(AV), *BUILT_IN)) for term in used(graph))


def all_have(graph: Graph, predicates: Iterable[URIRef]) -> bool:
    terms = [URIRef(term) for term in used(graph) if term.startswith(str(AV))]
    said = [any((term, each, None) in graph for each in predicates) for term in terms]
    return bool(said) and all(said)


SUB_TESTS: dict[str, Callable[[Graph], bool]] = {
    "PURL1": has_persistent_address,
    "RDF1": lambda graph: headers(graph) == [HEADER],
    "OM1 title": says(DCTERMS.title),
    "OM1 description": says(DCTERMS.description),
    "OM1 licence": says(DCTERMS.license),
    "OM1 version IRI": says(OWL.versionIRI),
    "OM1 creator": says(DCTERMS.creator),
    "OM1 namespace": says(VANN.preferredNamespaceUri),
    "OM2 prefix": says(VANN.preferredNamespacePrefix),
    "OM2 version": says(OWL.versionInfo),
    "OM2 creation date": says(DCTERMS.created),
    "OM2 citation": says(DCTERMS.bibliographicCitation),
    "OM3 DOI": says(BIBO.doi),
    "OM3 publisher": says(DCTERMS.publisher),
    "OM3 logo": says(FOAF.logo),
    "OM3 status": says(BIBO.status),
    "OM3 source": says(DCTERMS.source),
    "OM3 date of issue": says(DCTERMS.issued),
    "OM4.1": says(DCTERMS.license),
    "OM4.2": has_open_licence,
    "OM5.1 creator": says(DCTERMS.creator),
    "OM5.1 creation date": says(DCTERMS.created),
    "OM5.2 date of issue": says(DCTERMS.issued),
    "OM5.2 publisher": says(DCTERMS.publisher),
    "FIND1": says(VANN.preferredNamespacePrefix),
    "VOC1": lambda graph: any(each in DCTERMS for each in graph.predicates(HEADER)),
    "VOC2": reuses_terms,
    "VOC3": lambda graph: all_have(graph, (RDFS.label, SKOS.prefLabel)),
    "VOC4": lambda graph: all_have(graph, (RDFS.comment, SKOS.definition)),
    "VER1 version IRI": says(OWL.versionIRI),
    "VER1 of its own": has_version_of_its_own,
}
BARE = f"""<{HEADER}> a <{OWL.Ontology}> ;
<{DCTERMS.license}> "all rights reserved" ; <{OWL.versionIRI}> <{HEADER}> .
<{AV.Bare}> a <{OWL.Class}> ."""


def failing(graph: Graph) -> set[str]:
    return {name for name, passes in SUB_TESTS.items() if not passes(graph)}


def test_thirty_of_thirty_one_sub_tests_hold():
    assert len(SUB_TESTS) == 31
    assert failing(WHOLE) == {"OM3 DOI"}


def test_a_bare_ontology_fails_what_it_can_fail():
    stated = {"PURL1", "RDF1", "OM1 licence", "OM1 version IRI", "OM4.1", "VER1 version IRI"}
    assert SUB_TESTS.keys() - failing(Graph().parse(data=BARE, format="turtle")) == {
        *stated,
        "VOC1",
    }


def test_no_ontology_passes_nothing_of_its_header():
    none = Graph().parse(data=f'<x:y> <{DCTERMS.title}> "A title" .', format="turtle")
    assert SUB_TESTS.keys() - failing(none) == {"OM4.2"}


@pytest.mark.parametrize("predicate", [DCTERMS.title, FOAF.logo, VANN.preferredNamespacePrefix])
def test_what_is_taken_from_the_header_is_missed(predicate):
    spoiled = Graph() + WHOLE
    spoiled.remove((HEADER, predicate, None))
    spoiled.add((HEADER, predicate, Literal(" ")))
    assert len(failing(spoiled)) > len(failing(WHOLE))
