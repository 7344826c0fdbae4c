"""What people mean by the values of a question: ids, codes, names; else what comes near."""

import re

import pytest

from kg.ask.named import Catalogue, NamedQuestion, Parameter
from kg.ask.search import Reason, TextIndex, Thing, Told, text_index
from kg.ask.values import Values
from kg.contract import make_contract
from kg.contract.ontology import read_ontology
from kg.errors import BadArgument
from kg.terms import AV, AVC, AVD

QUESTION = NamedQuestion(
    slug="q",
    title="Q?",
    description="One row.",
    parameters=(
        Parameter("state", "av:State", "avd:state-nzl"),
        Parameter("arrangement", "av:Agreement or av:Partnership", "avd:agreement-ukusa-1946"),
        Parameter("claim", "av:Proposition", "avd:prop-isr-reduce"),
        Parameter("kind", "owl:Class", "av:State"),
        Parameter("topic", "skos:Concept", "avc:topic-intelligence"),
        Parameter("day", "xsd:date", '"2025-03-06"^^xsd:date'),
    ),
    tags=(),
    text="",
)


def values_on(snapshot):
    ontology = read_ontology(snapshot.ontology)
    index = TextIndex(snapshot.texts)
    return Values(index, make_contract(ontology), ontology, snapshot.moved())


@pytest.fixture(scope="module")
def values(snapshot):
    return values_on(snapshot)


MEANT = {
    ("state", "state-isr"): f"{AVD}state-isr",
    ("state", "avd:state-isr"): f"{AVD}state-isr",
    ("state", f"{AVD}state-isr"): f"{AVD}state-isr",
    ("state", "ISR"): f"{AVD}state-isr",
    ("state", " israël "): f"{AVD}state-isr",
    ("arrangement", "Five Eyes"): f"{AVD}partnership-five-eyes",
    ("claim", "prop-aus-reconsiders"): f"{AVD}prop-aus-review",
    ("kind", "Proposition"): f"{AV}Proposition",
    ("kind", "intelligence agency"): f"{AV}IntelligenceAgency",
    ("topic", "avc:topic-cyber"): f"{AVC}topic-cyber",
    ("day", "tomorrow"): "tomorrow",
    ("unknown", "x"): "x",
    ("state", ""): "",
}


@pytest.mark.parametrize(("given", "meant"), MEANT.items(), ids=["=".join(g) for g in MEANT])
def test_a_thing_is_named_by_id_code_or_name(values, given, meant):
    assert values.read(QUESTION, dict([given])) == {given[0]: meant}


UNMEANT = {
    ("state", "ISRA"): "“ISRA”, but no state is called that; it must be the id, code or name of a "
    "thing of the kind “state”, such as state-nzl. Did you mean state-isr?",
    ("state", "state-il"): "Did you mean state-",
    ("state", "Isreal"): "Did you mean state-isr?",
    ("claim", "prop-isr-redcue"): "Did you mean prop-isr-reduce",
    ("state", "prop-isr-reduce"): "the id of a thing of the kind “proposition”; it must be one of "
    "the kind “state”, such as state-nzl.",
    (
        "state",
        "http://x.example/",
    ): "“http://x.example/”, but no state is called that; it must be the id",
    ("arrangement", "state-isr"): "it must be one of the kind “agreement or partnership”",
    ("kind", "Colour"): "it must be the name of a class, such as State.",
    ("topic", "cyber"): "Did you mean agency-function-cyber, topic-cyber?",
    ("topic", "x> } #"): "it must be the name of a concept",
}


@pytest.mark.parametrize(("given", "words"), UNMEANT.items(), ids=["=".join(g) for g in UNMEANT])
def test_what_is_meant_by_nothing_says_what_is_wanted_and_what_comes_near(values, given, words):
    with pytest.raises(BadArgument, match=re.escape(words)):
        values.read(QUESTION, dict([given]))


def test_a_name_of_several_things_leaves_the_choice_to_the_asker(snapshot, tmp_path):
    told = (Told(Reason.OTHER_NAME, "Congo"),)
    path = tmp_path / "texts.sqlite"
    path.write_bytes(
        text_index(
            Thing(f"{AVD}state-{code}", "State", label, False, told)
            for code, label in (("cod", "DR Congo"), ("cog", "Republic of the Congo"))
        )
    )
    ontology = read_ontology(snapshot.ontology)
    values = Values(TextIndex(path), make_contract(ontology), ontology, {})
    words = "“congo”, which 2 things are called; give the id of one: state-cod, state-cog."
    with pytest.raises(BadArgument, match=re.escape(words)):
        values.read(QUESTION, {"state": "congo"})


def test_the_default_of_every_shipped_question_is_of_the_kind_that_it_wants(wide_snapshot):
    values = values_on(wide_snapshot)
    for question in Catalogue(wide_snapshot.queries).values():
        defaults = {parameter.name: parameter.shown for parameter in question.parameters}
        assert question.bind(values.read(question, defaults))
