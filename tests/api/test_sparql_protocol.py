"""The SPARQL 1.1 Protocol, section by section, as its text has it; formats and refusals in detail
are in test_sparql.py.
"""

from collections.abc import Iterator

import httpx
import pytest

PREFIX = "https://w3id.org/averment/id/file-"
ISRAEL, REPORT = f"{PREFIX}state-isr", f"{PREFIX}doc-yeshiva-world-2025-03-06"
ASK = "ASK { avd:state-isr a av:State }"
HOW_MANY = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
FROM_ISRAEL = "SELECT (COUNT(*) AS ?n) FROM avd:file-state-isr { ?s ?p ?o }"
NAMED_ISRAEL = "SELECT DISTINCT ?g FROM NAMED avd:file-state-isr { GRAPH ?g { ?s ?p ?o } }"
WHERE = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
FORM = "application/x-www-form-urlencoded"
CLEAR = "CLEAR ALL"


def column(answer: httpx.Response) -> list[str]:
    """The values of the first variable."""
    assert answer.status_code == 200, answer.text
    found = answer.json()
    return [row[found["head"]["vars"][0]]["value"] for row in found["results"]["bindings"]]


def asking(client: httpx.Client, how: str, query: str, **graphs: object) -> httpx.Response:
    """A query in one of the three ways of section 2.1."""
    named = {key.replace("_", "-"): value for key, value in graphs.items()}
    if how == "get":
        return client.get("/sparql", params={"query": query, **named})
    if how == "form":
        return client.post("/sparql", data={"query": query, **named})
    headers = {"Content-Type": QUERY}
    return client.post("/sparql", params=named, content=query, headers=headers)


WAYS = pytest.mark.parametrize("how", ["get", "form", "direct"])


# Section 2.1.1: query via get


def test_the_query_is_a_parameter(client: httpx.Client) -> None:
    assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True


def test_a_plus_stands_for_a_space(client: httpx.Client) -> None:
    address = "/sparql?query=ASK+%7B+avd%3Astate-isr+a+av%3AState+%7D"
    assert client.get(address).json()["boolean"] is True


def test_exactly_one_query_is_wanted(client: httpx.Client) -> None:
    twice = client.get("/sparql", params=[("query", ASK), ("query", ASK)])
    assert (twice.status_code, "one at a time" in twice.text) == (400, True)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_are_not_allowed(client: httpx.Client, method: str) -> None:
    answer = client.request(method, "/sparql", params={"query": ASK})
    assert answer.status_code == 405
    assert {"GET", "POST"} <= set(answer.headers["allow"].split(", "))


# Section 2.1.2: query via posted form


@pytest.mark.parametrize("charset", ["", "; charset=UTF-8", ";charset=utf-8"])
def test_the_query_is_a_field(client: httpx.Client, charset: str) -> None:
    headers = {"Content-Type": FORM + charset}
    content = "query=ASK%20%7B%20avd%3Astate-isr%20a%20av%3AState%20%7D"
    assert client.post("/sparql", content=content, headers=headers).json()["boolean"] is True


def test_without_its_media_type_a_form_is_none(client: httpx.Client) -> None:
    answer = client.post("/sparql", content=b"query=ASK%20%7B%7D")
    assert (answer.status_code, FORM in answer.json()["detail"]) == (415, True)


def test_two_queries_are_refused(client: httpx.Client) -> None:
    assert client.post("/sparql", data={"query": [ASK, ASK]}).status_code == 400


def test_text_beyond_ascii_is_utf_8(client: httpx.Client) -> None:
    answer = client.post("/sparql", data={"query": "SELECT ('é€𝄞' AS ?x) {}"})
    assert column(answer) == ["é€𝄞"]


# Section 2.1.3: query via post directly


@pytest.mark.parametrize("charset", ["", "; charset=utf-8"])
def test_the_body_is_the_query(client: httpx.Client, charset: str) -> None:
    headers = {"Content-Type": QUERY + charset}
    answer = client.post("/sparql", content="SELECT ('é€𝄞' AS ?x) {}", headers=headers)
    assert column(answer) == ["é€𝄞"]


def test_a_body_without_media_type_is_refused(client: httpx.Client) -> None:
    answer = client.post("/sparql", content=ASK)
    assert (answer.status_code, QUERY in answer.json()["detail"]) == (415, True)


def test_what_is_no_utf_8_is_refused(client: httpx.Client) -> None:
    content = "ASK { ?s ?p 'é' }".encode("utf-16")
    answer = client.post("/sparql", content=content, headers={"Content-Type": QUERY})
    assert answer.status_code == 400


# Not in the protocol: the method QUERY (draft-ietf-httpbis-safe-method-w-body)


@pytest.mark.parametrize(
    ("kind", "content"), [(QUERY, ASK), (FORM, "query=ASK%20%7Bavd:state-isr%20a%20av:State%7D")]
)
def test_query_is_asked_as_a_post_is(client: httpx.Client, kind: str, content: str) -> None:
    answer = client.request("QUERY", "/sparql", content=content, headers={"Content-Type": kind})
    assert answer.json()["boolean"] is True


def test_query_takes_no_update(client: httpx.Client) -> None:
    headers = {"Content-Type": UPDATE}
    assert client.request("QUERY", "/sparql", content=CLEAR, headers=headers).status_code == 403


