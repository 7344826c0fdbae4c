"""What every door has in common: tags, 304, 406, coding, Vary, the snapshot, refusals."""

import gzip
import zlib
from collections import deque
from urllib.parse import quote

import httpx
import pytest

from api.representation.coding import GZIP, ZSTD, zstd

HTML = "text/html,application/xhtml+xml,*/*;q=0.8"
STATES = "SELECT ?state { ?state a av:State } ORDER BY ?state"
EVERYTHING = "SELECT * { ?s ?p ?o }"
GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
UNPACK = {GZIP: gzip.decompress, ZSTD: zstd.decompress}
REVALIDATED = "public, max-age=0, must-revalidate"


def sparql(query: str, **parameters: str) -> str:
    return "/sparql?" + "&".join(
        f"{k}={quote(v)}" for k, v in {"query": query, **parameters}.items()
    )


# Each door with a form that it has: address, what is accepted, what comes.
DOORS = [
    ("/", "text/html", "text/html; charset=utf-8"),
    ("/health", "application/json", "application/json"),
    ("/openapi.json", "*/*", "application/json"),
    ("/cite?query=ASK{?s ?p ?o}", "application/json", "application/json"),
    ("/.well-known/void", "application/ld+json", "application/ld+json"),
    ("/.well-known/void.ttl", "*/*", "text/turtle; charset=utf-8"),
    (sparql(STATES), "text/csv", "text/csv; charset=utf-8"),
    (sparql(GRAPH), "text/turtle", "text/turtle; charset=utf-8"),
    ("/sparql", "text/html", "text/html; charset=utf-8"),
    ("/graphql?query={states{nodes{label}}}", "*/*", "application/json; charset=utf-8"),
    ("/graphql", "text/html", "text/html; charset=utf-8"),
    ("/graphql/schema.graphql", "*/*", "text/plain; charset=utf-8"),
    ("/id/state-isr", "text/turtle", "text/turtle; charset=utf-8"),
    ("/id/state-isr", "text/html", "text/html; charset=utf-8"),
    ("/queries", "application/json", "application/json"),
    ("/search?q=israel", "application/json", "application/json"),
    ("/search?q=israel", "text/html", "text/html; charset=utf-8"),
    ("/search.json?q=israel", "text/html", "application/json"),
    ("/queries.json", "text/html", "application/json"),
    ("/queries", "text/html", "text/html; charset=utf-8"),
    ("/queries", "text/turtle", "text/turtle; charset=utf-8"),
    ("/queries/withheld", "text/csv", "text/csv; charset=utf-8"),
    ("/ns", "application/ld+json", "application/ld+json"),
    ("/ontology/core", "text/html", "text/html; charset=utf-8"),
    ("/concept/stance", "application/n-triples", "application/n-triples"),
    ("/shape/claims.ttl", "*/*", "text/turtle; charset=utf-8"),
    ("/context.jsonld", "*/*", "application/ld+json"),
    ("/dump.nq", "*/*", "application/n-quads"),
    ("/dump.nq.sha256", "*/*", "text/plain; charset=utf-8"),
    ("/static/base.css", "text/css,*/*;q=0.1", "text/css; charset=utf-8"),
    ("/static/islands/base.js", "*/*", "text/javascript; charset=utf-8"),
    ("/sparql/vocabulary.json", "*/*", "application/json"),
    ("/queries", "text/html", "text/html; charset=utf-8"),
]
NEGOTIATED = sorted({address for address, accept, _ in DOORS if "." not in address})


@pytest.fixture(scope="module")
def snapshot_id(client: httpx.Client) -> str:
    return client.get("/health").json()["snapshot"]


