"""Translated labels are whole: one for every term and concept, none twice within its kind."""

from collections import Counter

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from kg.contract.ontology import read_ontology
from tests.ontology.merged import AV, IRI, MODULES, ONTOLOGY, ROOT, SCHEMES, graph_of

BIBO = Namespace("http://purl.org/ontology/bibo/")
FRENCH = ONTOLOGY / "labels" / "fr.ttl"
HEADER = URIRef(f"{IRI}/labels/fr")
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def kinds() -> dict[str, set[URIRef]]:
    """Everything that needs a label, by the kind within which a label must be the only one."""
    modules, schemes = graph_of(*MODULES), graph_of(*SCHEMES)
    found = {
        "class": set(modules.subjects(RDF.type, OWL.Class)),
        "property": {each for kind in PROPERTIES for each in modules.subjects(RDF.type, kind)},
        "scheme": set(schemes.subjects(RDF.type, SKOS.ConceptScheme)),
    }
    for scheme in found["scheme"]:
        found[str(scheme)] = set(schemes.subjects(SKOS.inScheme, scheme))
    ours = (str(AV), "https://w3id.org/averment/concept/")
    return {
        kind: {each for each in members if isinstance(each, URIRef) and str(each).startswith(ours)}
        for kind, members in found.items()
    }


def label_of(kind: str) -> URIRef:
    return RDFS.label if kind in {"class", "property"} else SKOS.prefLabel


def complaints(labels: Graph, language: str) -> list[str]:
    """What a file of labels lacks or has too much of."""
    found, wanted = [], set()
    for kind, members in kinds().items():
        wanted |= {(each, label_of(kind)) for each in members}
        texts = {each: list(labels.objects(each, label_of(kind))) for each in members}
        found += [f"{each} has {len(t)} labels" for each, t in texts.items() if len(t) != 1]
        said = Counter(str(text) for each in texts.values() for text in each)
        found += [f"{kind}: {text!r} is said {n} times" for text, n in said.items() if n > 1]
    for subject, predicate, text in labels:
        if subject == HEADER or predicate == SKOS.altLabel:
            continue
        if (subject, predicate) not in wanted:
            found.append(f"{subject} {predicate} labels nothing of ours")
        if (
            not isinstance(text, Literal)
            or text.language != language
            or str(text).strip() != str(text)
        ):
            found.append(f"{subject}: {text!r} is not a clean text in {language}")
    return found


def test_everything_has_one_french_label_and_no_label_is_used_twice_in_its_kind():
    assert complaints(graph_of(FRENCH), "fr") == []


@pytest.mark.parametrize(
    ("spoiled", "complaint"),
    [
        ('av:State rdfs:label "pays"@fr .', "has 2 labels"),
        ('av:Sate rdfs:label "lieu"@fr .', "labels nothing of ours"),
        ('avc:stance-denies skos:prefLabel "nie"@fr .', "has 2 labels"),
        ('av:State rdfs:label "state"@en .', "not a clean text in fr"),
        ('av:State rdfs:label "accord"@fr .', "'accord' is said 2 times"),
    ],
)
def test_a_spoiled_file_is_found(spoiled, complaint):
    labels = Graph() + graph_of(FRENCH)
    prefixes = "\n".join(f"PREFIX {p}: <{n}>" for p, n in graph_of(FRENCH).namespaces())
    labels.parse(data=f"{prefixes}\n{spoiled}", format="turtle")
    assert any(complaint in each for each in complaints(labels, "fr"))


@pytest.mark.parametrize("gone", [AV.State, URIRef("https://w3id.org/averment/concept/stance")])
def test_a_missing_label_is_found(gone):
    labels = Graph() + graph_of(FRENCH)
    labels.remove((gone, None, None))
    assert complaints(labels, "fr") == [f"{gone} has 0 labels"]


def test_an_alternative_label_never_repeats_a_preferred_one():
    labels = graph_of(FRENCH)
    for subject, text in labels.subject_objects(SKOS.altLabel):
        assert text.language == "fr"
        assert (subject, SKOS.prefLabel, text) not in labels


def test_the_file_says_that_it_is_a_draft_in_french():
    labels = graph_of(FRENCH)
    assert list(labels.subjects(RDF.type, OWL.Ontology)) == [HEADER]
    assert labels.value(HEADER, DCTERMS.language) == Literal("fr")
    assert labels.value(HEADER, BIBO.status) == BIBO["status/draft"]
    assert {note.language for note in labels.objects(HEADER, SKOS.editorialNote)} == {"en", "fr"}


def test_the_labels_are_a_graph_of_the_published_vocabulary():
    assert len(read_ontology(ROOT / "ontology").graphs[str(HEADER)]) == len(graph_of(FRENCH))
