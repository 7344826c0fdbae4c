"""The merged ontology is in OWL 2 DL and RL, consistent, and refuses what it must refuse."""

import random
from functools import cache
from pathlib import Path

import pytest

from kg.gate.curated import find, read
from tests.ontology.impossible import IMPOSSIBLE, PREFIXES
from tests.ontology.merged import merged_turtle
from tests.ontology.reasoner import Reasoned, profile_violations

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
WORLD = ROOT / "tests/world"
SEED, SIZE = 20_261_124, 110  # of so many, some 300 files
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


def test_the_small_world_is_consistent():
    curated = "\n".join(file.read_text("utf-8") for file in find(WORLD))
    assert Reasoned(merged_turtle() + curated).is_consistent()


def test_a_sample_of_the_curated_files_is_consistent():
    """Of all of them the build shows what cannot be, by the closure; a reasoner knows all of OWL,
    and takes its time."""
    chosen = sample()
    curated = "\n".join(file.text for file in chosen)
    assert len(chosen) > SIZE
    assert Reasoned(merged_turtle() + curated).is_consistent(), f"inconsistent at seed {SEED}"


def test_a_fault_in_a_sampled_file_makes_the_sample_inconsistent():
    state = sample()[0].triples[0].subject.value
    fault = f"<{state}> a av:CuratedFile , av:Citation ."
    curated = "\n".join(file.text for file in sample())
    assert not Reasoned(merged_turtle() + curated + PREFIXES + fault).is_consistent()


@cache
def sample():
    """Files drawn at random, and those that hold what they point to, in order of paths."""
    files = [read(ROOT, path) for path in find(ROOT)]
    places = {t.subject.value: file.path for file in files for t in file.triples}
    drawn = random.Random(SEED).sample(files, SIZE)  # noqa: S311 - no secret
    named = {places.get(t.object.value) for file in drawn for t in file.triples}
    paths = named | {file.path for file in drawn}
    return [file for file in files if file.path in paths]


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


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_cannot_be_is_inconsistent(name):
    assert not Reasoned(merged_turtle() + PREFIXES + IMPOSSIBLE[name][0]).is_consistent()
