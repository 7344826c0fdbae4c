"""The gate: facts from before what they tie together was there, or from after it had ended."""

from pathlib import Path

import pytest

from kg.gate.existence import existence_findings
from kg.gate.findings import Finding, Severity
from tests.kg.gate.broken import SAMPLE, Sampled, line_of, told

RULE = "outside-existence"
MEND = (
    "Correct the dates of the fact or of the event, name the body of that time, "
    "or give the fact its end in av:edtf."
)


def change(action: str, date: str, name: str = "evt-a", **sides: str) -> str:
    """A change of organisations; sides are `original` and `resulting`."""
    bodies = "".join(f"av:{side} avd:{body} ; " for side, body in sides.items())
    return (
        f"avd:{name} a av:OrganisationChange ; {bodies}"
        f'av:actionType avc:action-{action} ; av:edtf "{date}" .\n'
    )


def member(date: str, as_of: str = "") -> str:
    """A membership of the Club."""
    held = f'av:ongoingAsOf "{as_of}"^^xsd:date ; ' if as_of else ""
    dated = f'av:edtf "{date}" ; ' if date else ""
    return (
        f"avd:mem-a a av:Membership ; {dated}{held}"
        "av:participant avd:agency-a ; av:inArrangement avd:partnership-club .\n"
    )


FOUNDED = change("establish", "2009-07", resulting="partnership-club")
DISSOLVED = change("dissolve", "2018", original="partnership-club")


def causes(sampled: Sampled, *parts: str) -> list[str]:
    """What is said of the facts of some Turtle."""
    return [found.cause for found in existence_findings(sampled("".join(parts)))]


def test_a_membership_that_began_before_the_founding_is_told(tmp_path: Path) -> None:
    found = told(tmp_path, FOUNDED + member("2008/.."), RULE)
    assert found == [
        Finding(
            SAMPLE,
            line_of(tmp_path, SAMPLE, "avd:mem-a a"),
            RULE,
            "avd:mem-a had begun by 2008-12-31, "
            "and avd:partnership-club on 2009-07-01 or later (avd:evt-a)",
            MEND,
            Severity.VIOLATION,
        )
    ]


@pytest.mark.parametrize(
    ("date", "as_of", "day"),
    [
        ("", "2009-06-30", "2009-06-30"),
        ("2007/2008", "", "2007-12-31"),
        ("/2008", "", "2008-12-31"),
        ("[..2009-06-30]", "2015-01-01", "2009-06-30"),
    ],
)
def test_each_day_by_which_a_fact_had_begun_counts(
    sampled: Sampled, date: str, as_of: str, day: str
) -> None:
    (cause,) = causes(sampled, FOUNDED, member(date, as_of))
    assert cause.startswith(f"avd:mem-a had begun by {day}, ")


@pytest.mark.parametrize(
    "date", ["2009-07-01/..", "2009/..", "[..2009-07-01]", "/2010", "2015/2016"]
)
def test_a_membership_that_may_have_begun_with_the_founding_is_spared(
    sampled: Sampled, date: str
) -> None:
    assert causes(sampled, FOUNDED, member(date)) == []


@pytest.mark.parametrize(
    ("date", "as_of", "cause"),
    [
        ("2010/..", "2019-01-01", "held on 2019-01-01 or later"),
        ("2019/..", "", "held on 2019-01-01 or later"),
        ("2010/2020", "", "held on 2020-01-01 or later"),
        ("2010/..", "2015-01-01", "has no end"),
        ("", "2015-01-01", "has no end"),
    ],
)
def test_a_membership_after_the_end_is_told(
    sampled: Sampled, date: str, as_of: str, cause: str
) -> None:
    assert causes(sampled, DISSOLVED, member(date, as_of)) == [
        f"avd:mem-a {cause}, and avd:partnership-club had ended by 2018-12-31 (avd:evt-a)"
    ]


def test_a_membership_that_a_document_disputes_is_spared(sampled: Sampled) -> None:
    held = member("2010/2020")
    assert causes(sampled, DISSOLVED, held)
    cited = (
        "avd:mem-a av:hasCitation avd:cit-a . "
        "avd:cit-a a av:Citation ; av:bearing avc:bearing-disputes .\n"
    )
    assert not causes(sampled, DISSOLVED, held, cited)


@pytest.mark.parametrize("date", ["2010/2018", "2010/", "/2018-06", "2010/2017"])
def test_a_membership_that_ended_in_time_is_spared(sampled: Sampled, date: str) -> None:
    assert causes(sampled, DISSOLVED, member(date)) == []


def test_an_open_fact_that_an_event_ends_is_told_by_the_shape_alone(
    sampled: Sampled, tmp_path: Path
) -> None:
    ended = "avd:evt-a av:affectsFact avd:mem-a ; av:factEffect avc:fact-effect-ends .\n"
    assert causes(sampled, DISSOLVED, ended, member("2010/..")) == []
    assert len(told(tmp_path, DISSOLVED + ended + member("2010/.."), "OpenAfterEndShape")) == 1


