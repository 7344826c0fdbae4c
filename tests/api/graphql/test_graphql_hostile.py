"""Requests that are wrong or made to hurt: refused in words, before anything is asked."""

import asyncio
import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pyoxigraph as px
import pytest
from graphql import get_introspection_query

from api.graphql.limits import Limits
from api.graphql.refusal import Refusal
from api.graphql.service import Request, Service
from kg.ask.reader import SparqlReader


@contextmanager
def counted_calls() -> Iterator[Counter[str]]:
    """Counts calls of Python functions: the work that is done, on however busy a machine."""
    calls: Counter[str] = Counter()
    sys.setprofile(lambda frame, event, argument: calls.update([event] * (event == "call")))
    try:
        yield calls
    finally:
        sys.setprofile(None)


def nested(times: int, inner: str = "id") -> str:
    return '{ proposition(id: "prop-reduce") { ' + nest(times, inner) + " } }"


def nest(times: int, inner: str) -> str:
    if not times:
        return inner
    return "positions { nodes { propositions { nodes { " + nest(times - 1, inner) + " } } } }"


def bomb(levels: int) -> str:
    """Each fragment spreads the next one twice: two to the power of `levels` fields."""
    spread = "fragment F{0} on Agreement {{ a: iri ...F{1} ... {{ ...F{1} }} }}"
    fragments = [spread.format(level, level + 1) for level in range(levels)]
    last = f"fragment F{levels} on Agreement {{ id }}"
    return " ".join(['{ agreement(id: "x") { ...F0 } }', *fragments, last])


REFUSED = {
    "syntax": ("{ states {", "Syntax Error: Expected Name, found <EOF>."),
    "unknown field": ("{ stats { nodes { id } } }", "Cannot query field 'stats' on type 'Query'."),
    "empty selection": ("{ states { } }", "Syntax Error: Expected Name, found '}'."),
    "deep": (nested(8), "Fields are nested 34 deep; at most 30 are allowed."),
    "very deep": ("{ a " * 900 + "}" * 900, "Syntax Error: Document is nested too deeply"),
    "long": ("{ id " + "id " * 2000 + "}", "Syntax Error: Document contains more than 2000 tokens"),
    "huge": ("#" * 100_001, "A document may have 100,000 characters at most."),
    "aliases": (
        "{ "
        + " ".join(f"a{n}: __typename" for n in range(450))
        + " "
        + " ".join(f'b{n}: agent(id: "x") {{ id }}' for n in range(10))
        + " }",
        "",
    ),
    "fragments": (bomb(12), "fields are selected; at most 1,000 are allowed."),
    "cycle": (
        '{ agreement(id: "x") { ...A } } fragment A on Agreement { id ...B } '
        "fragment B on Agreement { iri ...A }",
        "Cannot spread fragment 'A' within itself via 'B'.",
    ),
    "self": (
        '{ agreement(id: "x") { ...A } } fragment A on Agreement { ...A }',
        "Cannot spread fragment 'A' within itself.",
    ),
    "product": (
        "{ positions(first: 1000) { nodes { propositions(first: 1000) { nodes { id } } } } }",
        "This request could return 1,002,002 values; at most 500,000 are allowed.",
    ),
    "product of aliases": (
        "{ positions(first: 1000) { nodes { "
        + " ".join(f"a{n}: label" for n in range(600))
        + " } } }",
        "This request could return 600,002 values",
    ),
    "introspection": (
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
        "Maximum introspection depth exceeded",
    ),
    "mutation": ("mutation { delete }", "Only queries are answered"),
    "subscription": ("subscription { states { nodes { id } } }", "Only queries are answered"),
    "unmergeable": (
        '{ state(id: "a") { id: label id } }',
        "Fields 'id' conflict because 'label' and 'id' are different fields.",
    ),
    "unknown directive": ("{ states @defer { totalCount } }", "Unknown directive '@defer'."),
}
ALLOWED = {"aliases"}
MOST_CALLS = 300_000
AVD = "https://w3id.org/averment/id/"
LISTED = '{ position(id: "pos-1") { documents { id } } }'


@pytest.mark.parametrize("name", sorted(REFUSED.keys() - ALLOWED))
def test_it_is_refused_in_words_without_a_question(refusal, select, name):
    query, message = REFUSED[name]
    with counted_calls() as calls:
        assert message in refusal(query)
    assert 0 < calls.total() < MOST_CALLS
    assert not select.asked


def test_work_that_grows_with_the_power_of_the_request_is_found():
    def doubled(levels: int) -> None:
        if levels:
            doubled(levels - 1)
            doubled(levels - 1)

    with counted_calls() as calls:
        doubled(18)
    assert calls.total() > MOST_CALLS


