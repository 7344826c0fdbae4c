"""Dates, standings and relations in words; a sentinel date is never among them."""

from dataclasses import replace

import pytest

from api.web.render import dated
from api.web.views import words
from api.web.views.lines import event_line
from api.web.views.notes import Notes
from kg.ask.describe import Claim, Dates, Document, End, Event, Fact, Period, Position, Ref

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


def test_days_are_spelled_out_save_in_what_others_wrote():
    assert dated("by 2025-03-06 (“on 2025-03-05”), in 2024-02") == (
        'by <time datetime="2025-03-06">6 Mar 2025</time> (“on 2025-03-05”), '
        'in <time datetime="2024-02">Feb 2024</time>'
    )
    assert dated("between 2011-39 and 2012-01") == (
        'between last third of 2011 and <time datetime="2012-01">Jan 2012</time>'
    )
    assert dated("<b>1948</b>") == "&lt;b&gt;1948&lt;/b&gt;"
    assert words.spelled("by 2025-03-06 (“on 2025-03-05”)") == "by 6 Mar 2025 (“on 2025-03-05”)"


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        (UNDATED, "start not known; no end recorded"),
        (
            Dates(
                possible_from="1948-01-01",
                first_confirmed="1948-12-31",
                last_confirmed="2012-08-22",
            ),
            "since 1948; no end recorded",
        ),
        (
            Dates(first_confirmed="2019-07-01", last_confirmed="2019-07-01"),
            "began by 2019-07-01; no end recorded",
        ),
        (Dates(possible_from="2002-01-01"), "began 2002-01-01 or later; no end recorded"),
        (
            Dates(
                first_confirmed="1990-01-01",
                last_confirmed="1990-01-01",
                possible_until="1990-12-31",
                wording="in the 90s",
            ),
            "began by 1990-01-01; until 1990; “in the 90s”",
        ),
        (
            Dates(
                possible_from="1954-01-01",
                first_confirmed="1955-12-31",
                last_confirmed="2013-01-02",
                possible_until="2013-03-04",
            ),
            "began between 1954-01-01 and 1955-12-31; ended between 2013-01-02 and 2013-03-04",
        ),
        (Dates(possible_until="2013-12-13"), "start not known; ended by 2013-12-13"),
    ],
)
def test_validity_says_what_is_known_of_start_and_end(dates, said):
    assert words.validity(fact(dates)) == said


def fact(dates: Dates, *periods: Period, role: str = "", end_undated: bool = False) -> Fact:
    return Fact(
        iri="id:f",
        kind="PartyStatus",
        kind_label="party status",
        ends=(End("participant", "party to", CANADA), End("inArrangement", "party:", UKUSA)),
        name="",
        role=role,
        dates=dates,
        periods=periods,
        end_undated=end_undated,
        disputed=False,
        date_disputed=False,
        citations=(),
    )


CANADA, UKUSA = Ref("id:can", "Canada"), Ref("id:ukusa", "UKUSA Agreement")
VOUCHED = Dates(first_confirmed="1956-01-01", last_confirmed="2012-08-22")
OVER = Dates(first_confirmed="1956-01-01", possible_until="2013-12-13")


@pytest.mark.parametrize(
    ("dates", "status", "said"),
    [
        (VOUCHED, "presumed", "attested until 2012-08-22, presumed since"),
        (VOUCHED, "possible", "attested until 2012-08-22, may have held since"),
        (VOUCHED, "suspended", "suspended since 2025-03-05"),
        (VOUCHED, "attested", "attested"),
        (UNDATED, "possible", "may have held; no document vouches for a day"),
        (OVER, "ended", "ended by 2013-12-13"),
    ],
)
def test_how_a_fact_stands_now_says_on_what_ground(dates, status, said):
    assert words.standing(fact(dates, Period("2025-03-05", "", status)), "") == said


def test_an_end_that_only_a_day_of_reading_bounds_has_no_day():
    dates = Dates(last_confirmed="2000-02-23", possible_until="2026-11-24")
    over = fact(dates, Period("2026-11-25", "", "ended"), end_undated=True)
    assert words.validity(over) == "start not known; ended 2000-02-23 or later"
    assert words.standing(over, "") == "ended, by the day of reading"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2025-03-02", "not begun on 2025-03-02"),
        ("2025-03-03", "may have held on 2025-03-03"),
        ("2025-03-04", "attested on 2025-03-04"),
        ("2025-03-08", "suspended on 2025-03-08"),
        ("2026-01-01", "presumed on 2026-01-01"),
    ],
)
def test_how_a_fact_stood_on_a_day_is_that_of_the_period_around_it(day, said):
    sharing = fact(
        UNDATED,
        Period("2025-03-03", "2025-03-03", "possible"),
        Period("2025-03-04", "2025-03-04", "attested"),
        Period("2025-03-05", "2025-03-10", "suspended"),
        Period("2025-03-11", "", "presumed"),
    )
    assert words.standing(sharing, day) == said
    assert words.history(sharing.periods) == (
        "possible 2025-03-03; attested 2025-03-04; suspended 2025-03-05 to 2025-03-10; "
        "presumed since 2025-03-11"
    )


def test_periods_without_a_first_or_last_day_are_told_without_one():
    assert words.stretch(Period("", "2025-03-03", "possible")) == "until 2025-03-03"
    assert words.stretch(Period("", "", "possible")) == "at all times"


def event(dates: Dates, *, undated: bool = False) -> Event:
    return Event(
        "id:e", "A pause", "pause", (), (), (), dates, undated, (), False, False, False, ()
    )


