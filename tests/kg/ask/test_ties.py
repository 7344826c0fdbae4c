"""Which states are tied by arrangements that they have in common, and what was curated last."""

from hypothesis import given
from hypothesis import strategies as st

from kg.ask import describe
from kg.ask.describe import Choice
from kg.ask.describe.ties import CERTAINTIES, KINDS, query
from tests.kg.ask.test_describe import CONTRACT, labels, run, small

OF_KIND = {"one": "Partnership , av:Organisation", "two": "Organisation", "three": "Agreement"}


def member(name: str, arrangement: str, state: str, rest: str = "") -> str:
    return f"""
avd:{arrangement} a av:{OF_KIND.get(arrangement, "Agreement")} .
avd:{name} a av:StructuralFact ; av:inArrangement avd:{arrangement} ; av:participant avd:{state} ;
  av:disputed {"true" if "disputed" in rest else "false"} .
avd:{name}-p av:statusOf avd:{name} ; av:status avc:status-{rest or "attested"} ;
  av:from "2001-05-01"^^xsd:date ; av:until "9999-12-31"^^xsd:date .
""".replace("status-disputed", "status-attested")


STATES = "".join(f'avd:{name} a av:State ; av:label "{name.upper()}" .\n' for name in "abcd")
SHARING = STATES + "".join(
    (
        *(member(f"m1{state}", "one", state) for state in "abc"),
        *(member(f"m2{state}", "two", state) for state in "ab"),
        member("m2c", "two", "c", "disputed"),
        member("m2d", "two", "d", "ended"),
        *(member(f"m3{state}", "three", state) for state in "bc"),
    )
)


def tied(select, choice: Choice) -> list[tuple[str, str, int]]:
    found = run(describe.sharing(select)).ties(choice)
    return [(tie.one.label, tie.other.label, tie.common) for tie in found.items]


def test_states_are_tied_by_two_arrangements_that_last_and_are_undisputed():
    assert tied(small(SHARING), Choice(2026)) == [("A", "B", 2), ("B", "C", 2)]


def test_ties_are_those_of_a_year_and_of_the_chosen_arrangements():
    select = small(SHARING)
    assert tied(select, Choice(2000)) == []
    assert tied(select, Choice(2001)) == [("A", "B", 2), ("B", "C", 2)]
    assert tied(select, Choice(2026, ("partnership", "organisation"))) == [("A", "B", 2)]
    assert tied(select, Choice(2026, KINDS, CERTAINTIES)) == [
        ("B", "C", 3),
        ("A", "B", 2),
        ("A", "C", 2),
    ]


@given(
    st.integers(1995, 2030),
    st.sets(st.sampled_from(KINDS), min_size=1).map(sorted),
    st.sets(st.sampled_from(CERTAINTIES), min_size=1).map(sorted),
)
def test_the_query_beneath_the_picture_gives_what_the_picture_shows(year, kinds, certainties):
    choice = Choice(year, tuple(kinds), tuple(certainties))
    rows = run(small(SHARING)(query(choice)))
    asked = [
        (row["oneLabel"]["value"], row["otherLabel"]["value"], int(row["common"]["value"]))
        for row in rows
    ]
    assert asked == tied(small(SHARING), choice)


def test_a_large_arrangement_ties_nobody():
    many = [f"s{n}" for n in range(10)]
    named = "".join(f'avd:{name} a av:State ; av:label "{name}" .\n' for name in many)
    facts = (member(f"{of}-{name}", of, name) for of in ("large", "larger") for name in many)
    assert tied(small(named + "".join(facts)), Choice(2026)) == []


CURATED = """
avd:file-small a av:CuratedFile ; av:curatedOn "2026-11-30"^^xsd:date .
avd:evt-a a av:Event ; av:label "Earlier" ; av:possibleFrom "2025-01-01"^^xsd:date .
avd:evt-b a av:Event ; av:label "Later" ; av:possibleFrom "2025-03-06"^^xsd:date .
avd:a a av:State .
"""


def test_what_was_curated_last_is_counted_and_its_latest_events_come_first():
    kinds = [CONTRACT.classes[name] for name in ("State", "Person")]
    found = run(describe.recent(small(CURATED), kinds, "2026-11-30"))
    assert found.numbers == {kinds[0].iri: 1}
    assert labels(happened.event for happened in found.events) == ["Later", "Earlier"]
    assert run(describe.recent(small(CURATED), kinds, "2026-11-29")).events == ()
