"""Averment beside `oxigraph serve` on the same graph, in the same run: one table of ratios.

All servers of a graph run at once; each round asks each of them in turn, starting with another
one; medians over the rounds are shown. The load generator shares the machine with the servers, so
compare inside one table only.
"""

import argparse
import platform
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from importlib.metadata import version
from itertools import chain
from os import cpu_count
from pathlib import Path
from statistics import median
from typing import Final

from bench.figures import Row, table
from bench.graphs import enlarged
from bench.large import Large, large
from bench.load import Figures, load
from bench.questions import OURS, THEIRS, Question, differences, questions
from bench.search import by_contains, by_index
from bench.servers import averment, native
from kg.publish.build import build
from kg.publish.snapshot import Snapshot
from kg.terms import brief

ROOT: Final = Path(__file__).parents[1]
AVERMENT, DISK, MEMORY = SERVERS = ("Averment", "on disk", "in memory")
WARMING: Final = 0.3
SEARCHES: Final = 5

Ports = Mapping[str, int]


def turns(rounds: int) -> Iterator[str]:
    """The servers in turn, each round starting with another one."""
    for turn in range(rounds):
        first = turn % len(SERVERS)
        yield from SERVERS[first:] + SERVERS[:first]


def asked(question: Question, ports: Ports, plan: argparse.Namespace) -> Sequence[Figures]:
    """What a load of one question finds at each server, medians."""
    found: dict[str, list[Figures]] = {server: [] for server in SERVERS}
    for server in turns(plan.rounds):
        requests = question.ours if server == AVERMENT else question.theirs
        load(ports[server], requests, WARMING, plan.connections)
        found[server].append(load(ports[server], requests, plan.seconds, plan.connections))
    return [
        Figures(*(median(getattr(each, name) for each in runs) for name in Figures.__slots__))
        for runs in found.values()
    ]


def loads(graph: str, ports: Ports, plan: argparse.Namespace) -> Iterator[Row]:
    """Answers a second, and milliseconds that all but one in a hundred take at most."""
    for question in questions():
        of = asked(question, ports, plan)
        yield Row(graph, question.name, "answers/s", [each.rate for each in of])
        yield Row(graph, question.name, "p99 ms", [each.p99 for each in of], less=True)


def streams(graph: str, ports: Ports, plan: argparse.Namespace) -> Iterator[Row]:
    """One answer of all triples."""
    found: dict[str, list[Large]] = {server: [] for server in SERVERS}
    for server in turns(plan.rounds):
        found[server].append(large(ports[server], OURS if server == AVERMENT else THEIRS))
    first, rate, grew = (
        [median(each[place] for each in runs) for runs in found.values()] for place in range(3)
    )
    yield Row(graph, "all rows, first byte", "ms", first, less=True)
    yield Row(graph, "all rows", "MB/s", rate)
    yield Row(graph, "all rows, process grew", "MB", grew, less=True)


def searches(graph: str, ports: Ports, plan: argparse.Namespace) -> Iterator[Row]:
    """Words found by the index, and by CONTAINS in the engine; the native server has that alone."""
    peers = [by_contains(ports[server], THEIRS, plan.rounds) for server in (DISK, MEMORY)]
    by_words = by_index(ports[AVERMENT], SEARCHES)
    scanned = by_contains(ports[AVERMENT], OURS, plan.rounds)
    yield Row(graph, "search, /search", "ms", [by_words, *peers], less=True)
    yield Row(graph, "search, CONTAINS", "ms", [scanned, *peers], less=True)


def measured(snapshot: Snapshot, var: Path, plan: argparse.Namespace) -> Iterator[Row]:
    """All figures on one graph; stops where the servers' answers differ."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        ports = {
            AVERMENT: stack.enter_context(averment(var)),
            DISK: stack.enter_context(native(snapshot.quads, Path(folder) / "native")),
            MEMORY: stack.enter_context(native(snapshot.quads, None)),
        }
        peers = {server: ports[server] for server in (DISK, MEMORY)}
        if others := differences(ports[AVERMENT], peers):
            raise SystemExit(f"Other answers than {AVERMENT} gives, nothing measured: {others}")
        graph = f"{snapshot.manifest()['quads']:,}"
        for measure in (loads, streams, searches):
            yield from measure(graph, ports, plan)


def heading(snapshot: Snapshot, plan: argparse.Namespace) -> str:
    return (
        f"snapshot {brief(snapshot.id)}, and copies of its things; oxigraph {version('oxigraph')}; "
        f"{cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; "
        f"load generator of our own\n"
        f"{plan.connections} connections, medians of {plan.rounds} rounds of {plan.seconds:g} s; "
        "x: times as good\n"
    )


def read_plan(words: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1.5, help="length of one run")
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--quads", type=int, default=1_000_000, help="of the larger graph, 0: none")
    return parser.parse_args(words)


def main() -> None:
    plan = read_plan()
    with tempfile.TemporaryDirectory() as room:
        var, more = Path(room) / "var", Path(room) / "more"
        snapshot = build(ROOT, var)
        print(heading(snapshot, plan), flush=True)
        rows = [measured(snapshot, var, plan)]
        if plan.quads:
            times = -(-plan.quads // snapshot.manifest()["quads"])
            rows.append(measured(enlarged(snapshot, more, times), more, plan))
        for line in table(chain.from_iterable(rows)):
            print(line, flush=True)


if __name__ == "__main__":
    main()
