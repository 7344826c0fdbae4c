"""The page of figures: what it shows of a graph, and that it is of today's."""

import re

import pyoxigraph as px

from kg.ask.named import Catalogue
from kg.publish.tables import FIGURES, ROOT, asked_of, page


def test_each_figure_becomes_a_table_with_bars(store: px.Store) -> None:
    text = page(Catalogue(FIGURES), asked_of(store))
    assert text.count("\n### ") == len(list(FIGURES.glob("*.rq")))
    assert "| kind | count | |\n| --- | ---: | --- |\n| " in text
    _, claims, _ = re.split(r"^### Claims$|^### Claims by", text, flags=re.MULTILINE)
    bars = {int(count): bar for count, bar in re.findall(r"\| (\d+) \| (█*) \|$", claims, re.M)}
    assert len(bars[max(bars)]) == 30
    assert all(len(bar) == round(30 * count / max(bars)) for count, bar in bars.items())


def test_listings_do_not_pass_for_facts_on_one_document() -> None:
    store = px.Store()
    store.load(
        b"""PREFIX av: <https://w3id.org/averment/ns#>
        PREFIX : <https://example.org/>
        :member a av:Membership, av:StructuralFact ; av:documentedIn :one, :two .
        :listed a av:Listing, av:StructuralFact ; av:documentedIn :list .
        :listed-again a av:Listing, av:StructuralFact ; av:documentedIn :list .""",
        px.RdfFormat.TURTLE,
    )
    text = page(Catalogue(FIGURES), asked_of(store))
    assert "| all others | 2 | 1 |" in text
    assert "| listings | 1 | 2 |" in text
    assert "| all others | 1 |" not in text


def test_the_page_is_of_todays_graph(whole_store: px.Store) -> None:
    told = "Run `make generate` and review the diff."
    found = page(Catalogue(FIGURES), asked_of(whole_store))
    assert (ROOT / "docs/data.md").read_text("utf-8") == found, told
