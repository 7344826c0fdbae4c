"""The file of all quads over real HTTP: what was published, whole, packed or in part."""

import gzip
from hashlib import sha256

import httpx
import pyoxigraph as px
import pytest

from kg.publish.snapshot import Snapshot


@pytest.fixture(scope="module")
def quads(snapshot: Snapshot) -> bytes:
    return snapshot.quads.read_bytes()


def test_the_file_is_the_one_that_was_published(client: httpx.Client, quads: bytes) -> None:
    answer = client.get("/dump.nq", headers={"Accept-Encoding": "identity"})
    assert (answer.status_code, answer.content) == (200, quads)
    assert int(answer.headers["content-length"]) == len(quads)


def test_packed_it_is_the_same(client: httpx.Client, quads: bytes) -> None:
    answer = client.get("/dump.nq.gz")
    assert answer.headers["content-type"] == "application/gzip"
    assert "content-encoding" not in answer.headers
    assert len(answer.content) < len(quads) / 5
    assert gzip.decompress(answer.content) == quads


def test_its_digest_is_that_of_the_bytes(client: httpx.Client, quads: bytes) -> None:
    digest, name = client.get("/dump.nq.sha256").text.split()
    assert digest == sha256(quads).hexdigest()
    assert name in client.get("/dump.nq").headers["content-disposition"]


def test_a_load_that_was_broken_off_goes_on(client: httpx.Client, quads: bytes) -> None:
    headers = {"Range": "bytes=1000-1999", "Accept-Encoding": "identity"}
    answer = client.get("/dump.nq", headers=headers)
    assert (answer.status_code, answer.content) == (206, quads[1000:2000])


def test_as_trig_it_holds_the_same_quads(client: httpx.Client, quads: bytes) -> None:
    plain = client.get("/dump.trig", headers={"Accept-Encoding": "identity"})
    assert plain.headers["content-type"] == "application/trig"
    found = set(px.parse(plain.content, format=px.RdfFormat.TRIG))
    assert found == set(px.parse(quads, format=px.RdfFormat.N_QUADS))
    assert gzip.decompress(client.get("/dump.trig.gz").content) == plain.content
    assert client.get("/dump.trig.sha256").text.split() == [
        sha256(plain.content).hexdigest(),
        client.get("/dump.trig").headers["content-disposition"].split('"')[1],
    ]


@pytest.mark.parametrize("ending", ["", ".gz"])
def test_it_is_saved_under_the_name_of_the_snapshot(
    client: httpx.Client, snapshot: Snapshot, ending: str
) -> None:
    named = client.head(f"/dump.nq{ending}").headers["content-disposition"]
    assert named == f'attachment; filename="averment-{snapshot.id[:12]}.nq{ending}"'


@pytest.mark.parametrize("path", ["/dump.nq", "/dump.nq.gz", "/dump.trig", "/dump.trig.gz"])
def test_who_has_it_is_told_so(client: httpx.Client, path: str) -> None:
    known = {"If-None-Match": client.head(path).headers["etag"]}
    assert client.get(path, headers=known).status_code == 304


def test_the_description_leads_to_it_with_size_and_digest(
    client: httpx.Client, quads: bytes
) -> None:
    store = px.Store()
    store.load(client.get("/.well-known/void.ttl").content, format=px.RdfFormat.TURTLE)
    found = store.query(
        """PREFIX void: <http://rdfs.org/ns/void#> PREFIX dcat: <http://www.w3.org/ns/dcat#>
        PREFIX spdx: <http://spdx.org/rdf/terms#> SELECT ?dump ?bytes ?sum {
          ?data void:dataDump ?dump . ?dump dcat:byteSize ?bytes ;
            spdx:checksum/spdx:checksumValue ?sum }"""
    )
    assert [[cell.value for cell in row] for row in found] == [
        [str(client.base_url.join("/dump.nq")), str(len(quads)), sha256(quads).hexdigest()]
    ]


def test_an_answer_in_a_named_format_has_a_name_to_be_saved_under(
    client: httpx.Client, snapshot: Snapshot
) -> None:
    asked = {"query": "SELECT ?s { ?s a av:State }", "format": "csv"}
    named = client.get("/sparql", params=asked).headers["content-disposition"]
    assert named == f'inline; filename="averment-{snapshot.id[:12]}.csv"'
    del asked["format"]
    assert "content-disposition" not in client.get("/sparql", params=asked).headers
