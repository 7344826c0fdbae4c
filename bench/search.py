"""Finding by words: by the text index here, by CONTAINS in the engine here and elsewhere."""

import time
from collections.abc import Iterator
from itertools import islice
from statistics import median
from typing import Final

import httpx

WORDS: Final = ("surveillance", "mossad", "ministry", "denies", "treaty", "pause", "ukraine")
CONTAINS: Final = (
    'SELECT DISTINCT ?s {{ ?s ?p ?text FILTER(ISLITERAL(?text) && CONTAINS(LCASE(?text), "{}")) }}'
)


def by_index(port: int, rounds: int) -> float:
    """Median milliseconds of `/search`, none of whose answers is kept."""
    asked = ({"q": word} for _ in range(rounds) for word in WORDS)
    return _median(port, "/search.json", asked)


def by_contains(port: int, path: str, rounds: int) -> float:
    """Median milliseconds of the same by CONTAINS, in words that are never the same twice."""
    words = islice(WORDS, rounds)
    asked = ({"query": f"{CONTAINS.format(word)} # {time.time_ns()}"} for word in words)
    return _median(port, path, asked)


def _median(port: int, path: str, asked: Iterator[dict[str, str]]) -> float:
    took = []
    headers = {"Accept": "application/sparql-results+json, application/json"}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, headers=headers) as client:
        for parameters in asked:
            begun = time.perf_counter()
            client.get(path, params=parameters).raise_for_status()
            took.append((time.perf_counter() - begun) * 1000)
    return median(took)
