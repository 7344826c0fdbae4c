"""A small ontology with its data: `ask` answers a query on it and tells what it cost.
`world_data` gives the data of a query on the wider world, whose contract is `ontology`.

`house` is the contract, `select` keeps the questions that reach the store, `select_on` makes such a
thing for another store.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as px
import pytest

from api.graphql.limits import Limits
from api.graphql.refusal import Refusal
from api.graphql.schema import build_schema
from api.graphql.service import Request, Service
from kg.ask.reader import Rows, SparqlReader
from kg.contract import Contract, contract_of
from tests.conftest import ROOT

HOUSE = Path(__file__).parent / "house"


@dataclass
class StoreSelect:
    """A Select on a pyoxigraph store."""

    store: px.Store
    asked: list[str] = field(default_factory=list)

    async def __call__(self, query: str) -> Rows:
        self.asked.append(query)
        found = self.store.query(query, use_default_graph_as_union=True)
        text = found.serialize(format=px.QueryResultsFormat.JSON)
        return json.loads(text)["results"]["bindings"]


@pytest.fixture(scope="session")
def house() -> Contract:
    return contract_of(HOUSE)


@pytest.fixture(scope="session")
def graph() -> px.Store:
    store = px.Store()
    for path in (HOUSE / "data.ttl", HOUSE / "schemes/small.ttl"):
        name = px.NamedNode(f"https://w3id.org/averment/id/file-{path.stem}")
        store.load(path=str(path), format=px.RdfFormat.TURTLE, to_graph=name)
    return store


@pytest.fixture(scope="session")
def schema(house: Contract):
    return build_schema(house)


@pytest.fixture(scope="session")
def select_on() -> type[StoreSelect]:
    return StoreSelect


@pytest.fixture
def select(graph: px.Store) -> StoreSelect:
    return StoreSelect(graph)


@pytest.fixture
def answering(schema, house: Contract, select: StoreSelect) -> Service:
    return Service(schema._schema, house, SparqlReader(house, select), Limits())


@pytest.fixture
def ask(answering: Service) -> Callable[..., dict[str, Any]]:
    """The response map of a query, also where it is refused."""

    def answer(query: str, operation: str | None = None, **variables: Any) -> dict[str, Any]:
        try:
            return asyncio.run(answering.answer(Request(query, operation, variables)))
        except Refusal as refusal:
            return {"errors": [dict(error.formatted) for error in refusal.errors]}

    return answer


@pytest.fixture
def data(ask: Callable[..., dict[str, Any]]) -> Callable[..., Any]:
    """The data of a query that must be answered without an error."""

    def answer(query: str, operation: str | None = None, **variables: Any) -> Any:
        response = ask(query, operation, **variables)
        assert "errors" not in response, response["errors"]
        return response["data"]

    return answer


@pytest.fixture
def refusal(ask: Callable[..., dict[str, Any]]) -> Callable[..., str]:
    """The message of a query that must be refused before anything is asked."""

    def answer(query: str, operation: str | None = None, **variables: Any) -> str:
        response = ask(query, operation, **variables)
        assert "data" not in response
        return response["errors"][0]["message"]

    return answer


@pytest.fixture(scope="session")
def ontology() -> Contract:
    return contract_of(ROOT / "ontology")


@pytest.fixture(scope="session")
def world_service(ontology: Contract, world: px.Store) -> Service:
    """A service on the wider world."""
    reader = SparqlReader(ontology, StoreSelect(world))
    return Service(build_schema(ontology)._schema, ontology, reader, Limits())


@pytest.fixture(scope="session")
def world_data(world_service: Service) -> Callable[..., Any]:
    """The data of a query on the wider world that must be answered without an error."""

    def answer(query: str, **variables: Any) -> Any:
        response = asyncio.run(world_service.answer(Request(query, None, variables)))
        assert "errors" not in response, response["errors"][:3]
        return response["data"]

    return answer
