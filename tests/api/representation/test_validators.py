"""Entity tags: RFC 9110, sections 8.8.3 and 13.1.2."""

import pytest

from api.representation.validators import coded, is_listed, strong_tag, weak_tag


def test_a_strong_tag_changes_with_any_byte() -> None:
    assert strong_tag(b"a") == strong_tag(b"a")
    assert strong_tag(b"a") != strong_tag(b"b")
    assert not strong_tag(b"a").startswith("W/")


def test_a_weak_tag_changes_with_what_the_answer_is_made_of() -> None:
    assert weak_tag("a", ("b",)) == weak_tag("a", ("b",))
    assert len({weak_tag("a", "b"), weak_tag("ab", ""), weak_tag("a", ("b",))}) == 3
    assert weak_tag("a").startswith('W/"')


def test_a_coding_has_a_strong_tag_of_its_own() -> None:
    assert coded('"a"', "gzip") == '"a-gzip"'
    assert coded('W/"a"', "gzip") == 'W/"a"'


@pytest.mark.parametrize(
    "known", ['"a"', 'W/"a"', '"b", "a"', '"b","a"', '  W/"b" ,W/"a"  ', '"x,y", "a"', '"", "a"']
)
@pytest.mark.parametrize("tag", ['"a"', 'W/"a"'])
def test_tags_are_compared_weakly(tag: str, known: str) -> None:
    assert is_listed(tag, known)


@pytest.mark.parametrize("known", ["", '"b"', '"A"', '"a-gzip"', "a", '"b, a"', '"'])
def test_another_tag_is_another(known: str) -> None:
    assert not is_listed('"a"', known)
