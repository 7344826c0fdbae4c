"""The record index of the wider world, beside its store."""

import json

import pyoxigraph as px
import pytest

from kg.ask.reader import Rows
from kg.contract import Contract, contract_of
from kg.index import Records, open_records
from kg.publish.snapshot import Snapshot


@pytest.fixture(scope="session")
def contract(wide_snapshot: Snapshot) -> Contract:
    return contract_of(wide_snapshot.ontology)


@pytest.fixture(scope="session")
def records(wide_snapshot: Snapshot) -> Records:
    return open_records(wide_snapshot.records)


@pytest.fixture(scope="session")
def select(world: px.Store):
    """Answers SPARQL from the store."""

    async def select(query: str) -> Rows:
        found = world.query(query, use_default_graph_as_union=True)
        return json.loads(found.serialize(format=px.QueryResultsFormat.JSON))["results"]["bindings"]

    return select
