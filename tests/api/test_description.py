"""What the service says of itself as RDF, over real HTTP."""

import httpx
import pyoxigraph as px
import pytest

from kg.engine import examine
from kg.publish.snapshot import Snapshot
from kg.terms import FORMATS, NAMESPACES, PREFIXES, SD, SNAPSHOT

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


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1:80", "[::1]:80"])
def test_the_address_is_the_one_that_was_asked(client: httpx.Client, host: str) -> None:
    answer = client.get("/sparql", headers={"Host": host})
    assert f"sd:endpoint <http://{host}/sparql>" in answer.text


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void", "/sitemap.xml", "/robots.txt"])
@pytest.mark.parametrize("host", ["graph.example", "192.0.2.1:80", "[2001:db8::1]", "127.1"])
def test_a_host_that_is_not_this_one_is_not_repeated(
    client: httpx.Client, host: str, path: str
) -> None:
    answer = client.get(path, headers={"Host": host})
    assert str(client.base_url).rstrip("/") in answer.text
    assert f"//{host}" not in answer.text


@pytest.mark.parametrize("host", ["a b", "x>.example", "x/y", "user@x", "x:port", "x\\u003e"])
def test_a_host_that_is_no_address_is_refused(client: httpx.Client, host: str) -> None:
    answer = client.get("/sparql", headers={"Host": host})
    assert answer.status_code == 400


@pytest.fixture(scope="module")
def void(client: httpx.Client) -> px.Store:
    """What `/.well-known/void` says."""
    return described(client, "/.well-known/void")


def asked(store: px.Store, query: str) -> list[list[str]]:
    solutions = store.query(query, prefixes=dict(NAMESPACES), use_default_graph_as_union=True)
    assert isinstance(solutions, px.QuerySolutions)
    return [[cell.value for cell in solution] for solution in solutions]


@pytest.mark.parametrize("accept", FORMATS_OF_GRAPHS)
def test_the_data_are_described_in_each_format(
    client: httpx.Client, void: px.Store, accept: str
) -> None:
    assert len(described(client, "/.well-known/void", accept)) == len(void)


def test_the_number_of_triples_is_that_of_the_store(void: px.Store, store: px.Store) -> None:
    assert asked(void, "SELECT ?n { ?d a void:Dataset ; void:triples ?n }") == [[str(len(store))]]


def test_partitions_by_class_are_those_of_the_store(void: px.Store, store: px.Store) -> None:
    told = (
        "SELECT ?c ?n { ?d void:classPartition [ void:class ?c ; void:entities ?n ] } ORDER BY ?c"
    )
    counted = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY ?c"
    assert asked(void, told) == asked(store, counted)


def test_partitions_by_property_are_those_of_the_store(void: px.Store, store: px.Store) -> None:
    told = """SELECT ?p ?t ?a ?b { ?d a void:Dataset ; void:propertyPartition [
        void:property ?p ; void:triples ?t ; void:distinctSubjects ?a ; void:distinctObjects ?b
    ] } ORDER BY ?p"""
    counted = """SELECT ?p (COUNT(*) AS ?t) (COUNT(DISTINCT ?s) AS ?a) (COUNT(DISTINCT ?o) AS ?b)
        { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"""
    assert asked(void, told) == asked(store, counted)


def test_the_properties_of_a_class_are_those_of_its_members(
    void: px.Store, store: px.Store
) -> None:
    told = """SELECT ?p ?n { ?d void:classPartition [ void:class av:State ; void:propertyPartition
        [ void:property ?p ; void:triples ?n ] ] } ORDER BY ?p"""
    counted = "SELECT ?p (COUNT(*) AS ?n) { ?s a av:State ; ?p ?o } GROUP BY ?p ORDER BY ?p"
    assert asked(void, told) == asked(store, counted) != []


def test_prefixes_are_those_that_need_no_declaration(void: px.Store) -> None:
    query = "SELECT ?p ?n { ?d sh:declare [ sh:prefix ?p ; sh:namespace ?n ] }"
    assert dict(asked(void, query)) == dict(PREFIXES)


def test_each_question_is_an_example_that_can_be_asked(
    client: httpx.Client, void: px.Store
) -> None:
    query = "SELECT ?q ?text { ?q a sh:SPARQLSelectExecutable ; sh:select ?text }"
    examples = dict(asked(void, query))
    listed = client.get("/queries.json").json()["questions"]
    assert examples.keys() == {str(client.base_url.join(each["address"])) for each in listed}
    assert {examine(text).form for text in examples.values()} == {"SELECT"}


def test_it_names_the_snapshot_and_where_it_is_asked(
    client: httpx.Client, void: px.Store, snapshot: Snapshot
) -> None:
    query = "SELECT ?d ?e ?id { ?d void:sparqlEndpoint ?e ; dcterms:identifier ?id }"
    endpoint = str(client.base_url.join("/sparql"))
    assert asked(void, query) == [[SNAPSHOT + snapshot.id, endpoint, snapshot.id]]