def test_the_participant_has_a_life_too(sampled: Sampled) -> None:
    founded = change("establish", "2012", resulting="agency-a")
    assert causes(sampled, founded, member("2010/..")) == [
        "avd:mem-a had begun by 2010-12-31, and avd:agency-a on 2012-01-01 or later (avd:evt-a)"
    ]


def test_of_two_ends_the_one_that_ended_first_is_told(sampled: Sampled) -> None:
    other = change("dissolve", "2016", name="evt-b", original="agency-a")
    (cause,) = causes(sampled, DISSOLVED, other, member("2010/.."))
    assert cause.endswith("avd:agency-a had ended by 2016-12-31 (avd:evt-b)")


def test_a_subordination_to_a_body_that_came_later_is_told(sampled: Sampled) -> None:
    below = """avd:sub-a a av:Subordination ; av:edtf "2010/.." ;
        av:subordinate avd:agency-a ; av:superior avd:agency-b .\n"""
    founded = change("merge", "2012", original="agency-c", resulting="agency-b")
    assert causes(sampled, below, founded) == [
        "avd:sub-a had begun by 2010-12-31, and avd:agency-b on 2012-01-01 or later (avd:evt-a)"
    ]


ENDS_NOTHING = {
    "a renaming": change("rename", "2012", original="agency-a", resulting="agency-a"),
    "a part that is split off": change("split", "2012", original="agency-a", resulting="agency-b"),
    "a body that is on both sides": change("merge", "2012", original="agency-a")
    + "avd:evt-a av:resulting avd:agency-a .\n",
    "a founding anew after the end": change("dissolve", "2005", original="agency-a")
    + change("establish", "2006", name="evt-b", resulting="agency-a"),
    "an end without a date": "avd:evt-a a av:OrganisationChange ; av:original avd:agency-a ;"
    " av:actionType avc:action-dissolve .\n",
    "an end that is disputed": change("dissolve", "2012", original="agency-a")
    + "avd:evt-a av:hasCitation avd:cit-a . avd:cit-a av:bearing avc:bearing-disputes .\n",
}  # fmt: skip


@pytest.mark.parametrize("name", ENDS_NOTHING)
def test_what_ends_no_body_is_spared(sampled: Sampled, name: str) -> None:
    assert causes(sampled, ENDS_NOTHING[name], member("2010/..")) == []


@pytest.mark.parametrize("action", ["establish", "merge"])
def test_a_body_in_whose_place_another_came_has_ended(sampled: Sampled, action: str) -> None:
    replaced = change(action, "2012", original="agency-a", resulting="agency-b")
    (cause,) = causes(sampled, replaced, member("2010/.."))
    assert cause == "avd:mem-a has no end, and avd:agency-a had ended by 2012-12-31 (avd:evt-a)"


AGREEMENT = """
avd:agreement-a a av:Agreement .
avd:evt-signed a av:Event ; av:actionType avc:action-sign ; av:arrangement avd:agreement-a ;
    av:edtf "2011-05-02" .
avd:evt-over a av:Event ; av:actionType avc:action-terminate ; av:arrangement avd:agreement-a ;
    av:factEffect avc:fact-effect-ends ; av:edtf "2014" .
"""


def party(date: str) -> str:
    return (
        f'avd:pty-a a av:PartyStatus ; av:edtf "{date}" ; '
        "av:participant avd:state-a ; av:inArrangement avd:agreement-a .\n"
    )


@pytest.mark.parametrize(
    ("date", "cause"),
    [
        (
            "2011-05-01/2014",
            "had begun by 2011-05-01, and avd:agreement-a on 2011-05-02 or later (avd:evt-signed)",
        ),
        (
            "2011-05-02/2015",
            "held on 2015-01-01 or later, and "
            "avd:agreement-a had ended by 2014-12-31 (avd:evt-over)",
        ),
        ("2012/..", "has no end, and avd:agreement-a had ended by 2014-12-31 (avd:evt-over)"),
    ],
)
def test_a_party_outside_the_life_of_the_agreement_is_told(
    sampled: Sampled, date: str, cause: str
) -> None:
    assert causes(sampled, AGREEMENT, party(date)) == [f"avd:pty-a {cause}"]


def test_a_party_from_signature_to_the_end_is_spared(sampled: Sampled) -> None:
    assert causes(sampled, AGREEMENT, party("2011-05-02/2014-12-31")) == []


def test_a_pact_signed_in_a_partnership_founds_it_not(sampled: Sampled) -> None:
    signed = """avd:partnership-club a av:Partnership .
        avd:evt-b a av:Event ; av:actionType avc:action-sign ; av:edtf "2016" ;
            av:arrangement avd:partnership-club .\n"""
    assert causes(sampled, signed, member("2010/..")) == []


def test_a_claim_that_an_agreement_was_signed_dates_nothing(sampled: Sampled) -> None:
    claimed = """avd:prop-a a av:Proposition ; av:actionType avc:action-sign ;
        av:arrangement avd:agreement-a ; av:edtf "2013" .\n"""
    agreement = "avd:agreement-a a av:Agreement .\n"
    assert causes(sampled, agreement, claimed, party("2012/..")) == []
