"""The usual questions that the page offers are those of the guide, held to their answers there."""

from api.graphql.recipes import GUIDE, PRINTED, printed, recipes
from tests.api.graphql.test_graphql_guide import QUESTIONS


def test_what_is_printed_is_what_the_guide_tells() -> None:
    assert PRINTED.read_text("utf-8") == printed(GUIDE.read_text("utf-8")), "run `make generate`"


def test_each_question_of_the_guide_is_one() -> None:
    assert [each.document for each in recipes()] == list(QUESTIONS.values())
