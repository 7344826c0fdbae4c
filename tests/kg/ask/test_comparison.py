"""What two things have in common and in what they differ, or one thing on two days."""

import pytest

from kg.ask import describe
from kg.terms import AVD
from tests.kg.ask.test_describe import CONTRACT, run, small

DAY = "^^xsd:date"
WORLD = """
avc:stance-denies av:label "denies" . avc:stance-asserts av:label "asserts" .
avc:status-presumed av:label "presumed" . avc:status-contested av:label "contested" .
avc:status-asserted av:label "asserted" .
avd:state-a av:label "A" . avd:state-b av:label "B" . avd:org-one av:label "One" .
avd:agreement-one av:label "Agreement one" . avd:agreement-two av:label "Agreement two" .
avd:prop-x a av:Proposition ; av:label "X shares." ; av:about avd:state-a ;
  av:inEpisode avd:epi-x .
avd:doc-x av:label "Report" . avd:epi-x av:label "Story" . avd:person-c av:label "C" .
avd:evt-x a av:Event ; av:label "A and B meet" ; av:inEpisode avd:epi-x ; av:actor avd:state-a ;
  av:edtf "2025-03-06" ; av:possibleUntil "2025-03-06"^^xsd:date .
avd:evt-y a av:Event ; av:actor avd:state-a ; av:edtf "2025-03" .
""" + "".join(
    f"""
avd:m-{state}-{arrangement} av:participant avd:state-{state} ;
  av:inArrangement avd:agreement-{arrangement} .
avd:m-{state}-{arrangement}-p av:statusOf avd:m-{state}-{arrangement} ;
  av:status avc:status-presumed ; av:from "2001-01-01"{DAY} ; av:until "9999-12-31"{DAY} .
"""
    for state, arrangement in (("a", "one"), ("a", "two"), ("b", "two"))
)
POSITIONS = f"""
avd:pos-a av:holder avd:state-a ; av:speaker avd:person-c ; av:proposition avd:prop-x ;
  av:stance avc:stance-denies ; av:documentedIn avd:doc-x ;
  av:from "2025-03-06"{DAY} ; av:until "9999-12-31"{DAY} .
avd:pos-b av:holder avd:state-b ; av:proposition avd:prop-x ; av:stance avc:stance-asserts ;
  av:documentedIn avd:doc-x ; av:from "2025-03-05"{DAY} ; av:until "9999-12-31"{DAY} .
avd:prop-x-1 av:statusOf avd:prop-x ; av:status avc:status-asserted ;
  av:from "2025-03-05"{DAY} ; av:until "2025-03-05"{DAY} .
avd:prop-x-2 av:statusOf avd:prop-x ; av:status avc:status-contested ;
  av:from "2025-03-06"{DAY} ; av:until "9999-12-31"{DAY} .
"""


def compared(one: describe.Side, other: describe.Side) -> dict[str, list[tuple[str, str, str]]]:
    parts = run(describe.comparison(small(WORLD + POSITIONS), CONTRACT, one, other))
    return {
        part.name: [(row.what.label, row.one, row.other) for row in part.rows] for part in parts
    }


def side(name: str, day: str = "", known_at: str = "") -> describe.Side:
    return describe.Side(AVD + name, describe.Days(day, known_at))


def test_arrangements_of_one_come_before_those_of_both():
    found = compared(side("state-a"), side("state-b"))
    assert found["arrangements"] == [
        ("Agreement one", "presumed", ""),
        ("Agreement two", "presumed", "presumed"),
    ]


def test_each_holds_a_position_of_its_own():
    found = compared(side("state-a"), side("state-b"))
    assert found["positions"] == [("X shares.", "denies", "asserts")]


def test_a_document_tells_who_holds_what():
    found = compared(side("doc-x"), side("state-a"))
    assert found["positions"] == [("X shares.", "A: denies; B: asserts", "denies")]


def test_one_story_on_two_days():
    found = compared(side("epi-x", "2025-03-05"), side("epi-x", "2025-03-06"))
    assert found["claims"] == [("X shares.", "asserted", "contested")]
    assert found["events"] == [("A and B meet", "", "2025-03-06")]


def test_a_claim_tells_who_holds_what_of_it_on_each_day():
    found = compared(side("prop-x", "2025-03-05"), side("prop-x"))
    assert found["voices"] == [("A", "", "denies"), ("B", "asserts", "asserts")]


def test_what_somebody_says_for_a_state_is_told_with_the_state():
    found = compared(side("person-c"), side("state-b"))
    assert found["positions"] == [("X shares.", "A: denies", "asserts")]


def test_two_events_differ_in_what_was_done_and_when():
    found = compared(side("evt-x"), side("evt-y"))
    assert found["values"] == [
        ("EDTF date", "2025-03-06", "2025-03"),
        ("in episode", "Story", ""),
        ("actor", "A", "A"),
    ]


@pytest.mark.parametrize("day", ["2000-12-31", "2025-03-04"])
def test_what_had_not_begun_is_not_there(day):
    found = compared(side("state-a", day), side("state-a"))
    before = {name: {one for _, one, _ in rows} for name, rows in found.items()}
    assert before["positions"] == {""}
    assert before["arrangements"] == ({""} if day < "2001" else {"presumed"})


REPORTED = f"""
avd:pos-a av:firstReported "2025-03-08"{DAY} ; av:countsAgainst avd:prop-x ; av:voice avd:state-a .
avd:pos-b av:firstReported "2025-03-05"{DAY} ; av:countsFor avd:prop-x ; av:voice avd:state-b .
avc:status-unaddressed av:label "unaddressed" .
"""


def test_what_was_known_of_one_day_on_two_days():
    sides = (side("prop-x", "2025-03-06", known) for known in ("2025-03-06", "2025-03-08"))
    parts = run(describe.comparison(small(WORLD + POSITIONS + REPORTED), CONTRACT, *sides))
    (voices,) = [part for part in parts if part.name == "voices"]
    assert [(row.what.label, row.one, row.other) for row in voices.rows] == [
        ("A", "", "denies"),
        ("B", "asserts", "asserts"),
    ]


def test_a_claim_has_the_status_that_was_known():
    days = ("2025-03-04", "2025-03-06", "2025-03-08")
    told = []
    for known in days:
        sides = (side("epi-x", "2025-03-08", known), side("epi-x"))
        parts = run(describe.comparison(small(WORLD + POSITIONS + REPORTED), CONTRACT, *sides))
        told += [row.one for part in parts if part.name == "claims" for row in part.rows]
    assert told == ["", "asserted", "contested"]


def test_one_query_is_enough():
    select = small(WORLD + POSITIONS)
    run(describe.comparison(select, CONTRACT, side("state-a"), side("state-b")))
    assert select.asked == 1
