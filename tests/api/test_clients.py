"""Clients that people use, on the running service: each in the methods and formats that it has."""

import io
import shutil
import subprocess
import warnings
from typing import Any

import httpx
import pandas as pd
import pyoxigraph as px
import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)

from api.representation.negotiation import GRAPH_TYPES, RESULT_TYPES, Offers

STATES = "SELECT ?state { ?state a av:State } ORDER BY ?state"
ISRAEL = URIRef("https://w3id.org/averment/id/state-isr")
GRAPH = f"CONSTRUCT {{ <{ISRAEL}> ?p ?o }} WHERE {{ <{ISRAEL}> ?p ?o }}"
GRAPHS = {
    TURTLE: px.RdfFormat.TURTLE,
    N3: px.RdfFormat.TURTLE,
    JSONLD: px.RdfFormat.JSON_LD,
}
METHODS = [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)]


def wrapper(url: str, query: str, format_: str, method: str, way: str) -> SPARQLWrapper:
    asking = SPARQLWrapper(f"{url}/sparql")
    asking.setQuery(query)
    asking.setReturnFormat(format_)
    asking.setMethod(method)
    asking.setRequestMethod(way)
    return asking


@pytest.mark.parametrize(("method", "way"), METHODS)
@pytest.mark.parametrize("format_", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_selects(server_url: str, format_: str, method: str, way: str) -> None:
    answer = wrapper(server_url, f"PREFIX av: <https://w3id.org/averment/ns#> {STATES}", format_,
                     method, way).query()  # fmt: skip
    with answer.response:
        assert b"state-isr" in answer.response.read()


@pytest.mark.parametrize(("method", "way"), METHODS)
@pytest.mark.parametrize("format_", [TURTLE, N3, RDFXML, XML, JSONLD])
def test_sparqlwrapper_constructs(server_url: str, format_: str, method: str, way: str) -> None:
    answer = wrapper(server_url, GRAPH, format_, method, way).query()
    with answer.response:
        content = answer.response.read()
    found = px.parse(content, format=GRAPHS.get(format_, px.RdfFormat.RDF_XML))
    assert {quad.subject.value for quad in found} == {str(ISRAEL)}


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("format_", ["xml", "json", "csv", "tsv"])
def test_rdflib_asks_as_a_store(server_url: str, format_: str, method: Any) -> None:
    graph = Graph(SPARQLStore(f"{server_url}/sparql", returnFormat=format_, method=method))
    assert len(list(graph.triples((ISRAEL, None, None)))) >= 5
    assert (ISRAEL, None, None) in graph


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("format_", ["xml", "turtle"])
def test_rdflib_reads_a_graph(server_url: str, format_: str, method: Any) -> None:
    store = SPARQLStore(f"{server_url}/sparql", returnFormat=format_, method=method)
    assert set(Graph(store).query(GRAPH).graph.subjects()) == {ISRAEL}  # type: ignore[union-attr]


def test_rdflib_joins_by_its_own_service(server_url: str) -> None:
    text = f"SELECT ?p {{ SERVICE <{server_url}/sparql> {{ <{ISRAEL}> ?p ?o }} }}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert len(list(Graph().query(text))) >= 5


def test_pandas_reads_a_table_from_the_address(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": STATES, "format": "csv"})
    table = pd.read_csv(io.StringIO(answer.text))
    assert str(ISRAEL) in set(table["state"])
    at_once = pd.read_csv(str(answer.request.url))
    assert list(at_once["state"]) == list(table["state"])


def curl(*words: str) -> str:
    """What curl prints; it fails where the status does."""
    done = subprocess.run(["curl", "-sS", "--fail", *words], capture_output=True, check=True)
    return done.stdout.decode()


@pytest.mark.skipif(not shutil.which("curl"), reason="there is no curl on this machine")
@pytest.mark.parametrize("packing", [(), ("--compressed",)])
@pytest.mark.parametrize(
    ("types", "query"), [(RESULT_TYPES, STATES), (GRAPH_TYPES, GRAPH)], ids=["rows", "graph"]
)
def test_curl(server_url: str, types: Offers, query: str, packing: tuple[str, ...]) -> None:
    address, direct = f"{server_url}/sparql", "Content-Type: application/sparql-query"
    for media_type in (first for first, *_ in types.values()):
        accept = ("-H", f"Accept: {media_type}", *packing)
        field = ("--data-urlencode", f"query={query}")
        answers = {
            curl(address, *accept, "--get", *field),
            curl(address, *accept, *field),
            curl(address, *accept, "-H", direct, "--data-binary", query),
            curl(address, *accept, "-H", direct, "--data-binary", query, "-X", "QUERY"),
        }
        assert all("state-isr" in answer for answer in answers), media_type
        assert len(answers) == 1 or types is GRAPH_TYPES
