"""What the service says of itself as RDF, over real HTTP."""

import httpx
import pyoxigraph as px
import pytest

from kg.terms import FORMATS, SD

FORMATS_OF_GRAPHS = {
    "text/turtle": px.RdfFormat.TURTLE,
    "application/n-triples": px.RdfFormat.N_TRIPLES,
    "application/rdf+xml": px.RdfFormat.RDF_XML,
    "application/ld+json": px.RdfFormat.JSON_LD,
    "application/trig": px.RdfFormat.TRIG,
    "application/n-quads": px.RdfFormat.N_QUADS,
}


def described(client: httpx.Client, path: str, accept: str = "text/turtle") -> px.Store:
    answer = client.get(path, headers={"Accept": accept})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] == accept
    store = px.Store()
    store.load(answer.content, format=FORMATS_OF_GRAPHS[accept])
    return store


def values(store: px.Store, predicate: str) -> set[str]:
    found = store.quads_for_pattern(None, px.NamedNode(predicate), None)
    return {quad.object.value for quad in found if not isinstance(quad.object, px.Triple)}


def isomorphic(store: px.Store) -> set[px.Quad]:
    dataset = px.Dataset(store)
    dataset.canonicalize(px.CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


@pytest.mark.parametrize("accept", FORMATS_OF_GRAPHS)
def test_the_endpoint_describes_itself_in_each_format(client: httpx.Client, accept: str) -> None:
    given, turtle = described(client, "/sparql", accept), described(client, "/sparql")
    assert isomorphic(given) == isomorphic(turtle)


def test_who_says_nothing_gets_the_description(client: httpx.Client) -> None:
    assert client.get("/sparql").headers["content-type"] == "text/turtle; charset=utf-8"


def test_a_browser_gets_the_page(client: httpx.Client) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    assert "<textarea" in client.get("/sparql", headers=browser).text


@pytest.mark.parametrize("query", ["query=", "default-graph-uri=x:y", "format=json"])
def test_a_question_without_a_query_is_refused(client: httpx.Client, query: str) -> None:
    answer = client.get(f"/sparql?{query}")
    assert (answer.status_code, "No query" in answer.text) == (400, True)


def test_it_says_what_it_answers_in_which_formats(client: httpx.Client) -> None:
    found = described(client, "/sparql")
    assert values(found, f"{SD}endpoint") == {str(client.base_url.join("/sparql"))}
    assert values(found, f"{SD}supportedLanguage") == {f"{SD}SPARQL11Query"}
    assert values(found, f"{SD}feature") == {f"{SD}UnionDefaultGraph"}
    assert len(values(found, f"{SD}resultFormat")) == 10
    assert f"{FORMATS}SPARQL_Results_CSV" in values(found, f"{SD}resultFormat")
    assert values(found, f"{SD}extensionFunction") == set()


def test_its_named_graphs_are_those_that_can_be_asked(
    client: httpx.Client, store: px.Store
) -> None:
    held = {graph.value for graph in store.named_graphs()}
    assert values(described(client, "/sparql"), f"{SD}name") == held


@pytest.mark.parametrize("host", ["graph.example", "graph.example:8080", "[2001:db8::1]:80"])
def test_the_address_is_the_one_that_was_asked(client: httpx.Client, host: str) -> None:
    answer = client.get("/sparql", headers={"Host": host})
    assert f"sd:endpoint <http://{host}/sparql>" in answer.text


@pytest.mark.parametrize("host", ["a b", "x>.example", "x/y", "user@x", "x:port", "x\\u003e"])
def test_a_host_that_is_no_address_is_refused(client: httpx.Client, host: str) -> None:
    answer = client.get("/sparql", headers={"Host": host})
    assert answer.status_code == 400
