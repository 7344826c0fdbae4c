"""What is computed of single nodes: bounds of dates and the keys of propositions."""

from pathlib import Path

import pyoxigraph as px
import pytest

from kg.contract import contract_of
from kg.gate.compute import COMPUTED, Trouble, compute
from kg.gate.dates import KNOWN_FORMS
from kg.rdf.parse import parse_turtle
from kg.rdf.triples import Triple
from kg.terms import AV, AVD, PROLOGUE, short

CONTRACT = contract_of(Path(__file__).parents[3] / "ontology")


def computed(turtle: str) -> tuple[set[str], list[Trouble]]:
    """What is computed of a few nodes, one line a value, and what cannot be read."""
    found, troubles = compute(parse_turtle(PROLOGUE + turtle, "a-file.ttl"), CONTRACT)
    return {shown(triple) for triple in found}, troubles


def shown(triple: Triple) -> str:
    return f"{short(triple.subject.value)} {short(triple.predicate.value)} {triple.object.value}"


def keys(turtle: str) -> dict[str, tuple[str, str]]:
    """Content key and core key of each proposition, by slug."""
    found, _ = compute(parse_turtle(PROLOGUE + turtle, "a-file.ttl"), CONTRACT)
    value = {(t.subject.value, t.predicate.value): t.object.value for t in found}
    return {
        iri.removeprefix(AVD): (key, value[iri, f"{AV}coreKey"])
        for (iri, name), key in value.items()
        if name == f"{AV}contentKey"
    }


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
    assert (trouble.subject, trouble.rule) == (f"{AVD}a", "date")
    assert trouble.cause == "“March” cannot be read as a date: “March” is no date"
    assert trouble.mend == f"Write one of these forms: {KNOWN_FORMS}."
    assert found == {
        "avd:b av:earliestStart 2025-03-06",
        "avd:b av:latestStart 2025-03-06",
    }


REDUCE = """
avd:prop-a a av:Proposition ; av:text "Israel is considering it."@en ;
    av:actionType avc:action-reduce-sharing ; av:actor avd:state-isr ;
    av:counterparty avd:state-usa ; av:topic avc:topic-intelligence ;
    av:phase avc:phase-considered ; av:affirmative true .
"""


def test_a_key_states_the_content_in_one_way() -> None:
    core = (
        "reduce-sharing|actor=state-isr|counterparty=state-usa|topic=intelligence|modality=actual"
    )
    assert keys(REDUCE) == {"prop-a": (f"{core}|phase=considered|affirmative=true", core)}


def test_equal_content_has_equal_keys_whatever_the_words_and_the_order() -> None:
    one = """avd:prop-a a av:Proposition ; av:text "A"@en ; av:actor avd:state-usa, avd:state-gbr ;
        av:actionType avc:action-meet ."""
    other = """avd:prop-b av:actionType avc:action-meet ; av:actor avd:state-gbr, avd:state-usa ;
        av:text "B"@en ; a av:Proposition ; av:modality avc:modality-actual ."""
    assert keys(one)["prop-a"] == keys(other)["prop-b"]
    assert keys(one)["prop-a"][0] == "meet|actor=state-gbr,state-usa|modality=actual"


@pytest.mark.parametrize(
    ("was", "becomes", "core_stays"),
    [
        ("phase-considered", "phase-decided", True),
        ("affirmative true", "affirmative false", True),
        ("av:affirmative true", 'av:affirmative true ; av:edtf "2025"', True),
        ("av:actor avd:state-isr", "av:actor avd:state-gbr", False),
        ("av:actor avd:state-isr", "av:affected avd:state-isr", False),
        ("av:affirmative true", "av:affirmative true ; av:modality avc:modality-possible", False),
    ],
)
def test_other_content_has_another_key(was: str, becomes: str, core_stays: bool) -> None:
    (key, core), (other_key, other_core) = (
        keys(text)["prop-a"] for text in (REDUCE, REDUCE.replace(was, becomes))
    )
    assert key != other_key
    assert (core == other_core) is core_stays


def test_a_key_holds_the_key_of_what_is_embedded() -> None:
    found = keys("""
        avd:prop-fear a av:Proposition ; av:actionType avc:action-fear ; av:embeds avd:prop-leak .
        avd:prop-leak a av:Proposition ; av:actionType avc:action-disclose ;
            av:phase avc:phase-decided .
    """)
    assert found["prop-leak"][0] == "disclose|modality=actual|phase=decided"
    assert found["prop-fear"] == (
        "fear|modality=actual|embeds=(disclose|modality=actual|phase=decided)",
        "fear|modality=actual|embeds=(disclose|modality=actual)",
    )


def test_propositions_that_embed_each_other_have_no_key() -> None:
    found, troubles = computed("""
        avd:prop-1 a av:Proposition ; av:embeds avd:prop-2 .
        avd:prop-2 a av:Proposition ; av:embeds avd:prop-1 .
        avd:prop-3 a av:Proposition ; av:embeds avd:prop-3 .
        avd:prop-10 a av:Proposition ; av:actionType avc:action-meet .
    """)
    assert [trouble.subject for trouble in troubles] == [f"{AVD}prop-{n}" for n in (1, 2, 3)]
    assert {trouble.rule for trouble in troubles} == {"content-key"}
    assert troubles[0].mend == "Remove the av:embeds that leads back to it."
    assert found == {
        "avd:prop-10 av:contentKey meet|modality=actual",
        "avd:prop-10 av:coreKey meet|modality=actual",
    }


def test_nothing_is_computed_but_what_the_gate_forbids_to_curate() -> None:
    dated = f'{PROLOGUE}{REDUCE} avd:x av:edtf "1/2" , "1948/1956" .'
    found, _ = compute(parse_turtle(dated, "f"), CONTRACT)
    assert {triple.predicate.value for triple in found} == COMPUTED
