"""Forty hostile questions: what each is answered, when, and what others feel meanwhile.

    python -m bench.hostile

Each is asked alone with a deadline of two seconds, while somebody else goes on asking a small
question. The service must answer each of them, in time and by a status that says whose doing it
is, and the small question must go on being answered. `oxigraph serve-read-only --timeout-s 2` is
asked the same beside it, a server of its own for each question.
"""

import argparse
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from types import MappingProxyType
from typing import Final, NamedTuple

import httpx

from bench.questions import SELECT
from bench.servers import averment, loaded, native_with_deadline
from kg.publish.build import build

ROOT = Path(__file__).parents[1]
SECONDS: Final = 2
# Seconds after which nobody waits any more.
PATIENCE: Final = 2 * SECONDS + 1.0
PAUSE: Final = 0.02
ALL: Final = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
WIDE: Final = " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(40))
VALUES: Final = " ".join(str(n) for n in range(1000))


def nested(opening: str, closing: str, times: int, inner: str = "") -> str:
    return opening * times + inner + closing * times


def doubled(function: str, times: int) -> str:
    """A text that doubles with each step."""
    steps = (f"BIND({function}(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(times))
    return f"SELECT (STRLEN(?x{times}) AS ?n) {{ BIND('xx' AS ?x0) {' '.join(steps)} }}"


HOSTILE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "product, counted": f"SELECT (COUNT(*) AS ?n) {{ {ALL} }}",
        "product, all rows": f"SELECT * {{ {ALL} }}",
        "product, sorted": f"SELECT * {{ {ALL} }} ORDER BY DESC(?c) ?f",
        "product, distinct": f"SELECT DISTINCT ?a ?f ?i {{ {ALL} }}",
        "product, grouped": f"SELECT ?b (COUNT(?i) AS ?n) {{ {ALL} }} GROUP BY ?b",
        "product, joined in one text": f"SELECT (GROUP_CONCAT(?c) AS ?t) {{ {ALL} }}",
        "product, filtered away": f"SELECT * {{ {ALL} FILTER(?c > ?f && ?f > ?i && ?i > ?c) }}",
        "product, as a graph": f"CONSTRUCT {{ ?a ?e ?i }} {{ {ALL} }}",
        "product, of forty patterns": f"ASK {{ {WIDE} FILTER(?o0 = ?o39 && ?o1 != ?o1) }}",
        "product, past an offset": f"SELECT * {{ {ALL} }} OFFSET 1000000000000 LIMIT 1",
        "product, of values": f"SELECT (COUNT(*) AS ?n) {{ VALUES ?a {{ {VALUES} }} "
        f"VALUES ?b {{ {VALUES} }} VALUES ?c {{ {VALUES} }} VALUES ?d {{ {VALUES} }} }}",
        "product, of unions": "SELECT (COUNT(*) AS ?n) { "
        + "{ { ?a ?b ?c } UNION { ?d ?e ?f } } " * 6
        + "}",
        "product, of optionals": "SELECT (COUNT(*) AS ?n) { "
        + " ".join(f"OPTIONAL {{ ?s{n} ?p{n} ?o{n} }}" for n in range(9))
        + " }",
        "product, taken away": "SELECT * { ?a ?b ?c . ?d ?e ?f MINUS { ?d ?x ?c . ?a ?y ?z } }",
        "product, by exists": "SELECT * { ?a ?b ?c FILTER NOT EXISTS { ?d ?e ?f . ?g ?h ?i "
        "FILTER(?c = ?f && ?f = ?i && ?a = ?i) } }",
        "product, largest": f"SELECT (MAX(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?m) {{ {ALL} }}",
        "path, any number of any steps": "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>)* ?b }",
        "path, both ways": "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|!^<x:y>)+ ?b }",
        "path, twice": "SELECT * { ?a (!<x:y>)* ?b . ?b (!<x:y>)* ?c } ORDER BY ?c",
        "path, of types": "SELECT (COUNT(*) AS ?n) { ?a (a/^a)* ?b }",
        "path, within a path": "SELECT (COUNT(*) AS ?n) { ?a ((a/^a)*/(a|^a)*)* ?b }",
        "path, of many alternatives": "SELECT (COUNT(*) AS ?n) { ?a ("
        + "|".join(["(a/^a)", "(!<x:y>)"] * 200)
        + ")* ?b }",
        "path, of many steps": f"SELECT (COUNT(*) AS ?n) {{ ?a {'/'.join(['(a/^a)'] * 12)} ?b }}",
        "text, doubled": doubled("CONCAT", 40),
        "text, replaced by itself": "SELECT ?x5 { BIND(REPEAT AS ?x0) ".replace(
            "REPEAT", f"'{'a' * 2000}'"
        )
        + " ".join(f"BIND(REPLACE(?x{n}, 'a', ?x0) AS ?x{n + 1})" for n in range(5))
        + " }",
        "text, expanded by a pattern": "SELECT * { ?a ?b ?c . ?d ?e ?f "
        "FILTER(REGEX(CONCAT(STR(?c), STR(?f)), '^(([a-z])+.)+[A-Z]([a-z])+$')) }",
        "text, a pattern that repeats": "ASK { FILTER(REGEX('a', '((((a{50}){50}){50}){50})')) }",
        "text, hashed for all pairs": "SELECT (MAX(SHA512(CONCAT(STR(?c), STR(?f)))) AS ?m) "
        "{ ?a ?b ?c . ?d ?e ?f }",
        "nested, groups": f"SELECT * {{ {nested('{', '}', 98, '?s ?p ?o')} }}",
        "nested, groups too deep": f"SELECT * {{ {nested('{', '}', 5000, '?s ?p ?o')} }}",
        "nested, property lists": f"SELECT * {{ ?s ?p {nested('[ ?p ', ' ]', 95, '?o')} }}",
        "nested, collections": f"SELECT * {{ ?s ?p {nested('( ', ' )', 95, '1')} }}",
        "nested, exists": "SELECT * { "
        + nested("?a ?b ?c FILTER EXISTS { ", " }", 95, "?c ?d ?e")
        + " }",
        "nested, optionals": "SELECT * { "
        + nested("?a ?b ?c OPTIONAL { ", " }", 95, "?d ?e ?f")
        + " }",
        "nested, negations": f"ASK {{ FILTER({'!' * 200_000}true) }}",
        "long, a path": f"ASK {{ ?a {'a/' * 100_000}a ?b }}",
        "long, a condition": f"ASK {{ FILTER({'true&&' * 40_000}true) }}",
        "long, a chain of unions": f"SELECT * {{ {'{?s ?p ?o} UNION ' * 15_000}{{}} }}",
        "long, a sum": f"SELECT ({'1+' * 120_000}1 AS ?x) {{}}",
        "long, a list of alternatives": "SELECT * { ?a ?b ?c FILTER(?c IN ("
        + ",".join(str(n) for n in range(30_000))
        + ")) }",
    }
)