ADVICE = {
    "{ positions(first: 1000) { nodes { propositions(first: 1000) {"
    " nodes { id } } } } }": "positions",
    "{ states(first: 9) { nodes { positions(first: 900) { nodes { propositions(first: 900) {"
    " nodes { id } } } } } } }": "positions",
    "{ positions(first: 50) { nodes { propositions(last: 1000) { nodes { positions(first: 40) {"
    " edges { node { id } } } } } } } }": "propositions",
}


@pytest.mark.parametrize("query", ADVICE, ids=lambda query: query[:50])
def test_a_refusal_names_a_list_and_how_much_of_it_passes(ask, query):
    """What is advised passes, and one more would not."""
    (error,) = ask(query)["errors"]
    name, first = re.search(r"`(\w+)` costs most: with `first: (\d+)`", error["message"]).groups()
    assert name == ADVICE[query]

    def asked(number: int) -> dict:
        return ask(
            re.sub(rf"{name}\((?:first|last): \d+", f"{name}(first: {number}", query, count=1)
        )

    assert asked(int(first))["extensions"]["cost"]["values"] <= 500_000
    assert "could return" in asked(int(first) + 1)["errors"][0]["message"]


def test_many_aliases_that_cost_little_are_answered(data, select):
    found = data(REFUSED["aliases"][0])
    assert len(found) == 460
    assert len(select.asked) == 1


def test_a_refusal_says_where(ask):
    (error,) = ask("{ states(first: 5000) { totalCount } }")["errors"]
    assert error["locations"] == [{"line": 1, "column": 3}]


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({}, "'ID!' to be provided"),
        ({"id": None}, "'ID!'"),
        ({"id": ["a"]}, "ID cannot represent"),
        ({"id": {"a": 1}}, "ID cannot represent"),
        ({"id": "a", "first": "many"}, "Int cannot represent non-integer value"),
        ({"id": "a", "first": 2**40}, "Int cannot represent non 32-bit"),
        ({"id": "a", "lang": [None]}, "'String!'"),
    ],
)
def test_variables_that_do_not_fit_are_refused(refusal, select, variables, message):
    query = """query($id: ID!, $first: Int! = 3, $lang: [String!]) {
      state(id: $id) { label(lang: $lang) positions(first: $first) { totalCount } } }"""
    assert message in refusal(query, **variables)
    assert not select.asked


def test_a_number_is_an_id(data):
    assert data("query($id: ID!) { node(id: $id) { id } }", id=5) == {"node": None}


@pytest.mark.parametrize("node_id", ["x> } DROP ALL {", 'x"', "a b", "\\u003e", "", "http://a/>b"])
def test_an_id_that_is_no_part_of_an_address_is_unknown_and_not_asked(data, select, node_id):
    assert data("query($id: ID!) { state(id: $id) { label } }", id=node_id) == {"state": None}
    assert not any("DROP" in query for query in select.asked)


def test_a_plain_list_that_turns_out_too_long_is_refused(schema, house, graph, select_on):
    """Its length is only guessed before it is read."""
    wide = px.Store()
    wide.bulk_extend(graph)
    documents = [px.NamedNode(f"{AVD}doc-{number}") for number in range(300)]
    path = px.NamedNode("https://w3id.org/averment/ns#documentedIn")
    wide.bulk_extend(px.Quad(px.NamedNode(f"{AVD}pos-1"), path, each) for each in documents)
    reader = SparqlReader(house, select_on(wide))
    service = Service(schema._schema, house, reader, Limits(values=200))
    with pytest.raises(Refusal, match="The answer holds more than 200 values"):
        asyncio.run(service.answer(Request(LISTED, None, {})))
    wider = Service(schema._schema, house, reader, Limits(values=1000))
    answer = asyncio.run(wider.answer(Request(LISTED, None, {})))
    assert len(answer["data"]["position"]["documents"]) == 302


def test_the_standard_introspection_is_answered(data):
    types = data(get_introspection_query())["__schema"]["types"]
    assert {"Query", "Agent", "AgreementOrOrganisation"} <= {each["name"] for each in types}


def test_plans_are_cached_and_the_longest_unused_goes_first(schema, house, select):
    service = Service(schema._schema, house, SparqlReader(house, select), Limits(cached=200))

    def plan(number: int, fields: int = 1):
        aliases = " ".join(f"a{number}x{n}: __typename" for n in range(fields))
        return service.plan(Request(f"{{ {aliases} }}", None, {}))

    first = plan(0)
    for number in range(1, 40):
        another = plan(number, 10)
        assert plan(0) is first
        assert plan(number, 10) is another
    for number in range(40, 80):
        plan(number, 10)
    assert plan(0) is not first
    assert plan(80, 201) is not plan(80, 201)  # heavier than all that is cached


def test_other_variables_are_another_plan(answering):
    text = "query($id: ID!) { state(id: $id) { label } }"
    israel, canada = (Request(text, None, {"id": f"state-{code}"}) for code in ("isr", "can"))
    assert answering.plan(israel) is answering.plan(israel)
    assert answering.plan(israel) is not answering.plan(canada)
