"""The measurements mean something: same answers, no refusal counted, a table that can be read."""

import re
from itertools import islice, repeat

import pytest

from bench.figures import Row, table
from bench.graphs import enlarged
from bench.hostile import SECONDS, outcome
from bench.hostile import table as hostile
from bench.large import large
from bench.load import BadAnswer, load
from bench.questions import OURS, TINY, anew, get, questions
from bench.search import WORDS, by_contains, by_index
from bench.servers import loaded, native_with_deadline
from kg.publish.history import newest_whole


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
        load(port, repeat(get(OURS, "SELECT * {")), seconds=0.2, connections=1)


def test_new_texts_ask_the_same_and_are_never_the_same():
    first, second = islice(anew(OURS, TINY), 2)
    assert first != second
    assert len(first) == len(second)
    assert first.partition(b"%23")[0] == second.partition(b"%23")[0]


def test_all_rows_are_read_as_a_stream(port):
    found = large(port, OURS)
    assert found.first > 0
    assert found.rate > 0
    assert 0 <= found.grew < 200


def test_words_are_searched_in_both_ways(port):
    assert by_index(port, 1) > 0
    assert by_contains(port, OURS, len(WORDS)) > 0


def test_what_hostile_questions_bring_about_is_told_beside_a_native_server(
    client, snapshot, tmp_path
):
    with native_with_deadline(loaded(snapshot.quads, tmp_path / "native"), SECONDS) as port:
        ours, peer = f"{client.base_url}/sparql", f"http://127.0.0.1:{port}/query"
        lines = list(hostile(ours, lambda query: outcome(peer, query), ["nested, groups too deep"]))
    name, *answers = re.split(r"  +", lines[-1])
    assert (name, answers[0], len(answers)) == ("nested, groups too deep", "422", 6)


def test_copies_are_published_as_any_snapshot_is(snapshot, tmp_path):
    many = enlarged(snapshot, tmp_path, 3)
    assert newest_whole(tmp_path).snapshot.id == many.id
    states = "SELECT ?s { ?s a <https://w3id.org/averment/ns#State> }"
    once, thrice = (
        len(list(each.load().query(states, use_default_graph_as_union=True)))
        for each in (snapshot, many)
    )
    assert thrice == 3 * once


def test_the_table_shows_how_many_times_as_good_ours_is():
    rows = [
        Row("280,000", "tiny", "answers/s", [3000, 1500, 6000]),
        Row("280,000", "tiny", "p99 ms", [2.0, 8.0, 1.0], less=True),
    ]
    assert [line.split() for line in list(table(rows))[1:]] == [
        ["280,000", "tiny", "answers/s", "3,000.0", "1,500.0", "6,000.0", "2.00", "0.50"],
        ["280,000", "tiny", "p99", "ms", "2.0", "8.0", "1.0", "4.00", "0.50"],
    ]