class Outcome(NamedTuple):
    """What a hostile question is answered, after how many seconds, and what others felt meanwhile:
    the milliseconds within which all but one in a hundred of their questions were answered."""

    told: str
    seconds: float
    others: float


@contextmanager
def somebody_else(url: str) -> Iterator[list[float]]:
    """Asks a small question on and on; gives the milliseconds that each answer took.

    One that is not answered counts as one that took as long as anybody waits.
    """
    took: list[float] = []
    over = threading.Event()

    def ask() -> None:
        with httpx.Client(timeout=PATIENCE) as client:
            while not over.wait(PAUSE):
                began = time.perf_counter()
                query = f"{SELECT}# {len(took)}"  # another one each time, so that none is kept
                try:
                    client.get(url, params={"query": query}).raise_for_status()
                except httpx.HTTPError:
                    took.append(PATIENCE * 1000)
                else:
                    took.append((time.perf_counter() - began) * 1000)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        yield took
    finally:
        over.set()
        asking.join()


def answered(url: str, query: str) -> str:
    """What a hostile question is answered: its status, how its answer was broken off, or never."""
    sent = {"query": query, "timeout": str(SECONDS)}
    try:
        with (
            httpx.Client(timeout=PATIENCE) as client,
            client.stream("POST", url, data=sent) as told,
        ):
            until = time.monotonic() + PATIENCE
            for _ in told.iter_raw():
                if time.monotonic() > until:
                    return "never"
            return str(told.status_code)
    except httpx.TimeoutException:
        return "never"
    except httpx.TransportError:
        return "broken off"


def outcome(url: str, query: str) -> Outcome:
    """What one question brings about at an endpoint."""
    with somebody_else(url) as took:
        time.sleep(PAUSE * 5)
        began = time.perf_counter()
        told = answered(url, query)
        seconds = time.perf_counter() - began
        time.sleep(PAUSE * 5)
    return Outcome(told, seconds, quantiles(took, n=100)[98] if len(took) > 1 else took[0])


def table(ours: str, native: Callable[[str], Outcome], names: Iterable[str]) -> Iterator[str]:
    """One line per question: answer, seconds, delay for others, here and at the native server."""
    yield f"{'':32} {'Averment':^29} {'native, with the same deadline':^30}"
    head = f"{'answer':>10} {'after s':>8} {'others ms':>9}"
    yield f"{'hostile question':32} {head}  {head}"
    for name in names:
        both = (outcome(ours, HOSTILE[name]), native(HOSTILE[name]))
        shown = (f"{each.told:>10} {each.seconds:8.2f} {each.others:9.1f}" for each in both)
        yield f"{name:32} {'  '.join(shown)}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.hostile", description=__doc__)
    parser.add_argument("names", nargs="*", help="questions to ask; all without any")
    names = parser.parse_args().names or list(HOSTILE)
    with tempfile.TemporaryDirectory() as room:
        snapshot = build(ROOT, Path(room) / "var")
        folder = loaded(snapshot.quads, Path(room) / "native")

        def native(query: str) -> Outcome:
            # One that does not end would be at work beside all further ones.
            with native_with_deadline(folder, SECONDS) as port:
                return outcome(f"http://127.0.0.1:{port}/query", query)

        with averment(Path(room) / "var") as port:
            for line in table(f"http://127.0.0.1:{port}/sparql", native, names):
                print(line, flush=True)


if __name__ == "__main__":
    main()
