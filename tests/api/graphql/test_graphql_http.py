"""GraphQL over HTTP on a socket: methods, media types, statuses and bounds."""

import asyncio
import json
import threading
from collections.abc import Iterator

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from api.graphql.app import METHODS, graphql_app
from api.representation.middleware import RepresentationMiddleware
from api.representation.refusals import Refusals
from kg.errors import AskError, BadQuery, DeadlinePassed, OutOfResources, Unavailable

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
QUERY = '{ state(id: "state-isr") { label } }'
ISRAEL = {
    "data": {"state": {"label": "Israel"}},
    "extensions": {"snapshot": "abc", "cost": {"values": 2, "most": 500_000}},
}
ABOUT = {"snapshot": "abc"}
FAILURES = {
    "late": (DeadlinePassed("It took too long."), 504),
    "busy": (Unavailable("No worker is free."), 503),
    "dead": (OutOfResources("The worker ended."), 422),
    "wrong": (BadQuery("not SPARQL"), 500),
}


async def page(scope, text, answer):
    return PlainTextResponse(f"page of {text!r}: {json.loads(answer) if answer else None}")


@pytest.fixture(scope="module")
def address(schema, house, graph, select_on) -> Iterator[str]:
    """A server with the endpoint, one with a page, and one for each way in which engines fail."""

    def failing(error):
        async def select(query):
            raise error

        return select

    select = select_on(graph)
    endpoints = {
        "graphql": graphql_app(schema, house, select, about=ABOUT),
        "graphql.csv": graphql_app(schema, house, select, about=ABOUT),
        "paged": graphql_app(schema, house, select, page=page, about=ABOUT),
        **{n: graphql_app(schema, house, failing(error)) for n, (error, _) in FAILURES.items()},
    }
    refusals = Refusals(lambda request, status, title, detail: PlainTextResponse(title, status))
    app = Starlette(
        routes=[Route(f"/{name}", each, methods=METHODS) for name, each in endpoints.items()],
        middleware=[Middleware(RepresentationMiddleware, snapshot="abc")],
        exception_handlers={AskError: refusals, HTTPException: refusals},
    )
    config = uvicorn.Config(app, port=0, log_level="warning", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()))
    thread.start()
    while not server.started:
        assert thread.is_alive()
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def http(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address) as client:
        yield client


def test_a_post_of_json_is_answered(http):
    response = http.post("/graphql", json={"query": QUERY})
    assert response.json() == ISRAEL
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    assert response.headers["vary"] == "Accept, Accept-Encoding"
    assert response.headers["averment-snapshot"] == "abc"


def test_a_get_is_answered_the_same(http):
    query = "query A($id: ID!) { state(id: $id) { label } } query B { __typename }"
    parameters = {"query": query, "variables": '{"id": "state-isr"}', "operationName": "A"}
    assert http.get("/graphql", params=parameters).json() == ISRAEL
    assert http.head("/graphql", params=parameters).text == ""


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, JSON),
        ("*/*", JSON),
        (JSON, JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{GRAPHQL};q=0.5, {JSON};q=0.9", JSON),
        ("application/*", JSON),
    ],
)
def test_the_media_type_is_the_one_liked_best(http, accept, media_type):
    headers = {"Accept": accept} if accept else {}
    request = http.build_request("POST", "/graphql", json={"query": QUERY}, headers=headers)
    if accept is None:
        del request.headers["Accept"]
    response = http.send(request)
    assert response.headers["content-type"] == f"{media_type}; charset=utf-8"
    assert response.json() == ISRAEL


def test_no_other_media_type_is_on_offer(http):
    response = http.post("/graphql", json={"query": QUERY}, headers={"Accept": "text/turtle"})
    assert response.status_code == 406
    assert GRAPHQL in response.json()["detail"]


@pytest.mark.parametrize("query", ["{", "{ stats }", "{ states(first: -1) { totalCount } }"])
def test_a_request_error_is_400_in_the_new_media_type_and_200_in_the_old(http, query):
    for accept, status in ((GRAPHQL, 400), (JSON, 200)):
        response = http.post("/graphql", json={"query": query}, headers={"Accept": accept})
        assert response.status_code == status
        assert response.json()["errors"][0]["locations"]
        assert "data" not in response.json()


