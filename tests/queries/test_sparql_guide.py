"""The queries of docs/sparql.md find what they tell of, in the wider world."""

import re

import pyoxigraph as px
import pytest

from kg.terms import AVD, PREFIXES
from tests.conftest import ROOT

GUIDE = (ROOT / "docs/sparql.md").read_text(encoding="utf-8")
EXAMPLES = dict(
    re.findall(r"^\*([^*\n]+)\*\n\n```sparql\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
)
# Of the rows that each finds, some in short, read off the files of tests/world.
FOUND = {
    "Who belonged to a partnership on a day, and how sure is that?": "state-nzl agency-nzl-gcsb",
    "Which agreements do two states have in common?": "agreement-fra-ukr-soi-1999",
    "Who heads the agencies of a state, as far as is known?": "person-akerboom",
    "What became of an agency, and what was it before?": "agency-pol-abw agency-pol-aw",
    "Who denies or rejects what in a story?": "state-can state-isr",
    "By how many voices is each claim of a story held, and by how many opposed?": "1 0",
    "What was known of a claim by a day?": "state-isr",
    "On which documents does a record rest?": "doc-zxc-wiki-alliance-base",
    "Which reports go back to a document, over any number of steps?": "doc-tvn24-five-eyes",
    "Who was named as not heard from?": "state-sau",
    "Which unnamed sources said what, in the words of the report?": "org-nbc-news",
    "How many agreements are there of each kind?": "agreement-kind-treaty",
    "What happened in a year?": "evt-co-suspension-2025-11",
    "What is in dispute?": "doc-zxc-wiki-alliance-base",
}


def answered(store: px.Store, query: str) -> set[str]:
    """The values in an answer, things and concepts in short."""
    solutions = store.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    values = {value.value for row in solutions for value in row if value is not None}
    return {re.sub(r"^.*/(?:id|concept)/", "", value) for value in values}


@pytest.mark.parametrize("question", EXAMPLES)
def test_an_example_finds_what_is_there(world: px.Store, question: str) -> None:
    assert set(FOUND[question].split()) <= answered(world, EXAMPLES[question])


def test_each_example_says_what_it_finds() -> None:
    assert FOUND.keys() == EXAMPLES.keys()
    assert AVD not in GUIDE, "the prefixes are there without a declaration"


def test_the_guide_counts_the_prefixes_that_need_no_declaration() -> None:
    assert len(PREFIXES) == 9
    assert "Nine prefixes need no declaration" in GUIDE
