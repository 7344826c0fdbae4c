"""How many of a list have which value, on the small house of conftest.py and the wider world."""

import asyncio

import pytest

from api.graphql.limits import Limits
from api.graphql.schema import build_schema
from api.graphql.service import Request, Service
from kg.ask.reader import SparqlReader
from kg.contract import Class, Form, contract_of
from tests.conftest import ROOT

GROUPS = {
    "by: stance": [("ASSERTS", 2), ("DENIES", 1), ("NOT_HEARD_FROM", 1)],
    "by: from": [("2025", 4)],
    "by: from, every: MONTH": [("2025-03", 4)],
    "by: from, every: DAY": [("2025-03-06", 2), ("2025-03-05", 1), ("2025-03-07", 1)],
    "by: disputed": [("false", 4)],
    "by: minPersons": [(None, 3), ("2", 1)],
    "by: propositions": [("prop-reduce", 2), ("prop-review", 2), ("prop-broken", 1)],
    "by: responses": [(None, 2), ("pos-2", 1), ("pos-broken", 1)],
}


@pytest.mark.parametrize("by", GROUPS)
def test_a_list_is_told_apart_by_a_field(data, by):
    found = data(f"{{ positions(first: 0) {{ groups({by}) {{ key count }} }} }}")
    groups = [(each["key"], each["count"]) for each in found["positions"]["groups"]]
    assert groups == GROUPS[by]


@pytest.mark.parametrize("most", [0, 1, 2, 1000])
def test_the_largest_groups_alone_are_told(data, most):
    found = data(
        f"{{ positions {{ groups(by: speaker, first: {most}) {{ key node {{ id }} }} }} }}"
    )
    groups = found["positions"]["groups"]
    assert [each["key"] for each in groups] == [None, "state-isr", "state-nzl", "state-usa"][:most]


def test_a_number_of_groups_has_the_bounds_of_a_page(refusal):
    query = "{ positions { groups(by: stance, first: 1001) { key } } }"
    assert refusal(query) == "`first` must lie between 0 and 1,000; it is 1,001."


@pytest.mark.parametrize("by", GROUPS)
def test_how_many_values_there_are_is_told_without_them(data, by):
    found = data(f"{{ positions(first: 0) {{ distinctCount({by}) }} }}")
    known = {key for key, _ in GROUPS[by]} - {None}
    assert found == {"positions": {"distinctCount": len(known)}}


def test_the_number_of_values_keeps_to_the_filter_and_to_the_node(data, select):
    found = data("""{ proposition(id: "prop-reduce") { positions(where: {is: Statement}) {
      voices: distinctCount(by: speaker) years: distinctCount(by: from) } } }""")
    positions = found["proposition"]["positions"]
    assert (positions["voices"], positions["years"]) == (2, 1)
    assert len(select.asked) == 1


def test_groups_keep_to_the_filter_and_to_the_node(data, select):
    found = data("""{ proposition(id: "prop-reduce") {
      positions(where: {is: Statement}) { groups(by: speaker) { of: key count node {
        ... on State { isoCode3 } } } } } }""")
    assert found["proposition"]["positions"]["groups"] == [
        {"of": "state-isr", "count": 1, "node": {"isoCode3": "ISR"}},
        {"of": "state-usa", "count": 1, "node": {"isoCode3": None}},
    ]
    assert len(select.asked) == 2


def test_a_day_that_is_not_known_has_no_group_of_its_own(data):
    found = data("{ memberships { groups(by: from) { key count node { id } __typename } } }")
    assert found["memberships"]["groups"] == [
        {"key": None, "count": 1, "node": None, "__typename": "Tally"}
    ]


def test_a_field_that_is_none_is_told_with_what_comes_near(refusal):
    query = "{ positions { groups(by: stanse) { key } } }"
    assert "Did you mean the enum value 'stance'?" in refusal(query)


def fields_of(of: Class) -> list[str]:
    """The fields by which members are told apart into groups that do not overlap."""
    return [f.name for f in of.fields if f.form is Form.ONE and f.value.name != "URL"]


@pytest.fixture(scope="module")
def ask_world(world, select_on):
    contract = contract_of(ROOT / "ontology")
    reader = SparqlReader(contract, select_on(world))
    service = Service(build_schema(contract)._schema, contract, reader, Limits())

    def answer(query):
        return asyncio.run(service.answer(Request(query, None, {})))["data"]

    return answer


@pytest.mark.parametrize(
    "of", contract_of(ROOT / "ontology").classes.values(), ids=lambda of: of.name
)
def test_groups_by_a_field_of_one_value_make_the_whole(ask_world, of):
    asked = " ".join(f"{name}: groups(by: {name}) {{ count }}" for name in fields_of(of))
    found = ask_world(f"{{ list: {of.plural}(first: 0) {{ totalCount {asked} }} }}")["list"]
    whole = found.pop("totalCount")
    assert {
        name: sum(g["count"] for g in groups) for name, groups in found.items()
    } == dict.fromkeys(fields_of(of), whole)
