"""On the graph of all curated files, which grows, each question is held by rows that stay.

tests/queries/real/<question>.csv tells which rows must, and which must never, be in the answer:
history, ended things, cited facts, and the mistakes that come near them. Names stand there in
short. A column that is left out, or a cell that holds `*`, may hold any value.
"""

import csv
import re
from io import StringIO
from pathlib import Path

import pyoxigraph as px
import pytest

from kg.terms import AVC, AVD
from tests.queries.answers import NEVER_ANSWERED, QUESTIONS, answer

REAL = Path(__file__).parent / "real"
MARKS = {"must", "never"}
OPEN = "*"
NAME = re.compile(r"[a-z]+-[a-z0-9-]+")

Row = dict[str, str]

every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda file: file.stem)


def short(value: str) -> str:
    """A name without its namespace, any other value as it is."""
    return value.removeprefix(AVD).removeprefix(AVC)


def rows(text: str) -> list[Row]:
    return [{c: short(value) for c, value in row.items()} for row in csv.DictReader(StringIO(text))]


def table(question: Path) -> list[Row]:
    return rows((REAL / f"{question.stem}.csv").read_text("utf-8"))


def amiss(held: list[Row], answered: list[Row]) -> list[str]:
    """What must be in an answer and is not, or is there and must never be."""
    told = []
    for row in held:
        asked = {c: value for c, value in row.items() if c != "row" and value != OPEN}
        if any(asked.items() <= each.items() for each in answered) != (row["row"] == "must"):
            told.append(f"{row['row']}: {asked}")
    return told


def unknown(held: list[Row], store: px.Store) -> set[str]:
    """The names in a table that the graph does not know: a slip that `never` would hide."""
    cells = {value for row in held for column, value in row.items() if column != "row"}
    return {name for name in cells if NAME.fullmatch(name) and not known(name, store)}


def known(name: str, store: px.Store) -> bool:
    things = [px.NamedNode(f"{namespace}{name}") for namespace in (AVD, AVC)]
    return any(any(store.quads_for_pattern(thing, None, None)) for thing in things)


@every_question
def test_the_answer_holds_what_it_must_and_nothing_that_it_must_not(
    question: Path, whole_store: px.Store
):
    held, text = table(question), answer(whole_store, question)
    assert {*held[0]} - {"row"} <= {*text.splitlines()[0].split(",")}, "no such column"
    assert amiss(held, rows(text)) == []


@every_question
def test_a_table_names_what_there_is(question: Path, whole_store: px.Store):
    assert unknown(table(question), whole_store) == set()


@every_question
def test_a_table_has_rows_that_must_come_and_rows_that_must_not(question: Path):
    marks = [row["row"] for row in table(question)]
    assert set(marks) == MARKS - ({"must"} if question.stem in NEVER_ANSWERED else set())
    assert 3 <= len(marks) <= 10


def test_every_table_has_its_question():
    assert {file.stem for file in REAL.iterdir()} == {question.stem for question in QUESTIONS}


ANSWERED = rows(f"who,role,since\n{AVD}state-nzl,{AVC}participation-role-member,2013\n")


@pytest.mark.parametrize(
    "line",
    [
        "must,state-nzl,participation-role-member",
        "must,state-nzl,*",
        "never,state-nzl,participation-role-suspended",
        "never,state-dnk,*",
    ],
)
def test_a_row_that_is_kept_is_not_told(line: str):
    assert amiss(rows(f"row,who,role\n{line}\n"), ANSWERED) == []


@pytest.mark.parametrize(
    "line",
    [
        "must,state-dnk,*",
        "must,state-nzl,participation-role-observer",
        "never,state-nzl,*",
        "never,*,participation-role-member",
        "never,*,*",
    ],
)
def test_a_row_that_is_broken_is_told(line: str):
    (told,) = amiss(rows(f"row,who,role\n{line}\n"), ANSWERED)
    assert told.startswith(line.partition(",")[0])


def test_a_name_that_nothing_bears_is_told(world: px.Store):
    held = rows("row,who,role,since\nnever,state-nlz,participation-role-member,before 2013\n")
    assert unknown(held, world) == {"state-nlz"}
