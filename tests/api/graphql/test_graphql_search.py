"""Search by words within a request: from a small text index, and from the service's own."""

import asyncio

import pytest

from api.graphql.limits import Limits
from api.graphql.refusal import Refusal
from api.graphql.service import Request, Service
from kg.ask.reader import SparqlReader
from kg.ask.search import Reason, TextIndex, Thing, Told, text_index
from kg.terms import AVD

FOUND = """query($text: String!, $types: [Class!], $first: Int) {
  search(text: $text, types: $types, first: $first) { totalCount
    edges { reason snippet node { __typename id ... on State { isoCode3 } } } nodes { label } } }"""
ISRAEL = {"__typename": "State", "id": "state-isr", "isoCode3": "ISR"}


@pytest.fixture(scope="module")
def searched(schema, house, graph, select_on, tmp_path_factory):
    """A service with a text index, and what reaches its store."""
    file = tmp_path_factory.mktemp("texts") / "texts.sqlite"
    named = (
        (
            "state-isr",
            "State",
            "Israel",
            Told(Reason.NAME, "Israel"),
            Told(Reason.FOREIGN_NAME, "Izrael"),
        ),
        ("prop-reduce", "Proposition", "less", Told(Reason.TEXT, "Israel considers sharing less.")),
    )
    things = (Thing(AVD + slug, of, label, False, tuple(told)) for slug, of, label, *told in named)
    file.write_bytes(text_index(things))
    select = select_on(graph)
    reader, texts = SparqlReader(house, select), TextIndex(file)
    return Service(schema._schema, house, reader, Limits(), texts=texts), select


@pytest.fixture(scope="module")
def search(searched):
    """What a search answers, and how many questions reached the store."""
    service, select = searched

    def answer(**variables):
        select.asked.clear()
        found = asyncio.run(service.answer(Request(FOUND, None, variables)))
        return found["data"]["search"], len(select.asked)

    return answer


def test_things_are_found_by_words_with_why(search):
    found, questions = search(text="isra")
    assert found == {
        "totalCount": 2,
        "edges": [
            {"reason": "name", "snippet": "Israel", "node": ISRAEL},
            {
                "reason": "text",
                "snippet": "Israel considers sharing less.",
                "node": {"__typename": "Proposition", "id": "prop-reduce"},
            },
        ],
        "nodes": [{"label": "Israel"}, {"label": "Israel considers sharing less."}],
    }
    assert questions == 1


def test_a_search_keeps_to_classes_and_those_below_them(search):
    found, _ = search(text="israel", types=["Agent"])
    assert [edge["node"]["id"] for edge in found["edges"]] == ["state-isr"]


def test_who_looks_a_thing_up_by_its_name_in_another_language_is_told_which_it_is(searched):
    service, _ = searched
    answer = asyncio.run(service.answer(Request('{ state(name: "Izrael") { id } }', None, {})))
    assert answer["data"] == {"state": None}
    (hint,) = answer["extensions"]["hints"]
    assert hint["near"] == [{"id": "state-isr", "label": "Israel"}]


def test_all_are_counted_however_few_are_shown(search):
    found, _ = search(text="israel", first=1)
    assert (found["totalCount"], len(found["edges"])) == (2, 1)


@pytest.mark.parametrize(
    ("text", "cause"), [("…", "Nothing to search for"), ("a " * 20, "20 words")]
)
def test_words_that_cannot_be_searched_are_refused(search, text, cause):
    with pytest.raises(Refusal, match=cause):
        search(text=text)


def test_without_an_index_a_search_is_refused(refusal):
    assert refusal('{ search(text: "x") { totalCount } }') == "There is no text index to search in."


def test_the_service_searches_its_snapshot(client):
    query = '{ search(text: "nbc", types: NewsOrganisation) { nodes { id } } }'
    answer = client.post("/graphql", json={"query": query}).json()
    assert answer["data"] == {"search": {"nodes": [{"id": "org-nbc-news"}]}}
    assert answer["extensions"]["snapshot"]
    assert answer["extensions"]["licence"].startswith("https://creativecommons.org/")
