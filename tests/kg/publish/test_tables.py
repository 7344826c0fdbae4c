"""The page of figures: what it shows of a graph, and that it is of today's."""

import pyoxigraph as px

from kg.ask.named import Catalogue
from kg.publish.tables import FIGURES, ROOT, asked_of, page


def test_each_figure_becomes_a_table_with_bars(store: px.Store) -> None:
    text = page(Catalogue(FIGURES), asked_of(store))
    assert text.count("\n### ") == len(list(FIGURES.glob("*.rq")))
    assert "| kind | count | |\n| --- | ---: | --- |\n| " in text
    longest, *_ = (line for line in text.splitlines() if line.startswith("| position | "))
    assert longest.endswith(f"| {'█' * 30} |")


def test_the_page_is_of_todays_graph(whole_store: px.Store) -> None:
    told = "Run `make generate` and review the diff."
    found = page(Catalogue(FIGURES), asked_of(whole_store))
    assert (ROOT / "docs/data.md").read_text("utf-8") == found, told
