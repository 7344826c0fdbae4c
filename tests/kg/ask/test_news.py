"""What came in last, and which claims changed their status last."""

from kg.ask import describe
from tests.kg.ask.test_describe import CONTRACT, run, small

DAY = "^^xsd:date"
REPORTS = f"""
avd:file-small a av:CuratedFile ; av:curatedOn "2026-11-30"{DAY} .
avd:org-a av:label "A News" .
avd:doc-old a av:Report ; av:label "Old" ; av:publisher avd:org-a ;
  av:possibleFrom "2025-03-05"{DAY} ; av:possibleUntil "2025-03-05"{DAY} .
avd:doc-new a av:Report ; av:label "New" ; av:publisher avd:org-a ;
  av:possibleFrom "2025-03-06"{DAY} ; av:possibleUntil "2025-03-06"{DAY} .
avd:doc-read a av:Report ; av:label "Known by its reading" ; av:possibleUntil "2026-11-30"{DAY} .
"""
PERIODS = f"""
avd:prop-a a av:Proposition ; av:label "A shares." .
avd:prop-a-status-2025-03-05 av:statusOf avd:prop-a ; av:status avc:status-asserted ;
  av:from "2025-03-05"{DAY} ; av:until "2025-03-05"{DAY} ;
  av:supportingVoices 1 ; av:opposingVoices 0 .
avd:prop-a-status-2025-03-06 av:statusOf avd:prop-a ; av:status avc:status-contested ;
  av:from "2025-03-06"{DAY} ; av:until "9999-12-31"{DAY} ;
  av:supportingVoices 1 ; av:opposingVoices 1 .
avd:prop-b a av:Proposition ; av:label "B shares." .
avd:prop-b-status-0001-01-01 av:statusOf avd:prop-b ; av:status avc:status-asserted ;
  av:from "0001-01-01"{DAY} ; av:until "9999-12-31"{DAY} ;
  av:supportingVoices 1 ; av:opposingVoices 0 .
"""


def test_of_reports_of_one_day_those_published_last_come_first():
    found = run(describe.newest_reports(small(REPORTS)))
    assert [(each.report.label, each.publisher, each.published) for each in found] == [
        ("New", "A News", "2025-03-06"),
        ("Old", "A News", "2025-03-05"),
        ("Known by its reading", "", ""),
    ]
    assert {each.curated for each in found} == {"2026-11-30"}


def test_a_change_of_status_knows_what_was_before_and_its_voices():
    found = run(describe.turns(small(PERIODS), CONTRACT))
    assert [(each.before, each.period.status, each.period.since) for each in found] == [
        ("asserted", "contested", "2025-03-06"),
        ("", "asserted", "2025-03-05"),
    ]
    assert (found[0].period.supporting, found[0].period.opposing) == (1, 1)


def test_a_status_without_a_first_day_is_no_news():
    found = run(describe.turns(small(PERIODS), CONTRACT))
    assert {each.claim.label for each in found} == {"A shares."}
