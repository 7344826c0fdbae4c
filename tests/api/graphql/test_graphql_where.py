"""Filters and orders, on the small house of conftest.py: what each part asks, and what is refused.

What they answer together is held by test_graphql_questions.py on the wider world.
"""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.graphql.cursor import written
from api.graphql.limits import Limits
from api.graphql.service import Request, Service
from kg.ask.reader import Link, SparqlReader

POSITIONS = "query($where: PositionWhere) { positions(where: $where) { totalCount nodes { id } } }"


@pytest.fixture
def positions(data):
    """The ids of the positions that fit, sorted."""

    def found(where):
        page = data(POSITIONS, where=where)["positions"]
        ids = [node["id"] for node in page["nodes"]]
        assert page["totalCount"] == len(ids)
        return sorted(ids)

    return found


ALL = ["pos-1", "pos-2", "pos-3", "pos-broken"]
WHERE = {
    "nothing": ({}, ALL),
    "null is not given": ({"speaker": None}, ALL),
    "enum eq": ({"stance": {"eq": "DENIES"}}, ["pos-2"]),
    "enum in": ({"stance": {"in": ["DENIES", "NOT_HEARD_FROM"]}}, ["pos-2", "pos-3"]),
    "day eq": ({"from": {"eq": "2025-03-06"}}, ["pos-1", "pos-3"]),
    "day lt": ({"from": {"lt": "2025-03-06"}}, ["pos-2"]),
    "day lte": ({"from": {"lte": "2025-03-06"}}, ["pos-1", "pos-2", "pos-3"]),
    "day between": ({"from": {"gt": "2025-03-05", "lt": "2025-03-07"}}, ["pos-1", "pos-3"]),
    "boolean": ({"disputed": {"eq": True}}, []),
    "number": ({"asStatement": {"minPersons": {"gte": 2}}}, ["pos-1"]),
    "unknown number": (
        {"asStatement": {"minPersons": {"isNull": True}}},
        ["pos-2", "pos-broken"],
    ),
    "class": ({"is": ["ReportedSilence"]}, ["pos-3"]),
    "classes": ({"is": ["ReportedSilence", "Statement"]}, ALL),
    "one class": ({"is": "Statement"}, ["pos-1", "pos-2", "pos-broken"]),
    "id": ({"id": {"in": ["pos-1", "pos-none"]}}, ["pos-1"]),
    "address": ({"id": {"eq": "https://w3id.org/averment/id/pos-1"}}, ["pos-1"]),
    "no address": ({"id": {"eq": "x> } DROP ALL {"}}, []),
    "label": ({"speaker": {"label": {"eq": "Israel"}}}, ["pos-2"]),
    "part of a label": ({"speaker": {"label": {"contains": "united"}}}, ["pos-1"]),
    "any name": ({"speaker": {"named": {"eq": "Israël"}}}, ["pos-2"]),
    "some name": ({"speaker": {"named": {"isNull": False}}}, ["pos-1", "pos-2", "pos-3"]),
    "no name": ({"speaker": {"named": {"isNull": True}}}, []),
    "linked": ({"speaker": {"asState": {"isoCode3": {"eq": "ISR"}}}}, ["pos-2"]),
    "linked to any": ({"speaker": {}}, ["pos-1", "pos-2", "pos-3"]),
    "linked to none": ({"not": {"speaker": {}}}, ["pos-broken"]),
    "some": ({"propositions": {"some": {"id": {"eq": "prop-review"}}}}, ["pos-1", "pos-3"]),
    "none": ({"propositions": {"none": {"id": {"eq": "prop-review"}}}}, ["pos-2", "pos-broken"]),
    "every": ({"propositions": {"every": {"id": {"eq": "prop-review"}}}}, ["pos-3"]),
    "every of none": ({"responses": {"every": {"is": "ReportedSilence"}}}, ["pos-2", "pos-broken"]),
    "count": ({"propositions": {"count": {"gte": 2}}}, ["pos-1"]),
    "count of none": ({"responses": {"count": {"eq": 0}}}, ["pos-2", "pos-broken"]),
    "count of some": (
        {"propositions": {"some": {"text": {"contains": "Israel"}}, "count": {"in": [1]}}},
        ["pos-1", "pos-2"],
    ),
    "and": ({"and": [{"stance": {"eq": "DENIES"}}, {"from": {"lt": "2025-03-06"}}]}, ["pos-2"]),
    "or": ({"or": [{"stance": {"eq": "DENIES"}}, {"is": "ReportedSilence"}]}, ["pos-2", "pos-3"]),
    "or of none": ({"or": []}, []),
    "not": ({"not": {"is": "Statement"}}, ["pos-3"]),
    "not not": ({"not": {"not": {"is": "ReportedSilence"}}}, ["pos-3"]),
    "concept": (
        {"propositions": {"some": {"topics": {"some": {"id": {"eq": "topic-military-aid"}}}}}},
        ["pos-1", "pos-2"],
    ),
    "concept or narrower": (
        {"propositions": {"some": {"topics": {"some": {"narrower": ["topic-defence"]}}}}},
        ["pos-1", "pos-2"],
    ),
    "far": (
        {
            "propositions": {
                "some": {"positions": {"some": {"speaker": {"label": {"eq": "Israel"}}}}}
            }
        },
        ["pos-1", "pos-2"],
    ),
    "far in or": (
        {
            "or": [
                {"propositions": {"some": {"positions": {"some": {"stance": {"eq": "DENIES"}}}}}},
                {"respondsTo": {"count": {"gte": 1}}},
            ]
        },
        ["pos-1", "pos-2", "pos-broken"],
    ),
    "value that ends a text": ({"label": {"eq": '" || true) } #\\'}}, []),
}


