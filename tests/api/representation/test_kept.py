"""Answers are kept within a budget of bytes, each under all that it depends on."""

import pytest

from api.representation.kept import OVERHEAD, Asked, Kept, KeptAnswers
from api.representation.negotiation import Choice

ASKED = Asked("s1", "ASK {}", ("application/json",))
KEPT = Kept(Choice("json", "application/json"), 'W/"1"', b"{}")
SIZE = OVERHEAD + len(ASKED.text) + len(KEPT.body)


@pytest.mark.parametrize(
    "other",
    [
        ASKED._replace(snapshot="s2"),
        ASKED._replace(text="ASK { }"),
        ASKED._replace(wanted=("text/csv",)),
        ASKED._replace(wanted=("application/json", "csv")),
        ASKED._replace(default_graphs=("http://x.example/",)),
        ASKED._replace(named_graphs=("http://x.example/",)),
    ],
)
def test_another_question_snapshot_dataset_or_format_has_another_answer(other):
    answers = KeptAnswers(10 * SIZE)
    answers.keep(ASKED, KEPT)
    assert answers.find(ASKED) is KEPT
    assert answers.find(other) is None


def test_the_answer_that_nobody_asked_for_the_longest_makes_room():
    answers = KeptAnswers(2 * SIZE)
    first, second, third = (ASKED._replace(snapshot=f"s{n}") for n in range(3))
    answers.keep(first, KEPT)
    answers.keep(second, KEPT)
    assert answers.find(first)
    answers.keep(third, KEPT)
    assert [bool(answers.find(each)) for each in (first, second, third)] == [True, False, True]


def test_what_is_larger_than_the_budget_is_not_kept():
    for most in (0, SIZE - 1):
        answers = KeptAnswers(most)
        answers.keep(ASKED, KEPT)
        assert answers.find(ASKED) is None
