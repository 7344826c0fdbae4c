"""Editors ask the endpoint itself for its prefixes and for examples."""

from pathlib import Path

import pyoxigraph as px

from kg.ask.named import Catalogue
from kg.terms import PREFIXES, SH

ROOT = Path(__file__).parents[3]


def pairs(store: px.Store, query: str) -> dict[str, str]:
    """What a query with two columns finds."""
    found = store.query(query, prefixes={"sh": SH}, use_default_graph_as_union=True)
    assert isinstance(found, px.QuerySolutions)
    return {row[0].value: row[1].value for row in found}


def test_prefixes_are_declared_in_the_store(store: px.Store) -> None:
    asked = "SELECT ?prefix ?of { ?any sh:declare [ sh:prefix ?prefix ; sh:namespace ?of ] }"
    assert pairs(store, asked) == PREFIXES


def test_examples_in_the_store_are_the_named_questions(store: px.Store) -> None:
    asked = "SELECT ?example ?text { ?example a sh:SPARQLExecutable ; sh:select ?text }"
    questions = Catalogue(ROOT / "queries").values()
    assert sorted(pairs(store, asked).values()) == sorted(each.text for each in questions)
