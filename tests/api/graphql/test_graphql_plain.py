"""What is compiled answers as strawberry's own execution over plain resolvers does (plain/)."""

import asyncio
import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from api.graphql.limits import Limits
from api.graphql.refusal import Refusal
from api.graphql.schema import build_schema
from api.graphql.service import Request, Service
from kg.ask.reader import SparqlReader, slug
from tests.api.graphql.plain.resolvers import Plain
from tests.kg.index.documents import Documents, Samples

LISTS = ("records", "agents", "documents", "positions", "propositions")


@pytest.fixture(scope="module")
def plain(ontology, store):
    return Plain(ontology, store)


@pytest.fixture(scope="module")
def compiled(ontology, store, select_on):
    schema = build_schema(ontology)._schema
    return Service(schema, ontology, SparqlReader(ontology, select_on(store)), Limits())


def data_of(service, document):
    return asyncio.run(service.answer(Request(document, None, {})))["data"]


@pytest.fixture(scope="module")
def documents(plain, compiled):
    """Documents with values that stand in the graph, and places in lists by day and name."""
    terms = {each.text for found in plain.out.values() for some in found.values() for each in some}
    texts = [each for each in terms if re.fullmatch(r"[\w .,-]{2,40}", each)]
    days = [each for each in terms if re.fullmatch(r"\d{4}-\d\d-\d\d", each)]
    scalars = {
        "String": [*sorted(texts)[::9], "a", "The", "ÉTAT"],
        "Date": [*sorted(days)[::4], "2025-03-06", "0001-01-01", "9999-12-31"],
        "DateTime": ["2025-03-06T12:00:00+00:00"],
        "URL": [*sorted(each for each in terms if each.startswith("http"))[::20], "https"],
        "ID": [*sorted(map(slug, plain.out))[::9], "topic-intelligence", "nobody"],
    }
    pages = (data_of(compiled, f"{{ p: {of} {{ edges {{ cursor }} }} }}")["p"] for of in LISTS)
    cursors = [edge["cursor"] for page in pages for edge in page["edges"][::5]]
    return Documents(plain.schema._schema, Samples(scalars, cursors))


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_is_compiled_answers_as_plain_resolvers_do(plain, compiled, documents, data):
    document = data.draw(documents.strategy())
    try:
        found = data_of(compiled, document)
    except Refusal:
        assume(False)
    assert found == plain.answer(document), document