@pytest.mark.parametrize(("address", "accept", "content_type"), DOORS)
def test_an_answer_says_what_it_is_and_what_it_depends_on(
    client: httpx.Client, snapshot_id: str, address: str, accept: str, content_type: str
) -> None:
    answer = client.get(address, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == content_type
    assert answer.headers["averment-snapshot"] == snapshot_id
    assert answer.headers["vary"].split(", ")[:2] == ["Accept", "Accept-Encoding"]
    assert answer.headers["cache-control"] == REVALIDATED
    assert answer.headers["etag"]


@pytest.mark.parametrize(("address", "accept", "content_type"), DOORS)
def test_a_copy_that_is_still_good_is_not_sent_again(
    client: httpx.Client, address: str, accept: str, content_type: str
) -> None:
    first = client.get(address, headers={"Accept": accept})
    tag = first.headers["etag"]
    bare = tag.removeprefix("W/")
    for known in (tag, bare, f"W/{bare}", f'"other", W/"x,y", {tag}', "*"):
        again = client.get(address, headers={"Accept": accept, "If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        for name in ("etag", "vary", "cache-control", "averment-snapshot", "content-location"):
            assert again.headers.get(name) == first.headers.get(name)
        assert "content-type" not in again.headers


@pytest.mark.parametrize(("address", "accept", "content_type"), DOORS)
def test_a_copy_that_is_another_is_replaced(
    client: httpx.Client, address: str, accept: str, content_type: str
) -> None:
    headers = {"Accept": accept, "If-None-Match": '"other", W/"another"'}
    assert client.get(address, headers=headers).status_code == 200


@pytest.mark.parametrize("coding", ["identity", "gzip", "zstd"])
@pytest.mark.parametrize(("address", "accept", "content_type"), DOORS)
def test_head_says_what_get_says(
    client: httpx.Client, address: str, accept: str, content_type: str, coding: str
) -> None:
    headers = {"Accept": accept, "Accept-Encoding": coding}
    head, get = client.head(address, headers=headers), client.get(address, headers=headers)
    assert head.content == b""
    for name in (head.headers.keys() | get.headers.keys()) - {"date", "transfer-encoding"}:
        assert (name, head.headers.get(name)) == (name, get.headers.get(name))


@pytest.mark.parametrize("coding", UNPACK)
@pytest.mark.parametrize(("address", "accept", "content_type"), DOORS)
def test_packed_it_is_the_same_for_those_who_take_it(
    client: httpx.Client, address: str, accept: str, content_type: str, coding: str
) -> None:
    plain = client.get(address, headers={"Accept": accept, "Accept-Encoding": "identity"})
    headers, packed = raw(client, address, coding, accept)
    assert "content-encoding" not in plain.headers
    if len(plain.content) <= 1200:
        assert "content-encoding" not in headers
        return
    assert headers["content-encoding"] == coding
    lines = UNPACK[coding](packed).splitlines()
    assert sorted(lines) == sorted(plain.content.splitlines())
    is_weak = plain.headers["etag"].startswith("W/")
    assert (headers["etag"] == plain.headers["etag"]) is is_weak


@pytest.mark.parametrize("address", NEGOTIATED)
def test_what_is_on_offer_is_named_where_none_of_it_will_do(
    client: httpx.Client, snapshot_id: str, address: str
) -> None:
    answer = client.get(address, headers={"Accept": "image/png"})
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["averment-snapshot"] == snapshot_id
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers
    offered = {media_type for one, _, media_type in DOORS if one == address}
    assert all(one.partition(";")[0] in answer.json()["detail"] for one in offered)


@pytest.mark.parametrize(
    ("method", "address", "status", "allow"),
    [
        ("GET", "/nothing/here", 404, None),
        ("GET", "/static/nothing.css", 404, None),
        ("GET", "/queries/withold", 404, None),
        ("GET", "/ontology/nothing", 404, None),
        ("GET", "/id/state-xyz", 404, None),
        ("DELETE", "/", 405, "GET, HEAD, OPTIONS"),
        ("POST", "/health", 405, "GET, HEAD, OPTIONS"),
        ("POST", "/id/state-isr", 405, "GET, HEAD, OPTIONS"),
        ("PUT", "/queries", 405, "GET, HEAD, OPTIONS"),
        ("PUT", "/queries/withheld", 405, "GET, HEAD, OPTIONS"),
        ("POST", "/ns", 405, "GET, HEAD, OPTIONS"),
        ("POST", "/static/base.css", 405, "GET, HEAD, OPTIONS"),
        ("PATCH", "/sparql", 405, "GET, HEAD, POST, QUERY, OPTIONS"),
        ("DELETE", "/graphql", 405, "GET, HEAD, POST, OPTIONS"),
    ],
)
def test_a_refusal_is_a_problem_for_programs_and_a_page_for_people(
    client: httpx.Client, method: str, address: str, status: int, allow: str | None
) -> None:
    told = client.request(method, address, headers={"Accept": "application/json"})
    page = client.request(method, address, headers={"Accept": HTML})
    for answer in (told, page):
        assert answer.status_code == status
        assert answer.headers.get("allow") == allow
        assert len(answer.headers["averment-snapshot"]) == 64
        assert answer.headers["vary"].split(", ")[:2] == ["Accept", "Accept-Encoding"]
        assert answer.headers["cache-control"] == "no-store"
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json()["status"] == status
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>" in page.text


def test_an_address_tells_its_methods(client: httpx.Client) -> None:
    assert client.options("/id/state-isr").headers["allow"] == "GET, HEAD, OPTIONS"
    answer = client.options("/sparql")
    allowed = "GET, HEAD, POST, QUERY, OPTIONS"
    assert (answer.status_code, answer.headers["allow"]) == (204, allowed)


def test_a_page_of_another_origin_may_read_what_an_answer_says_of_itself(
    client: httpx.Client,
) -> None:
    answer = client.get("/id/state-isr.ttl", headers={"Origin": "https://x.example"})
    exposed = answer.headers["access-control-expose-headers"].split(", ")
    assert {"Averment-Snapshot", "Content-Location", "ETag"} <= set(exposed)


@pytest.mark.parametrize(
    ("address", "accept", "place"),
    [
        ("/id/state-isr", "text/turtle", "/id/state-isr.ttl"),
        ("/id/state-isr.ttl", "*/*", "/id/state-isr.ttl"),
        ("/id/state-isr?asOf=2025-03-01", "text/html", "/id/state-isr.html?asOf=2025-03-01"),
        ("/queries", "*/*", "/queries.json"),
        ("/queries/withheld", "text/csv", "/queries/withheld.csv"),
        ("/ns", "text/html", "/ns.html"),
        ("/context.jsonld", "*/*", "/context.jsonld"),
        ("/sparql?query=ASK{}", "application/json", "/sparql?query=ASK{}&format=json"),
        ("/sparql?query=ASK{}&format=xml", "*/*", "/sparql?query=ASK{}&format=xml"),
    ],
)
def test_each_form_has_an_address_of_its_own(
    client: httpx.Client, address: str, accept: str, place: str
) -> None:
    answer = client.get(address, headers={"Accept": accept})
    assert answer.headers["content-location"] == place
    own = client.get(place)
    assert own.status_code == 200
    assert own.content == answer.content or accept == "text/html"  # a page shows its address


def test_a_long_query_is_not_repeated_in_the_head(client: httpx.Client) -> None:
    answer = client.get(sparql("ASK {}" + " " * 2000))
    assert answer.status_code == 200
    assert "content-location" not in answer.headers


def tag(client: httpx.Client, address: str, accept: str = "*/*") -> str:
    return client.get(address, headers={"Accept": accept}).headers["etag"]


def test_an_answer_to_another_question_has_another_tag(client: httpx.Client) -> None:
    graph = "https://w3id.org/averment/id/file-doc-yeshiva-world-2025-03-06"
    tags = {
        tag(client, sparql(STATES)),
        tag(client, sparql(STATES), "application/json"),
        tag(client, sparql(STATES), "text/csv"),
        tag(client, sparql(STATES + " ")),
        tag(client, sparql(STATES, **{"default-graph-uri": graph})),
        tag(client, sparql(STATES, **{"named-graph-uri": graph})),
    }
    assert len(tags) == 6
    assert tag(client, sparql(STATES)) in tags


@pytest.mark.parametrize("function", ["NOW()", "rand()", "UUID ()", "STRUUID#\n()", "BNODE()"])
def test_an_answer_that_is_another_each_time_is_not_kept(
    client: httpx.Client, function: str
) -> None:
    answer = client.get(sparql(f"SELECT ({function} AS ?x) {{}}"))
    assert answer.status_code == 200
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    asked = sparql(f"SELECT ({function} AS ?x) {{}}")
    assert client.get(asked, headers={"If-None-Match": "*"}).status_code == 200


def test_a_post_has_no_tag_and_is_packed_all_the_same(client: httpx.Client) -> None:
    answer = client.post("/sparql", data={"query": EVERYTHING}, headers={"If-None-Match": "*"})
    assert answer.status_code == 200
    assert "etag" not in answer.headers
    assert answer.headers["content-encoding"] == "gzip"


def raw(
    client: httpx.Client, address: str, accept_encoding: str, accept: str = "*/*"
) -> tuple[httpx.Headers, bytes]:
    headers = {"Accept": accept, "Accept-Encoding": accept_encoding}
    with client.stream("GET", address, headers=headers) as answer:
        return answer.headers, b"".join(answer.iter_raw())


@pytest.mark.parametrize("coding", UNPACK)
def test_a_stream_is_packed_on_its_way(client: httpx.Client, coding: str) -> None:
    _, plain = raw(client, sparql(EVERYTHING), "identity")
    headers, packed = raw(client, sparql(EVERYTHING), coding)
    assert "content-length" not in headers
    assert UNPACK[coding](packed) == plain
    assert len(packed) < len(plain) / 5


def test_a_packed_stream_that_is_broken_off_has_no_end(client: httpx.Client) -> None:
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    packed = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    headers = {"Accept-Encoding": "gzip"}
    with client.stream("GET", sparql(endless), headers=headers) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        pieces = (packed.decompress(piece) for piece in answer.iter_raw())
        with pytest.raises(httpx.RemoteProtocolError):
            deque(pieces, maxlen=0)
    assert not packed.eof
