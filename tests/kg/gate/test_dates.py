"""EDTF texts and the four days that they bound."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadDate
from kg.gate.dates import KNOWN_FORMS, Bounds, bounds


def told(found: Bounds) -> str:
    """The bounds as one line: earliest and latest start, earliest and latest end."""
    days = (found.earliest_start, found.latest_start, found.earliest_end, found.latest_end)
    return " ".join(day.isoformat() if day else "-" for day in days)


READ = {
    # one day, month, year: something that happened then
    "2025-03-06": "2025-03-06 2025-03-06 - -",
    "2025-03": "2025-03-01 2025-03-31 - -",
    "2024-02": "2024-02-01 2024-02-29 - -",
    "1948": "1948-01-01 1948-12-31 - -",
    # early, mid and late in a year are its thirds
    "2025-37": "2025-01-01 2025-04-30 - -",
    "2025-38": "2025-05-01 2025-08-31 - -",
    "2025-39": "2025-09-01 2025-12-31 - -",
    # intervals: no end known is not an end whose day nobody knows
    "1946-03-05/..": "1946-03-05 1946-03-05 - -",
    "1943/..": "1943-01-01 1943-12-31 - -",
    "1943/": "1943-01-01 1943-12-31 1943-01-01 -",
    "1948/1956": "1948-01-01 1948-12-31 1956-01-01 1956-12-31",
    "1948/1948-03": "1948-01-01 1948-03-31 1948-03-01 1948-03-31",
    "1948-06/1948": "1948-06-01 1948-06-30 1948-06-01 1948-12-31",
    "/1956": "- - 1956-01-01 1956-12-31",
    "../1956-02": "- - 1956-02-01 1956-02-29",
    # one of a set: not later than, not earlier than, one of two days
    "[..2025-03-06]": "- 2025-03-06 - -",
    "[2025-03-06..]": "2025-03-06 - - -",
    "[1948..1956]": "1948-01-01 1956-12-31 - -",
    "[2025-03-03,2025-03-04]": "2025-03-03 2025-03-04 - -",
    "[2025-03-04, 2025-03-03]": "2025-03-03 2025-03-04 - -",
}


@pytest.mark.parametrize(("edtf", "days"), READ.items())
def test_a_date_bounds_when_something_began_and_ended(edtf: str, days: str) -> None:
    assert told(bounds(edtf)) == days


NOT_READ = {
    "": "“” is not a date",
    "March 2025": "“March 2025” is not a date",
    "2025-3-6": "“2025-3-6” is not a date",
    "06/03/2025": "“06” is not a date",
    "2025-02-30": "“2025-02-30” is not a day of the calendar",
    "2025-13": "“2025-13” is not a day of the calendar",
    "2025-21": "“2025-21” is not a day of the calendar",  # seasons differ by hemisphere
    "0000": "“0000” is not a day of the calendar",
    "1956/1948": "the interval ends before it begins",
    "[1956..1948]": "the set ends before it begins",
    "[..]": "a set open at both ends says nothing",
    "../..": "neither start nor end is given",
    "/": "neither start nor end is given",
    "1948/1956/..": "“1956/..” is not a date",
    "[2025-03-03,]": "“” is not a date",
    "1948?": "“1948?” is not a date",
    "２０２５": "“２０２５” is not a date",
    "2025-03-06\n": "“2025-03-06\n” is not a date",
}


@pytest.mark.parametrize(("edtf", "cause"), NOT_READ.items())
def test_a_bad_date_says_why_and_what_to_write_instead(edtf: str, cause: str) -> None:
    with pytest.raises(BadDate) as refusal:
        bounds(edtf)
    assert str(refusal.value) == f"“{edtf}” cannot be read as a date: {cause}"
    assert refusal.value.mend == f"Write one of these forms: {KNOWN_FORMS}."


def test_every_form_that_the_mend_offers_is_read() -> None:
    offered = re.sub(r" \([^)]*\)", "", KNOWN_FORMS).split(", ")
    for form in offered:
        bounds(form)
    assert len(offered) == 9


days = st.dates()
texts = st.one_of(
    days.map(date.isoformat),
    days.map(lambda day: f"{day:%Y-%m}".zfill(7)),
    days.map(lambda day: f"{day.year:04}"),
    st.builds("{:04}-{}".format, st.integers(1, 9999), st.sampled_from((37, 38, 39))),
)
ends = st.one_of(texts, st.sampled_from(("", "..")))
edtf_texts = st.one_of(
    texts,
    st.builds("{}/{}".format, ends, ends),
    st.builds("[{}..{}]".format, st.one_of(texts, st.just("")), st.one_of(texts, st.just(""))),
    st.lists(texts, min_size=1, max_size=4).map(lambda members: f"[{','.join(members)}]"),
    st.text(alphabet="0123456789-/.,[] ", max_size=24),
    st.text(max_size=12),
)


@given(edtf_texts)
def test_whatever_is_written_is_read_in_order_or_refused(edtf: str) -> None:
    try:
        found = bounds(edtf)
    except BadDate:
        return
    start_from, start_to = found.earliest_start, found.latest_start
    end_from, end_to = found.earliest_end, found.latest_end
    assert start_from is None or start_to is None or start_from <= start_to
    assert end_from is None or end_to is None or end_from <= end_to
    assert start_from is None or end_from is None or start_from <= end_from
    assert start_to is None or end_to is None or start_to <= end_to
    assert found != Bounds()


@given(days)
def test_a_day_lies_in_its_month_its_third_and_its_year(day: date) -> None:
    third = 37 + (day.month - 1) // 4
    for edtf in (f"{day.year:04}-{day.month:02}", f"{day.year:04}-{third}", f"{day.year:04}"):
        found = bounds(edtf)
        assert found.earliest_start is not None
        assert found.latest_start is not None
        assert found.earliest_start <= day <= found.latest_start


@given(texts)
def test_the_days_that_a_date_bounds_state_the_same_when_written_out(edtf: str) -> None:
    found = bounds(edtf)
    assert bounds(f"[{found.earliest_start}..{found.latest_start}]") == found
    assert bounds(f"[{edtf}]") == found
    assert bounds(f"{edtf}/..") == found
