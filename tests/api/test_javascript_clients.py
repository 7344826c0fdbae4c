"""Comunica's fetcher and sparql-http-client, in every method and format that they have."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.packages import NODE, installed

pytestmark = pytest.mark.long

Told = dict[str, dict[str, Any]]

ISRAEL = "https://w3id.org/averment/id/state-isr"
TYPES = [
    *("application/sparql-results+json", "application/sparql-results+xml"),
    *("text/csv", "text/tab-separated-values"),
]
QUESTIONS = {
    "select": "SELECT ?state { ?state a <https://w3id.org/averment/ns#State> }",
    "ask": f"ASK {{ <{ISRAEL}> ?p ?o }}",
    "graph": f"CONSTRUCT {{ <{ISRAEL}> ?p ?o }} {{ <{ISRAEL}> ?p ?o }}",
    "update": "DELETE WHERE { ?s ?p ?o }",
    "types": TYPES,
    "defaultGraph": ["https://w3id.org/averment/id/file-state-isr"],
}


@pytest.fixture
def told(server_url: str, request: pytest.FixtureRequest) -> Callable[[str], Told]:
    """What a script tells of its answers, by the way in which it asked."""
    folder = installed(Path(__file__).parent / "javascript")

    def run(script: str) -> Told:
        words = [NODE, script, f"{server_url}/sparql", json.dumps(QUESTIONS)]
        done = subprocess.run(
            words, cwd=folder, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        found: Told = json.loads(done.stdout)
        return found

    return run


@pytest.fixture(scope="session")
def states(store: Any) -> list[str]:
    """What is asked for, by the engine alone."""
    rows = store.query(QUESTIONS["select"], use_default_graph_as_union=True)
    return sorted({row["state"].value for row in rows})


@pytest.fixture(scope="session")
def properties(store: Any) -> list[str]:
    """The properties of the graph that is asked for, by the engine alone."""
    triples = store.query(QUESTIONS["graph"], use_default_graph_as_union=True)
    return sorted({triple.predicate.value for triple in triples})


def test_comunica(told: Any, states: list[str], properties: list[str]) -> None:
    found = told("comunica.mjs")
    assert list(found) == ["get", "form", "direct", "query"]
    for way in found.values():
        assert "403" in way.pop("update")
        assert way == {
            **{f"select {format_}": states for format_ in ("", "json", "xml")},
            **{f"ask {format_}": True for format_ in ("", "json", "xml")},
            **{f"graph {format_}": properties for format_ in ("", "turtle", "nt", "trig", "nq")},
        }


def test_sparql_http_client(told: Any, states: list[str], properties: list[str]) -> None:
    found = told("http-client.mjs")
    assert list(found) == ["get", "form", "direct"]
    for way in found.values():
        assert "403" in way.pop("update")
        assert way == {
            **dict.fromkeys(TYPES, True),
            **{f"{client} select": states for client in ("stream", "parsing")},
            **{f"{client} ask": True for client in ("stream", "parsing")},
            **{f"{client} graph": properties for client in ("stream", "parsing")},
            "dataset": True,
        }
