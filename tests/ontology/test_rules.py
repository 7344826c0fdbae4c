"""Each rule derives what its case expects, in the very pipeline that builds a snapshot.

A case gives what a curator would write; bounds and keys are computed, the axioms' closure and the
earlier rules run first, and `expected.ttl` holds what this one rule adds about the case's things.
"""

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
