"""The service on another engine: it answers only while that one holds its snapshot."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bench.servers import native
from kg.engine.marker import marker
from kg.publish.build import build
from kg.publish.snapshot import Snapshot
from kg.terms import SNAPSHOT
from tests.api.process.test_supervisor import start
from tests.conftest import Service

pytestmark = pytest.mark.long

CHANGING = "SELECT (NOW() AS ?now) {}"
EVERYTHING = "SELECT * { ?s ?p ?o }"
STATE_GRAPH = "https://w3id.org/averment/id/file-state-nzl"
STATES = "SELECT ?state { ?state a av:State } ORDER BY ?state"
UPDATE = {"Content-Type": "application/sparql-update"}


@pytest.fixture
def port(snapshot: Snapshot) -> Iterator[int]:
    """A real engine of the test's own, with the snapshot of this run."""
    with native(snapshot.quads, None, marker(snapshot.id)) as number:
        yield number


@pytest.fixture
def served(var: Path, port: int) -> Iterator[Service]:
    """The service on that engine."""
    service = Service(var, processes=1, deadline=5, engine=f"http://127.0.0.1:{port}/query")
    yield service
    assert service.stop() == 0


def test_it_does_not_start_without_its_engine(snapshot: Snapshot, var: Path) -> None:
    ended = start(var, AVERMENT_ENGINE="http://127.0.0.1:9/query")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "averment: The engine cannot be reached at the moment.\n"


def test_it_does_not_start_on_an_engine_that_holds_something_else(
    snapshot: Snapshot, var: Path
) -> None:
    with native(snapshot.quads, None, marker("e" * 64)) as port:
        ended = start(var, AVERMENT_ENGINE=f"http://127.0.0.1:{port}/query")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert f"should hold snapshot {snapshot.id[:12]}, but holds eeeeeeeeeeee" in ended.stderr


def test_it_does_not_start_on_half_a_snapshot(
    snapshot: Snapshot, var: Path, tmp_path: Path
) -> None:
    lines = snapshot.quads.read_bytes().splitlines(keepends=True)
    half = tmp_path / "half.nq"
    half.write_bytes(b"".join(lines[::2]))
    with native(half, None, marker(snapshot.id)) as port:
        ended = start(var, AVERMENT_ENGINE=f"http://127.0.0.1:{port}/query")
    assert ended.returncode == 2
    assert f"has {len(lines[::2]) + 1:,} triples in its default graph" in ended.stderr
    assert "Load the output of `averment quads` into an empty store" in ended.stderr


def test_an_engine_that_takes_another_snapshot_while_it_is_asked_answers_no_more(
    served: Service, port: int
) -> None:
    assert served.client.get("/sparql", params={"query": STATES}).status_code == 200
    identity = served.client.get("/health").json()["snapshot"]
    update = f"CLEAR GRAPH <{SNAPSHOT}{identity}>"
    base = f"http://127.0.0.1:{port}"
    httpx.post(f"{base}/update", content=update, headers=UPDATE).raise_for_status()
    for address in (f"/sparql?query={STATES} LIMIT 1", "/graphql?query={states{totalCount}}"):
        answer = served.client.get(address, headers={"Accept": "application/json"})
        assert answer.status_code == 503
        assert "but holds none that it names" in answer.text
    page = served.client.get("/id/state-nzl", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["content-type"][:9]) == (503, "text/html")
    assert served.client.get("/health").status_code == 200
    content = marker(identity)
    loaded = {"Content-Type": "application/n-quads"}
    httpx.post(f"{base}/store", content=content, headers=loaded).raise_for_status()
    assert served.client.get("/sparql", params={"query": f"{STATES} LIMIT 1"}).status_code == 200


def test_an_engine_that_has_gone_is_told_so_but_what_it_has_answered_is_kept(
    snapshot: Snapshot, var: Path
) -> None:
    with native(snapshot.quads, None, marker(snapshot.id)) as port:
        service = Service(var, processes=1, engine=f"http://127.0.0.1:{port}/query")
        first = service.client.get("/sparql", params={"query": STATES})
        for query in (CHANGING, EVERYTHING):
            assert service.client.get("/sparql", params={"query": query}).status_code == 200
    kept = [
        service.client.get("/sparql", params={"query": STATES, "timeout": "3"}),
        service.client.post("/sparql", data={"query": STATES}),
    ]
    assert [each.content for each in kept] == [first.content] * 2
    assert kept[0].headers["etag"] == first.headers["etag"]
    for asked in (
        {"query": CHANGING},
        {"query": EVERYTHING},
        {"query": STATES, "format": "csv"},
        {"query": STATES, "default-graph-uri": STATE_GRAPH},
    ):
        assert service.client.get("/sparql", params=asked).status_code == 503
    answer = service.client.get("/sparql", params={"query": f"{STATES} LIMIT 1"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert answer.json()["detail"] == "The engine cannot be reached at the moment."
    assert service.client.get("/ns.ttl").status_code == 200
    assert service.stop() == 0


def test_a_snapshot_beside_the_current_one_is_answered_by_workers_of_ours(checkout: Path) -> None:
    var, state = checkout / "var", checkout / "kg/data/states/state-nzl.ttl"
    old = build(checkout, var)
    state.write_text(state.read_text("utf-8").replace("New Zealand", "Aotearoa"), "utf-8")
    current = build(checkout, var)
    query = "SELECT ?name { avd:state-nzl av:label ?name }"
    names = {}
    with native(current.quads, None, marker(current.id)) as port:
        service = Service(var, processes=1, engine=f"http://127.0.0.1:{port}/query")
        for snapshot in (old, current):
            answer = service.client.get(f"/sparql?query={query}&snapshot={snapshot.id}")
            assert answer.headers["averment-snapshot"] == snapshot.id
            names[snapshot.id] = answer.json()["results"]["bindings"][0]["name"]["value"]
        assert service.stop() == 0
    assert names == {old.id: "New Zealand", current.id: "Aotearoa"}
