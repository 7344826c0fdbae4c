"""What shapes say beside their demands: order, groups, words, what the desk asks for."""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.contract import Contract, Field, contract_of
from kg.contract.ontology import read_ontology
from kg.contract.shapes import NO_ORDER, NodeShape, PropertyShape
from kg.errors import BadContract
from kg.terms import AV, AVSH, OWL, RDF_TYPE, SH, SKOS

ONTOLOGY = Path(__file__).parents[3] / "ontology"
TOY = """
@prefix av: <https://w3id.org/averment/ns#> .
@prefix avsh: <https://w3id.org/averment/shape#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
av:Ship rdfs:label "ship"@en . av:Ferry rdfs:subClassOf av:Ship ; rdfs:label "ferry"@en .
av:homePort rdfs:label "home port"@en .
avsh:ShipShape a sh:NodeShape ; sh:targetClass av:Ship ; avsh:slug "ship" ; sh:order 5 ; sh:property
  [ sh:path av:homePort ; sh:order 2 ; sh:datatype xsd:string ; sh:minCount 1 ;
    avsh:help "where it lies" ; sh:group avsh:Harbour ] ,
  [ sh:path av:built ; sh:order 1 ; sh:datatype xsd:string ; avsh:edtf true ] ,
  [ sh:path av:crew ; sh:order 3 ; sh:datatype xsd:string ; avsh:help "how many" ] .
avsh:FerryShape a sh:NodeShape ; sh:targetClass av:Ferry ; sh:property
  [ sh:path av:homePort ; avsh:phrase "plies from" ] ,
  [ sh:path av:crew ; avsh:unasked true ] .
avsh:Harbour a sh:PropertyGroup ; rdfs:label "Harbour"@en ; sh:order 1 .
"""


@pytest.fixture(scope="module")
def contract() -> Contract:
    return contract_of(ONTOLOGY)


@pytest.fixture(scope="module")
def shapes() -> tuple[NodeShape, ...]:
    return read_ontology(ONTOLOGY).node_shapes


def toy(folder: Path, more: str = "") -> Contract:
    (folder / "shapes").mkdir()
    (folder / "shapes/ships.ttl").write_text(TOY + more)
    return contract_of(folder)


def field(contract: Contract, of: str, name: str) -> Field:
    (found,) = [each for each in contract.classes[of].fields if each.name == name]
    return found


def test_a_field_says_what_stands_beside_its_shape(tmp_path):
    port = field(toy(tmp_path), "Ship", "homePort")
    assert (port.label, port.phrase, port.group) == ("home port", "home port", "Harbour")
    assert (port.option, port.help, port.demanded) == ("home-port", "where it lies", True)


def test_a_narrower_class_words_a_property_anew_and_keeps_the_rest(tmp_path):
    port = field(toy(tmp_path), "Ferry", "homePort")
    assert (port.phrase, port.option, port.group) == ("plies from", "home-port", "Harbour")


def test_a_property_without_help_is_not_asked_for(tmp_path):
    assert field(toy(tmp_path), "Ship", "built").option is None


def test_a_narrower_class_may_ask_for_less(tmp_path):
    contract = toy(tmp_path)
    asked, unasked = (field(contract, of, "crew") for of in ("Ship", "Ferry"))
    assert (asked.option, asked.help) == ("crew", "how many")
    assert (unasked.option, unasked.help, unasked.order) == (None, "", asked.order)


def test_words_of_a_class_follow_from_its_label_where_none_are_given(tmp_path):
    classes = toy(tmp_path).classes
    ship, ferry = classes["Ship"], classes["Ferry"]
    assert (ship.plural, ship.title, ship.menu, ship.slug) == ("ships", "Ships", "Ships", "ship")
    assert (ferry.plural, ferry.slug, ferry.order) == ("ferries", None, NO_ORDER)


def test_files_are_read_in_the_order_of_the_shapes(tmp_path):
    order = toy(tmp_path).order
    assert order.kinds == {f"{AV}Ship": 5}
    names = ["av:unheard", "av:homePort", "av:built", "a"]
    assert sorted(names, key=order.predicate_place) == [
        "a",
        "av:built",
        "av:homePort",
        "av:unheard",
    ]


NOTES = """
avsh:NoteShape a sh:NodeShape ; sh:targetSubjectsOf av:logged ; sh:property
  [ sh:path av:logged ; sh:name "log" ; sh:datatype xsd:string ] ,
  [ sh:path av:built ; sh:name "year" ; sh:datatype xsd:string ] .
"""


def test_what_a_thing_of_any_class_may_bear_is_a_field_of_every_class(tmp_path):
    contract = toy(tmp_path, NOTES)
    (log,) = contract.common
    assert (log.name, log.path) == ("log", f"{AV}logged")
    assert all(log in of.fields for of in contract.classes.values())


def test_a_property_that_its_shape_does_not_target_is_a_field_of_its_class_alone(tmp_path):
    contract = toy(tmp_path, NOTES.replace("targetSubjectsOf av:logged", "targetSubjectsOf av:ran"))
    assert contract.common == ()
    assert "log" not in {field.name for field in contract.classes["Ship"].fields}


