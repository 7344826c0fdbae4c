"""The contract: a small ontology read whole, and each way in which shapes can fail to make one."""

from pathlib import Path

import pytest

from kg.contract import Contract, Form, Kind, Value, contract_of
from kg.contract.names import plural
from kg.errors import BadContract, BadFile
from kg.terms import AV, AVSH, XSD

HOUSE = Path(__file__).parents[2] / "api/graphql/house"
PREFIXES = """
@prefix av: <https://w3id.org/averment/ns#> .
@prefix avc: <https://w3id.org/averment/concept/> .
@prefix avsh: <https://w3id.org/averment/shape#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
av:Cat rdfs:subClassOf av:Animal .
avsh:AnimalShape a sh:NodeShape ; sh:targetClass av:Animal .
"""


@pytest.fixture(scope="module")
def house() -> Contract:
    return contract_of(HOUSE)


@pytest.fixture
def contract(tmp_path):
    """The contract of the animals and some more Turtle."""

    def read(turtle: str) -> Contract:
        (tmp_path / "shapes").mkdir(exist_ok=True)
        (tmp_path / "shapes/animals.ttl").write_text(PREFIXES + turtle)
        return contract_of(tmp_path)

    return read


def field(contract: Contract, of: str, name: str):
    (found,) = [each for each in contract.classes[of].fields if each.name == name]
    return found


def test_classes_with_shapes_are_exposed_and_no_others(house):
    assert "Position" in house.classes
    assert "InferredPosition" not in house.classes


def test_a_class_knows_those_above_and_below(house):
    statement, position = house.classes["Statement"], house.classes["Position"]
    assert statement.ancestors == ("Position", "Record")
    assert statement.parents == ("Position",)
    assert position.descendants == ("ReportedSilence", "Statement")
    assert position.is_interface
    assert not statement.is_interface
    assert position.description == "What an agent is said to hold."


def test_direct_members_of_a_wider_class_are_generic_unless_it_is_abstract(house):
    assert "GenericOrganisation" in house.objects
    assert "GenericPosition" not in house.objects


def test_a_node_is_of_its_narrowest_class(house):
    def named(*names: str) -> str | None:
        found = house.object_of(f"https://w3id.org/averment/ns#{name}" for name in names)
        return found.name if found else None

    assert named("Record", "Position", "Statement", "InferredPosition") == "Statement"
    assert named("Agent", "Organisation") == "GenericOrganisation"
    assert named("Agent") is None
    assert named("InferredPosition") is None


def test_a_name_is_given_or_is_the_local_name_without_has(house, contract):
    assert field(house, "Position", "propositions").path.endswith("#proposition")
    shapes = """avsh:CatShape a sh:NodeShape ; sh:targetClass av:Cat ;
      sh:property [ sh:path av:hasTail ; sh:datatype xsd:string ] ."""
    assert field(contract(shapes), "Cat", "tail").path.endswith("#hasTail")


def test_most_says_how_many_and_least_says_whether_null(house):
    stance = field(house, "Position", "stance")
    code = field(house, "State", "isoCode3")
    documents = field(house, "Record", "documents")
    assert (stance.form, stance.required) == (Form.ONE, True)
    assert (code.form, code.required) == (Form.ONE, False), "a warning leaves it nullable"
    assert (documents.form, documents.required) == (Form.LIST, True), "evidence is a plain list"


def test_links_to_what_is_no_evidence_and_inverse_links_come_in_pages(house):
    assert field(house, "Position", "respondsTo").form is Form.PAGES
    responses = field(house, "Position", "responses")
    assert (responses.form, responses.inverse) == (Form.PAGES, True)


def test_an_inverse_that_is_one_at_most_is_a_plain_field(contract):
    shapes = """avsh:CatShape a sh:NodeShape ; sh:targetClass av:Cat ;
      sh:property [ sh:path [ sh:inversePath av:owns ] ; sh:name "owner" ;
        sh:class av:Animal ; sh:maxCount 1 ] ."""
    assert field(contract(shapes), "Cat", "owner").form is Form.ONE


def test_a_day_may_be_null_since_sentinels_are(contract):
    shapes = """avsh:CatShape a sh:NodeShape ; sh:targetClass av:Cat ; sh:property
      [ sh:path av:born ; sh:datatype xsd:date ; sh:minCount 1 ; sh:maxCount 1 ] ."""
    assert not field(contract(shapes), "Cat", "born").required


