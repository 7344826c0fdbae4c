"""Every term is complete, every module stands on the core alone, one version serves all."""

import re
from collections import Counter

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, Graph, Literal, URIRef

from tests.ontology.merged import (
    AV,
    HEADED,
    IRI,
    MODULES,
    ONTOLOGY,
    RULES,
    SCHEMES,
    SHAPES,
    VS,
    graph_of,
    iri_of,
)  # fmt: skip

VERSION = "0.2.0"
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def defined(graph: Graph) -> set[URIRef]:
    """The terms of our namespace that a graph declares."""
    found = {term for kind in KINDS for term in graph.subjects(RDF.type, kind)}
    return {term for term in found if isinstance(term, URIRef) and term in AV}


TERMS = sorted((path.stem, term) for path in MODULES for term in defined(graph_of(path)))


def complaints(graph: Graph, term: URIRef, module: str) -> list[str]:
    """What a term lacks of what every term must have."""
    found = []
    for predicate in (RDFS.label, SKOS.definition, SKOS.example):
        values = list(graph.objects(term, predicate))
        if len(values) != 1 or values[0].language != "en" or not str(values[0]).strip():
            found.append(f"{predicate.fragment} is not one English text")
    if not str(graph.value(term, SKOS.definition, default="")).endswith("."):
        found.append("the definition is not a sentence")
    if list(graph.objects(term, RDFS.isDefinedBy)) != [URIRef(f"{IRI}/{module}")]:
        found.append("isDefinedBy is not its module")
    if list(graph.objects(term, VS.term_status)) != [Literal("testing")]:
        found.append("the status is missing")
    if (term, OWL.deprecated, None) in graph:
        found.append("it is deprecated")
    return found


@pytest.mark.parametrize(("module", "term"), TERMS, ids=lambda each: each.rpartition("#")[2])
def test_every_term_is_complete(module, term):
    assert complaints(graph_of(ONTOLOGY / "modules" / f"{module}.ttl"), term, module) == []


def test_a_bare_term_is_found_incomplete():
    bare = Graph().parse(data="<https://w3id.org/averment/ns#Bare> a <x:y> .", format="turtle")
    assert len(complaints(bare, AV.Bare, "core")) == 6


def test_no_term_is_defined_in_two_modules():
    twice = {term: count for term, count in Counter(term for _, term in TERMS).items() if count > 1}
    assert not twice


def test_names_are_in_camel_case():
    for path in MODULES:
        graph = graph_of(path)
        for term in defined(graph):
            start = "[A-Z]" if (term, RDF.type, OWL.Class) in graph else "[a-z]"
            assert re.fullmatch(f"{start}[A-Za-z0-9]+", term.fragment)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_imports_the_core_alone_and_speaks_of_no_other(path):
    graph, core = graph_of(path), ONTOLOGY / "modules" / "core.ttl"
    imports = set(graph.objects(URIRef(f"{IRI}/{path.stem}"), OWL.imports))
    assert imports == (set() if path == core else {URIRef(f"{IRI}/core")})
    used = {node for triple in graph for node in triple if isinstance(node, URIRef) and node in AV}
    assert used <= defined(graph) | defined(graph_of(core))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_holds_no_domain_range_or_restriction(path):
    graph = graph_of(path)
    for predicate in (RDFS.domain, RDFS.range, OWL.disjointWith, OWL.equivalentClass):
        assert (None, predicate, None) not in graph
    assert (None, RDF.type, OWL.Restriction) not in graph


@pytest.mark.parametrize("path", HEADED, ids=iri_of)
def test_a_header_gives_version_title_licence_and_namespace(path):
    name = iri_of(path)
    graph, header = graph_of(path), URIRef(name)
    assert list(graph.subjects(RDF.type, OWL.Ontology)) == [header]
    assert graph.value(header, OWL.versionIRI) == URIRef(f"{name}/{VERSION}")
    assert graph.value(header, OWL.versionInfo) == Literal(VERSION)
    assert graph.value(header, DCTERMS.license) == URIRef(
        "https://creativecommons.org/licenses/by/4.0/"
    )
    assert graph.value(header, VANN.preferredNamespacePrefix) == Literal("av")
    assert graph.value(header, DCTERMS.title)
    assert graph.value(header, RDFS.label)


def test_the_header_file_imports_everything_and_defines_nothing():
    graph = graph_of(ONTOLOGY / "averment.ttl")
    imported = set(graph.objects(URIRef(IRI), OWL.imports))
    schemes = {f"https://w3id.org/averment/concept/{path.stem}" for path in SCHEMES}
    assert {str(each) for each in imported} == {*map(iri_of, MODULES), f"{IRI}/axioms", *schemes}
    assert not defined(graph)


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_a_scheme_file_holds_one_scheme_of_its_name(path):
    graph = graph_of(path)
    assert {str(scheme) for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme)} == {
        f"https://w3id.org/averment/concept/{path.stem}"
    }
    assert set(graph.objects(None, OWL.versionInfo)) == {Literal(VERSION)}


@pytest.mark.parametrize("path", SCHEMES, ids=lambda path: path.stem)
def test_a_concept_stands_at_the_top_or_below_another_and_at_most_three_deep(path):
    graph = graph_of(path)
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        line = list(graph.transitive_objects(concept, SKOS.broader))
        assert len(line) <= 3
        assert (line[-1], SKOS.topConceptOf, None) in graph


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
def test_shapes_speak_of_terms_that_exist(path):
    known = {term for _, term in TERMS}
    used = {
        node
        for triple in graph_of(path)
        for node in triple
        if isinstance(node, URIRef) and node in AV
    }
    assert used <= known


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_rule_says_what_it_does_and_speaks_of_terms_that_exist(path):
    text = path.read_text("utf-8")
    assert re.match(r"# title: .+\n# description: .+\nPREFIX ", text)
    known = {term.fragment for _, term in TERMS}
    assert set(re.findall(r"\bav:(\w+)", text)) <= known


def test_the_readme_names_every_module_and_the_version():
    readme = (ONTOLOGY / "README.md").read_text("utf-8")
    assert f"Version {VERSION}" in readme
    assert {f"`modules/{path.name}`" for path in MODULES} <= set(re.findall("`[^`]+`", readme))
    (snippet,) = re.findall(r"```turtle\n(.*?)```", readme, re.DOTALL)
    imported = set(Graph().parse(data=snippet, format="turtle").objects(None, OWL.imports))
    versions = {each for path in MODULES for each in graph_of(path).objects(None, OWL.versionIRI)}
    assert imported <= versions
