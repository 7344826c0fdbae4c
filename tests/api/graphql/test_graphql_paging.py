"""Pages: their limits, their cursors, and that a walk over them is the whole list."""

import asyncio
import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.graphql.cursor import OfAnotherSnapshot, read, written
from api.graphql.limits import Limits
from api.graphql.service import Request, Service
from kg.ask.reader import By, Link, Order, Page, Slice, SortKey, SparqlReader, Window

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


BAD_CURSORS = [
    "",
    "x",
    "é",
    "MTIz",
    written(Link(("key",), "iri"), "")[:-2],
    "bnVsbA",
    "W10",
    "WzEsMl0",
    written(Link(("key",), "iri"), "no snapshot"),
]


@pytest.mark.parametrize("after", BAD_CURSORS)
def test_what_is_no_cursor_is_refused(refusal, after):
    assert refusal(PAGE, first=1, after=after) == (
        "`after` must be a cursor taken from an earlier answer."
    )


def test_a_cursor_cannot_reach_the_text_of_a_question(data, select):
    hostile = written(
        Link(('" || true) } DROP ALL #\\',), '\n"> { SERVICE <http://example.org/>'), ""
    )
    found = data(PAGE, first=1, after=hostile)
    assert found["positions"]["totalCount"] == 4
    assert '\\" || true) } DROP ALL #\\\\' in select.asked[0]


@given(st.lists(st.text(), max_size=3).map(tuple), st.text(), st.text("0123456789abcdef"))
def test_a_cursor_reads_back_as_its_place_in_its_snapshot(keys, iri, snapshot):
    assert read(written(Link(keys, iri), snapshot)) == (Link(keys, iri), snapshot[:12])


def test_a_cursor_of_another_snapshot_is_told_from_others(answering):
    place = written(Link(("key",), "iri"), "0123456789abcdef")
    with pytest.raises(OfAnotherSnapshot, match="0123456789ab"):
        answering.plan(Request(PAGE, None, {"first": 1, "after": place}))


@given(st.binary())
def test_any_other_text_is_refused_as_no_cursor(noise):
    with pytest.raises(ValueError, match="not a cursor"):
        read(base64.urlsafe_b64encode(b"{" + noise).decode())


KEYS = st.tuples(st.text(max_size=1), st.text(max_size=1))
LINKS = st.lists(st.builds(Link, KEYS, st.text(max_size=3)), unique=True)
ORDERS = st.tuples(st.booleans(), st.booleans()).map(
    lambda ways: Order(tuple(SortKey(By.NAME, None, way) for way in ways))
)


def walked_pages(pages_of, first: int, *, backward: bool) -> list[list[Link]]:
    """All pages of a list, one after the other, from its start or from its end."""
    place, pages = None, []
    while True:
        ends = {"before": place} if backward else {"after": place}
        page = pages_of(Window(first, backward, **ends))
        pages.append(list(page.links))
        # What lies behind the cursor is there; what lies before us is there as long as more comes.
        assert (page.has_next if backward else page.has_previous) == (place is not None)
        if not (page.has_previous if backward else page.has_next):
            return pages[::-1] if backward else pages
        place = page.links[0] if backward else page.links[-1]


@given(LINKS, ORDERS, st.integers(min_value=1, max_value=7), st.booleans())
def test_pages_of_a_known_list_make_the_list(links, by, first, backward):
    whole = by.sort(links)
    pages = walked_pages(lambda window: Page.cut(whole, window, by), first, backward=backward)
    assert [link for page in pages for link in page] == whole
    assert Page.cut(whole, Window(first), by).total == len(whole)


@given(LINKS, ORDERS, st.data())
def test_between_two_cursors_stands_what_is_between_their_places(links, by, data):
    whole = by.sort(links)
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
    after = whole[start - 1] if start else None
    before = whole[end] if end < len(whole) else None
    page = Page.cut(whole, Window(1000, after=after, before=before), by)
    assert list(page.links) == whole[start:end]


@pytest.mark.parametrize("name", ["Record", "Agent", "Concept"])
@pytest.mark.parametrize("backward", [False, True])
@pytest.mark.parametrize("first", [1, 2, 4, 9])
def test_pages_of_the_engine_make_the_list(house, select, name, first, backward):
    of, reader = house.classes[name], SparqlReader(house, select)

    def page_of(window: Window) -> Page:
        (page,) = asyncio.run(reader.select([Slice(of, window, counted=True)]))
        return page

    whole = page_of(Window(1000))
    pages = walked_pages(page_of, first, backward=backward)
    found = [link for page in pages for link in page]
    assert found == list(whole.links) == sorted(whole.links)
    assert whole.total == len(found)
