"""Each rule derives what its case expects, in the very pipeline that builds a snapshot.

A case gives what a curator would write; bounds and keys are computed, the axioms' closure and the
earlier rules run first, and `expected.ttl` holds what this one rule adds about the case's things.
"""

import re
from functools import cache
from pathlib import Path

import pyoxigraph as px
import pytest
from rdflib import Graph
from rdflib.compare import graph_diff, to_isomorphic

from kg.contract import make_contract
from kg.contract.ontology import Ontology, read_ontology
from kg.gate.compute import compute
from kg.publish.derive import derive
from kg.rdf.triples import n_triples, plain
from tests.ontology.merged import ROOT, RULES

CASES = Path(__file__).parent / "rules"
ID = "https://w3id.org/averment/id/"
DERIVED = "https://w3id.org/averment/derived/"
XSD = {"xsd": "http://www.w3.org/2001/XMLSchema#"}


@cache
def ontology() -> Ontology:
    return read_ontology(ROOT / "ontology")


def derived_by(rule: str, given: Path) -> Graph:
    """What a rule adds about the things of a case."""
    triples = list(plain(px.parse(path=given, format=px.RdfFormat.TURTLE)))
    computed, troubles = compute(triples, make_contract(ontology()))
    assert not troubles
    graph = px.NamedNode(f"{DERIVED}{rule}")
    added = [
        quad.triple
        for quad in derive(triples, computed, ontology())
        if quad.graph_name == graph and quad.subject.value.startswith(ID)
    ]
    return Graph().parse(data=n_triples(plain(added)), format="nt")


@pytest.mark.parametrize("rule", [path.stem for path in RULES])
def test_a_rule_adds_what_its_case_expects(rule):
    found = to_isomorphic(derived_by(rule, CASES / rule / "given.ttl"))
    _, missing, surplus = graph_diff(
        to_isomorphic(Graph().parse(CASES / rule / "expected.ttl")), found
    )
    assert (sorted(missing), sorted(surplus)) == ([], [])


def test_every_case_has_its_rule():
    assert {path.name for path in CASES.iterdir()} == {path.stem for path in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda path: path.stem)
def test_no_rule_adds_a_duration_to_a_date(rule):
    """Whether a sum is bound depends on the names of its variables in pyoxigraph 0.5.13."""
    assert re.search(r"\+\s*\"-?P|\"\^\^xsd:dayTimeDuration\s*\+", rule.read_text("utf-8")) is None


def test_a_negative_duration_is_taken_off_whatever_the_variable_is_called():
    store = px.Store()
    for name in ("day", "end", "last", "zebra"):
        day = '"2024-02-28"^^xsd:date'
        next_day = f'STR(?{name} - "-P1D"^^xsd:dayTimeDuration)'
        answer = store.query(
            f"SELECT ({next_day} AS ?next) {{ BIND({day} AS ?{name}) }}", prefixes=XSD
        )
        assert [row["next"].value for row in answer] == ["2024-02-29"]
