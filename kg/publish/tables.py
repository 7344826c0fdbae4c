"""`python -m kg.publish.tables` prints docs/data.md: what the graph holds, and where it is thin.

Each table answers one query of docs/figures, whose tag is the part of the page that it stands in.
"""

import tempfile
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final, cast

import pyoxigraph as px

from kg.ask.named import Catalogue, NamedQuestion
from kg.publish.build import build

ROOT: Final = Path(__file__).parents[2]
FIGURES: Final = ROOT / "docs/figures"
HEADING: Final = """\
# The data in figures

What the graph holds and where it is thin, counted on the published graph by the queries of
[figures/](figures/). `make generate` writes this page anew. [How it is curated](curating.md) and
[what is taken in](editorial-policy.md) tell why it is as it is.
"""
BAR: Final = 30
Ask = Callable[[str], px.QuerySolutions]


def page(figures: Catalogue, ask: Ask) -> str:
    """The page as Markdown; `ask` answers each query of the figures."""
    parts = groupby(figures.values(), lambda figure: figure.tags[0])
    lines = (line for part, tables in parts for line in _part(part, tables, ask))
    return "\n".join([HEADING, *lines])


def _part(title: str, figures: Iterator[NamedQuestion], ask: Ask) -> Iterator[str]:
    yield f"## {title}\n"
    for figure in figures:
        yield f"### {figure.title}\n\n{figure.description}\n"
        yield from _table(ask(figure.text))
        yield ""


def _table(found: px.QuerySolutions) -> Iterator[str]:
    """Rows with the last count as a bar behind them; where nothing is counted, one line."""
    *names, count = (variable.value for variable in found.variables)
    rows = [[value.value if value else "" for value in row] for row in found]
    if not names:
        yield f"{len(rows)}: {', '.join(name for (name,) in rows)}."
        return
    most = max((int(row[-1]) for row in rows), default=0)
    yield f"| {' | '.join((*names, count))} | |"
    yield "| --- " * len(names) + "| ---: | --- |"
    for *named, number in rows:
        bar = "█" * round(BAR * int(number) / most)
        yield f"| {' | '.join(named)} | {int(number):,} | {bar} |"


def asked_of(store: px.Store) -> Ask:
    """Answers from all graphs of a store together."""
    return lambda query: cast(
        px.QuerySolutions, store.query(query, use_default_graph_as_union=True)
    )


def main() -> None:
    """Builds the graph of the checkout and prints the page."""
    with tempfile.TemporaryDirectory(prefix="averment-tables-") as var:
        store = build(ROOT, Path(var)).load()
        print(page(Catalogue(FIGURES), asked_of(store)), end="")


if __name__ == "__main__":
    main()
