"""What was measured, as one table with ratios."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """One figure on one graph; `less` where less of it is better.

    `figures` are those of Averment, and of the native server on disk and in memory.
    """

    graph: str
    what: str
    unit: str
    figures: Sequence[float]
    less: bool = False

    @property
    def ratios(self) -> Iterator[float]:
        """How many times as good ours is as that of each other server."""
        ours, *others = self.figures
        for other in others:
            better, worse = (other, ours) if self.less else (ours, other)
            yield better / worse if worse else float("inf")


def table(rows: Iterable[Row]) -> Iterator[str]:
    """One line a figure, as soon as it is there; `x disk` says how many times as good as the native
    server on disk."""
    heads = ("Averment", "on disk", "in memory", "x disk", "x memory")
    yield f"{'graph':>9}  {'asked':22} {'':9} " + " ".join(f"{head:>9}" for head in heads)
    for row in rows:
        figures = (f"{figure:9,.1f}" for figure in row.figures)
        ratios = (f"{ratio:9.2f}" for ratio in row.ratios)
        yield f"{row.graph:>9}  {row.what:22} {row.unit:9} " + " ".join((*figures, *ratios))
