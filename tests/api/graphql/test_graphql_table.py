"""Answers as tables: which list makes the rows, how columns are called, what stands in a cell."""

import asyncio
import csv

import pytest

from api.graphql.refusal import Refusal
from api.graphql.service import Request
from api.graphql.table import as_csv


def rows(service, query):
    """The rows of the table of a query, its head first."""
    request = Request(query, None, {})
    answer = asyncio.run(service.answer(request))
    return list(csv.reader(as_csv(service.plan(request), answer["data"]).splitlines()))


TABLES = {
    "a row for each node": (
        "{ positions(first: 2) { nodes { id stance disputed speaker { label } } } }",
        ["id,stance,disputed,speaker.label", "pos-2,DENIES,false,Israel"],
    ),
    "a row for each id": (
        '{ nodes(ids: ["state-isr", "state-nzl"]) { id label } }',
        ["id,label", "state-isr,Israel"],
    ),
    "several values in one cell": (
        """{ states(where: {id: {eq: "state-nzl"}}) { nodes {
          otherNames positions { nodes { id } } } } }""",
        ["otherNames,positions.id", "Aotearoa | Niu Tireni | Nieuw-Zeeland,pos-3"],
    ),
    "what stands around the list": (
        '{ s: state(id: "state-isr") { label positions { totalCount nodes { id } } } }',
        ["s.label,s.positions.totalCount,id", "Israel,1,pos-2"],
    ),
    "edges": (
        "{ positions(first: 1) { edges { node { id } } pageInfo { hasNextPage } } }",
        ["node.id,positions.pageInfo.hasNextPage", "pos-2,true"],
    ),
    "groups": (
        "{ positions(first: 0) { groups(by: speaker) { count node { label } } } }",
        ["count,node.label", "1,"],
    ),
    "a plain list": (
        '{ position(id: "pos-1") { documents { id title(lang: "fr") } } }',
        ["id,title", "doc-one,Premier rapport"],
    ),
    "values": (
        '{ state(id: "state-nzl") { id otherNames } }',
        ["state.id,state.otherNames", "state-nzl,Aotearoa"],
    ),
    "no list": (
        '{ state(id: "state-nzl") { id isoCode3 } }',
        ["state.id,state.isoCode3", "state-nzl,"],
    ),
    "fields of some types": (
        "{ agents(orderBy: {label: DESC}) { nodes { label ... on State { isoCode3 } } } }",
        ["label,isoCode3", "United States,"],
    ),
    "one name twice": (
        '{ a: state(id: "state-isr") { id positions { nodes { a: speaker { id } } } } }',
        ["a.id,a.positions.a.id", "state-isr,state-isr"],
    ),
    "nothing found": ('{ states(where: {id: {eq: "x"}}) { nodes { label } } }', ["label"]),
}


@pytest.mark.parametrize("name", TABLES)
def test_an_answer_as_a_table(answering, name):
    query, lines = TABLES[name]
    assert rows(answering, query)[:2] == list(csv.reader(lines))


def test_a_matrix_has_a_row_for_each_holder_or_edge(world_service):
    head, *found = rows(
        world_service,
        """{ proposition(id: "prop-isr-reduce") { stanceMatrix { rows { holder { label } cells {
          proposition { id } positions { stance } } } } } }""",
    )
    assert head == ["holder.label", "cells.proposition.id", "cells.positions.stance"]
    assert ["Israel", "prop-isr-reduce", "DENIES | DENIES"] in found
    head, *found = rows(
        world_service,
        """{ state(iso3: "NZL") { takesPartIn { edges {
          node { ... on Node { id } } records { role { label } currentStatus } } } } }""",
    )
    assert head == ["node.id", "records.role.label", "records.currentStatus"]
    assert ["partnership-five-eyes", "member", "PRESUMED"] in found


@pytest.mark.parametrize(
    "query",
    [
        "{ positions { nodes { id } edges { cursor } } }",
        "{ positions { nodes { id } groups(by: stance) { key } } }",
        '{ state(id: "state-nzl") { otherNames positions { nodes { id } } } }',
    ],
)
def test_a_table_of_two_lists_is_refused(answering, query):
    with pytest.raises(Refusal, match="A table has the rows of one list"):
        rows(answering, query)
