"""One large answer as a stream: when its first byte comes, how fast the rest, at which cost."""

import http.client
import time
from typing import Final, NamedTuple
from urllib.parse import quote

from bench.memory import growth

QUERY: Final = "SELECT ?s ?p ?o { ?s ?p ?o }"
PIECE: Final = 1024 * 1024
PATIENCE: Final = 120


class Large(NamedTuple):
    """Milliseconds to the first byte, megabytes a second, by how many megabytes a process grew."""

    first: float
    rate: float
    grew: float


def large(port: int, path: str) -> Large:
    """Reads all triples as CSV, never the same words twice, and keeps none of it."""
    found: list[tuple[float, float]] = []
    grew = growth(port, lambda: found.append(_read(port, f"{path}?query={_new()}")))
    ((first, rate),) = found
    return Large(first, rate, grew / 1e6)


def _new() -> str:
    return quote(f"{QUERY}#{time.time_ns()}")


def _read(port: int, target: str) -> tuple[float, float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    begun = time.perf_counter()
    connection.request("GET", target, headers={"Accept": "text/csv"})
    answer = connection.getresponse()
    answer.read(1)
    first, size = time.perf_counter() - begun, 1
    while piece := answer.read1(PIECE):
        size += len(piece)
    connection.close()
    return first * 1000, size / 1e6 / (time.perf_counter() - begun)
