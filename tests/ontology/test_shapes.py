"""Each shape spares the good data and finds the bad; all engines agree on every node."""

from pathlib import Path

import pytest
import shacl
from rdflib import RDFS, SH, BNode

from tests.ontology.engines import (
    all_shapes,
    alone,
    background,
    by_oracle,
    by_rust,
    constraints,
    only_annotates,
    only_names_a_field,
    shape_nodes,
    targeted_shapes,
    told_by_gate,
    told_by_oracle,
)
from tests.ontology.merged import AVSH, merged_turtle

CASES = Path(__file__).parent / "shapes"
FILES = sorted(CASES.glob("*/*.ttl"))


def data_of(case: Path) -> str:
    """A case on the class tree, and on the concepts unless it brings its own."""
    return background(case.parent.name != "ConceptShape") + case.read_text("utf-8")


@pytest.mark.parametrize("case", FILES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_a_shape_finds_the_bad_case_and_spares_the_good(case):
    name, data = case.parent.name, data_of(case)
    found = by_rust(name, data)
    assert found == by_oracle(name, data)
    assert bool(found) == case.stem.startswith("fail")


@pytest.mark.parametrize("name", targeted_shapes())
def test_every_constraint_of_a_shape_has_a_case_that_breaks_it(name):
    broken = {
        (result.message, result.component)
        for case in CASES.glob(f"{name}/fail*.ttl")
        for result in by_rust(name, data_of(case))
    }
    assert broken >= constraints(name)


IN_SPARQL = [name for name in targeted_shapes() if (AVSH[name], SH.sparql, None) in all_shapes()]


@pytest.mark.parametrize("name", IN_SPARQL)
def test_the_gate_asks_the_constraints_in_sparql_as_the_oracle_does(name):
    """Of the cases one by one, and of all cases in one graph, where nodes could be mixed up."""
    cases = [data_of(case) for case in sorted(CASES.glob(f"{name}/*.ttl"))]
    for data in (*cases, "".join(cases)):
        assert told_by_gate(alone(name), data) == told_by_oracle(alone(name), data)


@pytest.mark.parametrize("name", IN_SPARQL)
def test_every_constraint_in_sparql_has_a_case_that_the_gate_finds(name):
    cases = CASES.glob(f"{name}/fail*.ttl")
    told = {each.message for case in cases for each in told_by_gate(alone(name), data_of(case))}
    assert told == {message for message, kind in constraints(name) if kind.startswith("SPARQL")}


@pytest.mark.parametrize("name", [name for name in targeted_shapes() if constraints(name)])
def test_every_shape_that_demands_something_has_a_case_that_it_spares(name):
    assert list(CASES.glob(f"{name}/pass*.ttl"))


def test_no_case_is_left_without_its_shape():
    assert {case.parent.name for case in FILES} <= set(targeted_shapes())


@pytest.mark.parametrize("name", targeted_shapes())
def test_every_constraint_says_cause_and_mend(name):
    shapes = all_shapes()
    for node in shape_nodes(name):
        if isinstance(node, BNode) and not (only_names_a_field(node) or only_annotates(node)):
            assert shapes.value(node, SH.message), f"{name}: no cause"
            assert shapes.value(node, RDFS.comment), f"{name}: no mend"


def test_the_shipped_vocabulary_passes_every_shape():
    shapes = shacl.Shapes.from_turtle(all_shapes().serialize(format="turtle"))
    assert shapes.validate_turtle(merged_turtle()).results == []
