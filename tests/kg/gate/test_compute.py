"""What is computed of single dates: the days that they bound."""

from pathlib import Path

import pyoxigraph as px

from kg.contract import contract_of
from kg.gate.compute import COMPUTED, Trouble, compute
from kg.gate.dates import KNOWN_FORMS
from kg.rdf.parse import parse_turtle
from kg.rdf.triples import Triple
from kg.terms import AVD, PROLOGUE, short

CONTRACT = contract_of(Path(__file__).parents[3] / "ontology")


def computed(turtle: str) -> tuple[set[str], list[Trouble]]:
    """What is computed of a few nodes, one line per value, and what cannot be read."""
    found, troubles = compute(parse_turtle(PROLOGUE + turtle, "a-file.ttl"), CONTRACT)
    return {shown(triple) for triple in found}, troubles


def shown(triple: Triple) -> str:
    return f"{short(triple.subject.value)} {short(triple.predicate.value)} {triple.object.value}"


def test_a_date_becomes_the_days_that_it_bounds() -> None:
    found, troubles = computed('avd:mem-1 av:edtf "1948/1956-03" .')
    assert troubles == []
    assert found == {
        "avd:mem-1 av:earliestStart 1948-01-01",
        "avd:mem-1 av:latestStart 1948-12-31",
        "avd:mem-1 av:earliestEnd 1956-03-01",
        "avd:mem-1 av:latestEnd 1956-03-31",
    }


def test_what_a_date_leaves_open_gets_no_value() -> None:
    found, _ = computed('avd:pos-1 av:edtf "[..2025-03-06]" .')
    assert found == {"avd:pos-1 av:latestStart 2025-03-06"}


def test_the_day_that_a_citation_gives_is_bounded_on_the_citation() -> None:
    found, _ = computed('avd:cit-1 av:dateGiven "2025-02" .')
    assert found == {
        "avd:cit-1 av:earliestStart 2025-02-01",
        "avd:cit-1 av:latestStart 2025-02-28",
    }


def test_bounds_are_days_of_xml_schema() -> None:
    found, _ = compute(parse_turtle(f'{PROLOGUE} avd:x av:edtf "1948" .', "a-file.ttl"), CONTRACT)
    kinds = {t.object.datatype.value for t in found if isinstance(t.object, px.Literal)}
    assert kinds == {"http://www.w3.org/2001/XMLSchema#date"}


def test_a_bad_date_is_told_with_its_node_and_spares_the_others() -> None:
    found, (trouble,) = computed('avd:a av:edtf "March" . avd:b av:edtf "2025-03-06" .')
    assert trouble.subject == f"{AVD}a"
    assert trouble.cause == "“March” cannot be read as a date: “March” is not a date"
    assert trouble.mend == f"Write one of these forms: {KNOWN_FORMS}."
    assert found == {
        "avd:b av:earliestStart 2025-03-06",
        "avd:b av:latestStart 2025-03-06",
    }


def test_nothing_is_computed_but_what_the_gate_forbids_to_curate() -> None:
    dated = f'{PROLOGUE} avd:x av:edtf "1/2" , "1948/1956" .'
    found, _ = compute(parse_turtle(dated, "f"), CONTRACT)
    assert {triple.predicate.value for triple in found} == COMPUTED
