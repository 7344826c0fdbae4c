"""Files that are served as they are: the real service on RDF of the test's own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.engine.dataset import ENDINGS, files
from tests.conftest import ROOT, Service

PLAIN = "@prefix ex: <http://x.example/> .\nex:a ex:p 1 . <rel> ex:p <#part> .\n"
GRAPHS = "@prefix ex: <http://x.example/> .\nex:a ex:p 2 .\nex:g { ex:b ex:q 3 }\n"
ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    (folder / "plain.ttl").write_text(PLAIN)
    (folder / "graphs.trig").write_text(GRAPHS)
    return folder


@pytest.fixture(scope="module")
def asked(folder: Path) -> Iterator[httpx.Client]:
    paths = os.pathsep.join(str(folder / name) for name in ("plain.ttl", "graphs.trig"))
    running = Service(folder / "var", dataset=paths)
    yield running.client
    assert running.stop() == 0


@pytest.fixture(scope="module")
def based(folder: Path) -> Iterator[httpx.Client]:
    running = Service(folder / "var", dataset=folder / "plain.ttl", base="http://base.example/x/")
    yield running.client
    assert running.stop() == 0


def rows(client: httpx.Client, query: str) -> list[str]:
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
    assert answer.status_code == 200, answer.text
    return sorted(answer.text.splitlines()[1:])


def test_the_default_graph_is_what_stands_outside_any_graph(
    asked: httpx.Client, folder: Path
) -> None:
    address = folder.as_uri()
    assert rows(asked, ALL) == [
        f"{address}/rel,http://x.example/p,{address}/plain.ttl#part",
        "http://x.example/a,http://x.example/p,1",
        "http://x.example/a,http://x.example/p,2",
    ]


def test_named_graphs_are_those_of_the_files(asked: httpx.Client) -> None:
    assert rows(asked, "SELECT ?g ?s { GRAPH ?g { ?s ?p ?o } }") == [
        "http://x.example/g,http://x.example/b"
    ]


def test_no_prefix_of_ours_is_known(asked: httpx.Client) -> None:
    answer = asked.get("/sparql", params={"query": "ASK { ?s a av:State }"})
    assert (answer.status_code, "prefix av: is not declared" in answer.text) == (400, True)


def test_no_prefix_of_ours_is_written(asked: httpx.Client) -> None:
    answer = asked.get("/sparql", params={"query": "CONSTRUCT WHERE { ?s ?p ?o }"})
    assert answer.headers["content-type"].startswith("text/turtle")
    assert "@prefix" not in answer.text


def test_a_query_has_the_first_file_for_a_base(asked: httpx.Client, folder: Path) -> None:
    assert rows(asked, "SELECT ?o { <rel> ?p ?o }") == [f"{folder.as_uri()}/plain.ttl#part"]


def test_a_base_holds_for_files_and_queries(based: httpx.Client) -> None:
    assert rows(based, "SELECT ?o { <rel> ?p ?o }") == ["http://base.example/x/#part"]


def test_a_relative_graph_is_resolved_too(asked: httpx.Client) -> None:
    query = {"query": ALL, "default-graph-uri": "//x.example/g"}
    answer = asked.get("/sparql", params=query, headers={"Accept": "text/csv"})
    assert (answer.status_code, "no graph" in answer.text) == (403, True)
    assert rows(asked, "BASE <http://x.example/> SELECT ?s FROM <g> { ?s ?p ?o }") == [
        "http://x.example/b"
    ]


@pytest.mark.parametrize("path", ["/graphql", "/id/state-isr", "/queries", "/ns"])
@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_other_doors_say_why_they_are_not_there(
    asked: httpx.Client, path: str, accept: str
) -> None:
    answer = asked.get(path, headers={"Accept": accept})
    assert answer.status_code == 404
    assert "belong to a snapshot" in answer.json()["detail"]


def test_the_home_says_which_files_are_asked_where(asked: httpx.Client) -> None:
    assert asked.get("/").text.startswith("plain.ttl, graphs.trig: ask SPARQL at /sparql.")


def test_the_endpoint_describes_itself_without_a_union(asked: httpx.Client) -> None:
    answer = asked.get("/sparql", headers={"Accept": "text/turtle"})
    assert (answer.status_code, "sd:Service" in answer.text) == (200, True)
    assert "sd:UnionDefaultGraph" not in answer.text


def test_the_endpoint_names_the_graphs_of_the_files(asked: httpx.Client) -> None:
    answer = asked.get("/sparql", headers={"Accept": "application/n-triples"})
    assert "#name> <http://x.example/g> ." in answer.text


def test_advice_is_given_from_what_the_files_hold(asked: httpx.Client) -> None:
    query = "SELECT * { ?s <http://x.example/nothing> ?o }"
    told = asked.get("/sparql", params={"query": query}).headers["averment-warning"]
    assert "Nothing here has a property <http://x.example/nothing>" in told
    other = "PREFIX av: <https://w3id.org/averment/ns/> SELECT * { ?s ?p ?o }"
    for query in (ALL, other):
        assert "averment-warning" not in asked.get("/sparql", params={"query": query}).headers


def test_answers_have_the_tag_of_the_files(asked: httpx.Client) -> None:
    first = asked.get("/sparql", params={"query": ALL})
    known = {"If-None-Match": first.headers["etag"]}
    assert asked.get("/sparql", params={"query": ALL}, headers=known).status_code == 304


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("bad.ttl", "@prefix ex: <http://x/> .\nex:a ex:b .", "bad.ttl:2:11: . is not a valid"),
        ("bad.nt", "<http://x/a> <http://x/b>\n", "bad.nt:2:"),
        ("notes.pdf", "", "notes.pdf:1:1: its ending names no RDF format. Rename it"),
        ("none.ttl", None, "none.ttl:1:1: there is no such file. Correct its path."),
    ],
)
def test_what_is_no_rdf_stops_the_start(
    tmp_path: Path, name: str, content: str | None, told: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    words = [sys.executable, "-m", "kg.cli", "serve", "--port", "0", "--dataset", tmp_path / name]
    ended = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 2
    assert told in ended.stderr


def test_a_base_must_be_absolute(folder: Path) -> None:
    words = [sys.executable, "-m", "kg.cli", "serve", "--port", "0", "--base", "nope", "--dataset"]
    ended = subprocess.run(
        [*words, folder / "plain.ttl"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ended.returncode, "the base is not an absolute IRI" in ended.stderr) == (
        2,
        True,
    )


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending_that_is_named_is_read(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"file.{ending}"
    path.write_text("[]")
    assert files([path]).paths == (path,)
