"""Answers one GraphQL request: text, variables and name in, a response map out (section 7.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import orjson
from graphql import GraphQLError

from api.graphql.compile import Compiler
from api.graphql.document import prepare
from api.graphql.fetch import fetch
from api.graphql.kept import Kept
from api.graphql.limits import Limits, Price
from api.graphql.render import Renderer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import DocumentNode, GraphQLSchema

    from api.graphql.plan import Plan
    from kg.ask.reader import Reader
    from kg.contract import Contract

# Longer requests are compiled each time: the text itself would fill the memory of plans.
KEY_LENGTH: Final = 20_000


@dataclass(frozen=True, slots=True)
class Request:
    """A well-formed request (GraphQL over HTTP, section 5.1)."""

    query: str
    operation: str | None
    variables: Mapping[str, Any]


class Service:
    """One schema over one reader; keeps parsed documents and plans, up to a bound."""

    def __init__(
        self, schema: GraphQLSchema, contract: Contract, reader: Reader, limits: Limits
    ) -> None:
        self._contract = contract
        self._reader = reader
        self._limits = limits
        self._schema = schema
        self._compiler = Compiler(schema, contract, limits)
        self._documents: Kept[DocumentNode] = Kept(limits.cached, _length)
        self._plans: Kept[Plan] = Kept(limits.cached, lambda plan: plan.weight)

    async def answer(self, request: Request) -> dict[str, Any]:
        """The response map. Raises Refusal for request errors, AskError if the engine fails."""
        plan = self._planned(request)
        facts = await fetch(plan, self._reader, self._contract)
        renderer = Renderer(facts, self._limits.values)
        data = renderer.data(plan)
        if not renderer.errors:
            return {"data": data}
        return {"errors": formatted(renderer.errors), "data": data}

    def _planned(self, request: Request) -> Plan:
        variables = orjson.dumps(request.variables, option=orjson.OPT_SORT_KEYS)
        if len(request.query) + len(variables) > KEY_LENGTH:
            return self._compiled(request)
        key = request.query, request.operation, variables
        return self._plans.get(key, lambda: self._compiled(request))

    def _compiled(self, request: Request) -> Plan:
        text = request.query
        document = self._documents.get(text, lambda: prepare(self._schema, self._limits, text))
        plan = self._compiler.compile(document, request.operation, request.variables)
        Price(self._limits).check(plan)
        return plan


def _length(document: DocumentNode) -> int:
    return len(document.loc.source.body) if document.loc else 0


def formatted(errors: list[GraphQLError] | tuple[GraphQLError, ...]) -> list[dict[str, Any]]:
    """Errors in the shape of the spec: message, locations, path, extensions."""
    return [dict(error.formatted) for error in errors]
