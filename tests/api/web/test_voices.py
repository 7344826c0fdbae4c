"""A claim's page: positions under their voices, and where each voice stands on a day."""

from dataclasses import replace

import pytest

from api.web.views import proposition
from kg.ask.describe import Claim, Dates, Days, Listing, Period, Position, Proposition, Ref
from tests.api.web.test_words import position

NBC, ISRAEL = Ref("o:nbc", "NBC News"), Ref("s:isr", "Israel")
SOURCES, OFFICIAL = Ref("x:s", "sources"), Ref("x:o", "an official")
OTHER = Claim("p:other", "Something else.", "asserted")


def held(iri: str, voice: Ref | None, effect: str, since: str, **more: object) -> Position:
    made = position(Dates(possible_from=since, since=since))
    return replace(made, iri=iri, voice=voice, effect=effect, **more)


def page(*positions: Position, against: tuple[Position, ...] = (), as_of: str = "", **claim: int):
    days = sorted({each.dates.since for each in (*positions, *against)})
    thing = Proposition(
        iri="p:p",
        text="It is so.",
        language="en",
        claim=Claim("p:p", "It is so.", "contested", **claim),
        periods=tuple(
            Period(day, days[n + 1] if days[n + 1 :] else "", "contested")
            for n, day in enumerate(days)
        ),
        roles=(),
        affirmative=True,
        positions=Listing(positions, len(positions), ""),
        implied_for=Listing((), 0, ""),
        implied_against=Listing(against, len(against), ""),
        unrecorded=(),
        documents={},
        parents={},
        trails=(),
        argument=(),
        argued=(),
        claims={OTHER.iri: OTHER},
        describes=(),
        citations={},
        provenance=None,
        remarks=(),
    )
    return proposition.build(thing, Days(as_of))


def sides(shown: proposition.PropositionPage) -> list[tuple[str, str, int]]:
    return [(v.who.label if v.who else "", v.side, len(v.rows)) for v in shown.voices]


def test_positions_stand_under_the_voice_that_they_count_as():
    shown = page(
        held("x:1", NBC, "supports", "2025-03-06"),
        held("x:2", ISRAEL, "opposes", "2025-03-06"),
        held("x:3", ISRAEL, "opposes", "2025-03-07"),
        held("x:4", Ref("s:aus", "Australia"), "withholds", "2025-03-05"),
    )
    assert sides(shown) == [
        ("NBC News", "for", 1),
        ("Israel", "against", 2),
        ("Australia", "on neither side", 1),
    ]


def test_a_voice_on_both_sides_is_said_to_be():
    shown = page(
        held("x:1", NBC, "supports", "2025-03-06"), held("x:2", NBC, "opposes", "2025-03-06")
    )
    assert sides(shown) == [("NBC News", "on both sides", 2)]


def test_a_position_without_a_voice_stands_apart_and_last():
    shown = page(
        held("x:1", None, "supports", "2025-03-01"), held("x:2", NBC, "supports", "2025-03-06")
    )
    assert [voice.who for voice in shown.voices] == [NBC, None]


@pytest.mark.parametrize(
    ("as_of", "side"),
    [
        ("2025-03-05", "on neither side"),
        ("2025-03-06", "for"),
        ("2025-03-08", "against"),
        ("", "against"),
    ],
)
def test_where_a_voice_stands_is_that_of_the_day_looked_from(as_of, side):
    former = held("x:1", NBC, "supports", "2025-03-06")
    shown = page(
        replace(former, dates=replace(former.dates, until="2025-03-07")),
        held("x:2", NBC, "opposes", "2025-03-08"),
        as_of=as_of,
    )
    assert sides(shown) == [("NBC News", side, 2)]


@pytest.mark.parametrize(("opposing", "side"), [(1, "against"), (0, "on neither side")])
def test_what_only_implies_opposition_counts_where_it_is_counted(opposing, side):
    implying = held("x:1", NBC, "supports", "2025-03-06", claims=(OTHER.iri,))
    shown = page(against=(implying,), supporting=0, opposing=opposing)
    assert sides(shown) == [("NBC News", side, 1)]
    assert shown.voices[0].rows[0].implied_by == (OTHER,)


def test_what_only_a_day_of_reading_bounds_comes_last_and_has_no_column():
    read = replace(held("x:1", NBC, "supports", "2026-11-24"), undated=True)
    shown = page(read, held("x:2", NBC, "supports", "2026-11-25"))
    assert [row.position.iri for row in shown.voices[0].rows] == ["x:2", "x:1"]
    assert shown.columns == ("2026-11-25",)
    assert shown.periods[0][0].startswith("by 2026-11-24, the day of reading")


def test_a_status_since_a_day_of_reading_is_not_said_to_be_since_then():
    read = replace(held("x:1", NBC, "supports", "2026-11-24"), undated=True)
    assert page(read).since == "by 2026-11-24, the day of reading"
    assert page(held("x:1", NBC, "supports", "2025-03-06")).since == "since 2025-03-06"
