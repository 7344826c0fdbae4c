"""The gate: statements and propositions that are recorded twice."""

from pathlib import Path

import pytest

from kg.gate.findings import Finding, Severity
from kg.gate.repeated import repeated_propositions, repeated_statements
from tests.kg.gate.broken import PROPOSITION, SAMPLE, Sampled, line_of, new_findings, told

# Two reports that go back to a third; each position is cited from one of them.
WORLD = """
avd:doc-origin a av:Report ; av:edtf "2025-03-05" .
avd:doc-one a av:Report ; av:edtf "2025-03-06" ; av:reReports avd:doc-origin .
avd:doc-two a av:Report ; av:edtf "2025-03-07" ; av:reReports avd:doc-origin .
avd:doc-other a av:Report ; av:edtf "2025-03-06" .
avd:src-origin-1 a av:UnnamedSource ; av:scopedTo avd:doc-origin .
avd:src-origin-2 a av:UnnamedSource ; av:scopedTo avd:doc-origin .
avd:src-two-1 a av:UnnamedSource ; av:scopedTo avd:doc-two .
"""


def said(name: str, document: str, **values: str) -> str:
    """A position with its citation; values are those of its own and of the citation."""
    citation = {"bearing": "avc:bearing-supports", "originDocument": ""}
    held = {
        "speaker": "avd:person-ann",
        "stance": "avc:stance-denies",
        "proposition": "avd:prop-a",
        **values,
    }
    about = {"citedDocument": f"avd:{document}"} | {
        name: held.pop(name, usual) for name, usual in citation.items()
    }
    own, cited = (
        " ; ".join(f"av:{name} {value}" for name, value in given.items() if value)
        for given in (held, about)
    )
    return (
        f"avd:{name} a av:Statement ; {own} ; av:hasCitation avd:cit-{name} .\n"
        f"avd:cit-{name} a av:Citation ; {cited} .\n"
    )


def repeated(sampled: Sampled, *positions: str) -> list[str]:
    """What is said of some positions."""
    return [f.cause for f in repeated_statements(sampled(WORLD + "".join(positions)))]


def test_a_statement_twice_in_one_report_is_told_of_the_second(tmp_path: Path) -> None:
    first, second = said("pos-one-1", "doc-one"), said("pos-one-2", "doc-one")
    assert told(tmp_path, WORLD + first + second, "repeated-statement") == [
        Finding(
            SAMPLE,
            line_of(tmp_path, SAMPLE, "avd:pos-one-2 a"),
            "repeated-statement",
            "avd:pos-one-2 says of avd:prop-a what is recorded as avd:pos-one-1, "
            "in one report, avd:doc-one",
            "Keep one of the two and give it the other's citations; an unnamed source belongs to "
            "the report that spoke with it. If they are two, give each its day.",
            Severity.WARNING,
        )
    ]


AGAIN = {
    "by one speaker": {},
    "by sources that two reports describe": {"speaker": "avd:src-two-1"},
    "of an origin that the citation names": {"originDocument": "avd:doc-origin"},
}


@pytest.mark.parametrize("name", AGAIN)
def test_a_statement_again_under_another_report_of_the_origin_is_told(
    sampled: Sampled, name: str
) -> None:
    speaker = "avd:src-origin-1" if "speaker" in AGAIN[name] else "avd:person-ann"
    later = said("pos-two-1", "doc-two", **AGAIN[name])
    first = said("pos-one-1", "doc-one", speaker=speaker)
    assert repeated(sampled, later, first) == [
        "avd:pos-two-1 says of avd:prop-a what is recorded as avd:pos-one-1, "
        "under another report of the same origin, avd:doc-origin"
    ]


def test_a_copy_that_calls_itself_the_origin_is_none(sampled: Sampled) -> None:
    copied = "avd:doc-two av:genre avc:genre-wire-copy .\n"
    again = said("pos-two-1", "doc-two", originDocument="avd:doc-two")
    assert len(repeated(sampled, copied, said("pos-one-1", "doc-one"), again)) == 1


