"""How things stand, as pages are told: by voices, by implication, by events, by readings."""

import pytest

from kg.ask import describe
from kg.terms import AVD
from tests.kg.ask.test_describe import CONTRACT, QUERIES, labels, run, small

DAY = "^^xsd:date"

TENSION = f"""
avd:file-small a av:CuratedFile ; av:curatedOn "2026-11-24"{DAY} .
avc:stance-asserts av:label "asserts" .
avd:state-a a av:State , av:Agent ; av:label "A" .
avd:person-a a av:Person , av:Agent ; av:label "Minister of A" .
avd:src-b a av:UnnamedSource , av:Agent ; av:label "a source" .
avd:org-b a av:NewsOrganisation , av:Agent ; av:label "B News" .
avd:prop-all a av:Proposition ; av:label "All of it." ; av:text "All of it."@en ;
  av:incompatibleWith avd:prop-part ; av:currentStatus avc:status-contested .
avd:prop-part a av:Proposition ; av:label "Part of it." ; av:text "Part of it."@en ;
  av:incompatibleWith avd:prop-all ; av:currentStatus avc:status-contested .
avd:prop-why a av:Proposition ; av:label "Ties cool." ; av:text "Ties cool."@en ;
  av:currentStatus avc:status-unaddressed .
avd:prop-all-status-2025-03-05 av:statusOf avd:prop-all ; av:status avc:status-contested ;
  av:from "2025-03-05"{DAY} ; av:until "9999-12-31"{DAY} ;
  av:supportingVoices 1 ; av:opposingVoices 2 .
avd:pos-1 a av:Statement , av:Position , av:Record ; av:speaker avd:person-a ;
  av:holder avd:state-a ; av:voice avd:state-a ; av:stance avc:stance-asserts ;
  av:effect avc:effect-supports ; av:proposition avd:prop-part ; av:reason avd:prop-why ;
  av:countsFor avd:prop-part ; av:countsAgainst avd:prop-all ; av:firstReported "2025-03-05"{DAY} ;
  av:possibleFrom "0001-01-01"{DAY} ; av:from "2025-03-05"{DAY} ; av:until "9999-12-31"{DAY} .
avd:pos-2 a av:Statement , av:Position , av:Record ; av:speaker avd:src-b ;
  av:holder avd:src-b ; av:voice avd:org-b ; av:stance avc:stance-asserts ;
  av:effect avc:effect-supports ; av:proposition avd:prop-all ; av:countsFor avd:prop-all ;
  av:possibleFrom "0001-01-01"{DAY} ; av:from "2026-11-24"{DAY} ; av:until "9999-12-31"{DAY} ;
  av:hasCitation avd:cit-2 .
avd:pos-3 a av:Statement , av:Position , av:Record ; av:speaker avd:person-a ;
  av:holder avd:state-a ; av:stance avc:stance-asserts ; av:effect avc:effect-supports ;
  av:proposition avd:prop-all ; av:firstReported "2025-03-06"{DAY} ;
  av:possibleFrom "2025-03-06"{DAY} ; av:from "2025-03-06"{DAY} ; av:until "9999-12-31"{DAY} .
avd:cit-2 a av:Citation ; av:citedDocument avd:doc-b ; av:bearing avc:bearing-supports .
avd:doc-b a av:Document ; av:publisher avd:org-b ; av:consultedOn "2026-11-24"{DAY} ;
  av:possibleFrom "0001-01-01"{DAY} ; av:possibleUntil "2026-11-24"{DAY} .
"""


def test_what_a_position_towards_another_claim_implies_is_told_apart():
    asking = small(TENSION)
    claim = run(describe.thing(asking, CONTRACT, "prop-all"))
    assert [p.iri.rpartition("/")[2] for p in claim.positions.items] == ["pos-3", "pos-2"]
    assert [p.iri.rpartition("/")[2] for p in claim.implied_against.items] == ["pos-1"]
    assert claim.implied_for.items == ()
    (implied,) = claim.implied_against.items
    assert [claim.claims[iri].text for iri in implied.claims] == ["Part of it."]
    assert asking.asked == QUERIES


def test_a_position_has_the_voice_that_it_counts_as_or_none():
    claim = run(describe.thing(small(TENSION), CONTRACT, "prop-all"))
    assert [p.voice and p.voice.label for p in claim.positions.items] == [None, "B News"]
    assert (claim.claim.supporting, claim.claim.opposing) == (1, 2)


def test_a_position_that_only_a_reading_bounds_has_no_day_and_comes_last():
    claim = run(describe.thing(small(TENSION), CONTRACT, "prop-all"))
    assert [p.undated for p in claim.positions.items] == [False, True]
    assert claim.documents[f"{AVD}doc-b"].undated


