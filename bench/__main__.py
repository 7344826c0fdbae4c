"""Requests a second of Averment beside `oxigraph serve` on the same data, in the same run.

The servers run all the time; each round asks each of them in turn, starting with another one;
medians over the rounds are shown. The load generator shares the machine with the servers, so
compare inside one table only.
"""

import argparse
import platform
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from importlib.metadata import version
from os import cpu_count
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.load import Figures, load
from bench.questions import differences, questions
from bench.servers import averment, native
from kg.publish.build import build
from kg.publish.snapshot import Snapshot
from kg.terms import brief

ROOT = Path(__file__).parents[1]
OURS = "Averment"
UNKEPT = "Averment, nothing kept"
PEER = "oxigraph serve, on disk"
WARMING = 0.3


class Run(NamedTuple):
    question: str
    server: str
    figures: Figures


def runs(ports: Mapping[str, int], plan: argparse.Namespace) -> Iterator[Run]:
    """One run a round, question and server; the order of servers rotates."""
    names = list(ports)
    for turn in range(plan.rounds):
        first = turn % len(names)
        for question in questions():
            for name in names[first:] + names[:first]:
                request = question.ours if name.startswith(OURS) else question.theirs
                load(ports[name], request, WARMING, plan.connections)
                figures = load(ports[name], request, plan.seconds, plan.connections)
                yield Run(question.name, name, figures)


def medians(done: Sequence[Run], question: str, server: str) -> Figures:
    found = [run.figures for run in done if (run.question, run.server) == (question, server)]
    return Figures(
        median(each.rate for each in found),
        median(each.p50 for each in found),
        median(each.p99 for each in found),
    )


def table(done: Sequence[Run]) -> str:
    """One line a question and server; the ratio is to the native server on disk."""
    lines = [f"{'question':15} {'server':26} {'req/s':>8} {'ratio':>6} {'p50 ms':>7} {'p99 ms':>7}"]
    for question in dict.fromkeys(run.question for run in done):
        peer = medians(done, question, PEER)
        for server in dict.fromkeys(run.server for run in done):
            found = medians(done, question, server)
            lines.append(
                f"{question:15} {server:26} {found.rate:8.0f} {found.rate / peer.rate:6.2f}"
                f" {found.p50:7.2f} {found.p99:7.2f}"
            )
    return "\n".join(lines)


def heading(snapshot: Snapshot, plan: argparse.Namespace) -> str:
    quads = snapshot.quads.read_bytes().count(b"\n")
    return (
        f"{quads} quads, snapshot {brief(snapshot.id)}; oxigraph {version('oxigraph')}; "
        f"{cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}\n"
        f"{plan.connections} connections, medians of {plan.rounds} rounds of {plan.seconds:g} s\n"
    )


def read_plan() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="length of one run")
    parser.add_argument("--connections", type=int, default=16)
    return parser.parse_args()


def main() -> None:
    plan = read_plan()
    with tempfile.TemporaryDirectory() as room, ExitStack() as stack:
        snapshot = build(ROOT, Path(room) / "var")
        quads = snapshot.quads
        var = Path(room) / "var"
        ours = {
            OURS: stack.enter_context(averment(var)),
            UNKEPT: stack.enter_context(averment(var, kept_answers="0")),
        }
        peers = {
            PEER: stack.enter_context(native(quads, Path(room) / "native")),
            "oxigraph serve, in memory": stack.enter_context(native(quads, None)),
        }
        if others := differences(ours[OURS], peers):
            raise SystemExit(f"Other answers than {OURS} gives, nothing measured: {others}")
        print(heading(snapshot, plan))
        print(table(list(runs(ours | peers, plan))))


if __name__ == "__main__":
    main()
