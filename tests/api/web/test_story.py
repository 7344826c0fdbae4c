"""A story in its days, and as a matrix of claims and those who speak of them."""

from api.web.views import story
from api.web.views.parts import Place
from kg.ask import describe
from tests.kg.ask.test_describe import CONTRACT, run, small

TOLD = """
avd:epi-a a av:Episode ; av:label "A story" .
avd:evt-a a av:Event ; av:label "It begins" ; av:inEpisode avd:epi-a ;
  av:possibleUntil "2025-03-05"^^xsd:date .
avd:prop-a a av:Proposition ; av:label "Sharing stops." ; av:inEpisode avd:epi-a .
avd:prop-b a av:Proposition ; av:label "Sharing goes on." ; av:inEpisode avd:epi-a ;
  av:currentStatus avc:status-contested .
avd:prop-c a av:Proposition ; av:label "Nobody spoke of this." ; av:inEpisode avd:epi-a .
""" + "".join(
    f"""
avd:{holder} a av:State ; av:label "{holder.upper()}" .
avd:pos-{n} av:proposition avd:prop-{claim} ; av:holder avd:{holder} ;
  av:stance avc:stance-{stance} ; av:effect avc:effect-{effect} ;
  av:from "2025-03-{day}"^^xsd:date {more} .
"""
    for n, (holder, claim, stance, effect, day, more) in enumerate(
        (
            ("x", "a", "asserts", "supports", "06", '; av:firstReported "2025-03-06"^^xsd:date'),
            ("x", "a", "asserts", "supports", "07", '; av:firstReported "2025-03-07"^^xsd:date'),
            ("y", "a", "denies", "opposes", "07", '; av:firstReported "2025-03-07"^^xsd:date'),
            ("x", "b", "asserts", "supports", "30", ""),
        )
    )
)
EPISODE = "https://w3id.org/averment/id/epi-a"


def told(as_of: str = "", part: describe.Slice = describe.WHOLE) -> story.StoryShown:
    days = describe.Days(as_of)
    found = run(describe.story(small(TOLD), CONTRACT, EPISODE, days))
    return story.build(found, Place(EPISODE, days, part))


def test_a_story_is_told_in_order_of_its_days_and_last_what_has_none():
    assert [
        (day.day, [e.event.label for e in day.events], [h.claim.text for h in day.heard])
        for day in told().days
    ] == [
        ("2025-03-05", ["It begins"], []),
        ("2025-03-06", [], ["Sharing stops."]),
        ("2025-03-07", [], ["Sharing stops."]),
        ("", [], ["Sharing goes on."]),
    ]


def test_the_matrix_has_a_row_a_claim_what_is_contested_first_and_a_column_a_holder():
    shown = told()
    assert [holder.label for holder in shown.holders] == ["X", "Y"]
    assert [
        (row.claim.text, [[(c.first.stance, c.number) for c in cell] for cell in row.cells])
        for row in shown.rows
    ] == [
        ("Sharing goes on.", [[("asserts", 1)], []]),
        ("Sharing stops.", [[("asserts", 2)], [("denies", 1)]]),
    ]


def test_a_story_ends_on_the_day_looked_from():
    assert [day.day for day in told("2025-03-06").days] == ["2025-03-05", "2025-03-06"]


def test_who_has_no_column_is_counted():
    many = "".join(
        f"""
avd:z{n} a av:State ; av:label "Z{n}" .
avd:pos-z{n} av:proposition avd:prop-a ; av:holder avd:z{n} ; av:stance avc:stance-rejects ;
  av:effect avc:effect-opposes ; av:from "2025-03-08"^^xsd:date .
"""
        for n in range(story.MOST_HOLDERS)
    )
    found = run(describe.story(small(TOLD + many), CONTRACT, EPISODE))
    place = Place(EPISODE, describe.LATEST, describe.WHOLE)
    rows = {row.claim.text: row for row in story.build(found, place).rows}
    assert rows["Sharing stops."].others == (("opposes", 2),)


def test_a_list_of_a_story_has_a_page_of_its_own():
    days = told(part=describe.Slice("days", 2))
    assert [day.day for day in days.days] == ["2025-03-07", ""]
    assert (days.rows, days.days_shown.told) == ((), "3 to 4 of 4")
