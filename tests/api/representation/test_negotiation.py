"""Which format a request gets: RFC 9110, section 12.5.1, over the formats of a result."""

import pytest

from api.representation.negotiation import HTML, RESULT_TYPES, choose

OFFERS = {**RESULT_TYPES, **HTML}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "format_"),
    [
        ("", "json"),
        ("*/*", "json"),
        (BROWSER, "html"),
        ("text/csv", "csv"),
        ("TEXT/CSV", "csv"),
        ("text/tab-separated-values, text/csv;q=0.9", "tsv"),
        ("application/sparql-results+xml;q=0.2, application/json;q=0.1", "xml"),
        ("text/*", "xml"),
        ("text/*;q=0.5, text/csv", "csv"),
        ("application/json;q=0, */*", "json"),
        ("application/pdf, */*;q=0.1", "json"),
    ],
)
def test_the_best_liked_offer_is_chosen(accept: str, format_: str) -> None:
    choice = choose(accept, OFFERS)
    assert choice is not None
    assert choice.format == format_


@pytest.mark.parametrize(
    "accept", ["application/pdf", "text/csv;q=0", "nonsense", "text/csv;q=x", "text/csv;q=nan"]
)
def test_nothing_is_chosen_where_nothing_is_acceptable(accept: str) -> None:
    assert choose(accept, OFFERS) is None


def test_a_type_by_another_name_is_answered_under_that_name() -> None:
    choice = choose("application/json", OFFERS)
    assert choice is not None
    assert choice.content_type == "application/json"


def test_text_says_that_it_is_utf_8() -> None:
    choice = choose("text/csv", OFFERS)
    assert choice is not None
    assert choice.content_type == "text/csv; charset=utf-8"
