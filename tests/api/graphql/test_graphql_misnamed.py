"""A name that is none here is explained by the term that it is the name of."""

import pytest

from api.graphql.compile import Compiler
from api.graphql.document import prepare
from api.graphql.limits import Limits
from api.graphql.refusal import Refusal
from api.graphql.schema import build_schema

CALLED = {
    "{ positions { nodes { hasCitation { id } } } }": "av:hasCitation is called `citations` here.",
    "{ participations { nodes { participationrole } } }": "av:participationRole is called `role`",
    '{ state(iso3: "NZL") { speaker { totalCount } } }': "^av:speaker is called `ownStatements`",
    "{ positions(where: {hasCitation: {}}) { totalCount } }": "hasCitation is called `citations`",
    "{ positions(where: {holder: {state: {}}}) { totalCount } }": "av:State is called `asState`",
    "{ positions { groups(by: hasCitation) { key } } }": "av:hasCitation is called `citations`",
    '{ state(isoCode3: "NZL") { id } }': "av:isoCode3 is called `iso3` here.",
    "{ positions { stance } }": "on type 'PositionConnection'. Ask for it in `nodes { stance }`.",
    "{ positions { nodes { stanse } } }": "Did you mean 'stance'?",
    '{ states(where: {id: {contains: "a"}}) { totalCount } }': "There are `eq`, `in`.",
    "{ events { groups(by: edtf, every: WEEK) { key } } }": "There are `DAY`, `MONTH`, `YEAR`.",
    "{ states(offset: 20) { totalCount } }": "There are `where`, `orderBy`, `first`, `after`,",
}


@pytest.fixture(scope="module")
def served(ontology):
    return build_schema(ontology)._schema


@pytest.mark.parametrize("query", CALLED)
def test_what_is_misnamed_is_told_by_its_term(served, query):
    with pytest.raises(Refusal) as refused:
        prepare(served, Limits(), query)
    assert CALLED[query] in str(refused.value)


def test_what_is_misnamed_in_a_variable_is_told_too(served, ontology):
    query = "query($where: PositionWhere) { positions(where: $where) { totalCount } }"
    compiler = Compiler(served, ontology, Limits(), "")
    document = prepare(served, Limits(), query)
    for where in ({"hasCitation": {}}, {"or": [{"holder": {"state": {}}}]}, {"nothing": {}}):
        with pytest.raises(Refusal) as refused:
            compiler.compile(document, None, {"where": where})
        told = str(refused.value)
        assert ("av:hasCitation is called `citations` here." in told) is ("hasCitation" in where)
        assert ("av:State is called `asState` here." in told) is ("or" in where)


@pytest.mark.parametrize("written", ['"2025"', '"06.03.2025"', '"2025-02-30"', "2025"])
def test_how_a_day_is_written_is_told_at_its_place(served, written):
    with pytest.raises(Refusal) as refused:
        prepare(served, Limits(), f"{{ propositions(asOf: {written}) {{ totalCount }} }}")
    (error,) = refused.value.errors
    assert "Write a day as 2025-03-06." in error.message
    assert [(place.line, place.column) for place in error.locations] == [(1, 22)]


def test_what_is_rightly_named_is_told_nothing(served):
    with pytest.raises(Refusal) as refused:
        prepare(served, Limits(), "{ positions { nodes { stance speaker { nothing } } } }")
    (error,) = refused.value.errors
    assert error.message == "Cannot query field 'nothing' on type 'Agent'."
    assert [place.line for place in error.locations] == [1]
