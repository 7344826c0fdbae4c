"""Pages: their limits, their cursors, and that a walk over them is the whole list."""

import asyncio
import base64

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.graphql.cursor import read, written
from api.graphql.limits import Limits
from api.graphql.service import Request, Service
from kg.ask.reader import Link, Page, Slice, SparqlReader
from kg.contract import Class

PAGE = """query($first: Int!, $after: String) { positions(first: $first, after: $after) {
  totalCount edges { cursor node { id } }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""
INNER = """query($first: Int!, $after: String) { proposition(id: "prop-reduce") {
  topics(first: $first, after: $after) {
    totalCount edges { cursor node { id } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }"""


def walk(data, query, first, path):
    """All pages of a connection, one after the other."""
    after, pages = None, []
    while True:
        page = data(query, first=first, after=after)
        for key in path:
            page = page[key]
        pages.append(page)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return pages


@pytest.mark.parametrize("first", [1, 2, 3, 4, 5, 1000])
@pytest.mark.parametrize(
    ("query", "path", "ids"),
    [
        (PAGE, ["positions"], ["pos-2", "pos-1", "pos-3", "pos-broken"]),
        (INNER, ["proposition", "topics"], ["topic-defence", "topic-military-aid"]),
    ],
    ids=["of a root", "of a node"],
)
def test_a_walk_is_the_whole_list(data, query, path, ids, first):
    pages = walk(data, query, first, path)
    assert [edge["node"]["id"] for page in pages for edge in page["edges"]] == ids
    assert {page["totalCount"] for page in pages} == {len(ids)}
    assert [page["pageInfo"]["hasPreviousPage"] for page in pages] == [
        number > 0 for number in range(len(pages))
    ]
    for page in pages:
        assert page["pageInfo"]["startCursor"] == page["edges"][0]["cursor"]
        assert page["pageInfo"]["endCursor"] == page["edges"][-1]["cursor"]


def test_a_page_of_none_still_counts(data):
    found = data(PAGE, first=0)["positions"]
    assert found == {
        "totalCount": 4,
        "edges": [],
        "pageInfo": {
            "hasNextPage": True,
            "hasPreviousPage": False,
            "startCursor": None,
            "endCursor": None,
        },
    }


def test_twenty_come_where_no_first_is_given(house, schema, graph, select):
    asked = select
    service = Service(schema._schema, house, SparqlReader(house, asked), Limits())
    asyncio.run(service.answer(Request("{ states { totalCount } }", None, {})))
    assert "LIMIT 21" in asked.asked[0]


@pytest.mark.parametrize("first", [-1, 1001])
def test_first_has_its_bounds(refusal, first):
    assert refusal(PAGE, first=first) == (f"`first` must lie between 0 and 1,000; it is {first:,}.")


BAD_CURSORS = ["", "x", "é", "MTIz", written(Link("key", "iri"))[:-2], "bnVsbA", "W10", "WzEsMl0"]


@pytest.mark.parametrize("after", BAD_CURSORS)
def test_what_is_no_cursor_is_refused(refusal, after):
    assert refusal(PAGE, first=1, after=after) == (
        "`after` must be a cursor taken from an earlier answer."
    )


def test_a_cursor_cannot_reach_the_text_of_a_question(data, select):
    hostile = written(Link('" || true) } DROP ALL #\\', '\n"> { SERVICE <http://example.org/>'))
    found = data(PAGE, first=1, after=hostile)
    assert found["positions"]["totalCount"] == 4
    assert '\\" || true) } DROP ALL #\\\\' in select.asked[0]


@given(st.text(), st.text())
def test_a_cursor_reads_back_as_its_place(key, iri):
    assert read(written(Link(key, iri))) == Link(key, iri)


@given(st.binary())
def test_any_other_text_is_refused_as_no_cursor(noise):
    with pytest.raises(ValueError, match="not a cursor"):
        read(base64.urlsafe_b64encode(b"{" + noise).decode())


LINKS = st.lists(st.builds(Link, st.text(max_size=3), st.text(max_size=3)), unique=True)


@given(LINKS, st.integers(min_value=1, max_value=7))
def test_pages_of_a_known_list_make_the_list(links, first):
    whole, after, walked = sorted(links), None, []
    while True:
        page = Page.cut(whole, first, after)
        walked += page.links
        assert page.total == len(whole)
        assert page.has_previous == (after is not None)
        if not page.has_next:
            break
        after = page.links[-1]
    assert walked == whole


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(first=st.integers(min_value=1, max_value=9))
def test_pages_of_the_engine_make_the_list(house, select, first):
    async def walked(of: Class) -> tuple[list[Link], list[Link]]:
        reader = SparqlReader(house, select)
        (whole,) = await reader.select([Slice(of, 1000, None, counted=True)])
        after, found = None, []
        while True:
            (page,) = await reader.select([Slice(of, first, after)])
            found += page.links
            if not page.has_next:
                assert whole.total == len(found)
                return list(whole.links), found
            after = page.links[-1]

    for name in ("Record", "Agent", "Concept"):
        whole, found = asyncio.run(walked(house.classes[name]))
        assert found == whole == sorted(whole)
