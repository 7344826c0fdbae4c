"""SPARQL-based constraints, asked of all nodes at once, as the oracle asks them node by node.

The constraints of our own shapes are compared in tests/ontology/test_shapes.py; here stand forms of
queries that no shape has yet.
"""

import pyoxigraph as px
import pytest
from rdflib import Graph

from kg.errors import BadContract
from kg.gate.findings import Severity
from kg.gate.validate import validate
from kg.rdf.triples import Triple, plain
from kg.terms import AV, AVD, AVSH, SH
from tests.ontology.engines import Told, told_by_gate, told_by_oracle

HEAD = f"""
@prefix av: <{AV}> . @prefix avd: <{AVD}> . @prefix avsh: <{AVSH}> . @prefix sh: <{SH}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# Amsterdam is of both classes that the shape targets; Bern has one name, Cork none.
DATA = f"""{HEAD}
av:Capital rdfs:subClassOf av:City .
avd:amsterdam a av:City, av:Capital ; av:name "Amsterdam", "Mokum" ; av:twin avd:bern .
avd:bern a av:Capital ; av:name "Bern" ; av:twin avd:cork , avd:amsterdam .
avd:cork a av:City ; av:twin avd:dover .
avd:dover av:name "Dover" ; av:twin avd:amsterdam .
"""
TARGET = "sh:targetClass av:City, av:Capital"


def shape(select: str, target: str = TARGET) -> str:
    """A shape of one constraint."""
    return f"""{HEAD}
