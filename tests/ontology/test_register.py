"""No term is taken from readers without a major version: the register remembers all of them."""

import pytest

from tests.ontology.register import PATH, Row, complaints, present, registered, updated, version

ROWS = registered(PATH.read_text("utf-8"))
OLD = Row("https://w3id.org/averment/ns#old", "class", "core", "0.1.0", "stable", "")
NEW = OLD._replace(iri="https://w3id.org/averment/ns#new")


def test_the_register_has_every_term_of_the_ontology_and_keeps_its_promises():
    assert complaints(ROWS, present(), version()) == []


def test_the_register_is_sorted_and_names_each_term_once():
    assert sorted({row.iri for row in ROWS}) == [row.iri for row in ROWS]
    assert updated(ROWS, present()) == PATH.read_text("utf-8")


@pytest.mark.parametrize(
    ("rows", "terms", "now", "complaint"),
    [
        pytest.param([], [OLD], "0.1.0", ["#old is not registered"], id="new"),
        pytest.param([OLD], [], "0.2.0", ["#old is gone without a major version"], id="removed"),
        pytest.param(
            [OLD],
            [NEW],
            "0.2.0",
            ["#new is not registered", "#old is gone without a major version"],
            id="renamed",
        ),
        pytest.param(
            [OLD._replace(status="removed in 1.0.0")],
            [],
            "0.9.0",
            ["#old is gone in a version that is not major, or not there yet"],
            id="removed-too-soon",
        ),
        pytest.param(
            [OLD],
            [OLD._replace(kind="object property")],
            "0.1.0",
            ["#old is registered otherwise"],
            id="changed",
        ),
        pytest.param([OLD._replace(status="removed in 1.0.0")], [], "1.0.0", [], id="major"),
        pytest.param(
            [OLD._replace(status="deprecated", replaced_by=NEW.iri), NEW],
            [OLD._replace(status="deprecated", replaced_by=NEW.iri), NEW],
            "0.2.0",
            [],
            id="deprecated",
        ),
    ],
)
def test_what_is_taken_away_or_changed_is_found(rows, terms, now, complaint):
    found = complaints(rows, terms, now)
    assert [each.removeprefix("https://w3id.org/averment/ns") for each in found] == complaint


def test_an_update_keeps_what_is_gone_and_since_when_the_rest_has_been_there():
    text = updated([OLD], [NEW._replace(since="0.2.0")])
    assert registered(text) == [NEW._replace(since="0.2.0"), OLD]


def test_other_columns_are_refused():
    with pytest.raises(ValueError, match="columns"):
        registered("term\tkind\n")
