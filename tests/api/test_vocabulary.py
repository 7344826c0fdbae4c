"""What an editor completes: names, definitions, counts, and what a class has."""

from typing import Any

import httpx
import pytest


@pytest.fixture(scope="module")
def vocabulary(client: httpx.Client) -> dict[str, Any]:
    return client.get("/sparql/vocabulary.json").json()


def named(terms: list[dict[str, Any]], name: str) -> dict[str, Any]:
    (term,) = (term for term in terms if term["name"] == name)
    return term


def test_a_term_has_its_label_its_definition_and_how_often_it_is_used(vocabulary) -> None:
    state = named(vocabulary["classes"], "av:State")
    assert state["label"] == "state"
    assert state["definition"]
    assert state["used"] == 10
    assert named(vocabulary["properties"], "av:holder")["used"] > 0


def test_a_class_says_what_its_members_always_have_and_where_it_leads(vocabulary) -> None:
    fields = {f["property"]: f for f in named(vocabulary["classes"], "av:Position")["fields"]}
    assert fields["av:stance"] == {
        "property": "av:stance",
        "required": True,
        "to": ["avc:stance"],
    }
    assert fields["av:holder"]["to"] == ["av:Agent"]
    assert not fields["av:respondsTo"]["required"]


def test_a_class_says_what_tells_its_members_apart_and_whether_they_end(vocabulary) -> None:
    party = named(vocabulary["classes"], "av:PartyStatus")
    assert (party["telling"], party["stands"]) == (["av:participant", "av:inArrangement"], True)
    state = named(vocabulary["classes"], "av:State")
    assert (state["telling"], state["stands"]) == ([], False)
    assert "?period av:statusOf ?thing" in vocabulary["standing"]


def test_concepts_stand_with_their_scheme_and_prefixes_with_their_namespace(vocabulary) -> None:
    stances = [c["label"] for c in vocabulary["concepts"] if c["scheme"] == "avc:stance"]
    assert "denies" in stances
    assert vocabulary["prefixes"]["av"] == "https://w3id.org/averment/ns#"
