"""Copies that are the same graph under other names, and a table that tells what grows too fast."""

import pytest

from bench.growth import Growth, copies, growths, store, table
from kg.terms import PROLOGUE

PAIRS = PROLOGUE + "SELECT ?one ?other { ?one a av:Person . ?other a av:Person }"
KEYS = PROLOGUE + "SELECT ?one { ?one av:coreKey ?key . ?other av:coreKey ?key }"
QUADS = """\
<https://w3id.org/averment/id/person-a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> \
<https://w3id.org/averment/ns#Person> <https://w3id.org/averment/id/file-person-a> .
<https://w3id.org/averment/id/prop-b> <https://w3id.org/averment/ns#coreKey> \
"action=meet|actor=x" .
"""


def rows(held, query):
    return len(list(held.query(query, use_default_graph_as_union=True)))


def test_copies_have_other_names_and_the_first_is_the_data_itself():
    first, second, third = copies(QUADS, 3)
    assert first == QUADS
    assert "/person-a-copy-1>" in second
    assert "/file-person-a-copy-1>" in second
    assert '"action=meet|actor=x|copy=2"' in third
    assert "ns#Person>" in third


def test_ten_times_the_data_are_ten_times_the_quads(snapshot):
    quads = (snapshot.folder / "quads.nq").read_text("utf-8")
    once, many = store([quads]), store(copies(quads, 3))
    things = PROLOGUE + "SELECT ?x { ?x a av:Record }"
    assert rows(many, things) == 3 * rows(once, things) > 0


def test_a_copy_shares_no_key_of_content_with_another():
    assert rows(store(copies(QUADS, 3)), KEYS) == 3


def test_a_question_that_pairs_everything_grows_faster_than_the_data():
    people = "".join(QUADS.replace("person-a", f"person-{number}") for number in range(60))
    found = growths({"pairs": PAIRS}, store([people]), store(copies(people, 10)), 2)
    assert [each.is_faster_than_data(10) for each in found] == [True]


@pytest.mark.parametrize(
    ("growth", "marked"),
    [
        (Growth("even", 1.0, 10.0), False),
        (Growth("square", 1.0, 100.0), True),
        (Growth("too short to matter", 0.01, 1.0), False),
    ],
    ids=lambda value: value.question if isinstance(value, Growth) else "",
)
def test_the_table_marks_what_grows_faster_than_the_data(growth, marked):
    head, line, last = table([growth], 10).splitlines()
    assert head.split() == ["question", "ms", "ms,", "10", "times", "ratio"]
    assert line.endswith("*") is marked
    assert last.startswith(f"{int(marked)} of 1 ")
