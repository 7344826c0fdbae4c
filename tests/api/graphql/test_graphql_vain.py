"""Why a list is empty: what each part of its filter, or each word of a search, finds alone."""

import asyncio

import orjson
import pytest

from api.advice import header_of
from api.graphql.limits import Limits
from api.graphql.service import Request, Service
from kg.ask.reader import SparqlReader
from kg.ask.search import Reason, TextIndex, Thing, Told, text_index
from kg.terms import AVD

WHY = {
    'states(where: {isoCode3: {eq: "ISRA"}})': "No State fits `isoCode3`; 1 have it.",
    "partnerships(where: {positions: {some: {}}}, first: 0)": "No Partnership has `positions`.",
    'positions(where: {from: {gte: "2030-01-01"}, stance: {eq: DENIES}})': (
        "No Position fits `from`; 4 have it."
    ),
    'positions(where: {from: {gte: "2025-03-06"}, stance: {eq: DENIES}})': (
        "No Position fits all parts of the filter; how many each fits alone: `stance` 1, `from` 3."
    ),
    'positions(where: {propositions: {count: {eq: 2}, some: {id: {eq: "prop-reduce"}}}})': (
        "No Position fits `propositions`; 4 have it. "
        "Beside `some`, `count` counts those that fit it."
    ),
    "positions(where: {not: {disputed: {eq: false}}})": "No Position fits `not`.",
}


@pytest.mark.parametrize("asked", WHY)
def test_what_of_a_filter_finds_nothing_is_told(ask, asked):
    answer = ask(f"{{ it: {asked} {{ nodes {{ id }} }} }}")
    assert answer["data"] == {"it": {"nodes": []}}
    assert answer["extensions"]["hints"] == [{"path": ["it"], "message": WHY[asked], "near": []}]


@pytest.mark.parametrize(
    "asked",
    ["states(first: 0)", 'states(where: {isoCode3: {eq: "ISR"}}, first: 0)'],
)
def test_of_lists_with_members_and_without_a_filter_nothing_is_told(ask, asked):
    assert "hints" not in ask(f"{{ {asked} {{ nodes {{ id }} }} }}")["extensions"]


def test_a_variable_that_nothing_uses_is_told_with_the_one_that_is_meant(ask):
    query = "query($from: Date) { positions(where: {from: {gte: $from}}) { totalCount } }"
    answer = ask(query, form="2025-03-07")
    assert answer["data"] == {"positions": {"totalCount": 4}}, "a variable may be left out"
    (hint,) = answer["extensions"]["hints"]
    assert hint["message"] == (
        "The operation declares no variable `$form`, so nothing uses it; did you mean `$from`?"
    )


def test_words_that_nothing_holds_together_are_told_one_by_one(schema, house, select, tmp_path):
    texts = TextIndex(tmp_path / "texts.sqlite")
    told = (Told(Reason.NAME, "Israel"),)
    texts.path.write_bytes(text_index([Thing(f"{AVD}state-isr", "State", "Israel", False, told)]))
    service = Service(schema._schema, house, SparqlReader(house, select), Limits(), texts=texts)
    query = '{ search(text: "israel planet") { totalCount } }'
    answer = orjson.loads(asyncio.run(service.respond(Request(query, None, {}))))
    (hint,) = answer["extensions"]["hints"]
    assert hint["message"] == (
        "Nothing holds all of these words; how many hold each alone: “israel” 1, “planet” 0."
    )


GOES_ON = (
    "`{}` goes on behind the first 20: say by `first` how many are wanted, or ask for its "
    "`totalCount`."
)


@pytest.mark.parametrize(
    ("query", "cut"),
    [
        ("{ records { nodes { id } } }", ["records"]),
        ("{ all: records { edges { cursor } } }", ["all"]),
        ("{ records(first: 20) { nodes { id } } }", []),
        ("{ records { totalCount nodes { id } } }", []),
        ("{ records { pageInfo { hasNextPage } nodes { id } } }", []),
        ("{ records { groups(by: stance) { key } } }", []),
        ("{ episodes { nodes { id } } }", []),
    ],
)
def test_a_list_that_is_cut_in_silence_is_told_in_the_answer_and_beside_its_table(
    client, query, cut
):
    told = [GOES_ON.format(each) for each in cut]
    extensions = client.post("/graphql", json={"query": query}).json()["extensions"]
    assert [hint["message"] for hint in extensions.get("hints", [])] == told
    if "edges" not in query and "pageInfo" not in query:
        table = client.get("/graphql.csv", params={"query": query})
        assert table.headers.get("averment-warning", "") == header_of(told)
