"""Any criteria that the contract allows ask the same in both languages, on the wider world."""

import asyncio
from dataclasses import replace

import pyoxigraph as px
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.graphql.criteria import written as in_graphql
from api.graphql.limits import Limits
from api.graphql.schema import build_schema
from api.graphql.service import Request, Service
from kg.ask.criteria import (
    COMPARED,
    LINKING,
    SEVERAL,
    STATUS,
    Count,
    Criteria,
    Criterion,
    comparators_of,
    countable,
    fields_of,
    kinds_of,
    written,
)
from kg.ask.reader import SparqlReader
from kg.contract import Class, Field, Kind, contract_of
from kg.rdf.sparql import iri
from tests.conftest import ROOT

CONTRACT = contract_of(ROOT / "ontology")
DAYS = ("2025-03-06", "2012-12-31", "0001-01-01", "9999-12-31")
ISRAEL = "https://w3id.org/averment/id/state-isr"
WORDS = ("Israel", "intelligence", "a", 'no "such" thing', "İ")


@pytest.fixture(scope="module")
def service(world: px.Store, select_on) -> Service:
    reader = SparqlReader(CONTRACT, select_on(world))
    return Service(build_schema(CONTRACT)._schema, CONTRACT, reader, Limits())


def values_in(store: px.Store, field: Field) -> list[str]:
    """Some things or concepts that the graph has as values of a property."""
    ends = ("?v", "?s") if field.inverse else ("?s", "?v")
    text = (
        f"SELECT DISTINCT ?v {{ {ends[0]} {iri(field.path)} {ends[1]} FILTER(isIRI(?v)) }} LIMIT 9"
    )
    return [row["v"].value for row in store.query(text, use_default_graph_as_union=True)]


@st.composite
def criteria(draw: st.DrawFn, store: px.Store, of: Class | None, depth: int) -> Criteria:
    most = 3 if depth == 0 else 2
    fields = draw(st.lists(st.sampled_from(fields_of(of)), max_size=most))
    rows = tuple(draw(criterion(store, field, depth)) for field in fields)
    return Criteria(of, rows, draw(st.booleans()))


@st.composite
def criterion(draw: st.DrawFn, store: px.Store, field: Field, depth: int) -> Criterion:
    tests = [test for test in comparators_of(field) if depth < 2 or test not in LINKING]
    test = draw(st.sampled_from(tests))
    if test in LINKING:
        kinds = [CONTRACT.classes.get(field.value.name)]
        kinds += [CONTRACT.classes[name] for name in kinds_of(CONTRACT, field.value)]
        linked = draw(criteria(store, draw(st.sampled_from(kinds)), depth + 1))
        return Criterion(field, test, linked=linked)
    day = draw(st.sampled_from(("", *DAYS))) if field is STATUS else ""
    if not (test in SEVERAL or test in COMPARED):
        return Criterion(field, test)
    several = test in SEVERAL and field.value.name != "Boolean"
    least, most = 0 if field is STATUS else 1, 2 if several else 1
    given = st.lists(possible(store, field), min_size=least, max_size=most, unique=True)
    return Criterion(field, test, tuple(draw(given)), day)


def possible(store: px.Store, field: Field) -> st.SearchStrategy[str]:
    match field.value.kind, field.value.name:
        case Kind.ENUM, name:
            return st.sampled_from([each.iri for each in CONTRACT.enums[name].values])
        case Kind.SCALAR, "Date":
            return st.sampled_from(DAYS)
        case Kind.SCALAR, "Int":
            return st.sampled_from(("0", "1", "2"))
        case Kind.SCALAR, "Boolean":
            return st.sampled_from(("true", "false"))
        case Kind.SCALAR, _:
            return st.sampled_from(WORDS)
    is_concept = field.value.name == "Concept"
    others = sorted(CONTRACT.concepts)[:2] if is_concept else [ISRAEL]
    return st.sampled_from(values_in(store, field) or others)


def found_by_sparql(store: px.Store, asked: Criteria) -> set[str]:
    text = written(asked, CONTRACT)
    found = store.query(text, use_default_graph_as_union=True)
    return {row[0].value.removeprefix("https://w3id.org/averment/id/") for row in found}


def found_by_graphql(service: Service, asked: Criteria) -> tuple[set[str], int]:
    text = in_graphql(asked, CONTRACT)
    answer = asyncio.run(service.answer(Request(text, None, {})))
    assert "errors" not in answer, text
    page = answer["data"][asked.of.plural]
    return {node["id"] for node in page["nodes"]}, page["totalCount"]


FOUND = [of for of in CONTRACT.classes.values() if of.name not in ("Concept", "CuratedFile")]


@settings(max_examples=60)
@given(draws=st.data())
def test_any_criteria_find_the_same_in_both_languages(
    draws: st.DataObject, world: px.Store, service: Service
) -> None:
    asked = draws.draw(criteria(world, draws.draw(st.sampled_from(FOUND)), 0))
    by_sparql = found_by_sparql(world, asked)
    some, total = found_by_graphql(service, asked)
    assert len(by_sparql) == total, (written(asked, CONTRACT), in_graphql(asked, CONTRACT))
    assert some <= by_sparql


@settings(max_examples=20)
@given(draws=st.data())
def test_what_is_found_is_counted_alike_in_both_languages(
    draws: st.DataObject, world: px.Store, service: Service
) -> None:
    of = draws.draw(st.sampled_from([each for each in FOUND if countable(each)]))
    found = draws.draw(criteria(world, of, 1))
    count = Count(draws.draw(st.sampled_from((None, *countable(of)))))
    asked = replace(found, count=count)
    rows = list(world.query(written(asked, CONTRACT), use_default_graph_as_union=True))
    by_sparql = [int(row["count"].value) for row in rows]
    answer = asyncio.run(service.answer(Request(in_graphql(asked, CONTRACT), None, {})))
    page = answer["data"][of.plural]
    by_graphql = [group["count"] for group in page["groups"]] if count.by else [page["totalCount"]]
    assert by_sparql == by_graphql, (written(asked, CONTRACT), in_graphql(asked, CONTRACT))
