"""What the servers are asked, and whether they give the same answers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

HERE = Path(__file__).parent
JSON = "application/sparql-results+json"
SELECT = (HERE / "small.rq").read_text(encoding="utf-8")
PAGE = (HERE / "page.rq").read_text(encoding="utf-8")
DOCUMENT = (HERE / "page.graphql").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked: the request that Averment gets, and the one that its peers get."""

    name: str
    ours: bytes
    theirs: bytes


def questions() -> Sequence[Question]:
    """A small SELECT; a page of twenty nested nodes, by GraphQL here and by SPARQL there."""
    document = json.dumps({"query": DOCUMENT}).encode()
    return (
        Question("small SELECT", get("/sparql", SELECT), get("/query", SELECT)),
        Question("page of twenty", post("/graphql", document), get("/query", PAGE)),
    )


def differences(ours: int, peers: Mapping[str, int]) -> Sequence[str]:
    """Names of the peers, given with their ports, that answer otherwise than Averment does."""
    answers = (_rows(ours, "/sparql", SELECT), _nested(ours))
    return [
        name
        for name, port in peers.items()
        if answers != (_rows(port, "/query", SELECT), _flat(_rows(port, "/query", PAGE)))
    ]


def get(path: str, query: str) -> bytes:
    head = f"GET {path}?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\nAccept: {JSON}"
    return f"{head}\r\n\r\n".encode()


def post(path: str, body: bytes) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json"
    return f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def _rows(port: int, path: str, query: str) -> list[dict[str, Any]]:
    address = f"http://127.0.0.1:{port}{path}"
    answer = httpx.get(address, params={"query": query}, headers={"Accept": JSON})
    rows: list[dict[str, Any]] = answer.raise_for_status().json()["results"]["bindings"]
    return rows


def _nested(port: int) -> set[tuple[str, ...]]:
    address = f"http://127.0.0.1:{port}/graphql"
    answer = httpx.post(address, json={"query": DOCUMENT}).raise_for_status().json()
    return {
        (node["id"], node["speaker"]["label"], held["id"], held["text"], document["label"])
        for node in answer["data"]["statements"]["nodes"]
        for held in node["propositions"]["nodes"]
        for document in node["documents"]
    }


def _flat(rows: Sequence[dict[str, Any]]) -> set[tuple[str, ...]]:
    columns = ("statement", "speakerLabel", "proposition", "text", "documentLabel")
    values = ([row[column] for column in columns] for row in rows)
    return {
        tuple(
            term["value"].rpartition("/")[2] if term["type"] == "uri" else term["value"]
            for term in row
        )
        for row in values
    }
