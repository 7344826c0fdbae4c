"""Ways through the ontology that end."""

from kg.contract.graph import reached

NEXT = {"a": ("b", "c"), "b": ("d",), "c": ("d",), "d": ("b",), "e": ("a",)}


def test_any_number_of_steps_is_taken_and_a_circle_ends() -> None:
    assert reached("a", lambda each: NEXT[each]) == {"a", "b", "c", "d"}


def test_what_leads_nowhere_reaches_itself_alone() -> None:
    assert reached("f", lambda each: NEXT.get(each, ())) == {"f"}
