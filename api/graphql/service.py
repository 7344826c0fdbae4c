"""Answers one GraphQL request: text, variables and name in, a response map out (section 7.1)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

import orjson
from cachetools import LRUCache, cached
from graphql import GraphQLError

from api.graphql.bound import Bound
from api.graphql.columns import Irregular
from api.graphql.compile import Compiler
from api.graphql.direct import DirectAnswer
from api.graphql.document import prepare
from api.graphql.fetch import fetch
from api.graphql.hints import hints
from api.graphql.limits import Limits, checked
from api.graphql.maker import FIRST
from api.graphql.plan import RootPage, RootSearch, lookups
from api.graphql.refusal import refuse
from api.graphql.render import Renderer
from api.graphql.search import searched
from api.graphql.vain import is_empty, vain
from kg.index import IndexReader

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graphql import DocumentNode, GraphQLSchema

    from api.graphql.fetch import Facts
    from api.graphql.plan import Plan
    from kg.ask.reader import Reader
    from kg.ask.search import TextIndex
    from kg.contract import Contract

# Plans that may give more values than this, or look at all nodes, are answered beside the loop.
AT_ONCE: Final = 10_000
GOES_ON: Final = (
    "`{key}` goes on behind the first {first}: say by `first` how many are wanted, or ask for its "
    "`totalCount`."
)


@dataclass(frozen=True, slots=True)
class Request:
    """A well-formed request (GraphQL over HTTP, section 5.1).

    `shows_sparql` asks for the texts of the questions that the answer was read with.
    """

    query: str
    operation: str | None
    variables: Mapping[str, Any]
    shows_sparql: bool = False


class Service:
    """One schema over one reader; parsed documents and plans are cached, up to a bound."""

    def __init__(
        self,
        schema: GraphQLSchema,
        contract: Contract,
        reader: Reader,
        limits: Limits,
        *,
        about: Mapping[str, str] | None = None,
        texts: TextIndex | None = None,
    ) -> None:
        """`about` is told in the extensions of every answer; `search` finds in `texts`."""
        self._contract = contract
        self._reader = reader
        self._limits = limits
        self._about = about or {}
        self._texts = texts
        self._snapshot = self._about.get("snapshot", "")
        self._compiler = Compiler(schema, contract, limits, self._snapshot)
        documents: LRUCache[Any, DocumentNode] = LRUCache(limits.cached, _length)
        self.document = cached(documents)(partial(prepare, schema, limits))
        plans: LRUCache[Any, Plan] = LRUCache(limits.cached, lambda plan: plan.weight)
        self.plan = cached(plans, key=_digest)(self._compiled)
        self._bound: WeakKeyDictionary[Plan, Bound] = WeakKeyDictionary()

    async def respond(self, request: Request) -> bytes:
        """The response map as JSON, from the record index wherever that will do.

        Raises like `answer`.
        """
        if isinstance(self._reader, IndexReader) and not request.shows_sparql:
            plan = self.plan(request)
            try:
                data, answer = await self._direct(plan, self._reader)
            except Irregular:
                pass  # the other way tells what is missing, and comes near what is not found
            else:
                empty = await vain(answer.empty, self._reader, self._texts)
                told = self._extensions(plan, answer.cut, empty)
                return b'{"data":%b,"extensions":%b}' % (data, orjson.dumps(told))
        return orjson.dumps(await self.answer(request))

    async def _direct(self, plan: Plan, reader: IndexReader) -> tuple[bytes, DirectAnswer]:
        """The data of a response, and what was noted on the way."""
        pages = await searched(plan, self._texts)
        bound = self._bound.get(plan)
        if bound is None:
            bound = self._bound[plan] = Bound(reader)
        answer = DirectAnswer(bound, self._limits.values, self._snapshot)
        if plan.cost <= AT_ONCE and not plan.is_wide:
            return answer.data(plan, pages), answer
        return await asyncio.to_thread(answer.data, plan, pages), answer

    async def answer(self, request: Request) -> dict[str, Any]:
        """The response map.

        Raises:
            Refusal: an error of the request.
            OfAnotherSnapshot: a cursor of it is that of another snapshot.
            AskError: the engine fails.
        """
        plan, asked = self.plan(request), list[str]()
        reader = self._reader.telling(asked) if request.shows_sparql else self._reader
        facts = await fetch(plan, reader, self._contract, self._texts)
        renderer = Renderer(facts, self._limits.values, self._snapshot)
        data = renderer.data(plan)
        told = self._extensions(plan, renderer.cut, await self._hints(plan, facts, reader))
        if request.shows_sparql:
            told["sparql"] = asked
        errors = {"errors": formatted(renderer.errors)} if renderer.errors else {}
        return {**errors, "data": data, "extensions": told}

    async def _hints(self, plan: Plan, facts: Facts, reader: Reader) -> list[dict[str, Any]]:
        lost = [each for each in lookups(plan) if facts.found(each) is None]
        lists = (root for root in plan.roots if isinstance(root, RootPage | RootSearch))
        empty = [root for root in lists if is_empty(facts.pages[root])]
        near = await hints(lost, facts, reader, self._contract, self._texts) if lost else []
        return near + await vain(empty, reader, self._texts)

    def _extensions(
        self, plan: Plan, cut: Iterable[str], found: list[dict[str, Any]]
    ) -> dict[str, Any]:
        """What is told beside the data: of lists that go on in silence, and further hints."""
        told = (*plan.remarks, *(GOES_ON.format(key=key, first=FIRST) for key in cut))
        remarks = [{"path": [], "message": each, "near": []} for each in told]
        cost = {"values": plan.cost, "most": self._limits.values}
        hinted = {"hints": remarks + found} if remarks or found else {}
        return {**self._about, "cost": cost, **hinted}

    def _compiled(self, request: Request) -> Plan:
        document = self.document(request.query)
        plan = self._compiler.compile(document, request.operation, request.variables)
        return replace(plan, cost=checked(plan, self._limits))


def _digest(request: Request) -> bytes:
    """What a plan is found by; the text itself would fill the memory that plans are allowed."""
    identity = [request.query, request.operation, request.variables]
    try:
        text = orjson.dumps(identity, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:
        raise refuse("The variables are nested too deep.") from error
    return blake2b(text, digest_size=16).digest()


def _length(document: DocumentNode) -> int:
    return len(document.loc.source.body) if document.loc else 0


def formatted(errors: list[GraphQLError] | tuple[GraphQLError, ...]) -> list[dict[str, Any]]:
    """Errors in the shape of the spec: message, locations, path, extensions."""
    return [dict(error.formatted) for error in errors]