@pytest.mark.parametrize("name", WHERE)
def test_a_filter_keeps_what_fits(positions, name):
    where, ids = WHERE[name]
    assert positions(where) == ids


@pytest.mark.parametrize("name", WHERE)
def test_what_does_not_fit_is_all_the_rest(positions, name):
    """Inside `not`, a condition is worded another way: both ways must agree."""
    where, ids = WHERE[name]
    assert positions({"not": where}) == [each for each in ALL if each not in ids]


@pytest.mark.parametrize("name", WHERE)
def test_a_nested_list_is_filtered_like_a_list_of_its_own(data, name):
    where, ids = WHERE[name]
    query = """query($where: PositionWhere) { propositions(where: {text: {isNull: false}}) {
      nodes { positions(where: $where) { totalCount nodes { id } } } } }"""
    found = [each["positions"] for each in data(query, where=where)["propositions"]["nodes"]]
    assert {node["id"] for page in found for node in page["nodes"]} == set(ids) - {"pos-broken"}
    assert all(page["totalCount"] == len(page["nodes"]) for page in found)


def test_a_union_is_filtered_by_what_its_members_have(data):
    query = (
        """query($where: ParticipationWhere) { participations(where: $where) { nodes { id } } }"""
    )
    where = {"inArrangement": {"asOrganisation": {"label": {"eq": "Eyes"}}}}
    assert data(query, where=where) == {"participations": {"nodes": [{"id": "mem-eyes-nzl"}]}}
    where = {"inArrangement": {"is": "Agreement"}}
    assert data(query, where=where) == {"participations": {"nodes": [{"id": "pty-ukusa-usa"}]}}


def test_a_day_that_is_not_known_is_null_for_filters_too(data):
    query = "{ memberships(where: {from: {isNull: true}}) { totalCount } }"
    assert data(query) == {"memberships": {"totalCount": 1}}


def test_two_filters_of_one_field_stand_side_by_side_in_one_question(data, select):
    found = data("""{ state(id: "state-usa") {
      yes: positions(where: {stance: {eq: ASSERTS}}) { totalCount }
      no: positions(where: {stance: {eq: DENIES}}) { totalCount } } }""")
    assert found == {"state": {"yes": {"totalCount": 1}, "no": {"totalCount": 0}}}
    assert len(select.asked) == 1


def test_a_plain_list_is_filtered_and_ordered(data):
    query = """{ position(id: "pos-1") { all: documents(orderBy: {label: DESC}) { id }
      second: documents(where: {label: {contains: "second"}}) { id } } }"""
    assert data(query)["position"] == {
        "all": [{"id": "doc-two"}, {"id": "doc-one"}],
        "second": [{"id": "doc-two"}],
    }


