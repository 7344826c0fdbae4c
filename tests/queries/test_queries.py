"""Every shipped question gives its golden answer, on two engines that share no code.

The golden answers were read through by hand against the article and the curated files.
"""

import csv
import re
from io import StringIO
from pathlib import Path

import pyoxigraph as px
import pytest
import rdflib

from kg.terms import PREFIXES

QUERIES = Path(__file__).parents[2] / "queries"
QUESTIONS = sorted(QUERIES.glob("*.rq"))
HEADER = ("title", "description", "parameters", "tags")
LINES, WIDTH = 12, 100

every_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda file: file.stem)


@pytest.fixture(scope="session")
def graph(whole_store: px.Store) -> rdflib.Graph:
    """The union of all graphs of the snapshot, each triple once, in rdflib."""
    lines = {f"{quad.subject} {quad.predicate} {quad.object} ." for quad in whole_store}
    return rdflib.Graph().parse(data="\n".join(lines), format="nt")


def golden(question: Path) -> list[list[str]]:
    return rows((Path(__file__).parent / f"{question.stem}.csv").read_text(encoding="utf-8"))


def rows(answer: str) -> list[list[str]]:
    return list(csv.reader(StringIO(answer)))


@every_question
def test_the_embedded_engine_gives_the_golden_answer(question: Path, whole_store: px.Store):
    answer = whole_store.query(
        question.read_text(encoding="utf-8"), use_default_graph_as_union=True
    )
    shown = answer.serialize(format=px.QueryResultsFormat.CSV).decode()
    assert rows(shown) == golden(question)


@every_question
def test_rdflib_gives_the_golden_answer(question: Path, graph: rdflib.Graph):
    shown = graph.query(question.read_text(encoding="utf-8")).serialize(format="csv").decode()
    assert rows(shown) == golden(question)


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
    assert bound == re.findall(r"(\w+) \(\w+:\w+\)", declared[1])
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
    answers = {file.stem for file in Path(__file__).parent.glob("*.csv")}
    assert answers == {question.stem for question in QUESTIONS}
    assert answers


def test_another_question_does_not_give_the_golden_answer(whole_store: px.Store):
    question = QUERIES / "members-of-partnership.rq"
    other = question.read_text(encoding="utf-8").replace("partnership-five-eyes", "no-partnership")
    answer = whole_store.query(other, use_default_graph_as_union=True)
    shown = answer.serialize(format=px.QueryResultsFormat.CSV).decode()
    assert rows(shown) == golden(question)[:1]