avsh:Prefixes sh:declare [ sh:prefix "av" ; sh:namespace "{AV}"^^xsd:anyURI ] .
avsh:ToyShape a sh:NodeShape ; {target} ; sh:severity sh:Warning ;
  sh:sparql [ a sh:SPARQLConstraint ; sh:prefixes avsh:Prefixes ; sh:message "Told." ;
    rdfs:comment "Mend it." ; sh:select \"\"\"{select}\"\"\" ] ."""


def told(select: str, target: str = TARGET) -> frozenset[Told]:
    """What the gate says of the data, if the oracle says the same."""
    shapes = Graph().parse(data=shape(select, target))
    found = told_by_gate(shapes, DATA)
    assert found == told_by_oracle(shapes, DATA)
    return found


def foci(found: frozenset[Told]) -> list[str]:
    return sorted(each.focus.removeprefix(AVD) for each in found)


def triples() -> list[Triple]:
    return list(plain(px.parse(DATA, format=px.RdfFormat.TURTLE)))


@pytest.mark.parametrize(
    ("select", "expected"),
    [
        ("SELECT $this WHERE { $this av:name ?any }", ["amsterdam", "bern"]),
        ("SELECT ?this WHERE { ?this av:name ?any }", ["amsterdam", "bern"]),
        ("SELECT $this { $this av:name ?any }", ["amsterdam", "bern"]),
        ("select $this\nwhere\n{ $this av:name ?any }", ["amsterdam", "bern"]),
        ("SELECT DISTINCT $this WHERE { $this av:name ?any }", ["amsterdam", "bern"]),
        ("SELECT $this WHERE { FILTER NOT EXISTS { $this av:name ?any } }", ["cork"]),
        (
            "SELECT $this WHERE { { FILTER NOT EXISTS { $this av:name ?any } } UNION "
            "{ $this av:twin/av:twin $this } }",
            ["amsterdam", "bern", "cork"],
        ),
        (
            "SELECT $this WHERE { { FILTER(CONTAINS(STR($this), 'cork')) } UNION "
            "{ BIND(STR($this) AS ?text) FILTER(CONTAINS(?text, 'bern')) } }",
            ["bern", "cork"],
        ),
        ("SELECT $this WHERE { { { FILTER(STRENDS(STR($this), 'm')) } } }", ["amsterdam"]),
        (
            "SELECT $this WHERE { $this av:twin ?twin OPTIONAL { { FILTER(STRENDS(STR($this), 'n'))"
            " ?twin av:name ?name } } FILTER(BOUND(?name)) }",
            ["bern"],
        ),
        (
            "SELECT $this WHERE { FILTER NOT EXISTS { { ?x av:twin $this } UNION { $this av:no 1 }"
            " FILTER(?x = av:none) } $this av:name ?any }",
            ["amsterdam", "bern"],
        ),
        (
            "SELECT $this WHERE { { SELECT $this (COUNT(?name) AS ?names) WHERE "
            "{ $this av:name ?name } GROUP BY $this } FILTER(?names > 1) }",
            ["amsterdam"],
        ),
        (
            "SELECT $this WHERE { $this av:name ?name } GROUP BY $this HAVING (COUNT(?name) > 2)",
            [],
        ),
        ("SELECT $this WHERE { $this (av:twin|av:none)+ $this }", ["amsterdam", "bern", "cork"]),
        ("SELECT $this WHERE { ?other av:twin/^av:twin $this FILTER(?other = $this) }",
         ["amsterdam", "bern", "cork"]),
        (
            "# WHERE { $this\nSELECT $this WHERE { $this av:name ?n "
            "FILTER(?n != '} $this WHERE {' && ?n = 'Bern') } # }",
            ["bern"],
        ),
        ("SELECT $this WHERE { ?a av:twin <https://w3id.org/averment/id/cork#x> }", []),
        ("SELECT $this WHERE { ?someone av:name 'Dover' }", ["amsterdam", "bern", "cork"]),
    ],
)  # fmt: skip
def test_a_constraint_finds_the_nodes_that_the_oracle_finds(select, expected):
    assert foci(told(select)) == expected


def test_each_value_is_told_of_its_node_once():
    found = told("SELECT $this ?value WHERE { $this av:twin ?value ; av:name ?name }")
    assert sorted((each.focus.removeprefix(AVD), each.value) for each in found) == [
        ("amsterdam", "avd:bern"),
        ("bern", "avd:amsterdam"),
        ("bern", "avd:cork"),
    ]
    shapes = shape("SELECT $this ?value WHERE { $this av:twin ?value ; av:name ?name }")
    assert len(validate(shapes, triples())) == len(found)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("sh:targetClass av:City", ["amsterdam", "bern", "cork"]),
        ("sh:targetClass av:Capital", ["amsterdam", "bern"]),
        ("sh:targetNode avd:dover, avd:cork", ["cork", "dover"]),
        ("sh:targetSubjectsOf av:name", ["amsterdam", "bern", "dover"]),
        ("sh:targetObjectsOf av:twin", ["amsterdam", "bern", "cork", "dover"]),
    ],
)  # fmt: skip
def test_every_kind_of_target_finds_its_nodes(target, expected):
    found = told("SELECT $this WHERE { $this av:twin ?twin }", target)
    assert foci(found) == expected


def test_a_result_says_cause_and_mend():
    constraint = "SELECT $this ?value WHERE { $this av:name ?value FILTER(?value = 'Bern') }"
    (result,) = validate(shape(constraint), triples())
    assert result.cause == 'Told. (found: "Bern")'
    assert (result.shape, result.mend) == ("ToyShape", "Mend it.")
    assert result.severity is Severity.WARNING


def test_a_constraint_without_words_of_its_own_is_asked_too():
    silent = shape("SELECT $this WHERE { $this av:name 'Bern' }").replace("sh:message", "av:remark")
    (result,) = validate(silent.replace("rdfs:comment", "av:remark"), triples())
    assert (result.cause, result.mend) == (
        "SPARQLConstraintComponent",
        "See the shape in ontology/shapes.",
    )


@pytest.mark.parametrize(
    ("select", "target", "cause"),
    [
        ("SELECT $this WHERE { $this av:name }", TARGET, "ToyShape.*cannot be read"),
        ("SELECT $this WHERE { $this av:name ?any } }", TARGET, "ToyShape.*cannot be read"),
        ("SELECT $this WHERE { $this av:name ?any }", "sh:order 1", "ToyShape.*no target"),
    ],
)
def test_a_constraint_that_cannot_be_asked_is_refused(select, target, cause):
    with pytest.raises(BadContract, match=cause):
        validate(shape(select, target), triples())