def test_several_propositions_of_one_pair_are_told_once(sampled: Sampled) -> None:
    both = "avd:prop-a , avd:prop-b"
    one, two = (said(f"pos-one-{n}", "doc-one", proposition=both) for n in (1, 2))
    (found,) = repeated(sampled, one, two)
    assert found.startswith("avd:pos-one-2 says of avd:prop-a, avd:prop-b what is recorded")


def test_of_three_the_second_and_the_third_are_told_with_the_first(sampled: Sampled) -> None:
    found = repeated(sampled, *(said(f"pos-one-{n}", "doc-one") for n in (1, 2, 3)))
    assert [cause.split()[0] for cause in found] == ["avd:pos-one-2", "avd:pos-one-3"]
    assert all("recorded as avd:pos-one-1" in cause for cause in found)


DIFFERENT = {
    "another speaker": {"speaker": "avd:person-bob"},
    "another stance": {"stance": "avc:stance-rejects"},
    "another proposition": {"proposition": "avd:prop-b"},
    "for somebody else": {"onBehalfOf": "avd:state-isr"},
    "on another day": {"edtf": '"2025-03-04"'},
    "a document that speaks against it": {"bearing": "avc:bearing-disputes"},
    "reporting of its own": {"originDocument": "avd:doc-two"},
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_differs_is_no_repetition(sampled: Sampled, name: str) -> None:
    first = said("pos-one-1", "doc-one", edtf='"2025-03-05"')
    assert repeated(sampled, first, said("pos-two-1", "doc-two", **DIFFERENT[name])) == []


def test_reports_of_different_origins_repeat_nothing(sampled: Sampled) -> None:
    first, other = said("pos-one-1", "doc-one"), said("pos-other-1", "doc-other")
    assert repeated(sampled, first, other) == []


def test_two_sources_that_one_report_tells_apart_are_two(sampled: Sampled) -> None:
    one, two = (said(f"pos-one-{n}", "doc-one", speaker=f"avd:src-origin-{n}") for n in (1, 2))
    assert repeated(sampled, one, two) == []


# propositions


def test_propositions_of_equal_content_are_told_of_the_later_name(
    checkout: Path, before: list[Finding]
) -> None:
    twin = PROPOSITION.replace("prop-isr-reduce", "prop-isr-twin")
    text = (checkout / PROPOSITION).read_text("utf-8")
    (checkout / twin).write_text(text.replace("prop-isr-reduce", "prop-isr-twin"), "utf-8")
    assert new_findings(checkout, before) == [
        Finding(
            twin,
            line_of(checkout, twin, "avd:prop-isr-twin a"),
            "equal-content",
            "avd:prop-isr-twin is equal to avd:prop-isr-reduce in all roles, "
            "in phase, sign and date",
            "Keep one of the two, and let the positions point to it; or code what makes them "
            "differ, as by a narrower topic.",
            Severity.VIOLATION,
        )
    ]


CONTENT = """av:actionType avc:action-reduce-sharing ; av:actor avd:state-isr , avd:state-gbr ;
    av:counterparty avd:state-usa ; av:topic avc:topic-intelligence ; av:affirmative true"""
MORE = {
    "a phase": "av:phase avc:phase-considered",
    "a mode": "av:modality avc:modality-possible",
    "a date": 'av:edtf "2025"',
    "a topic more": "av:topic avc:topic-trade",
    "a claim inside": "av:embeds avd:prop-z",
}


@pytest.mark.parametrize("name", MORE)
def test_content_that_differs_in_one_role_is_not_equal(sampled: Sampled, name: str) -> None:
    two = f"avd:prop-a a av:Proposition ; {CONTENT} .\navd:prop-b a av:Proposition ; {CONTENT}"
    assert list(repeated_propositions(sampled(f"{two} ; {MORE[name]} ."))) == []
    usual = "av:modality avc:modality-actual"
    assert len(list(repeated_propositions(sampled(f"{two} ; {usual} .")))) == 1


def test_a_denial_of_content_is_not_equal_to_it(sampled: Sampled) -> None:
    two = f"avd:prop-a a av:Proposition ; {CONTENT} .\navd:prop-b a av:Proposition ; {CONTENT} ."
    assert list(repeated_propositions(sampled(two.replace("true .", "false .", 1)))) == []
