"""What the gate's tests share."""

from pathlib import Path

import pytest

from kg.gate.check import check
from kg.gate.compute import compute
from kg.gate.curated import CuratedFile, graph_of
from kg.gate.findings import Finding
from kg.gate.gather import Gathered, gather
from kg.rdf.parse import parse_turtle
from tests.kg.gate.broken import PREFIXES, SAMPLE, Sampled


@pytest.fixture(scope="session")
def before(root: Path) -> list[Finding]:
    """What the gate says of the checkout as it is."""
    return check(root)[1]


@pytest.fixture(scope="session")
def sampled(root: Path) -> Sampled:
    """Makes what is gathered of one file, given as Turtle, beside the ontology."""
    whole = gather(root)
    ontology, contract = whole.ontology, whole.contract

    def of(turtle: str) -> Gathered:
        text = PREFIXES + turtle
        triples = tuple(parse_turtle(text, SAMPLE))
        file = CuratedFile(SAMPLE, text, graph_of(Path(SAMPLE)), triples)
        computed, troubles = compute(triples, contract)
        return Gathered(root, (file,), ontology, contract, tuple(computed), tuple(troubles), ())

    return of