def test_remarks_are_a_field_of_every_class(contract):
    assert [(each.name, each.group) for each in contract.common] == [("remarks", "Remarks")]


def test_dates_in_edtf_are_marked(tmp_path):
    assert toy(tmp_path).curated.edtf == {f"{AV}built"}


def test_an_order_that_is_no_number_is_refused(tmp_path):
    wrong = 'avsh:BoatShape a sh:NodeShape ; sh:targetClass av:Boat ; sh:order "first" .'
    with pytest.raises(BadContract, match=r"“first”, its .*order, is not a number"):
        toy(tmp_path, wrong)


def test_families_of_classes_are_asked_of_the_tree(contract):
    assert contract.descends("IntelligenceAgency", "Agent")
    assert not contract.descends("Agreement", "Agent")
    assert not contract.descends("Nothing", "Agent")
    assert set(contract.below("Position")) == {"Position", "ReportedSilence", "Statement"}


def test_a_node_has_a_narrowest_class(contract):
    narrowest = contract.narrowest([f"{AV}Agent", f"{AV}State", f"{AV}Unheard"])
    assert narrowest is contract.classes["State"]
    assert contract.narrowest([f"{AV}Unheard"]) is None


def test_parts_of_a_page_hold_their_fields_in_order(contract):
    ends = contract.fields_in("Membership", "Ends")
    assert [(end.name, end.phrase) for end in ends] == [
        ("participant", "member of"),
        ("inArrangement", "member:"),
    ]


def test_labels_of_skos_are_no_fields_and_yet_asked_for(contract):
    state = contract.classes["State"]
    assert [(f.path, f.option) for f in state.labels] == [
        (f"{SKOS}prefLabel", "name"),
        (f"{SKOS}altLabel", "alias"),
    ]
    assert "prefLabel" not in {f.name for f in state.fields}


def ranks(shapes: Iterable[NodeShape]) -> dict[str, set[float]]:
    """The orders that each property has, ways back by the name that they are given."""
    found = defaultdict(set)
    for each in (each for shape in shapes for each in shape.properties if each.path):
        found[each.name if each.inverse else each.path].add(each.order)
    return found


def clashing(shapes: Iterable[NodeShape]) -> set[str]:
    """Properties that stand at several places, and those that share one."""
    by_name = ranks(shapes)
    owners = defaultdict(set)
    for name, orders in by_name.items():
        for order in orders - {NO_ORDER}:
            owners[order].add(name)
    shared = {name for names in owners.values() if len(names) > 1 for name in names}
    return shared | {name for name, orders in by_name.items() if len(orders) > 1}


def test_a_property_has_one_rank_wherever_it_stands_and_shares_it_with_none(shapes):
    assert not clashing(shapes)


def test_a_second_rank_and_a_shared_rank_are_found():
    one, again, other = (
        PropertyShape(path, False, order=order)
        for path, order in (("av:a", 1.0), ("av:a", 2.0), ("av:b", 2.0))
    )
    shape = NodeShape("avsh:A", "core", (), (one, again, other), ())
    assert clashing([shape]) == {"av:a", "av:b"}


def test_every_property_of_ours_has_a_rank(shapes):
    unranked = {name for name, orders in ranks(shapes).items() if NO_ORDER in orders}
    assert unranked == {f"{SKOS}inScheme"}  # by which a shape tells the scheme of a value


def test_every_class_that_people_write_has_a_rank_and_a_slug(contract):
    written = [c for c in contract.classes.values() if not c.abstract and c.name != "Concept"]
    made = {each.iri.removeprefix(AV) for each in written} - {"StatusPeriod"}
    assert {c.name for c in written if c.slug and c.order < NO_ORDER} == made


def test_the_desk_can_ask_for_whatever_a_shape_demands(contract):
    """Bearing, verbatim and the file's own header are written without a question."""
    unasked = {
        (each.name, field.name)
        for each in contract.classes.values()
        if each.slug
        for field in each.fields
        if field.demanded and not (field.derived or field.inverse or field.option)
    }
    assert {name for _, name in unasked} == {
        *("citations", "bearing", "verbatim", "curator", "curatedOn"),
    }


def test_every_group_that_a_shape_names_is_described(contract, shapes):
    named = {each.group for shape in shapes for each in shape.properties if each.group}
    assert named == set(contract.groups)
    assert all(group.label for group in contract.groups.values())


def test_every_annotation_that_shapes_use_is_declared():
    graph = read_ontology(ONTOLOGY).graph
    used = {p.value for _, p, _ in graph.triples if p.value.startswith(AVSH)}
    assert used == set(graph.subjects(RDF_TYPE, f"{OWL}AnnotationProperty")) & used
    assert all(graph.label(iri) and graph.definition(iri) for iri in used)


def test_the_shape_of_abstract_classes_names_those_that_are_marked(contract):
    graph = read_ontology(ONTOLOGY).graph
    (query,) = graph.texts(graph.values(f"{AVSH}AbstractShape", f"{SH}sparql")[0], f"{SH}select")
    named = re.search(r"NOT IN \((.*?)\)", query)
    assert named
    assert set(named[1].replace("av:", "").split(", ")) == {
        each.name for each in contract.classes.values() if each.abstract
    }