def test_one_property_may_be_walked_back_to_several_classes(house):
    every, own = (field(house, "Agent", name) for name in ("positions", "ownStatements"))
    assert every.path == own.path
    assert (every.only, own.only) == (None, "https://w3id.org/averment/ns#Statement")
    assert own.value == Value(Kind.CLASS, "Statement")


def test_a_scheme_is_an_enum_if_all_its_notations_are_names(house):
    assert field(house, "Position", "stance").value == Value(Kind.ENUM, "Stance")
    names = [each.name for each in house.enums["Stance"].values]
    assert names == ["ASSERTS", "DENIES", "NOT_HEARD_FROM"]
    for name in ("topics", "credibility"):
        assert field(house, "Proposition", name).value == Value(Kind.CLASS, "Concept")


def test_a_choice_of_classes_is_a_union_of_the_types_below(house):
    arrangement = field(house, "Participation", "inArrangement")
    assert arrangement.value == Value(Kind.UNION, "AgreementOrOrganisation")
    members = ("Agreement", "GenericOrganisation", "Partnership")
    assert house.unions == {"AgreementOrOrganisation": members}


def test_a_subclass_inherits_what_its_own_shape_leaves_open(house):
    wide, narrow = (field(house, name, "stance") for name in ("Position", "ReportedSilence"))
    assert narrow == wide
    kept = field(house, "Membership", "inArrangement")
    assert kept.value.kind is Kind.UNION, "GraphQL cannot narrow a union to an interface"


def test_labels_are_no_fields_of_their_own(house):
    names = {each.name for each in house.classes["Agent"].fields}
    assert not names & {"label", "prefLabel"}


def test_a_deactivated_shape_is_hidden_and_a_deprecated_term_marked(house, contract):
    assert field(house, "State", "oldCode").deprecated == "No longer used."
    shapes = """avsh:CatShape a sh:NodeShape ; sh:targetClass av:Cat ; sh:property
      [ sh:path av:tail ; sh:datatype xsd:string ; sh:deactivated true ] ."""
    assert contract(shapes).classes["Cat"].fields == ()


def test_equal_files_make_equal_contracts(house):
    assert contract_of(HOUSE) == house


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("state", "states"),
        ("publicBody", "publicBodies"),
        ("party status", "party statuses"),
        ("agency", "agencies"),
        ("key", "keys"),
        ("branch", "branches"),
    ],
)
def test_regular_plurals_are_english(one, many):
    assert plural(one) == many


def test_an_irregular_plural_stands_beside_the_shape(contract):
    mice = contract('avsh:AnimalShape avsh:plural "tame animals"@en .').classes["Animal"]
    assert (mice.plural, mice.title) == ("tameAnimals", "Tame animals")


