"""What several people do is said in the plural: of each stance that there is."""

from kg.ask.reader import agreeing
from kg.contract.ontology import read_ontology
from kg.terms import AVC, SKOS
from tests.conftest import ROOT

SEVERAL = {
    "asserts": "assert",
    "confirms": "confirm",
    "acknowledges": "acknowledge",
    "announces": "announce",
    "promises": "promise",
    "warns": "warn",
    "denies": "deny",
    "rejects": "reject",
    "contradicts": "contradict",
    "declines to comment": "decline to comment",
    "neither confirms nor denies": "neither confirm nor deny",
    "evades": "evade",
    "not heard from": "not heard from",
    "expresses concern": "express concern",
    "speculates": "speculate",
    "asks": "ask",
    "retracts": "retract",
}


def test_each_stance_of_several_is_said_in_the_plural():
    graph = read_ontology(ROOT / "ontology").graph
    stances = {graph.label(iri) for iri in graph.subjects(f"{SKOS}inScheme", f"{AVC}stance")}
    assert {stance: agreeing(stance, 2) for stance in stances} == SEVERAL
    assert {agreeing(stance, 1) for stance in stances} == stances
