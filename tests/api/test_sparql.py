"""The SPARQL 1.1 Protocol over real HTTP: forms of asking, formats of answers, refusals."""

import csv
import io
from collections import deque
from pathlib import Path
from urllib.parse import quote

import httpx
import pyoxigraph as px
import pytest

from kg.publish.snapshot import Snapshot
from tests.conftest import Service

STATES = "SELECT ?state { ?state a av:State } ORDER BY ?state"
ISRAEL = "CONSTRUCT { avd:state-isr ?p ?o } WHERE { avd:state-isr ?p ?o }"
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
QUERY = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"

RESULTS = {
    "application/sparql-results+json": px.QueryResultsFormat.JSON,
    "application/sparql-results+xml": px.QueryResultsFormat.XML,
    "text/tab-separated-values": px.QueryResultsFormat.TSV,
}
GRAPHS = {
    "text/turtle": px.RdfFormat.TURTLE,
    "application/n-triples": px.RdfFormat.N_TRIPLES,
    "application/rdf+xml": px.RdfFormat.RDF_XML,
    "application/ld+json": px.RdfFormat.JSON_LD,
    "application/trig": px.RdfFormat.TRIG,
    "application/n-quads": px.RdfFormat.N_QUADS,
}


def test_three_ways_to_send_a_query_give_one_answer(client: httpx.Client) -> None:
    by_get = client.get("/sparql", params={"query": STATES})
    by_form = client.post("/sparql", data={"query": STATES})
    directly = client.post("/sparql", content=STATES, headers={"Content-Type": QUERY})
    assert by_get.status_code == by_form.status_code == directly.status_code == 200
    assert by_get.json() == by_form.json() == directly.json()
    assert len(by_get.json()["results"]["bindings"]) >= 10


def test_head_answers_as_get_without_the_body(client: httpx.Client) -> None:
    answer = client.head("/sparql", params={"query": STATES})
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) > 0


@pytest.mark.parametrize("media_type", RESULTS)
def test_results_come_in_each_format(client: httpx.Client, media_type: str) -> None:
    answer = client.get("/sparql", params={"query": STATES}, headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    solutions = px.parse_query_results(answer.content, format=RESULTS[media_type])
    assert isinstance(solutions, px.QuerySolutions)
    assert sum(1 for _ in solutions) >= 10


def test_csv_has_plain_values(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": STATES}, headers={"Accept": "text/csv"})
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert rows[0] == ["state"]
    assert ["https://w3id.org/averment/id/state-isr"] in rows


@pytest.mark.parametrize("media_type", GRAPHS)
def test_graphs_come_in_each_format(client: httpx.Client, media_type: str) -> None:
    answer = client.get("/sparql", params={"query": ISRAEL}, headers={"Accept": media_type})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    triples = {quad.triple for quad in px.parse(answer.content, format=GRAPHS[media_type])}
    israel = px.NamedNode("https://w3id.org/averment/id/state-isr")
    assert {triple.subject for triple in triples} == {israel}
    assert len(triples) >= 5


def test_an_ask_is_answered_by_a_boolean(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "ASK { avd:state-isr a av:State }"})
    assert answer.json() == {"head": {}, "boolean": True}


def test_every_answer_names_its_snapshot(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": STATES})
    assert answer.headers["averment-snapshot"] == client.get("/health").json()["snapshot"]


def test_a_link_can_name_the_format(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": STATES, "format": "csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"


def test_the_dataset_of_the_protocol_replaces_the_union(client: httpx.Client) -> None:
    graph = "https://w3id.org/averment/id/file-doc-yeshiva-world-2025-03-06"
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    whole = client.get("/sparql", params={"query": count}).json()
    part = client.get("/sparql", params={"query": count, "default-graph-uri": graph}).json()
    by_from = client.get("/sparql", params={"query": count.replace("{", f"FROM <{graph}> {{", 1)})

    def number(answer: dict) -> int:  # type: ignore[type-arg]
        return int(answer["results"]["bindings"][0]["n"]["value"])

    assert 0 < number(part) < number(whole)
    assert number(by_from.json()) == number(part)


def test_who_asks_may_grant_less_time(client: httpx.Client) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c = ?g) }"
    answer = client.get("/sparql", params={"query": endless, "timeout": "1"})
    assert answer.status_code == 504
    assert "Ended after 1 s" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("request_", "status", "words"),
    [
        ({"params": {"query": STATES, "timeout": "soon"}}, 400, "give seconds, at least 1"),
        ({"params": {"query": "SELECT * {\n  ?s ?p }"}}, 400, "line 2, column"),
        ({"params": {"query": ""}}, 400, "No query"),
        ({"headers": {"Accept": "text/csv"}}, 400, "No query"),
        ({"params": [("query", STATES), ("query", STATES)]}, 400, "Two queries"),
        ({"params": {"query": STATES, "format": "pdf"}}, 400, "choose one of: json"),
        ({"params": {"query": "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }"}}, 403, "SERVICE"),
        ({"params": {"query": "DELETE WHERE { ?s ?p ?o }"}}, 403, "read-only"),
        ({"params": {"update": "CLEAR ALL"}}, 403, "read-only"),
        ({"params": {"query": STATES, "default-graph-uri": "http://x/"}}, 403, "no graph"),
        ({"params": {"query": "SELECT * FROM <http://x/> { ?s ?p ?o }"}}, 403, "no graph"),
        ({"params": {"query": STATES}, "headers": {"Accept": "image/png"}}, 406, "text/csv"),
        ({"params": {"query": "ASK {" + "{" * 500}}, 422, "nests deeper"),
    ],
)
def test_a_refusal_says_what_and_why(
    client: httpx.Client,
    request_: dict,  # type: ignore[type-arg]
    status: int,
    words: str,
) -> None:
    answer = client.get("/sparql", **request_)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert words in answer.json()["detail"]