ORDERS = {
    "[{from: DESC}, {label: DESC}]": ["pos-broken", "pos-3", "pos-1", "pos-2"],
    "{propositions: DESC}": ["pos-1", "pos-2", "pos-3", "pos-broken"],
    "[{speaker: ASC}]": ["pos-broken", "pos-2", "pos-3", "pos-1"],
    "[{minPersons: DESC}, {stance: ASC}, {label: DESC}]": [
        "pos-1",
        "pos-broken",
        "pos-2",
        "pos-3",
    ],
}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 3])
def test_orders_hold_over_pages_from_both_ends(data, order, size):
    query = f"""query($first: Int, $after: String, $last: Int, $before: String) {{
      positions(orderBy: {order}, first: $first, after: $after, last: $last, before: $before) {{
        nodes {{ id }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"""
    forth, back, after, before = [], [], None, None
    while (page := data(query, first=size, after=after)["positions"])["nodes"]:
        forth += [node["id"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        assert page["pageInfo"]["hasNextPage"] == (len(forth) < 4)
    while (page := data(query, last=size, before=before)["positions"])["nodes"]:
        back = [node["id"] for node in page["nodes"]] + back
        before = page["pageInfo"]["startCursor"]
        assert page["pageInfo"]["hasPreviousPage"] == (len(back) < 4)
    assert forth == back == ORDERS[order]


@pytest.mark.parametrize("order", ["{label: DESC}", "{positions: DESC}"])
def test_a_nested_list_is_ordered_too(data, order):
    query = f'{{ position(id: "pos-1") {{ propositions(orderBy: {order}) {{ nodes {{ id }} }} }} }}'
    ids = [node["id"] for node in data(query)["position"]["propositions"]["nodes"]]
    assert ids == (
        ["prop-review", "prop-reduce"] if "label" in order else ["prop-reduce", "prop-review"]
    )


OF_TWO_KEYS = written(Link(("b", "c"), "https://w3id.org/averment/id/pos-1"), "")
REFUSED = {
    "{ positions(were: {}) { totalCount } }": "Did you mean 'where'?",
    "{ positions(where: {speker: {}}) { totalCount } }": "Did you mean 'speaker'?",
    "{ positions(where: {stance: {eq: DENYS}}) { totalCount } }": "the enum value 'DENIES'",
    '{ concepts(where: {narrower: "topic-defense"}) { totalCount } }': "mean “topic-defence”?",
    '{ concepts(where: {id: {eq: "state-isr"}}) { totalCount } }': "no concept “state-isr”",
    "{ positions(where: {is: State}) { totalCount } }": "`is: State` holds of no Position.",
    "{ positions(orderBy: {from: ASC, label: ASC}) { totalCount } }": "Give `orderBy` one key",
    "{ positions(orderBy: {}) { totalCount } }": "Give `orderBy` one key",
    "{ positions(first: 1, last: 1) { totalCount } }": "Give `first` or `last`, not both",
    "{ positions(last: -1) { totalCount } }": "`last` must lie between 0 and 1,000; it is -1.",
    f'{{ positions(after: "{OF_TWO_KEYS}") {{ totalCount }} }}': "a list in the same order",
    f"{{ positions(orderBy: [{'{label: ASC}' * 6}]) {{ totalCount }} }}": "5 keys at most",
    f"{{ positions(where: {'{not: ' * 40}{{}}{'}' * 40}) {{ totalCount }} }}": "nested 30 deep",
    f"{{ positions(where: {{or: [{'{}' * 300}]}}) {{ totalCount }} }}": "200 parts",
    f'{{ positions(where: {{label: {{eq: "{"x" * 30_000}"}}}}) {{ totalCount }} }}': "20,000",
}


@pytest.mark.parametrize("query", REFUSED, ids=lambda query: query[:60])
def test_what_cannot_be_asked_is_refused_in_words(refusal, select, query):
    assert REFUSED[query] in refusal(query)
    assert not select.asked


@pytest.mark.parametrize("levels", [35, 300])
def test_a_filter_nested_without_end_is_refused(refusal, levels):
    where = {}
    for _ in range(levels):
        where = {"not": where}
    assert "deep" in refusal(POSITIONS, where=where)


PARTS = st.recursive(
    st.sampled_from([where for where, _ in WHERE.values()]),
    lambda inner: st.one_of(
        inner.map(lambda each: {"not": each}),
        st.lists(inner, max_size=3).map(lambda each: {"and": each}),
        st.lists(inner, max_size=3).map(lambda each: {"or": each}),
    ),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def every(schema, house, graph, select_on):
    """The ids that fit, without the fixtures of one test."""
    service = Service(schema._schema, house, SparqlReader(house, select_on(graph)), Limits())

    def found(where):
        answer = asyncio.run(service.answer(Request(POSITIONS, None, {"where": where})))
        return {node["id"] for node in answer["data"]["positions"]["nodes"]}

    return found


def holds(where, ids):
    """What a filter keeps, worked out from what its parts keep."""
    if repr(where) in ids:
        return ids[repr(where)]
    match where:
        case {"not": inner}:
            return set(ALL) - holds(inner, ids)
        case {"and": parts}:
            return set(ALL).intersection(*(holds(each, ids) for each in parts))
        case {"or": parts}:
            return set().union(*(holds(each, ids) for each in parts))


@given(PARTS)
def test_filters_join_as_sets_do(every, where):
    known = {repr(each): set(ids) for each, ids in WHERE.values()}
    assert every(where) == holds(where, known)
