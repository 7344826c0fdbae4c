"""Advice on a query over real HTTP: a header beside the answer, a list on the page."""

import httpx
import pytest

from api.advice import header_of

ODD = "SELECT ?x { ?s a av:State ; av:labl ?x }"
SOUND = "SELECT ?x { ?s a av:State ; av:label ?x }"
TOLD = "Nothing here has a property av:labl; did you mean av:label?"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_header_says_what_a_query_may_have_missed(client: httpx.Client, method: str) -> None:
    sent = {"params" if method == "GET" else "data": {"query": ODD}}
    answer = client.request(method, "/sparql", **sent)
    assert answer.headers["averment-warning"] == f'"{TOLD}"'
    assert answer.json() == {"head": {"vars": ["x"]}, "results": {"bindings": []}}


def test_a_query_that_misses_nothing_has_no_such_header(client: httpx.Client) -> None:
    assert "averment-warning" not in client.get("/sparql", params={"query": SOUND}).headers


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            'ASK { ?s skos:prefLabel "Israel" }',
            'skos:prefLabel has no plain text as its value; write "..."@en, with its language',
        ),
        (
            'ASK { ?f av:lastConfirmed "2025-03-06" }',
            'av:lastConfirmed has no plain text as its value; write "..."^^xsd:date',
        ),
        (
            'ASK { ?f av:currentStatus "presumed" }',
            "av:currentStatus has no plain text as its value; write the name of a thing or "
            "concept, avd:... or avc:...",
        ),
        (
            "ASK { ?f av:currentStatus avc:presumed }",
            "Nothing here is called avc:presumed; did you mean avc:status-presumed?",
        ),
    ],
)
def test_a_value_that_none_can_have_is_told_with_how_it_is_written(
    client: httpx.Client, query: str, told: str
) -> None:
    header = client.get("/sparql", params={"query": query}).headers["averment-warning"]
    assert header == header_of([told])


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            "ASK { avd:state-isl av:label ?l }",
            "Nothing here is called avd:state-isl; did you mean avd:state-isr or avd:state-usa or "
            "avd:state-sau?",
        ),
        (
            "SELECT * { VALUES ?s { avd:prop-isr-redcue } ?s av:text ?t }",
            "Nothing here is called avd:prop-isr-redcue; did you mean avd:prop-isr-reduce?",
        ),
        (
            "ASK { ?s av:proposition avd:prop-aus-reconsiders }",
            "Nothing here is called avd:prop-aus-reconsiders; did you mean avd:prop-aus-review?",
        ),
        ("DESCRIBE avd:planet-mars", "Nothing here is called avd:planet-mars."),
    ],
)
def test_a_name_of_nothing_is_told_with_what_has_its_place_or_comes_near(
    client: httpx.Client, engine: str, query: str, told: str
) -> None:
    if engine:
        pytest.skip("names are looked up in the record index, which another engine does without")
    header = client.get("/sparql", params={"query": query}).headers["averment-warning"]
    assert header == header_of([told])


@pytest.mark.parametrize(
    "query",
    [
        "ASK { avd:state-isr av:label ?l } # not avd:planet-mars",
        "ASK { avd:state-isr av:label 'avd:planet-mars' }",
        "CONSTRUCT { ?s av:about avd:my-own } { ?s a av:State }",
        "ASK { GRAPH avd:file-state-isr { ?s ?p ?o } }",
        "ASK { avd:prop-isr-reduce-status-2025-03-06 av:status ?s }",
    ],
)
def test_names_of_something_and_words_that_are_none_have_no_such_header(
    client: httpx.Client, query: str
) -> None:
    assert "averment-warning" not in client.get("/sparql", params={"query": query}).headers


def test_a_text_that_may_be_plain_has_no_such_header(client: httpx.Client) -> None:
    for query in ('ASK { ?s av:isoCode3 "ISR" }', 'ASK { ?d av:edtf "2025-03-06" }'):
        assert "averment-warning" not in client.get("/sparql", params={"query": query}).headers


def test_who_has_the_answer_is_told_so_too(client: httpx.Client) -> None:
    first = client.get("/sparql", params={"query": ODD})
    known = {"If-None-Match": first.headers["etag"]}
    again = client.get("/sparql", params={"query": ODD}, headers=known)
    assert (again.status_code, again.headers["averment-warning"]) == (304, f'"{TOLD}"')


def test_pages_of_other_origins_may_read_it(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": ODD}, headers={"Origin": "https://x.example"})
    exposed = answer.headers["access-control-expose-headers"]
    assert "Averment-Warning" in exposed.split(", ")


def test_the_page_shows_it_beside_the_answer(client: httpx.Client) -> None:
    html = {"Accept": "text/html"}
    assert TOLD in client.get("/sparql", params={"query": ODD}, headers=html).text
    page = client.get("/sparql", params={"query": SOUND}, headers=html).text
    assert "may not be the answer" not in page


def test_several_are_a_list_in_printable_ascii() -> None:
    told = header_of(['say "é"', "back\\slash\r\nSet-Cookie: x"])
    assert told == r'"say \"%C3%A9\"", "back\\slash%0D%0ASet-Cookie: x"'


@pytest.mark.parametrize(
    ("query", "line", "column", "told"),
    [
        ("ASK {\n ?s foaf:name ?x }", 2, 5, "PREFIX foaf: <http://xmlns.com/foaf/0.1/>"),
        ("ASK { ?s ?p ?o FILTER(x:f(?o)) }", 1, 23, "the prefix x: is not declared"),
        ("ASK { ?s a :Thing. ?s ?p 3 }", 1, 12, "the prefix : is not declared"),
    ],
)
def test_a_prefix_that_is_not_declared_is_named(
    client: httpx.Client, query: str, line: int, column: int, told: str
) -> None:
    answer = client.get("/sparql", params={"query": query})
    found = answer.json()
    assert (answer.status_code, found["line"], found["column"]) == (400, line, column)
    assert told in found["detail"]
