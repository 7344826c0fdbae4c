"""Twelve varied items of the curated facts: each passes the gate, and what is derived is what a
careful reader would say. `docs/decisions/0007-what-the-trial-changed.md` tells what they taught.

Items are cut from the curated files, with their citations; the estimate is a test value.
"""

from functools import cache
from pathlib import Path

import pyoxigraph as px
import pytest
import shacl
from rdflib import Graph

from kg.contract import contract_of
from kg.contract.ontology import read_ontology
from kg.gate.compute import compute
from kg.publish.derive import derive
from kg.rdf.triples import Triple, n_triples, plain
from kg.terms import AV
from tests.ontology.engines import all_shapes
from tests.ontology.merged import (
    AXIOMS,
    MODULES,
    ONTOLOGY,
    ROOT,
    SCHEMES,
    graph_of,
    merged_turtle,
)  # fmt: skip
from tests.ontology.reasoner import Reasoned

pytestmark = pytest.mark.long

TRIAL = Path(__file__).parent / "trial"
ITEMS = sorted(path.stem for path in TRIAL.glob("*.ttl"))
BASE = "https://w3id.org/averment/"
UNKNOWN_START = "0001-01-01"
EXPECTED: dict[str, dict[tuple[str, str], set[str]]] = {
    "disputed-membership": {
        ("mem-nine-eyes-dnk", "disputed"): {"true"},
        ("mem-nine-eyes-dnk", "firstConfirmed"): {"2013-11-02"},
        ("mem-nine-eyes-dnk", "currentStatus"): {"status-presumed"},
        ("mem-nine-eyes-dnk", "possibleFrom"): {UNKNOWN_START},
        ("mem-nine-eyes-dnk", "firstReported"): {"2013-11-04"},
        ("state-dnk", "takesPartIn"): set(),
    },
    "pause-and-resumption": {
        ("evt-us-intel-pause-2025-03", "affectsFact"): {"coop-usa-ukr-intelligence"},
        ("evt-us-intel-resumed-2025-03", "affectsFact"): {"coop-usa-ukr-intelligence"},
        ("evt-us-intel-pause-2025-03", "factEffect"): {"fact-effect-pauses"},
        ("evt-us-intel-pause-2025-03", "disputed"): {"false"},
        ("evt-us-intel-resumed-2025-03", "factEffect"): {"fact-effect-resumes"},
        ("evt-us-intel-resumed-2025-03", "disputed"): {"false"},
        ("evt-us-intel-resumed-2025-03", "dateDisputed"): {"true"},
        ("evt-us-intel-resumed-2025-03", "possibleFrom"): {"2025-03-11"},
        ("evt-us-intel-resumed-2025-03", "possibleUntil"): {"2025-03-12"},
        ("coop-usa-ukr-intelligence", "lastConfirmed"): {"2025-03-12"},
        ("coop-usa-ukr-intelligence-status-2025-03-05", "status"): {"status-suspended"},
        ("coop-usa-ukr-intelligence-status-2025-03-11", "status"): {"status-possible"},
        ("coop-usa-ukr-intelligence", "currentStatus"): {"status-presumed"},
    },
    "collective-actor": {
        ("prop-allies-revise", "about"): {"group-us-allies", "state-usa"},
        ("prop-allies-revise", "currentStatus"): {"status-asserted"},
        ("prop-allies-revise-status-2025-03-06", "supportingVoices"): {"1"},
        ("pos-jerusalem-post-2025-03-06-4", "origin"): {"doc-nbc-news-allies"},
    },
    "secret-agreement": {
        ("agreement-ukusa-1946", "publicity"): {"publicity-declassified"},
        ("state-can", "takesPartIn"): {"agreement-ukusa-1946"},
        ("pty-ukusa-1946-can", "possibleFrom"): {"1948-01-01"},
        ("pty-ukusa-1946-can", "firstConfirmed"): {"1948-12-31"},
        ("pty-ukusa-1946-can", "firstReported"): {"2010-06-30"},
        ("pty-ukusa-1946-can", "lastConfirmed"): {"2012-08-22"},
    },
    "retraction": {
        ("pos-voz-2025-11-12-2", "until"): {"2025-11-11"},
        ("pos-colombia-reports-2025-11-13-1", "supersedes"): {"pos-voz-2025-11-12-2"},
        ("pos-colombia-reports-2025-11-13-1", "effect"): {"effect-neutral"},
        ("pos-colombia-reports-2025-11-13-1", "holder"): {"state-col"},
        ("prop-col-suspends-status-2025-11-11", "status"): {"status-asserted"},
        ("prop-col-suspends", "currentStatus"): {"status-unaddressed"},
    },
    "agency-renamed": {
        ("nam-gbr-gchq-1", "possibleUntil"): {"1946-12-31"},
        ("nam-gbr-gchq-1", "lastConfirmed"): {"1946-01-01"},
        ("nam-gbr-gchq-2", "currentStatus"): {"status-presumed"},
        ("evt-gbr-gchq-renamed", "original"): {"agency-gbr-gchq"},
        ("evt-gbr-gchq-renamed", "resulting"): {"agency-gbr-gchq"},
    },
    "agency-split": {
        ("evt-pol-uop-split", "original"): {"agency-pol-uop"},
        ("evt-pol-uop-split", "resulting"): {"agency-pol-abw", "agency-pol-aw"},
        ("evt-pol-uop-split", "possibleFrom"): {"2002-05-24"},
        ("evt-pol-uop-split", "possibleUntil"): {"2002-06-29"},
    },
    "several-grounds": {
        ("agreement-tisa-2014", "basedOn"): {
            "agreement-gsomia-usa-jpn",
            "agreement-gsomia-usa-kor",
        },
        ("partnership-five-eyes", "basedOn"): {"agreement-ukusa-1946"},
        ("agreement-canusa-1949", "basedOn"): {"agreement-ukusa-1946"},
    },
    "other-language": {
        ("doc-vietnam-vn-2025-03-07-trump", "origin"): {"doc-nbc-news-allies"},
        ("doc-vietnam-vn-2025-03-07-trump", "language"): {"fr"},
        ("pos-la-voce-di-new-york-2025-03-06-allies-7", "origin"): {"doc-nbc-news-allies"},
        ("prop-sau-review-status-2025-03-06", "supportingVoices"): {"1"},
    },
    "anonymous-denial": {
        ("pos-yeshiva-world-2025-03-06-9", "holder"): {"state-isr"},
        ("pos-yeshiva-world-2025-03-06-9", "effect"): {"effect-opposes"},
        ("pos-yeshiva-world-2025-03-06-1", "holder"): {"src-nbc-familiar"},
        ("prop-isr-reduce", "currentStatus"): {"status-contested"},
        ("prop-isr-reduce-status-2025-03-06", "supportingVoices"): {"1"},
        ("prop-isr-reduce-status-2025-03-06", "opposingVoices"): {"1"},
    },
    "rival-dates": {
        ("evt-us-arms-pause-2025-03", "disputed"): {"false"},
        ("evt-us-arms-pause-2025-03", "dateDisputed"): {"true"},
        ("evt-us-arms-pause-2025-03", "possibleFrom"): {"2025-03-03"},
        ("evt-us-arms-pause-2025-03", "possibleUntil"): {"2025-03-04"},
        ("evt-us-arms-pause-2025-03", "firstReported"): {"2025-03-05"},
    },
    "undated-report": {
        ("doc-tymyrddin-research-notes-eyes", "possibleUntil"): {"2026-11-24"},
        ("doc-tymyrddin-research-notes-eyes", "possibleFrom"): {UNKNOWN_START},
        ("pos-tymyrddin-research-notes-eyes-1", "from"): {"2026-11-24"},
        ("pos-tymyrddin-research-notes-eyes-1", "firstReported"): set(),
    },
    "estimate": {
        ("asm-estimate", "likelihood"): {"likelihood-unlikely"},
        ("likelihood-unlikely", "lowestPercent"): {"20"},
        ("likelihood-unlikely", "highestPercent"): {"45"},
        ("prop-isr-reduce", "currentStatus"): {"status-contested"},
    },
}