def test_a_field_error_is_200_with_what_could_be_had(http):
    query = '{ state(id: "state-isr") { label } position(id: "pos-broken") { speaker { id } } }'
    response = http.post("/graphql", json={"query": query}, headers={"Accept": GRAPHQL})
    assert response.status_code == 200
    assert response.json()["data"] == {"state": {"label": "Israel"}, "position": None}
    assert response.json()["errors"][0]["path"] == ["position", "speaker"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused_with_those_that_are_not(http, method):
    response = http.request(method, "/graphql", json={"query": QUERY})
    assert response.status_code == 405
    assert response.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert http.options("/graphql").headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_a_mutation_is_refused_by_either_method(http):
    mutation = {"query": "mutation { delete }"}
    assert http.get("/graphql", params=mutation).status_code == 405
    response = http.post("/graphql", json=mutation, headers={"Accept": GRAPHQL})
    assert response.status_code == 400
    assert "Only queries" in response.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b'"{ states }"',
        b"{}",
        b'{"query": 5}',
        b'{"query": " "}',
        b'{"query": "{ __typename }", "variables": []}',
        b'{"query": "{ __typename }", "operationName": 5}',
        b'{"query": "{ __typename }", "extensions": "a"}',
        b'{"query": "\xff"}',
        b'{"query": "\\ud800"}',
        b'[{"query": "{ __typename }"}]',
    ],
)
def test_a_body_that_is_no_request_is_400(http, body):
    for accept in (JSON, GRAPHQL):
        headers = {"Content-Type": JSON, "Accept": accept}
        response = http.post("/graphql", content=body, headers=headers)
        assert response.status_code == 400
        assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "parameters", ["", "variables={}", "query=%FF", "query={__typename}&variables={", "query="]
)
def test_parameters_that_are_no_request_are_400(http, parameters):
    assert http.get(f"/graphql?{parameters}").status_code == 400


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "application/graphql", "application/json; charset=latin-1"]
)
def test_another_media_type_is_415(http, content_type):
    body = json.dumps({"query": QUERY})
    headers = {"Content-Type": content_type}
    assert http.post("/graphql", content=body, headers=headers).status_code == 415


def test_unknown_members_of_a_request_are_left_alone(http):
    body = {"query": QUERY, "variables": None, "operationName": None, "id": "x"}
    assert http.post("/graphql", json=body).json() == ISRAEL


def test_a_body_beyond_the_bound_is_413(http):
    response = http.post("/graphql", json={"query": QUERY, "variables": {"a": "x" * 2**20}})
    assert response.status_code == 413


@pytest.mark.parametrize("name", sorted(FAILURES))
def test_what_the_engine_fails_at_has_a_code_and_a_status(http, name):
    error, status = FAILURES[name]
    for accept in (JSON, GRAPHQL):
        response = http.post(f"/{name}", json={"query": QUERY}, headers={"Accept": accept})
        assert response.status_code == status
        assert response.json() == {
            "errors": [{"message": str(error), "extensions": {"code": type(error).__name__}}]
        }
        assert ("retry-after" in response.headers) == (status == 503)


def test_people_get_the_page_programs_get_json(http):
    html = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    assert http.get("/paged", headers=html).text == "page of '': None"
    asked = http.get("/paged", params={"query": QUERY}, headers=html)
    assert asked.text == f"page of {QUERY!r}: {ISRAEL}"
    refused = http.get("/paged", params={"query": "{"}, headers=html)
    assert "Syntax Error" in refused.text
    assert http.get("/paged", params={"query": QUERY}).json() == ISRAEL
    assert http.get("/graphql", params={"query": QUERY}, headers=html).json() == ISRAEL


TABLE = "isoCode3,label\r\nISR,Israel\r\n,New Zealand\r\n,United States\r\n"


@pytest.mark.parametrize(("path", "accept"), [("/graphql", "text/csv"), ("/graphql.csv", "*/*")])
def test_a_table_is_had_by_its_media_type_and_at_an_address_of_its_own(http, path, accept):
    query = {"query": "{ states { nodes { isoCode3 label } } }"}
    for response in (
        http.get(path, params=query, headers={"Accept": accept}),
        http.post(path, json=query, headers={"Accept": accept}),
    ):
        assert response.headers["content-type"] == "text/csv; charset=utf-8"
        assert response.text == TABLE


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("{ states { nodes { isoCode } } }", 400, "Did you mean 'isoCode3'"),
        ("{ states { nodes { id } } agents { nodes { id } } }", 400, "rows of one list"),
        ('{ position(id: "pos-broken") { speaker { id } } }', 500, "Cannot return null"),
    ],
)
def test_what_makes_no_table_is_told_as_json(http, query, status, told):
    response = http.get("/graphql.csv", params={"query": query})
    assert response.status_code == status
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    assert told in response.json()["errors"][0]["message"]