CAT = "avsh:CatShape a sh:NodeShape ; sh:targetClass av:Cat "
NO_FIELD = (
    f"A property shape of {AVSH}CatShape has a path that makes no field. "
    "Write a property, or [ sh:inversePath property ] with a sh:name; "
    "hide a mere check by sh:deactivated or put it into a shape without sh:targetClass."
)
FAULTS = {
    "a path of several steps": (
        CAT
        + "; sh:property [ sh:path ( av:owner av:name ) ; sh:name 'x' ; sh:datatype xsd:string ] .",
        NO_FIELD,
    ),
    "an inverse path without a name": (
        CAT + "; sh:property [ sh:path [ sh:inversePath av:owns ] ; sh:class av:Animal ] .",
        NO_FIELD,
    ),
    "no path": (CAT + "; sh:property [ sh:datatype xsd:string ] .", NO_FIELD),
    "no value": (
        CAT + "; sh:property [ sh:path av:tail ] .",
        f"Cat: no shape gives {AV}tail a class or a datatype.",
    ),
    "a class without a shape": (
        CAT + "; sh:property [ sh:path av:prey ; sh:class av:Mouse ] .",
        f"Cat: {AV}prey leads to {AV}Mouse, which has no shape.",
    ),
    "a class and a datatype": (
        CAT + "; sh:property [ sh:path av:prey ; sh:class av:Animal ; sh:datatype xsd:string ] .",
        f"Cat: {AV}prey has both a class and a datatype.",
    ),
    "a datatype that is not a scalar": (
        CAT + "; sh:property [ sh:path av:purr ; sh:datatype xsd:hexBinary ] .",
        f"Cat: {AV}purr has no single scalar type for {XSD}hexBinary.",
    ),
    "datatypes of two scalars": (
        CAT + "; sh:property [ sh:path av:purr ; "
        "sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:string ] ) ] .",
        f"Cat: {AV}purr has no single scalar type for {XSD}date, {XSD}string.",
    ),
    "two fields of one name": (
        CAT + "; sh:property [ sh:path av:owner ; sh:class av:Animal ] , "
        "[ sh:path av:boss ; sh:name 'owner' ; sh:class av:Animal ] .",
        "Two things want to be a field of Cat called “owner”.",
    ),
    "an inherited field of one name": (
        CAT + "; sh:property [ sh:path av:owner ; sh:class av:Animal ] . avsh:AnimalShape "
        "sh:property [ sh:path av:boss ; sh:name 'owner' ; sh:class av:Animal ] .",
        "Two things want to be a field of Cat called “owner”.",
    ),
    "two names of one property": (
        CAT + "; sh:property [ sh:path av:owner ; sh:name 'boss' ; sh:class av:Animal ] , "
        "[ sh:path av:owner ; sh:name 'keeper' ; sh:class av:Animal ] .",
        f"{AV}owner has two names in one class: “boss” and “keeper”.",
    ),
    "a name that every node has": (
        CAT + "; sh:property [ sh:path av:iri ; sh:datatype xsd:string ] .",
        "Two things want to be a field of Cat called “iri”.",
    ),
    "a name that is none": (
        CAT + "; sh:property [ sh:path av:owner ; sh:name 'the owner' ; sh:class av:Animal ] .",
        f"“the owner”, the name given to {AV}owner, is not a valid GraphQL name.",
    ),
    "a class of a built-in name": (
        "avsh:NodeShape a sh:NodeShape ; sh:targetClass av:Node .",
        "Two things want to be a type called “Node”.",
    ),
    "a class that is called like the generic type": (
        CAT + ". avsh:GenericShape a sh:NodeShape ; sh:targetClass av:GenericAnimal .",
        "Two things want to be a type called “GenericAnimal”.",
    ),
    "a class called like a scheme": (
        CAT + "; sh:property [ sh:path av:kind ; sh:class skos:Concept ; sh:node "
        "[ sh:property [ sh:path skos:inScheme ; sh:hasValue avc:animal ] ] ] . "
        "avc:animal-a skos:inScheme avc:animal ; skos:notation 'A' .",
        "Two things want to be a type called “Animal”.",
    ),
    "classes of one plural": (
        "avsh:A a sh:NodeShape ; sh:targetClass av:Animals .",
        "Two things want to be a field of Query called “animals”.",
    ),
    "a short form of no records": (
        CAT + "; sh:property [ sh:path av:lives ; sh:class av:Animal ; "
        "avsh:recordedBy ( av:dweller av:house ) ] .",
        f"{AV}lives: no class has both properties that avsh:recordedBy names, or there is no field "
        "back over the first. Name the property to the thing, then the other.",
    ),
    "an abstract class with nothing below": (
        "avsh:AnimalShape avsh:abstract true .",
        f"{AV}Animal is abstract, yet no class below it has a shape.",
    ),
}


def test_a_short_form_knows_the_records_that_say_it_in_full(contract):
    animals = contract(
        CAT
        + """; sh:property [ sh:path av:prey ; sh:class av:Animal ;
          avsh:recordedBy ( av:hunter av:hunted ) ] ,
        [ sh:path [ sh:inversePath av:hunter ] ; sh:name "hunts" ; sh:class av:Hunt ] .
        avsh:HuntShape a sh:NodeShape ; sh:targetClass av:Hunt ; sh:property
          [ sh:path av:hunter ; sh:class av:Cat ] , [ sh:path av:hunted ; sh:class av:Animal ] ."""
    )
    records = animals.records_of(field(animals, "Cat", "prey"))
    assert records is not None
    assert (records.of.name, records.back.name, records.forth.name) == ("Hunt", "hunts", "hunted")
    assert animals.records_of(field(animals, "Cat", "hunts")) is None


@pytest.mark.parametrize("fault", FAULTS)
def test_shapes_that_make_no_contract_say_why(contract, fault):
    turtle, message = FAULTS[fault]
    with pytest.raises(BadContract) as refused:
        contract(turtle)
    assert str(refused.value) == message


def test_a_file_that_is_no_turtle_is_named_with_its_line(contract):
    with pytest.raises(BadFile) as refused:
        contract("av:Cat a")
    assert refused.value.path.endswith("shapes/animals.ttl")
    assert refused.value.line == 11