def test_browsers_are_told_of_query_and_other_doors_do_not_take_it(client: httpx.Client) -> None:
    asking = {"Origin": "http://x.example", "Access-Control-Request-Method": "QUERY"}
    assert client.options("/sparql", headers=asking).status_code == 200
    assert "QUERY" in client.options("/sparql").headers["allow"]
    assert client.request("QUERY", "/queries").status_code == 405


# Section 2.1.4: dataset


@WAYS
def test_one_default_graph(client: httpx.Client, how: str) -> None:
    answer = asking(client, how, HOW_MANY, default_graph_uri=ISRAEL)
    by_query = client.get("/sparql", params={"query": FROM_ISRAEL})
    assert column(answer) == column(by_query) != ["0"]


@WAYS
def test_several_default_graphs_are_merged(client: httpx.Client, how: str) -> None:
    one, other, both = (
        int(column(asking(client, how, HOW_MANY, default_graph_uri=graphs))[0])
        for graphs in ([ISRAEL], [REPORT], [ISRAEL, REPORT])
    )
    assert both == one + other


@WAYS
def test_named_graphs_are_those_that_are_named(client: httpx.Client, how: str) -> None:
    answer = asking(client, how, WHERE, named_graph_uri=[REPORT, ISRAEL])
    assert column(answer) == sorted([ISRAEL, REPORT])


@WAYS
def test_with_named_graphs_alone_the_default_graph_is_empty(client: httpx.Client, how: str) -> None:
    assert column(asking(client, how, HOW_MANY, named_graph_uri=ISRAEL)) == ["0"]


@WAYS
def test_with_default_graphs_alone_no_graph_is_named(client: httpx.Client, how: str) -> None:
    assert column(asking(client, how, WHERE, default_graph_uri=ISRAEL)) == []


@WAYS
def test_both_together(client: httpx.Client, how: str) -> None:
    query = "SELECT DISTINCT ?g { ?s ?p ?o . GRAPH ?g { ?a ?b ?c } }"
    graphs = {"default_graph_uri": ISRAEL, "named_graph_uri": REPORT}
    assert column(asking(client, how, query, **graphs)) == [REPORT]


@WAYS
def test_the_protocol_goes_before_the_query(client: httpx.Client, how: str) -> None:
    assert column(asking(client, how, NAMED_ISRAEL)) == [ISRAEL]
    assert column(asking(client, how, NAMED_ISRAEL, named_graph_uri=REPORT)) == [REPORT]


@WAYS
@pytest.mark.parametrize("which", ["default_graph_uri", "named_graph_uri"])
def test_a_graph_that_is_not_here_is_refused_and_not_fetched(
    client: httpx.Client, how: str, which: str
) -> None:
    answer = asking(client, how, ASK, **{which: "http://x.example/"})
    assert (answer.status_code, "none is fetched" in answer.json()["detail"]) == (403, True)


# Section 2.1.5: accepted formats


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/csv;q=0.4, application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv, application/sparql-results+xml;q=0.9", "text/csv"),
        ("text/csv;q=0.2, text/*;q=0.1", "text/csv"),
        ("application/*;q=0, text/csv;q=0.1", "text/csv"),
        ("image/png, */*;q=0.1", "application/sparql-results+json"),
    ],
)
def test_the_client_chooses(client: httpx.Client, accept: str, media_type: str) -> None:
    query = {"query": "SELECT ?s { ?s a av:State } LIMIT 1"}
    answer = client.get("/sparql", params=query, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == media_type


# Section 2.1.6: success


@pytest.mark.parametrize(
    ("query", "media_type"),
    [
        ("SELECT ?s { ?s a av:State } LIMIT 1", "application/sparql-results+json"),
        (ASK, "application/sparql-results+json"),
        ("DESCRIBE avd:state-isr", "text/turtle"),
        ("CONSTRUCT WHERE { avd:state-isr a ?class }", "text/turtle"),
    ],
)
@WAYS
def test_each_form(client: httpx.Client, how: str, query: str, media_type: str) -> None:
    answer = asking(client, how, query)
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert answer.content


# Section 2.1.7: failure


@WAYS
def test_a_text_that_is_no_query(client: httpx.Client, how: str) -> None:
    answer = asking(client, how, "ASK {\n ?s ?p }")
    assert (answer.status_code, answer.json()["line"]) == (400, 2)


def updates(client: httpx.Client) -> Iterator[httpx.Response]:
    """An update in every way in which one may be sent."""
    yield client.post("/sparql", data={"update": CLEAR})
    yield client.post("/sparql", data={"update": CLEAR, "using-graph-uri": ISRAEL})
    yield client.post("/sparql", content=CLEAR, headers={"Content-Type": UPDATE})
    yield client.post(
        "/sparql", content=CLEAR, headers={"Content-Type": f"{UPDATE}; charset=utf-8"}
    )
    yield client.get("/sparql", params={"update": CLEAR})
    yield client.post("/sparql", data={"update": CLEAR, "query": ASK})
    for how in ("get", "form", "direct"):
        yield asking(client, how, CLEAR)


def test_no_update_is_run_and_each_is_told_why(client: httpx.Client) -> None:
    """Section 2.2: an endpoint need not take updates."""
    before = client.get("/sparql", params={"query": HOW_MANY}).json()
    for answer in updates(client):
        assert (answer.status_code, "read-only" in answer.json()["detail"]) == (403, True)
    assert client.get("/sparql", params={"query": HOW_MANY}).json() == before
