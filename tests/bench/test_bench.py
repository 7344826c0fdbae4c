"""The measurements mean something: same answers, no refusal counted, a table that can be read."""

import pytest

from bench.__main__ import PEER, Run, table
from bench.load import BadAnswer, Figures, load
from bench.questions import get, questions


@pytest.fixture
def port(client):
    return client.base_url.port


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_every_question_is_answered_by_the_service(port, question):
    figures = load(port, question.ours, seconds=0.2, connections=2)
    assert figures.rate > 0
    assert 0 < figures.p50 <= figures.p99


def test_a_refusal_is_not_counted_as_an_answer(port):
    with pytest.raises(BadAnswer, match="status 400"):
        load(port, get("/sparql", "SELECT * {"), seconds=0.2, connections=1)


def test_the_table_shows_medians_and_the_ratio_to_the_native_server():
    rates = {"Averment": (40, 50, 90), PEER: (100, 100, 100)}
    runs = [
        Run("small SELECT", server, Figures(rate, 1.5, 2.5))
        for server, three in rates.items()
        for rate in three
    ]
    assert [line.split() for line in table(runs).splitlines()[1:]] == [
        ["small", "SELECT", "Averment", "50", "0.50", "1.50", "2.50"],
        ["small", "SELECT", *PEER.split(), "100", "1.00", "1.50", "2.50"],
    ]
