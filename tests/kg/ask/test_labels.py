"""Labels of what stands in an answer, with the marks that say what it is."""

import asyncio

import pyoxigraph as px

from kg.ask import describe
from kg.contract import contract_of
from kg.terms import AVD, PROLOGUE
from tests.conftest import ROOT

ENDED = f"""{PROLOGUE}
INSERT DATA {{ GRAPH avd:file-small {{
  avd:mem-a a av:StructuralFact ; av:label "a" ; av:currentStatus avc:status-ended }} }}"""


def test_a_fact_is_labelled_with_its_present_status(select_on):
    store, fact = px.Store(), f"{AVD}mem-a"
    store.update(ENDED)
    contract = contract_of(ROOT / "ontology")
    known = asyncio.run(describe.labels(select_on(store), contract, [fact]))[fact]
    assert (known.record, known.standing, known.status) == ("fact", "ended", "")
