"""Three ways to ask for less, by examples."""

import pytest

from kg.engine import examine, narrowed

LOST = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?c av:label ?g }"


def test_what_fits_the_query_is_told_first() -> None:
    joined, named, first = narrowed(LOST)
    assert "its 2 parts, which share no variable (?a from ?d)" in joined.words
    assert named.words.startswith("Name a class or a property of ?a, ?d")
    assert first.query == f"{LOST}\nLIMIT 100\n"
    assert examine(first.query)


@pytest.mark.parametrize(
    ("query", "begun"),
    [
        ("SELECT * { ?s av:holder ?o }", ["Ask for the first", "Name one of", "Ask about a part"]),
        ("SELECT * { ?s av:holder ?o } LIMIT 9", ["Name one of", "Ask about a part", "Leave out"]),
        ("ASK {", ["Ask for the first", "Name one of", "Ask about a part"]),
    ],
)
def test_what_does_not_fit_it_is_left_out(query: str, begun: list[str]) -> None:
    told = [way.words for way in narrowed(query)]
    assert len(told) == len(begun)
    assert all(words.startswith(begin) for words, begin in zip(told, begun, strict=True))
