"""Time of every named question on the data and on ten times the data.

The greater graph is the graph beside copies of itself whose things have other names, so each
question has its default parameters answered from the same few things in a larger crowd. What
answers about everything grows as the data do; what grows faster joins things that it need not.
"""

import argparse
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Final, NamedTuple

import pyoxigraph as px

from kg.ask.named import Catalogue
from kg.publish.build import build
from kg.terms import AV, AVD

ROOT: Final = Path(__file__).parents[1]
TIMES: Final = 10
# Clocks and caches blur a ratio by less than this.
SLACK: Final = 1.5
# Below this many milliseconds on the greater graph nobody waits, and cold caches decide the ratio.
NOTICED: Final = 50.0
_THING: Final = re.compile(rf"<({re.escape(AVD)}[^>]*)>")
_KEY: Final = re.compile(rf'(<{re.escape(AV)}coreKey> "(?:[^"\\]|\\.)*)"')


class Growth(NamedTuple):
    """Best milliseconds of one question on the data and on the greater graph."""

    question: str
    once: float
    many: float

    @property
    def ratio(self) -> float:
        return self.many / self.once

    def is_faster_than_data(self, times: int) -> bool:
        """Whether the time grew by more than the data did, and is long enough to matter."""
        return self.many > NOTICED and self.ratio > times * SLACK


def copies(quads: str, times: int) -> Iterator[str]:
    """N-Quads text, then `times` - 1 copies with renamed things, graphs and keys of content.

    Terms of the ontology, concepts and all other literals are shared between the copies.
    """
    yield quads
    for number in range(1, times):
        renamed = _THING.sub(rf"<\g<1>-copy-{number}>", quads)
        yield _KEY.sub(rf'\g<1>|copy={number}"', renamed)


def store(parts: Iterable[str]) -> px.Store:
    """A store in memory that holds all the N-Quads."""
    held = px.Store()
    for part in parts:
        held.bulk_load(BytesIO(part.encode()), format=px.RdfFormat.N_QUADS)
    return held


def best(held: px.Store, query: str, rounds: int) -> float:
    """The least milliseconds of several rounds, answers read to the end."""
    spent = []
    for _ in range(rounds):
        begun = perf_counter()
        for _ in held.query(query, use_default_graph_as_union=True):  # type: ignore[union-attr]
            pass
        spent.append(perf_counter() - begun)
    return min(spent) * 1000


def growths(
    questions: Mapping[str, str], once: px.Store, many: px.Store, rounds: int
) -> Sequence[Growth]:
    """Every question, by slug, timed on both stores."""
    return [
        Growth(slug, best(once, query, rounds), best(many, query, rounds))
        for slug, query in questions.items()
    ]


def table(found: Sequence[Growth], times: int) -> str:
    """One line per question, slowest first; a star marks what grows faster than the data."""
    lines = [f"{'question':28} {'ms':>8} {f'ms, {times} times':>13} {'ratio':>6}"]
    for each in sorted(found, key=lambda each: (-each.many, each.question)):
        star = " *" if each.is_faster_than_data(times) else ""
        lines.append(
            f"{each.question:28} {each.once:8.2f} {each.many:13.2f} {each.ratio:6.1f}{star}"
        )
    faster = sum(each.is_faster_than_data(times) for each in found)
    lines.append(f"{faster} of {len(found)} questions grow faster than the data (*)")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    plan = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        quads = (build(ROOT, Path(room) / "var").folder / "quads.nq").read_text("utf-8")
    asked = {slug: question.text for slug, question in Catalogue(ROOT / "queries").items()}
    found = growths(asked, store([quads]), store(copies(quads, TIMES)), plan.rounds)
    print(table(found, TIMES))


if __name__ == "__main__":
    main()
