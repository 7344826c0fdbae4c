"""The merged ontology is in OWL 2 DL and RL, consistent, and refuses what it must refuse."""

from pathlib import Path

import pytest

from kg.gate.curated import find
from tests.ontology.merged import merged_turtle
from tests.ontology.reasoner import Reasoned, profile_violations

ROOT = Path(__file__).parents[2]
PREFIXES = """
@prefix av: <https://w3id.org/averment/ns#> .
@prefix avd: <https://w3id.org/averment/id/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
UNION = "av:Record owl:equivalentClass [ a owl:Class ; owl:unionOf ( av:Event av:Position ) ] ."


@pytest.mark.parametrize("profile", ["DL", "RL"])
def test_the_merged_ontology_is_in_the_profile(profile):
    assert profile_violations(merged_turtle(), profile) == []


def test_a_union_right_of_an_axiom_leaves_the_rl_profile():
    broken = merged_turtle() + PREFIXES + UNION
    assert profile_violations(broken, "DL") == []
    assert profile_violations(broken, "RL") != []


def test_the_merged_ontology_is_consistent_and_every_class_can_have_members():
    reasoned = Reasoned(merged_turtle())
    assert reasoned.is_consistent()
    assert reasoned.unsatisfiable() == []


def test_all_curated_files_together_are_consistent():
    curated = "\n".join(file.read_text("utf-8") for file in find(ROOT))
    assert Reasoned(merged_turtle() + curated).is_consistent()


def test_a_reasoner_never_guesses_so_that_its_time_grows_with_the_ontology_alone():
    assert wrong_guesses(merged_turtle()) == 0


def test_a_union_that_makes_a_reasoner_guess_is_found():
    assert wrong_guesses(merged_turtle() + PREFIXES + UNION) > 0


def wrong_guesses(turtle):
    reasoned = Reasoned(turtle)
    reasoned.unsatisfiable()
    return reasoned.wrong_guesses()


def test_a_class_below_two_disjoint_ones_is_found():
    below = "av:Both a owl:Class ; rdfs:subClassOf av:State , av:Person ."
    assert Reasoned(merged_turtle() + PREFIXES + below).unsatisfiable() == [
        "<https://w3id.org/averment/ns#Both>"
    ]


@pytest.mark.parametrize(
    "sample",
    [
        pytest.param(
            "avd:pos-1 a av:Statement ; av:derivedFrom avd:doc-1 .",
            id="statement-derived-from-document",
        ),
        pytest.param(
            "avd:pos-1 a av:Statement , av:ReportedSilence .", id="refusal-that-is-a-silence"
        ),
        pytest.param(
            "avd:src-1 a av:UnnamedSource . avd:ten-1 av:incumbent avd:src-1 .",
            id="unnamed-source-in-office",
        ),
    ],
)
def test_what_cannot_be_is_inconsistent(sample):
    assert not Reasoned(merged_turtle() + PREFIXES + sample).is_consistent()
