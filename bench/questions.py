"""What the servers are asked, and whether they give the same answers."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, repeat
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

HERE = Path(__file__).parent
JSON = "application/sparql-results+json"
TINY = (HERE / "tiny.rq").read_text(encoding="utf-8")
SELECT = (HERE / "small.rq").read_text(encoding="utf-8")
PAGE = (HERE / "page.rq").read_text(encoding="utf-8")
DOCUMENT = (HERE / "page.graphql").read_text(encoding="utf-8")
OURS = "/sparql"
THEIRS = "/query"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked: the requests that Averment gets, and those that its peers get."""

    name: str
    ours: Iterator[bytes]
    theirs: Iterator[bytes]


def questions() -> Sequence[Question]:
    """Two SELECTs, in words that are always new and always the same; a page of twenty nested
    nodes, by GraphQL here and by SPARQL there."""
    document = json.dumps({"query": DOCUMENT}).encode()
    return (
        Question("tiny, new texts", anew(OURS, TINY), anew(THEIRS, TINY)),
        Question("tiny, repeated", repeat(get(OURS, TINY)), repeat(get(THEIRS, TINY))),
        Question("small, new texts", anew(OURS, SELECT), anew(THEIRS, SELECT)),
        Question("small, repeated", repeat(get(OURS, SELECT)), repeat(get(THEIRS, SELECT))),
        Question("page of twenty", repeat(post("/graphql", document)), repeat(get(THEIRS, PAGE))),
    )


def differences(ours: int, peers: Mapping[str, int]) -> Sequence[str]:
    """Names of the peers, given with their ports, that answer otherwise than Averment does."""
    answers = (_rows(ours, OURS, TINY), _rows(ours, OURS, SELECT), _nested(ours))
    return [
        name
        for name, port in peers.items()
        if answers
        != (
            _rows(port, THEIRS, TINY),
            _rows(port, THEIRS, SELECT),
            _flat(_rows(port, THEIRS, PAGE)),
        )
    ]


def get(path: str, query: str) -> bytes:
    head = f"GET {path}?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\nAccept: {JSON}"
    return f"{head}\r\n\r\n".encode()


def anew(path: str, query: str) -> Iterator[bytes]:
    """The same question again and again, never in the same words: each ends in another remark."""
    before, after = get(path, f"{query}#REMARK").split(b"REMARK")
    return (b"%s%d%s" % (before, number, after) for number in count(time.time_ns()))


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
