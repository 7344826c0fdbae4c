"""Every shipped question gives its golden answer on the small world, on two engines.

The engines share no code. tests/world holds a case of each kind that the questions ask about, and
others that come near it; it does not grow with the curated files, and its files are what the golden
answers were read against, by hand. tests/queries/answers.py says how they are rewritten;
tests/queries/test_real.py asks the real graph.
"""

import csv
import re
from io import StringIO
from pathlib import Path

import pyoxigraph as px
import pytest
import rdflib

from kg.terms import PREFIXES
from tests.queries.answers import HERE, NEVER_ANSWERED, QUESTIONS, answer, write

HEADER = ("title", "description", "parameters", "tags")
LINES, WIDTH = 12, 100

every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda file: file.stem)


@pytest.fixture(scope="session")
def graph(world: px.Store) -> rdflib.Graph:
    """The union of all graphs of the small world, each triple once, in rdflib."""
    lines = {f"{quad.subject} {quad.predicate} {quad.object} ." for quad in world}
    return rdflib.Graph().parse(data="\n".join(lines), format="nt")


def golden(question: Path) -> list[list[str]]:
    return rows((HERE / f"{question.stem}.csv").read_text(encoding="utf-8"))


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text)))


@every_question
def test_the_embedded_engine_gives_the_golden_answer(question: Path, world: px.Store):
    assert rows(answer(world, question)) == golden(question)


@every_question
def test_rdflib_gives_the_golden_answer(question: Path, graph: rdflib.Graph):
    shown = graph.query(question.read_text(encoding="utf-8")).serialize(format="csv").decode()
    assert rows(shown) == golden(question)


@every_question
def test_the_small_world_has_a_case_for_it(question: Path):
    assert (len(golden(question)) > 1) == (question.stem not in NEVER_ANSWERED)


@every_question
def test_the_header_is_complete(question: Path):
    lines = question.read_text(encoding="utf-8").splitlines()
    header = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# "))
    assert tuple(header) == HEADER
    assert all(header.values())
    assert header["title"].endswith("?")
    assert re.search(r"\bcq-[0-9]{2}$", header["tags"])


@every_question
def test_each_parameter_has_one_line_that_holds_its_default(question: Path):
    text = question.read_text(encoding="utf-8")
    declared = re.search(r"^# parameters: (.*)$", text, re.MULTILINE)
    assert declared
    bound = re.findall(r"^ *VALUES \?(\w+) \{ \S+ \}$", text, re.MULTILINE)
    assert bound == re.findall(r"(\w+) \(\w+:\w+[^)]*\)", declared[1])
    assert bound or declared[1] == "none"


@every_question
def test_the_question_is_short_and_its_answer_has_an_order(question: Path):
    text = question.read_text(encoding="utf-8")
    body = [line for line in text.splitlines() if not line.startswith(("#", "PREFIX"))]
    assert len(body) <= LINES
    assert max(map(len, body)) <= WIDTH
    assert "ORDER BY" in body[-1]


@every_question
def test_only_the_prefixes_in_use_are_declared(question: Path):
    text = question.read_text(encoding="utf-8")
    declared = dict(re.findall(r"^PREFIX (\w+): <(.*)>$", text, re.MULTILINE))
    body = re.sub(r"^(#|PREFIX).*$", "", text, flags=re.MULTILINE)
    assert set(declared) == set(re.findall(r"\b(\w+):(?=\w)", body))
    assert declared.items() <= PREFIXES.items()


def test_every_question_has_a_golden_answer_and_every_answer_a_question():
    answers = {file.stem for file in HERE.glob("*.csv")}
    assert answers == {question.stem for question in QUESTIONS}
    assert answers


def test_another_question_does_not_give_the_golden_answer(world: px.Store, tmp_path: Path):
    (question,) = (file for file in QUESTIONS if file.stem == "members-of-partnership")
    other = tmp_path / question.name
    other.write_text(question.read_text("utf-8").replace("partnership-five-eyes", "no-partnership"))
    assert rows(answer(world, other)) == golden(question)[:1]


def test_answers_that_are_written_anew_are_these(world: px.Store, tmp_path: Path):
    (tmp_path / "gone.csv").touch()
    write(world, tmp_path)
    written = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert written == {file.name: file.read_bytes() for file in HERE.glob("*.csv")}
