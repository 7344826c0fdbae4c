"""Which states are tied by arrangements that they have in common, and what was curated last."""

from kg.ask import describe
from tests.kg.ask.test_describe import CONTRACT, labels, run, small


def member(name: str, arrangement: str, state: str, rest: str = "") -> str:
    return f"""
avd:{name} a av:StructuralFact ; av:inArrangement avd:{arrangement} ; av:participant avd:{state} ;
  av:disputed {"true" if "disputed" in rest else "false"} .
avd:{name}-p av:statusOf avd:{name} ; av:until "9999-12-31"^^xsd:date ;
  av:status avc:status-{"ended" if "ended" in rest else "attested"} .
"""


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


def test_states_are_tied_by_two_arrangements_that_last_and_are_undisputed():
    found = run(describe.ties(small(SHARING)))
    assert [(tie.one.label, tie.other.label, tie.common) for tie in found.items] == [
        ("A", "B", 2),
        ("B", "C", 2),
    ]


def test_a_large_arrangement_ties_nobody():
    many = [f"s{n}" for n in range(10)]
    named = "".join(f'avd:{name} a av:State ; av:label "{name}" .\n' for name in many)
    facts = (member(f"{of}-{name}", of, name) for of in ("large", "larger") for name in many)
    assert run(describe.ties(small(named + "".join(facts)))).items == ()


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