@cache
def given(item: str) -> tuple[Triple, ...]:
    """What is curated and what is computed from it."""
    curated = list(plain(px.parse(path=TRIAL / f"{item}.ttl")))
    computed, troubles = compute(curated, contract_of(ONTOLOGY))
    assert not troubles
    return (*curated, *computed)


@cache
def finished(item: str) -> dict[tuple[str, str], set[str]]:
    """Values by subject and property, in short names: given, derived, and the concepts'."""
    curated = list(plain(px.parse(path=TRIAL / f"{item}.ttl")))
    computed, _ = compute(curated, contract_of(ONTOLOGY))
    derived = plain(derive(curated, computed, read_ontology(ROOT / "ontology")))
    concepts = [t for path in SCHEMES for t in plain(px.parse(path=path))]
    found: dict[tuple[str, str], set[str]] = {}
    for triple in (*curated, *computed, *derived, *concepts):
        key = short(triple.subject.value), triple.predicate.value.removeprefix(AV)
        found.setdefault(key, set()).add(short(triple.object.value))
    return found


def short(value: str) -> str:
    return value.rpartition("/")[2] if value.startswith(BASE) else value


@pytest.mark.parametrize("item", ITEMS)
def test_what_is_derived_of_an_item_is_what_a_careful_reader_would_say(item):
    found = finished(item)
    assert {key: found.get(key, set()) for key in EXPECTED[item]} == EXPECTED[item]


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_passes_the_gate(item):
    shapes = shacl.Shapes.from_turtle(gate().serialize(format="turtle"))
    background = graph_of(*MODULES, *AXIOMS, *SCHEMES).serialize(format="nt")
    report = shapes.validate_turtle(background + n_triples(given(item)))
    assert [each for each in report.results if each.severity.lower() == "violation"] == []


@cache
def gate() -> Graph:
    """The shapes of what is curated: those of derived values ask for what is not there yet."""
    return all_shapes() - graph_of(ONTOLOGY / "shapes" / "derived.ttl")


def test_all_items_together_are_consistent_with_the_ontology():
    items = "\n".join(n_triples(given(item)) for item in ITEMS)
    assert Reasoned(f"{merged_turtle()}\n{items}").is_consistent()


def test_an_item_that_contradicts_the_ontology_is_found():
    spoiled = n_triples(given("agency-split"))
    spoiled += f'<{BASE}id/agency-pol-aw> <{AV}isoCode3> "POL" .\n'
    assert not Reasoned(f"{merged_turtle()}\n{spoiled}").is_consistent()


def test_every_item_says_what_it_is_and_what_is_expected():
    assert set(ITEMS) == set(EXPECTED)
    assert all((TRIAL / f"{item}.ttl").read_text("utf-8").startswith("# ") for item in ITEMS)
