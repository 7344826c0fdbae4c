"""A definition tells its term from all others: a sentence or two, in an order that is right."""

from difflib import SequenceMatcher
from itertools import combinations

import pyoxigraph as px
from rdflib import RDF, SKOS, URIRef

from tests.ontology.merged import AV, MODULES, ONTOLOGY, SCHEMES, graph_of
from tests.ontology.test_pitfalls import PITFALLS, found, load

AVC = "https://w3id.org/averment/concept/"
ALIKE = 0.9
ORDER = (
    "considered",
    "discussed",
    "planned",
    "decided",
    "announced",
    "under-way",
    "completed",
    "ended",
)
DEFINITIONS = {
    str(term): str(text)
    for path in (*MODULES, *SCHEMES)
    for term, text in graph_of(path).subject_objects(SKOS.definition)
}


def alike(definitions: dict[str, str]) -> list[tuple[str, str]]:
    """Pairs of terms whose definitions are equal or nearly so."""
    pairs = combinations(definitions.items(), 2)
    return [(one, other) for (one, a), (other, b) in pairs if nearly_equal(a, b)]


def nearly_equal(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other)
    bounds = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
    return all(bound() > ALIKE for bound in bounds)


def ill_made(text: str) -> bool:
    """Whether a definition is not a sentence, or more than two."""
    return not text.endswith(".") or text.count(". ") > 1 or text[:1].islower()


def test_no_two_definitions_are_alike():
    assert alike(DEFINITIONS) == []


def test_definitions_that_differ_in_one_word_are_found_alike():
    bounds = {
        str(AV.earliestStart): "The lower bound that the curated date sets for the start.",
        str(AV.earliestEnd): "The lower bound that the curated date sets for the end.",
        str(AV.origin): "The document that goes back to no other.",
    }
    assert alike(bounds) == [(str(AV.earliestStart), str(AV.earliestEnd))]


def test_every_definition_is_a_sentence_or_two():
    assert [term for term, text in DEFINITIONS.items() if ill_made(text)] == []


def test_a_definition_without_a_full_stop_or_of_three_sentences_is_found():
    assert ill_made("An agent that acts")
    assert ill_made("It acts. It holds. It tells.")
    assert not ill_made("It acts. It holds.")


def test_every_circular_definition_of_the_bad_case_is_found():
    bad = PITFALLS / "circular-definition" / "fail.ttl"
    store = px.Store()
    load(store, bad)
    assert len(found("circular-definition", store)) == len(set(graph_of(bad).subjects()))


def test_phases_stand_in_the_order_in_which_an_action_comes():
    text = (ONTOLOGY / "schemes" / "phase.ttl").read_text("utf-8")
    at = [text.index(f"avc:phase-{name} a skos:Concept") for name in ORDER]
    assert at == sorted(at)
    phases = graph_of(ONTOLOGY / "schemes" / "phase.ttl").subjects(RDF.type, SKOS.Concept)
    assert set(phases) == {URIRef(f"{AVC}phase-{name}") for name in ORDER}
