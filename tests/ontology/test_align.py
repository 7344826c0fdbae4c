"""Each alignment suits the real neighbour: consistent, no class emptied, nothing typed amiss."""

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from tests.ontology.merged import AV, IRI, MODULES, graph_of, merged_turtle
from tests.ontology.neighbours.published import published
from tests.ontology.neighbours.world import (
    ALIGNMENTS,
    NEIGHBOURS,
    SAMPLE,
    alignment,
    without_alignments,
    world,
)
from tests.ontology.reasoner import Reasoned, profile_violations

pytestmark = pytest.mark.long

NAMES = [path.stem for path in ALIGNMENTS]
SOURCES = {"prov": "prov", "org": "org", "schema": "schema"}
HIERARCHY = (RDFS.subClassOf, RDFS.subPropertyOf)
PREFIXES = """
@prefix av: <https://w3id.org/averment/ns#> .
@prefix avd: <https://w3id.org/averment/id/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
# What alignments must not make of ours. Where it does not follow, this makes nothing inconsistent.
UNWANTED = """
av:State owl:disjointWith org:Organization , foaf:Organization , skos:Concept , prov:Entity .
av:Group owl:disjointWith org:Organization , foaf:Organization .
av:UnnamedSource owl:disjointWith prov:Person , org:Organization .
av:Agreement owl:disjointWith org:Organization , prov:Agent .
av:ReportedSilence owl:disjointWith prov:Activity , prov:Entity .
av:StructuralFact owl:disjointWith prov:Activity , prov:Entity .
av:PartyStatus owl:disjointWith org:Membership .
av:Statement owl:disjointWith prov:Entity .
"""


def axioms(graph: Graph) -> set[tuple[URIRef, URIRef, URIRef]]:
    return {
        (subject, predicate, value)
        for predicate in HIERARCHY
        for subject, value in graph.subject_objects(predicate)
        if isinstance(subject, URIRef) and isinstance(value, URIRef)
    }


def test_every_alignment_has_its_neighbour():
    assert set(NAMES) == set(NEIGHBOURS) == set(SOURCES)


@pytest.mark.parametrize("name", NAMES)
def test_an_alignment_is_consistent_with_its_neighbour_and_every_class_can_have_members(name):
    assert Reasoned(world([name])).is_consistent()


def test_all_alignments_together_are_consistent_and_type_nothing_amiss():
    assert Reasoned(world(NAMES, PREFIXES + UNWANTED)).is_consistent()


@pytest.mark.parametrize(
    ("name", "sample"),
    [
        pytest.param(
            "prov",
            "avd:pos-first-1 prov:wasDerivedFrom avd:doc-first .",
            id="statement-as-entity",
        ),
        pytest.param("prov", "avd:evt-meeting a prov:Entity .", id="event-as-entity"),
        pytest.param(
            "org",
            "avd:mem-eyes-1 org:resultedFrom avd:evt-split .",
            id="membership-as-organisation",
        ),
        pytest.param("org", "avd:agency-old a foaf:Document .", id="agency-as-document"),
    ],
)
def test_what_the_neighbour_forbids_is_inconsistent_by_the_alignment_alone(name, sample):
    assert not Reasoned(world([name], PREFIXES + sample, data=False)).is_consistent()
    assert Reasoned(without_alignments(PREFIXES + sample)).is_consistent()


@pytest.mark.parametrize(
    ("name", "axiom"),
    [
        pytest.param("org", "av:postIn rdfs:subPropertyOf org:postIn .", id="post-of-a-state"),
        pytest.param("org", "av:takesPartIn rdfs:subPropertyOf org:memberOf .", id="party"),
        pytest.param("org", "av:participant rdfs:subPropertyOf org:member .", id="party-member"),
        pytest.param("org", "av:inArrangement rdfs:subPropertyOf org:organization .", id="accord"),
        pytest.param(
            "prov", "av:speaker rdfs:subPropertyOf prov:wasAssociatedWith .", id="silence"
        ),
        pytest.param("prov", "av:Record rdfs:subClassOf prov:Entity .", id="record"),
    ],
)
def test_a_tempting_axiom_would_misfire(name, axiom):
    more = PREFIXES + UNWANTED + axiom + "avd:state-isr av:takesPartIn avd:agreement-accord ."
    assert not Reasoned(world([name], more, data=False)).is_consistent()


@pytest.mark.parametrize("profile", ["DL", "RL"])
@pytest.mark.parametrize("path", ALIGNMENTS, ids=lambda path: path.stem)
def test_an_alignment_is_in_the_profile(path, profile):
    assert profile_violations(path.read_text("utf-8"), profile) == []


@pytest.mark.parametrize("profile", ["DL", "RL"])
def test_all_alignments_leave_ours_in_the_profile(profile):
    graph = Graph().parse(data=merged_turtle(), format="turtle")
    for name in NAMES:
        graph += alignment(name)
    assert profile_violations(graph.serialize(format="turtle"), profile) == []


def test_schema_org_itself_is_not_in_the_profile():
    some = Graph()
    for triple in published("schema").triples((URIRef("http://schema.org/publisher"), None, None)):
        some.add(triple)
    some.add((URIRef("http://schema.org/"), RDF.type, OWL.Ontology))
    assert profile_violations(some.serialize(format="turtle"), "DL") != []


@pytest.mark.parametrize("name", NAMES)
def test_an_alignment_puts_our_terms_below_the_neighbour_s_and_says_no_more(name):
    graph, source = alignment(name), published(SOURCES[name])
    ours = graph_of(*MODULES)
    assert axioms(graph)
    assert set(graph.predicates()) <= {RDF.type, *HIERARCHY}
    for subject, _, value in axioms(graph):
        assert subject in AV
        assert (subject, RDF.type, None) in ours
        assert value not in AV
        assert (value, RDF.type, None) in source


@pytest.mark.parametrize("name", NAMES)
def test_a_stub_declares_the_kind_that_the_owner_declares(name):
    graph = alignment(name)
    owners = published(SOURCES[name]) + graph_of(*MODULES)
    used = {each for axiom in axioms(graph) for each in (axiom[0], axiom[2])}
    for stub, kind in graph.subject_objects(RDF.type):
        if kind != OWL.AnnotationProperty:
            assert stub in used
            assert name == "schema" or (stub, RDF.type, kind) in owners


def test_the_sample_uses_every_term_that_is_aligned():
    sample = graph_of(SAMPLE)
    ours = graph_of(*MODULES)
    used = set(sample.predicates()) | set(sample.objects(None, RDF.type))
    reached = {
        up for each in used for rel in HIERARCHY for up in ours.transitive_objects(each, rel)
    }
    aligned = {subject for name in NAMES for subject, _, _ in axioms(alignment(name))}
    assert aligned - reached == set()


@pytest.mark.parametrize("path", ALIGNMENTS, ids=lambda path: path.stem)
def test_a_header_tells_version_licence_and_purpose(path):
    graph, header = graph_of(path), URIRef(f"{IRI}/align/{path.stem}")
    assert list(graph.subjects(RDF.type, OWL.Ontology)) == [header]
    assert graph.value(header, OWL.versionIRI) == URIRef(f"{header}/0.2.0")
    for name in ("title", "description", "license"):
        assert graph.value(header, URIRef(f"http://purl.org/dc/terms/{name}"))
    assert graph.value(header, RDFS.label)
    assert not list(graph.objects(header, OWL.imports))