def test_an_event_happened_between_its_bounds_and_a_day_of_reading_is_none():
    march = Dates(possible_from="2025-03-11", possible_until="2025-03-12")
    assert words.moment(event(march)) == "between 2025-03-11 and 2025-03-12"
    assert words.moment(event(UNDATED)) == "on a day not known"
    late = Dates(possible_from="2001-09-11", possible_until="2026-11-24", wording="after 9/11")
    assert words.moment(event(late, undated=True)) == "2001-09-11 or later (“after 9/11”)"


def position(dates: Dates, *, undated: bool = False) -> Position:
    return Position(
        iri="id:p",
        holder=CANADA,
        speaker=CANADA,
        voice=CANADA,
        stance="asserts",
        effect="supports",
        silence=False,
        claims=(),
        dates=dates,
        undated=undated,
        first_reported="",
        addressees=(),
        medium="",
        gists=(),
        responds_to=(),
        superseded_by=(),
        arguments=(),
        disputed=False,
        date_disputed=False,
        citations=(),
    )


def test_a_position_was_taken_by_a_day_and_a_day_of_reading_is_called_so():
    assert words.said(position(Dates(since="2025-03-06"))) == "by 2025-03-06"
    exact = Dates(possible_from="2025-03-06", since="2025-03-06", wording="on Thursday")
    assert words.said(position(exact)) == "2025-03-06 (“on Thursday”)"
    read = position(Dates(since="2026-11-24"), undated=True)
    assert words.said(read) == "by 2026-11-24, the day of reading"


def document(consulted: str = "", *, titled: bool = True, **dates: str) -> Document:
    outlet = Ref("id:o", "NBC News")
    return Document(
        "id:d",
        "A text",
        titled,
        "en",
        outlet,
        "",
        Dates(**dates),
        consulted,
        bool(consulted),
        "",
        "",
    )


@pytest.mark.parametrize(
    ("consulted", "dates", "said"),
    [
        ("2026-11-24", {"possible_from": "2025-03-06", "possible_until": "2025-03-06"},
         "2025-03-06"),
        ("2026-11-24", {"possible_until": "2026-11-24"}, "undated"),
        ("2026-11-24", {"possible_from": "2025-03-05", "possible_until": "2026-11-24"},
         "undated, not before 2025-03-05"),
        ("2026-11-24", {"possible_from": "2026-11-24", "possible_until": "2026-11-24"},
         "2026-11-24"),
        ("", {"possible_until": "2025-03-06"}, "by 2025-03-06"),
        ("", {}, "undated"),
    ],
    ids=["dated", "undated", "bounded below", "of the day of reading", "by others", "unread"],
)  # fmt: skip
def test_a_document_is_dated_by_what_bounds_it_save_by_its_reading(consulted, dates, said):
    assert words.appeared(document(consulted, **dates)) == said


def test_a_text_without_a_title_is_called_by_publisher_and_day():
    assert words.called(document(titled=False, possible_until="2025-03-06")) == (
        "A text, by 6 Mar 2025"
    )
    assert words.called(document(titled=False)) == "A text"
    assert words.called(document(possible_until="2025-03-06")) == "A text"


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2025-03-11", "2025-03-11"),
        ("1948", "1948"),
        ("[1947..1949]", "between 1947 and 1949"),
        ("[..2013-12-13]", "by 2013-12-13"),
        ("[2014..]", "2014 or later"),
        ("2013/2015", "2013/2015"),
    ],
)
def test_a_date_that_a_document_gives_is_told_as_it_gives_it(edtf, said):
    assert words.given(edtf) == said


@pytest.mark.parametrize(
    ("here", "role", "said"),
    [
        ("id:can", "second party", "second party of"),
        ("id:ukusa", "second party", "second party:"),
        ("id:can", "party", "party to"),
        ("id:can", "", "party to"),
        ("id:ukusa", "", "party:"),
        ("id:elsewhere", "", "party status"),
    ],
)
def test_a_fact_reads_from_either_end(here, role, said):
    made = fact(UNDATED, role=role)
    assert words.relation(made, here) == said
    assert [ref.iri for ref in words.other_side(made, here)] == [
        end.ref.iri for end in made.ends if end.ref.iri != here
    ]


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        ("2025-03-06", "2025-03-06", "on the same day"),
        ("2025-03-06", "2025-03-07", "1 day later"),
        ("2025-02-25", "2025-03-05", "8 days later"),
    ],
)
def test_delay_is_counted_between_exact_days(first, then, said):
    origin = document(possible_from=first, possible_until=first)
    assert words.delay(document(possible_from=then, possible_until=then), origin) == said


def test_delay_is_not_guessed_from_an_inexact_day():
    origin = document(possible_until="2025-03-06")
    exact = document(possible_from="2025-03-06", possible_until="2025-03-06")
    assert words.delay(exact, origin) == "how much later is not known"
    assert words.read_or_not(origin) == "not read by us: known only through others"
    assert words.read_or_not(replace(origin, consulted=True)) == "read in an unchanged copy"


def test_voices_are_counted_in_the_right_number():
    many = Claim("id:c", "So.", "corroborated", 4, 0, 24)
    assert words.voices(many) == "4 voices for, 0 against; read in 24 documents"
    one = Claim("id:c", "So.", "contested", 1, 1, 1)
    assert words.voices(one) == "1 voice for, 1 against; read in 1 document"


def test_an_event_says_who_acted_for_whom():
    signed = replace(event(UNDATED), actors=(CANADA,), representatives=(Ref("id:b", "B"),))
    assert event_line(signed, {}, Notes({})).words == "Canada: pause, represented by B"
    assert event_line(event(UNDATED), {}, Notes({})).words == "An actor not named: pause"