@pytest.mark.parametrize(
    ("content_type", "content", "status"),
    [
        ("application/sparql-update", b"CLEAR ALL", 403),
        ("application/json", b"{}", 415),
        (QUERY, b"SELECT * { ?s ?p '\xff' }", 400),
        (FORM, b"query=%FF", 400),
        (FORM, b"query=ASK{}" + b"&a" * 1000, 400),
        (QUERY, b"#" * 300_000, 413),
        (QUERY, b"#" * 2_000_000, 413),
    ],
)
def test_a_body_that_is_no_query_is_refused(
    client: httpx.Client, content_type: str, content: bytes, status: int
) -> None:
    answer = client.post("/sparql", content=content, headers={"Content-Type": content_type})
    assert answer.status_code == status


def test_other_methods_are_not_allowed(client: httpx.Client) -> None:
    answer = client.delete("/sparql")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, POST, QUERY, OPTIONS"


def test_a_percent_sign_is_decoded_once(client: httpx.Client) -> None:
    query = quote("SELECT ('100%25' AS ?x) {}")
    answer = client.get(f"/sparql?query={query}")
    assert answer.json()["results"]["bindings"][0]["x"]["value"] == "100%25"


def test_a_page_of_another_origin_may_ask(client: httpx.Client) -> None:
    answer = client.get(
        "/sparql", params={"query": STATES}, headers={"Origin": "https://x.example"}
    )
    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_cartesian_product_ends_at_the_deadline_and_the_next_question_is_answered(
    client: httpx.Client,
) -> None:
    answer = client.get("/sparql", params={"query": PRODUCT})
    assert answer.status_code == 504
    assert "Ended after 5 s" in answer.json()["detail"]
    assert client.get("/sparql", params={"query": STATES}).status_code == 200


def test_a_stream_that_cannot_be_finished_is_broken_off(client: httpx.Client) -> None:
    query = PRODUCT.replace("(COUNT(*) AS ?n)", "*")
    with client.stream("GET", "/sparql", params={"query": query}) as answer:
        assert answer.status_code == 200
        with pytest.raises(httpx.RemoteProtocolError):
            deque(answer.iter_raw(), maxlen=0)


def test_a_client_that_leaves_frees_the_worker(snapshot: Snapshot, var: Path) -> None:
    """A question that kept the only worker would keep it longer than the next client waits."""
    service = Service(var, deadline=300, processes=1)
    with pytest.raises(httpx.ReadTimeout):
        service.client.get("/sparql", params={"query": PRODUCT}, timeout=0.5)
    assert service.client.get("/sparql", params={"query": STATES}).status_code == 200
    assert service.stop() == 0


@pytest.mark.parametrize("parameter", ["format", "output", "results"])
@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        *[(name, "text/turtle") for name in ("turtle", "ttl", "n3", "text/turtle")],
        *[(name, "application/rdf+xml") for name in ("rdf+xml", "xml", "application/rdf+xml")],
        *[(name, "application/ld+json") for name in ("json-ld", "json", "application/ld+json")],
        ("n-triples", "application/n-triples"),
        ("nquads", "application/n-quads"),
    ],
)
def test_formats_have_the_names_that_clients_send(
    client: httpx.Client, parameter: str, name: str, media_type: str
) -> None:
    answer = client.get("/sparql", params={"query": ISRAEL, parameter: name})
    assert answer.headers["content-type"].partition(";")[0] == media_type


def test_a_name_that_means_nothing_is_no_refusal_where_accept_can_be_served(
    client: httpx.Client,
) -> None:
    asked = {"query": ISRAEL, "format": "csv"}
    answer = client.get("/sparql", params=asked, headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (
        200,
        "text/turtle",
    )
    assert client.get("/sparql", params=asked).status_code == 400


def test_no_answer_is_taken_for_another_type(client: httpx.Client) -> None:
    for params in ({"query": STATES}, {"query": "nonsense"}):
        answer = client.get("/sparql", params=params)
        assert answer.headers["x-content-type-options"] == "nosniff"
