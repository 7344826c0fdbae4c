"""Dates, silences and relations in words; a sentinel date is never among them."""

import pytest

from api.web.views import words
from kg.ask.describe import Dates, Document, End, Fact, Ref

UNDATED = Dates()


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("1946-03-05", "1946-03-05", "1946-03-05"),
        ("1948-01-01", "1948-12-31", "1948"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2023-02-01", "2023-02-28", "2023-02"),
        ("2024-02-01", "2024-02-28", "between 2024-02-01 and 2024-02-28"),
        ("2025-03-03", "2025-03-04", "between 2025-03-03 and 2025-03-04"),
        ("", "2025-03-06", "by 2025-03-06"),
        ("1943-01-01", "", "1943-01-01 or later"),
        ("", "", ""),
    ],
)
def test_a_span_is_said_as_shortly_as_it_is_true(low, high, said):
    assert words.span(low, high) == said


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (UNDATED, "start not known; no end known, never confirmed for a day"),
        (
            Dates(
                possible_from="1948-01-01",
                definite_from="1948-12-31",
                ongoing_as_of="2012-08-22",
                last_confirmed="2012-08-22",
            ),
            "since 1948; no end known, last confirmed 2012-08-22",
        ),
        (
            Dates(definite_from="2019-07-01", ongoing_as_of="2019-07-01"),
            "start not known, held on 2019-07-01; no end known, never confirmed for a day",
        ),
        (
            Dates(definite_from="1990-01-01", definite_until="1990-12-31", wording="in the 90s"),
            "began by 1990-01-01; until 1990-12-31 or later; “in the 90s”",
        ),
    ],
)
def test_validity_says_what_is_known_of_start_and_end(dates, said):
    assert words.validity(dates) == said


def test_a_moment_without_a_day_says_so():
    assert words.moment(UNDATED) == "on a day not known"
    assert words.moment(Dates(definite_from="2025-03-06", wording="lately")) == (
        "by 2025-03-06 (“lately”)"
    )


CANADA, UKUSA = Ref("id:can", "Canada"), Ref("id:ukusa", "UKUSA Agreement")


@pytest.mark.parametrize(
    ("here", "role", "said"),
    [
        ("id:can", "second party", "second party of"),
        ("id:ukusa", "second party", "second party:"),
        ("id:can", "", "party to"),
        ("id:ukusa", "", "party:"),
        ("id:elsewhere", "", "party status"),
    ],
)
def test_a_fact_reads_from_either_end(here, role, said):
    ends = (End("participant", "party to", CANADA), End("inArrangement", "party:", UKUSA))
    fact = Fact("id:f", "PartyStatus", "party status", ends, "", role, UNDATED, False, ())
    assert words.relation(fact, here) == said
    assert [ref.iri for ref in words.other_side(fact, here)] == [
        end.ref.iri for end in ends if end.ref.iri != here
    ]


def document(**dates: str) -> Document:
    return Document("id:d", "A text", True, "en", None, "", Dates(**dates), "", "", "")


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("2025-03-06", "2025-03-06", "on the same day"),
        ("2025-03-06", "2025-03-07", "1 day later"),
        ("2025-02-25", "2025-03-05", "8 days later"),
    ],
)
def test_delay_is_counted_between_exact_days(first, then, said):
    origin = document(possible_from=first, definite_from=first)
    assert words.delay(document(possible_from=then, definite_from=then), origin) == said


def test_delay_is_not_guessed_from_an_inexact_day():
    origin = document(definite_from="2025-03-06")
    exact = document(possible_from="2025-03-06", definite_from="2025-03-06")
    assert words.delay(exact, origin) == "how much later is not known"
    assert words.read_or_not(origin) == "not read by us: known only through others"
