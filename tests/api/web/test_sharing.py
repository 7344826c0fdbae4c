"""The picture of who shares with whom, where there are more ties than it can show."""

from api.web.views import sharing
from kg.ask.describe import Choice, Ref, Sharing
from kg.ask.describe.ties import Stay


def stays(arrangement: str, states: range) -> list[Stay]:
    refs = (Ref(f"https://w3id.org/averment/id/state-{n:02}", f"S{n:02}") for n in states)
    days = ("2001-01-01", "9999-12-31")
    return [Stay(arrangement, "agreement", ref, "attested", *days) for ref in refs]


def test_the_closest_pairs_are_drawn_and_the_number_of_all_is_told():
    every = [stay for n in range(2) for stay in stays(f"wide-{n}", range(17))]
    known = Sharing((*every, *stays("narrow", range(2))))
    shown = sharing.build(known, Choice(2026), "2026-11-30")
    assert len(known.ties(Choice(2026)).items) == 136
    assert len(shown.rows) == len(shown.circle.curves) == 120
    assert shown.told == "17 states, the closest 120 of 136 pairs in 2026"
    assert [shown.rows[0].tie.one.label, shown.rows[0].tie.other.label] == ["S00", "S01"]
