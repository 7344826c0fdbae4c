"""Pages of nested nodes: ours beside resolvers and beside SPARQL written by hand, in the same run.

Pages of agreements with parties, their agencies, statements with speaker and report with publisher,
on graphs that are generated. Ours comes over the record index alone, from one process, as do the
resolvers; `oxigraph serve` uses as many threads as it likes. The load generator shares the machine,
so compare inside one run only; beside other programs, by what an answer takes of the processor.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from itertools import count, repeat
from pathlib import Path
from statistics import median
from time import perf_counter, time_ns
from typing import Any, Final, NamedTuple

import httpx

from bench.generated import quads
from bench.load import load
from bench.memory import processor
from bench.questions import get, post
from bench.servers import module, native
from kg.contract import contract_of
from kg.index import record_index
from kg.terms import AV

HERE: Final = Path(__file__).parent
ONTOLOGY: Final = HERE.parent / "ontology"
OURS: Final = "ours"
RESOLVERS: Final = "resolvers"
DISK: Final = "SPARQL, native on disk"
MEMORY: Final = "SPARQL, native in memory"
DOCUMENT: Final = (HERE / "agreements.graphql").read_text("utf-8")
BY_HAND: Final = (HERE / "agreements.rq").read_text("utf-8")
JSON: Final = {"Content-Type": "application/json"}
# What is asked of resolvers, which have no connections.
PLAIN: Final = """query ($first: Int!) { agreements(first: $first) { id label
  parties { currentStatus participant { id label bodies { id label } } }
  contentAbout { id text positions { id stance speaker { id label }
    documents { id label publisher { id label } } } } } }"""
SIZES: Final = (10_000, 100_000, 1_000_000)
# Native servers take minutes to read a million triples.
BESIDE: Final = 100_000
LARGE: Final = 1_000
# Seconds that an answer may take.
PATIENCE: Final = 120.0
PREFIX: Final = f"PREFIX av: <{AV}> "


class Asked(NamedTuple):
    """One thing in the words of each: ours, those of resolvers where they can, and SPARQL.

    What takes seconds is asked by one connection `alone`. Each document is another one where it
    `is_new`, so that nothing made of it is at hand.
    """

    name: str
    document: str
    plain: str
    by_hand: str
    alone: bool = False
    is_new: bool = False


def page(first: int) -> Asked:
    """A page of so many agreements."""
    ours, plain = (body(each, first) for each in (DOCUMENT, PLAIN))
    by_hand = BY_HAND.replace("LIMIT 20", f"LIMIT {first}")
    return Asked(f"page of {first}", ours, plain, by_hand, alone=first >= LARGE)


def aggregates() -> Iterator[Asked]:
    """How many statements there are by stance, by state of the parties, and of some years."""
    by_stance = "{ statements(first: 0) { groups(by: stance) { key count } } }"
    yield Asked(
        "by stance",
        body(by_stance),
        "",
        f"{PREFIX}SELECT ?key (COUNT(*) AS ?n) {{ ?s a av:Statement ; av:stance ?key }} "
        "GROUP BY ?key",
    )
    by_state = "{ participations(first: 0) { groups(by: participant) { key count } } }"
    yield Asked(
        "by state",
        body(by_state),
        "",
        f"{PREFIX}SELECT ?key (COUNT(*) AS ?n) {{ ?s a av:Participation ; av:participant ?key }} "
        "GROUP BY ?key",
    )
    days = '{from: {gte: "1990-01-01", lt: "1995-01-01"}}'
    years = f"{{ statements(first: 0, where: {days}) {{ totalCount }} }}"
    yield Asked(
        "of five years",
        body(years),
        "",
        f"{PREFIX}SELECT (COUNT(*) AS ?n) {{ ?s a av:Statement ; av:from ?day "
        'FILTER(?day >= "1990-01-01"^^<http://www.w3.org/2001/XMLSchema#date> '
        '&& ?day < "1995-01-01"^^<http://www.w3.org/2001/XMLSchema#date>) }',
    )


def body(document: str, first: int = 20) -> str:
    return json.dumps({"query": document, "variables": {"first": first}})


class Built(NamedTuple):
    """A generated graph, its index, and what the index took: seconds and bytes."""

    quads: Path
    file: Path
    seconds: float
    size: int


def built(room: Path, triples: int) -> Built:
    """Writes a graph of about so many triples, and the index of it."""
    content = quads(triples)
    graph, index = room / f"{triples}.nq", room / f"{triples}.bin"
    graph.write_bytes(content)
    begun = perf_counter()
    made = record_index(content, contract_of(ONTOLOGY))
    seconds = perf_counter() - begun
    index.write_bytes(made)
    return Built(graph, index, seconds, len(made))


def requests(server: str, asked: Asked) -> Iterator[bytes]:
    """What a server is sent, one after the other."""
    if server in (DISK, MEMORY):
        yield from repeat(get("/query", asked.by_hand))
    content = asked.plain if server == RESOLVERS else asked.document
    for number in count():
        remark = f"# {number} of {time_ns()}\\n" if asked.is_new else ""
        yield post("/graphql", content.replace('"query": "', f'"query": "{remark}', 1).encode())


def claims(port: int, server: str, asked: Asked) -> set[tuple[str, str, str]]:
    """Which statement on which claim names which publisher: what all servers must agree on."""
    address = f"http://127.0.0.1:{port}"
    if server in (DISK, MEMORY):
        rows = httpx.get(f"{address}/query", params={"query": asked.by_hand}, timeout=60).json()
        return {
            (
                row["statement"]["value"].rpartition("/")[2],
                row["text"]["value"],
                row["publisherLabel"]["value"],
            )
            for row in rows["results"]["bindings"]
            if "statement" in row
        }
    content = asked.plain if server == RESOLVERS else asked.document
    answer = httpx.post(f"{address}/graphql", content=content, timeout=60, headers=JSON)
    return {
        (position["id"], claim["text"], report["publisher"]["label"])
        for agreement in _nodes(answer.json()["data"]["agreements"])
        for claim in _nodes(agreement["contentAbout"])
        for position in _nodes(claim["positions"])
        for report in position["documents"]
    }


def _nodes(found: Any) -> list[Any]:
    """Of a connection, or of a plain list."""
    nodes: list[Any] = found["nodes"] if isinstance(found, dict) else found
    return nodes


class Rate(NamedTuple):
    """Answers a second, and milliseconds of processor time that one takes in the server."""

    answers: float
    spent: float


def rates(ports: Mapping[str, int], asked: Asked, plan: argparse.Namespace) -> dict[str, Rate]:
    """What each server does, medians over rounds that begin with another one each."""
    names = [name for name in ports if name != RESOLVERS or asked.plain]
    found: dict[str, list[Rate]] = {name: [] for name in names}
    for turn in range(plan.rounds):
        start = turn % len(names)
        for name in names[start:] + names[:start]:
            found[name].append(rate(ports[name], requests(name, asked), asked, plan))
    return {
        name: Rate(median(e.answers for e in each), median(e.spent for e in each))
        for name, each in found.items()
    }


def rate(port: int, sent: Iterator[bytes], asked: Asked, plan: argparse.Namespace) -> Rate:
    """What one server does in one run."""
    connections = 1 if asked.alone else plan.connections
    if not asked.alone:
        load(port, sent, plan.seconds / 4, connections, PATIENCE)
    spent, figures = processor(port, lambda: load(port, sent, plan.seconds, connections, PATIENCE))
    return Rate(figures.rate, 1000 * spent / figures.answers)


def table(asked: str, rates_of: Mapping[str, Rate]) -> Iterator[str]:
    """A line for each server: what it does, and how many times as good ours is in both."""
    ours = rates_of[OURS]
    for name, each in rates_of.items():
        yield (
            f"{asked:14} {name:26} {each.answers:10.1f} {ours.answers / each.answers:7.1f} "
            f"{each.spent:12.2f} {each.spent / ours.spent:7.1f}"
        )


def sizes(made: Mapping[int, Built], found: Mapping[int, float]) -> str:
    """What the index takes, and that a page takes the same whatever the graph."""
    lines = [f"{'triples':>9} {'index MB':>9} {'built s':>8} {'pages of 20/s':>14}"]
    for triples, rate in found.items():
        each = made[triples]
        megabytes = each.size / 1e6
        lines.append(f"{triples:9} {megabytes:9.1f} {each.seconds:8.1f} {rate:14.0f}")
    return "\n".join(lines)


def read_plan(words: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.0, help="length of one run")
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="triples")
    parser.add_argument("--beside", type=int, default=BESIDE, help="triples that peers hold")
    return parser.parse_args(words)


def servers(stack: ExitStack, room: Path, made: Built) -> Iterator[tuple[str, int]]:
    """Ours and its peers on one graph."""
    yield OURS, stack.enter_context(ours(made))
    yield RESOLVERS, stack.enter_context(module("bench.resolvers", made.quads))
    yield DISK, stack.enter_context(native(made.quads, room / "native"))
    yield MEMORY, stack.enter_context(native(made.quads, None))


def ours(made: Built) -> AbstractContextManager[int]:
    """Our GraphQL on a graph."""
    return module("bench.endpoint", ONTOLOGY, made.file)


def main() -> None:
    plan = read_plan()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        room = Path(folder)
        made = {triples: built(room, triples) for triples in {*plan.sizes, plan.beside}}
        ports = {f"{OURS} {n}": stack.enter_context(ours(made[n])) for n in plan.sizes}
        found = rates(ports, page(20), plan)
        print(sizes(made, {n: found[f"{OURS} {n}"].answers for n in plan.sizes}), flush=True)
        peers = dict(servers(stack, room, made[plan.beside]))
        wanted = claims(peers[OURS], OURS, page(20))
        if others := [n for n, port in peers.items() if claims(port, n, page(20)) != wanted]:
            raise SystemExit(f"Other answers than ours, nothing measured: {others}")
        new = page(20)._replace(name="in new words", is_new=True)
        everything = [page(20), new, page(LARGE), *aggregates()]
        print(
            f"{'asked':14} {'server':26} {'answers/s':>10} {'times':>7} {'CPU ms':>12} {'times':>7}"
        )
        for asked in everything:
            print(*table(asked.name, rates(peers, asked, plan)), sep="\n", flush=True)


if __name__ == "__main__":
    main()