def test_a_reason_stands_beside_the_position_and_leads_back_to_it():
    asking = small(TENSION)
    said = run(describe.thing(asking, CONTRACT, "pos-1"))
    assert said.record.arguments == (("Because", (f"{AVD}prop-why",)),)
    assert said.claims[f"{AVD}prop-why"].status == "unaddressed"
    why = run(describe.thing(asking, CONTRACT, "prop-why"))
    assert [(phrase, labels(p.holder for p in held)) for phrase, held in why.argued] == [
        ("Given as a reason by", ["A"])
    ]


PAUSE = f"""
avd:file-small a av:CuratedFile ; av:curatedOn "2026-11-24"{DAY} .
avd:state-a a av:State , av:Agent ; av:label "A" .
avd:partnership-p a av:Partnership ; av:label "P" .
avd:mem-a a av:Membership , av:Participation , av:StructuralFact , av:Record ; av:label "mem-a" ;
  av:participant avd:state-a ; av:inArrangement avd:partnership-p ; av:dateDisputed true ;
  av:possibleFrom "0001-01-01"{DAY} ; av:possibleUntil "9999-12-31"{DAY} ;
  av:firstConfirmed "2025-03-04"{DAY} ; av:lastConfirmed "2025-03-04"{DAY} .
avd:mem-a-status-1 av:statusOf avd:mem-a ; av:status avc:status-possible ;
  av:from "0001-01-01"{DAY} ; av:until "2025-03-03"{DAY} .
avd:mem-a-status-2 av:statusOf avd:mem-a ; av:status avc:status-suspended ;
  av:from "2025-03-05"{DAY} ; av:until "9999-12-31"{DAY} .
avd:mem-a-status-3 a av:StatusPeriod ; av:statusOf avd:mem-a ; av:status avc:status-attested ;
  av:from "2025-03-04"{DAY} ; av:until "2025-03-04"{DAY} .
avd:evt-pause a av:Event , av:Record ; av:label "evt-pause" ; av:affectsFact avd:mem-a ;
  av:about avd:state-a ; av:disputed true ; av:origin avd:doc-unread ;
  av:possibleFrom "2025-03-05"{DAY} ; av:possibleUntil "2025-03-05"{DAY} .
avd:evt-founded a av:Event , av:Record ; av:label "evt-founded" ; av:about avd:state-a ;
  av:origin avd:doc-read ; av:hasCitation avd:cit-founded ;
  av:possibleFrom "2001-09-11"{DAY} ; av:possibleUntil "2026-11-24"{DAY} .
avd:cit-founded a av:Citation ; av:citedDocument avd:doc-read .
avd:doc-unread a av:Document ; av:consulted false .
avd:doc-read a av:Document ; av:consulted true ; av:consultedOn "2026-11-24"{DAY} .
avd:prop-pause a av:Proposition ; av:label "It pauses." ; av:describes avd:evt-pause ;
  av:currentStatus avc:status-denied .
"""


def test_a_fact_has_its_periods_in_order_and_no_sentinel():
    state = run(describe.thing(small(PAUSE), CONTRACT, "state-a"))
    ((fact,),) = (group.listing.items for group in state.facts)
    assert [(each.since, each.until, each.status) for each in fact.periods] == [
        ("", "2025-03-03", "possible"),
        ("2025-03-04", "2025-03-04", "attested"),
        ("2025-03-05", "", "suspended"),
    ]
    assert (fact.date_disputed, fact.disputed) == (True, False)


@pytest.mark.parametrize(
    ("day", "status"),
    [("1900-01-01", "possible"), ("2025-03-04", "attested"), ("", "suspended")],
)
def test_one_period_covers_a_day_and_the_last_one_the_present(day, status):
    state = run(describe.thing(small(PAUSE), CONTRACT, "state-a"))
    ((fact,),) = (group.listing.items for group in state.facts)
    assert [each.status for each in fact.periods if each.covers(day)] == [status]


def test_an_event_has_the_claims_that_describe_it_and_says_whether_its_origin_was_read():
    state = run(describe.thing(small(PAUSE), CONTRACT, "state-a"))
    pause, founded = state.events.items
    assert pause.claims == (f"{AVD}prop-pause",)
    assert state.claims[f"{AVD}prop-pause"].status == "denied"
    assert (pause.second_hand, founded.second_hand) == (True, False)
    assert (pause.undated, founded.undated) == (False, True)


def test_the_page_of_a_period_tells_its_days():
    page = run(describe.thing(small(PAUSE), CONTRACT, "mem-a-status-3"))
    assert page.period == describe.Period("2025-03-04", "2025-03-04", "attested")
    assert labels(page.kinds) == ["status period"]


def test_contested_claims_come_with_those_of_most_voices_first():
    more = (
        TENSION
        + f"""
avd:prop-part-status-2025-03-05 av:statusOf avd:prop-part ; av:status avc:status-contested ;
  av:from "2025-03-05"{DAY} ; av:until "9999-12-31"{DAY} ;
  av:supportingVoices 4 ; av:opposingVoices 1 .
"""
    )
    contested = run(describe.contested(small(more), CONTRACT))
    assert [claim.text for claim in contested.items] == ["Part of it.", "All of it."]
    assert contested.total == 2
