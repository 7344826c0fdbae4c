"""Finding one thing, by whatever is known of it; and what is told where nothing is found."""

import pytest

FOUND = {
    'state(id: "state-isr")': "state-isr",
    'state(iso3: "ISR")': "state-isr",
    'state(iso3: "isr")': "state-isr",
    'state(wikidata: "http://www.wikidata.org/entity/Q801")': "state-isr",
    'state(wikidata: "Q801")': "state-isr",
    'agent(wikidata: "Q801")': "state-isr",
    'state(wikidata: "Q80")': None,
    'state(name: "Israël")': "state-isr",
    'state(name: "aotearoa")': "state-nzl",
    'agent(name: "New Zealand")': "state-nzl",
    'state(name: "New")': None,
    'document(name: "premier rapport")': "doc-one",
    'concept(notation: "DENIES")': "stance-denies",
    'concept(name: "défense")': "topic-defence",
    'state(name: "\\"> } #")': None,
}


@pytest.mark.parametrize("lookup", FOUND)
def test_a_thing_is_found_by_what_is_known_of_it(data, lookup):
    (found,) = data(f"{{ {lookup} {{ id }} }}").values()
    assert (found and found["id"]) == FOUND[lookup]


def test_several_look_ups_and_lists_take_one_question_for_where_they_are(data, select):
    found = data("""{ a: state(iso3: "ISR") { label } b: state(name: "United States") { label }
      c: state(id: "state-nzl") { label } states(first: 1) { totalCount } }""")
    assert [found[key]["label"] for key in "abc"] == ["Israel", "United States", "New Zealand"]
    assert len(select.asked) == 2


@pytest.mark.parametrize("arguments", ["", '(id: "state-isr", iso3: "ISR")', "(id: null)"])
def test_one_way_must_be_chosen(refusal, arguments):
    assert refusal(f"{{ state{arguments} {{ id }} }}") == (
        "Look a thing up by one of `id`, `name`, `iso3`, `wikidata`; give one of them."
    )


def test_several_are_looked_up_at_once_in_their_order(data, select):
    found = data("""{ nodes(ids: ["pos-2", "state-isr", "stance-denies", "state-isr"]) {
      id ... on Position { stance } ... on State { isoCode3 } } }""")
    assert found["nodes"] == [
        {"id": "pos-2", "stance": "DENIES"},
        {"id": "state-isr", "isoCode3": "ISR"},
        {"id": "stance-denies"},
        {"id": "state-isr", "isoCode3": "ISR"},
    ]
    assert len(select.asked) == 1


def test_in_place_of_one_that_is_not_there_null_stands_and_what_comes_near_is_told(ask):
    answer = ask('{ nodes(ids: ["state-isr", "state-ist", "state-nzl"]) { id } }')
    assert answer["data"]["nodes"] == [{"id": "state-isr"}, None, {"id": "state-nzl"}]
    (hint,) = answer["extensions"]["hints"]
    assert (hint["path"], [each["id"] for each in hint["near"]]) == (["nodes"], ["state-isr"])


def test_so_many_at_once_have_a_bound_and_a_price(ask, refusal):
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { id iri label } }"
    assert ask(query, ids=[])["data"] == {"nodes": []}
    assert ask(query, ids=["state-isr"] * 1000)["extensions"]["cost"]["values"] == 4001
    assert refusal(query, ids=["state-isr"] * 1001).startswith("`ids` may be 1,000 at most")


def hints(ask, query):
    response = ask(query)
    assert all(each is None for each in response["data"].values())
    return response["extensions"]["hints"]


NEAR = {
    'state(id: "state-izrael")': [],
    'state(id: "state-ist")': ["state-isr"],
    'node(id: "state-isx")': ["state-isr"],
    'state(name: "Isreal")': ["state-isr"],
    'state(name: "New Zeland")': ["state-nzl"],
    'agent(name: "Aliens")': [],
    'agent(name: "Allied")': ["org-allies"],
    'node(id: "")': [],
    'node(id: "pos-1 ")': [],
    'state(wikidata: "https://www.wikidata.org/wiki/Q801")': ["state-isr"],
    'state(wikidata: "https://www.wikidata.org/wiki/Q80")': [],
}


@pytest.mark.parametrize("lookup", NEAR)
def test_where_nothing_is_found_what_comes_near_is_told(ask, lookup):
    (hint,) = hints(ask, f"{{ it: {lookup} {{ id }} }}")
    assert hint["path"] == ["it"]
    assert hint["message"].startswith("Nothing has the ")
    assert [each["id"] for each in hint["near"]] == NEAR[lookup]


def test_a_thing_of_another_class_is_told_as_what_it_is(ask):
    (hint,) = hints(ask, '{ state(id: "agreement-ukusa") { id } }')
    assert (
        hint["message"] == "agreement-ukusa is of the class Agreement; ask for it by `agreement`."
    )


def test_names_that_several_bear_are_told_with_all_who_do(ask):
    """The record that breaks the contract has the label of its class."""
    query = '{ concept(name: "shared") { id } }'
    (hint,) = hints(ask, query)
    assert hint["message"] == "Several bear this name; give the `id` of one."
    assert [each["id"] for each in hint["near"]] == ["topic-defence", "topic-military-aid"]


def test_hints_take_one_question_more(ask, select):
    ask('{ a: state(id: "state-xx") { id } b: state(id: "state-yy") { id } }')
    assert len(select.asked) == 2


def test_an_answer_that_found_everything_has_no_hints(ask):
    extensions = ask('{ state(id: "state-isr") { id } }')["extensions"]
    assert extensions == {"cost": {"values": 2, "most": 500_000}}
