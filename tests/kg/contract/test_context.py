"""The JSON-LD context: what people write with it is what Turtle says."""

import json
from pathlib import Path
from typing import Any

import pyoxigraph as px
import pytest
from rdflib import XSD, Graph, Literal, Namespace
from rdflib.compare import isomorphic

from kg.contract import make_contract
from kg.contract.context import context_text
from kg.contract.ontology import read_ontology
from kg.contract.reference import reference
from kg.gate.curated import find

# rdflib's own JSON-LD parser makes a graph of a class that rdflib calls deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

ROOT = Path(__file__).parents[3]
ONTOLOGY = ROOT / "ontology"
AV = Namespace("https://w3id.org/averment/ns#")
COMMITTED = (ONTOLOGY / "context.jsonld").read_text("utf-8")
CONTEXT: dict[str, Any] = json.loads(COMMITTED)
DENIAL = {
    "id": "avd:pos-yeshiva-world-2025-03-06-9",
    "type": "Statement",
    "speaker": "avd:src-nbc-israeli",
    "onBehalfOf": "avd:state-isr",
    "stance": "avc:stance-denies",
    "proposition": ["avd:prop-isr-reduce"],
    "edtf": "[..2025-03-06]",
    "hasCitation": {
        "id": "avd:cit-pos-yeshiva-world-2025-03-06-9-yeshiva-world-2025-03-06",
        "type": "Citation",
        "verbatim": False,
        "attributionPhrase": {"en": "an Israeli official"},
    },
}
SAME = """PREFIX av: <https://w3id.org/averment/ns#> PREFIX avd: <https://w3id.org/averment/id/>
PREFIX avc: <https://w3id.org/averment/concept/>
avd:pos-yeshiva-world-2025-03-06-9 a av:Statement ; av:speaker avd:src-nbc-israeli ;
  av:onBehalfOf avd:state-isr ; av:stance avc:stance-denies ; av:proposition avd:prop-isr-reduce ;
  av:edtf "[..2025-03-06]" ;
  av:hasCitation avd:cit-pos-yeshiva-world-2025-03-06-9-yeshiva-world-2025-03-06 .
avd:cit-pos-yeshiva-world-2025-03-06-9-yeshiva-world-2025-03-06 a av:Citation ; av:verbatim false ;
  av:attributionPhrase "an Israeli official"@en ."""


DATED = {
    "id": "avd:doc-x",
    "edtf": "2025-03-06/..",
    "consultedOn": "2026-11-24",
    "ongoingAsOf": "2025-03-06",
    **dict.fromkeys(("earliestStart", "latestStart", "earliestEnd", "latestEnd"), "2025-03-06"),
    **dict.fromkeys(("possibleFrom", "possibleUntil", "from", "until"), "9999-12-31"),
}


def read(document: object) -> Graph:
    return Graph().parse(data=json.dumps(document), format="json-ld")


def test_the_committed_context_is_what_the_contract_gives() -> None:
    ontology = read_ontology(ONTOLOGY)
    told = reference(ontology, make_contract(ontology))
    assert context_text(ontology, told) == COMMITTED, (
        "run: averment ontology --out DIR; copy context.jsonld"
    )


def test_a_record_in_json_says_what_it_says_in_turtle() -> None:
    assert isomorphic(read(CONTEXT | DENIAL), Graph().parse(data=SAME, format="turtle"))


def test_another_stance_is_another_graph() -> None:
    changed = CONTEXT | DENIAL | {"stance": "avc:stance-asserts"}
    assert not isomorphic(read(changed), Graph().parse(data=SAME, format="turtle"))


def test_oxigraph_reads_the_same_from_json() -> None:
    read_there = px.parse(json.dumps(CONTEXT | DENIAL), format=px.RdfFormat.JSON_LD)
    in_turtle = px.parse(SAME, format=px.RdfFormat.TURTLE)
    assert {str(quad.triple) for quad in read_there} == {str(quad.triple) for quad in in_turtle}


@pytest.mark.parametrize("name", sorted(DATED.keys() - {"id", "edtf"}))
def test_a_day_written_as_plain_text_is_a_day(name: str) -> None:
    days = read(CONTEXT | DATED).objects(None, AV[name])
    assert [day.datatype for day in days if isinstance(day, Literal)] == [XSD.date]


def test_a_date_in_edtf_is_a_text() -> None:
    dates = read(CONTEXT | DATED).objects(None, AV.edtf)
    assert list(dates) == [Literal("2025-03-06/..")]


def untyped(graph: Graph) -> set[str]:
    """Properties whose values need their datatype beside them in JSON: neither text nor number."""
    text = graph.serialize(format="json-ld", context=CONTEXT, auto_compact=True)
    nodes = json.loads(text)["@graph"]
    return {
        name
        for node in nodes
        for name, value in node.items()
        if isinstance(value, dict) and value.get("type", "").startswith("xsd:")
    }


def test_no_value_of_the_graph_needs_its_datatype_beside_it(store: px.Store) -> None:
    graph = Graph()
    for quad in store:
        if isinstance(quad.object, px.Literal) and quad.predicate.value.startswith(AV):
            graph.parse(data=f"{quad.triple} .", format="nt")
    assert (None, AV.earliestStart, None) in graph
    assert untyped(graph) == set()
    day = '<x:y> <https://w3id.org/averment/ns#day> "2025-03-06"^^'
    more = f"{day}<{XSD.date}> . <x:z> <x:p> 'q' ."
    assert untyped(Graph().parse(data=more, format="turtle")) == {"av:day"}


@pytest.mark.parametrize("path", find(ROOT / "tests/world"), ids=lambda path: path.stem)
def test_a_curated_file_survives_the_way_through_json(path: Path) -> None:
    turtle = Graph().parse(path)
    compact = turtle.serialize(format="json-ld", context=CONTEXT, auto_compact=False)
    assert isomorphic(Graph().parse(data=compact, format="json-ld"), turtle)


@pytest.mark.parametrize(
    ("name", "definition"),
    [
        ("Statement", "av:Statement"),
        ("speaker", {"@id": "av:speaker", "@type": "@id"}),
        ("consultedOn", {"@id": "av:consultedOn", "@type": "xsd:date"}),
        ("verbatim", {"@id": "av:verbatim", "@type": "xsd:boolean"}),
        ("url", {"@id": "av:url", "@type": "xsd:anyURI"}),
        ("text", {"@id": "av:text", "@container": "@language"}),
        ("edtf", "av:edtf"),
        ("prefLabel", {"@id": "skos:prefLabel", "@container": "@language"}),
    ],
)
def test_shapes_tell_how_a_value_is_written(name: str, definition: object) -> None:
    assert CONTEXT["@context"][name] == definition
