"""Pages of things: read over the record index beside SPARQL alone, in the same run.

Sixty things by chance, and the largest. Both services run in this process
on one store, and keep nothing. Told are milliseconds of processor time, which other programs change
little; of a page that was made several times the least.
"""

import argparse
import asyncio
import io
import random
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from statistics import median
from time import process_time
from typing import Final, NamedTuple

import httpx
import pyoxigraph as px

from api.app import create_app
from api.representation.kept import KeptAnswers
from kg.engine import Question, examine
from kg.engine.local import LocalEngine
from kg.publish.build import build
from kg.publish.history import Published, newest_whole
from kg.terms import AVD, PROLOGUE

ROOT: Final = Path(__file__).parents[1]
SEED: Final = 16
DEADLINE: Final = 60.0
INDEX: Final = "index"
SPARQL: Final = "SPARQL"
CURATED: Final = """SELECT DISTINCT ?s { GRAPH ?file { ?s a ?class } ?file a av:CuratedFile
  FILTER(?class != av:CuratedFile) } ORDER BY ?s"""
# What is largest of its kind: how many parts lead to it by what.
HUBS: Final = (
    "?s a av:State . ?part av:about ?s",
    "?s a av:Partnership . ?part av:inArrangement ?s",
    "?s a av:Report . ?part av:citedDocument|av:originDocument ?s",
    "?s a av:Episode . ?part av:inEpisode ?s",
)
OF_EACH: Final = 2
PLAIN: Final = {"Accept": "text/html", "Accept-Encoding": "identity"}


class Page(NamedTuple):
    """What a page takes, in milliseconds: in all, and of that in the engine."""

    took: float
    asked: float


class Whole:
    """An answer in one piece."""

    whole = True

    def __init__(self, content: bytes) -> None:
        self._pieces = iter([content])

    def __aiter__(self) -> "Whole":
        return self

    async def __anext__(self) -> bytes:
        for piece in self._pieces:
            return piece
        raise StopAsyncIteration

    async def aclose(self) -> None:
        """Nothing is left to be freed."""


class InProcess:
    """Asks a store in this process, and counts the seconds.

    Of a service on an engine that is remote everything is asked by SPARQL.
    """

    def __init__(self, store: px.Store, *, is_remote: bool) -> None:
        self._engine, self.is_remote, self.took = LocalEngine(store), is_remote, 0.0

    async def ask(self, question: Question) -> Whole:
        begun, out = process_time(), io.BytesIO()
        self._engine.write(question.query, question.format, out)
        self.took += process_time() - begun
        return Whole(out.getvalue())

    async def close(self) -> None:
        """Nothing is held."""


class Service:
    """The pages of a snapshot over one engine."""

    def __init__(self, published: Published, engine: InProcess) -> None:
        self._engine = engine
        app = create_app(engine, published, KeptAnswers(0), DEADLINE)
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://localhost"
        )

    async def html(self, slug: str) -> bytes:
        """The page of a thing."""
        answer = await self._client.get(f"/id/{slug}", headers=PLAIN)
        return answer.raise_for_status().content

    async def measured(self, slug: str, rounds: int) -> Page:
        """What its page takes at least."""
        return min([await self._once(slug) for _ in range(rounds)])

    async def _once(self, slug: str) -> Page:
        begun, asked = process_time(), self._engine.took
        await self.html(slug)
        return Page(1000 * (process_time() - begun), 1000 * (self._engine.took - asked))


def chosen(store: px.Store, number: int) -> tuple[list[str], list[str]]:
    """Things by chance, and the largest, by slug."""
    everything = sorted(_slugs(store, CURATED))
    by_chance = random.Random(SEED).sample(everything, min(number, len(everything)))  # noqa: S311
    counted = (
        f"SELECT ?s {{ {hub} }} GROUP BY ?s ORDER BY DESC(COUNT(DISTINCT ?part)) ?s" for hub in HUBS
    )
    largest = (islice(_slugs(store, query), OF_EACH) for query in counted)
    return by_chance, list(chain.from_iterable(largest))


def _slugs(store: px.Store, query: str) -> Iterator[str]:
    _, rows = LocalEngine(store).table(examine(PROLOGUE + query))
    return (iri.removeprefix(AVD) for (iri,) in rows if iri.startswith(AVD))


async def side_by_side(
    services: Mapping[str, Service], slugs: Iterable[str], rounds: int
) -> dict[str, dict[str, Page]]:
    """By slug what each service takes for its page; stops where the pages differ."""
    found: dict[str, dict[str, Page]] = {}
    for slug in slugs:
        if len({await each.html(slug) for each in services.values()}) > 1:
            raise SystemExit(f"Other pages of {slug}, nothing measured")
        found[slug] = {name: await each.measured(slug, rounds) for name, each in services.items()}
    return found


def table(found: Mapping[str, Mapping[str, Page]], largest: Sequence[str]) -> Iterator[str]:
    """A line for each of the largest, then the median and the slowest of all others."""
    yield f"{'page':34} {'index ms':>9} {'engine':>7} {'SPARQL ms':>10} {'engine':>7} {'times':>6}"
    for slug in largest:
        yield _line(slug, found[slug])
    others = [each for slug, each in found.items() if slug not in largest]
    for name, of in (("median", median), ("slowest", max)):
        told = {
            way: Page(of(e[way].took for e in others), of(e[way].asked for e in others))
            for way in (INDEX, SPARQL)
        }
        yield _line(f"{name} of {len(others)} by chance", told)


def _line(name: str, of: Mapping[str, Page]) -> str:
    ours, other = of[INDEX], of[SPARQL]
    return (
        f"{name[:34]:34} {ours.took:9.1f} {ours.asked:7.1f} {other.took:10.1f} {other.asked:7.1f} "
        f"{other.took / ours.took:6.1f}"
    )


def read_plan(words: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.html", description=__doc__)
    parser.add_argument("--var", type=Path, help="of a published snapshot; without it one is built")
    parser.add_argument("--things", type=int, default=60, help="by chance")
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args(words)


def measure(published: Published, plan: argparse.Namespace) -> None:
    """Prints the table of a snapshot."""
    store = published.snapshot.load()
    by_chance, largest = chosen(store, plan.things)
    services = {
        INDEX: Service(published, InProcess(store, is_remote=False)),
        SPARQL: Service(published, InProcess(store, is_remote=True)),
    }
    found = asyncio.run(side_by_side(services, [*largest, *by_chance], plan.rounds))
    for line in table(found, largest):
        print(line)


def main() -> None:
    plan = read_plan()
    with tempfile.TemporaryDirectory() as room:
        if not plan.var:
            build(ROOT, Path(room))
        measure(newest_whole(plan.var or Path(room)), plan)


if __name__ == "__main__":
    main()
