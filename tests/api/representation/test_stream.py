"""Which queries are answered otherwise each time they are asked."""

import pytest

from api.representation.stream import is_changing


@pytest.mark.parametrize("function", ["NOW()", "rand ()", "UUID#\n()", "StrUUID()", r"\u004EOW()"])
def test_a_query_whose_answer_changes_is_found(function: str) -> None:
    assert is_changing(f"SELECT ({function} AS ?x) {{}}")


@pytest.mark.parametrize("words", ["?nowhere", "av:brand", "<x:unknown>", "# random", "'grand'"])
def test_a_name_that_holds_such_a_word_is_none(words: str) -> None:
    assert not is_changing(f"SELECT * {{ ?s ?p {words} }}")
