"""The index gives the answers of the engine: whatever the schema offers, asked of both.

`SparqlReader` is the oracle: it words every question in SPARQL, and shares no code of the index.
The index is asked in both ways: straight to bytes, and as a reader of the plan's steps.
"""

import asyncio
import re

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.graphql.limits import Limits
from api.graphql.refusal import Refusal
from api.graphql.schema import build_schema
from api.graphql.service import Request, Service
from kg.ask.reader import SparqlReader
from kg.index import IndexReader
from tests.kg.index.documents import Documents, Samples

# Orders of the cursors that documents page from; they have one key each.
ORDERS = ("", "(orderBy: {label: DESC})")
LISTS = ("records", "agents", "documents", "positions", "statements")


@pytest.fixture(scope="module")
def monkeypatch():
    with pytest.MonkeyPatch.context() as patched:
        yield patched


@pytest.fixture(scope="module")
def services(contract, records, select, monkeypatch):
    # The two ways of counting, which the length of a list decides between, both come to be used.
    monkeypatch.setattr("kg.index.tally.MANY", 4)
    schema = build_schema(contract)._schema
    engine = Service(schema, contract, SparqlReader(contract, select), Limits())
    index = Service(schema, contract, IndexReader(contract, records), Limits())
    return engine, index


def answer(service, document, way=Service.answer):
    """The response map, or the messages of a refusal."""
    try:
        found = asyncio.run(way(service, Request(document, None, {})))
    except Refusal as refusal:
        return {"errors": [error.message for error in refusal.errors]}
    return orjson.loads(found) if isinstance(found, bytes) else found


@pytest.fixture(scope="module")
def documents(services, world):
    engine, _ = services
    texts = {quad.object.value for quad in world if hasattr(quad.object, "datatype")}
    days = sorted(text for text in texts if re.fullmatch(r"\d{4}-\d\d-\d\d", text))
    plain = sorted(text for text in texts if re.fullmatch(r"[\w .,-]{2,40}", text))
    ids = sorted(
        {quad.subject.value.rpartition("/")[2] for quad in world if "/id/" in str(quad.subject)}
    )
    urls = sorted(text for text in texts if text.startswith("http"))
    scalars = {
        "String": [*plain[::7], "a", "The", "state", "ÉTAT"],
        "Date": [*days[:: max(1, len(days) // 20)], "2025-03-06", "0001-01-01", "9999-12-31"],
        "DateTime": ["2025-03-06T12:00:00+00:00"],
        "URL": [*urls[::5], "https", "nothing"],
        "ID": [*ids[::9], "topic-trade", "nobody"],
    }
    cursors = []
    for of in LISTS:
        for order in ORDERS:
            page = answer(engine, f"{{ p: {of}{order} {{ edges {{ cursor }} }} }}")
            cursors += [edge["cursor"] for edge in page["data"]["p"]["edges"][::5]]
    return Documents(services[0]._compiler.schema, Samples(scalars, cursors))


@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_every_document_has_one_answer(services, documents, data):
    document = data.draw(documents.strategy())
    engine, index = services
    expected = answer(engine, document)
    assert answer(index, document, Service.respond) == expected, document
    assert answer(index, document, Service.answer) == expected, document
