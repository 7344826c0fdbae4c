"""Three ways to ask for less, by examples."""

import pytest

from kg.engine import narrowed

LOST = "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?c av:label ?g } ORDER BY DESC(?a) ?d LIMIT 9"


def test_what_fits_the_query_is_told_first() -> None:
    joined, named, unsorted = narrowed(LOST)
    assert "its 2 parts, which share no variable (?a from ?d)" in joined.words
    assert named.words.startswith("Name a class or a property of ?a, ?d")
    assert unsorted.query == "SELECT ?a { ?a ?b ?c . ?d ?e ?f . ?c av:label ?g } LIMIT 9"


@pytest.mark.parametrize("query", ["SELECT * { ?s av:holder ?o }", "ASK {", "{ } ORDER"])
def test_what_does_not_fit_it_is_left_out(query: str) -> None:
    begun = ["Name one of", "Ask about a part", "Leave out an OPTIONAL"]
    told = [way.words for way in narrowed(query) if not way.query]
    assert all(words.startswith(begin) for words, begin in zip(told, begun, strict=False))
    assert len(narrowed(query)) == len(begun)
