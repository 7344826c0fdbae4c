"""GraphQL over HTTP, as a plain ASGI callable."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeAlias, TypeVar

import orjson
from starlette.responses import Response

from api.advice import HEADER, header_of
from api.graphql.cursor import OfAnotherSnapshot
from api.graphql.limits import Limits
from api.graphql.refusal import NotAQuery, Refusal
from api.graphql.request import read_request
from api.graphql.service import Request, Service, formatted
from api.graphql.table import as_csv
from api.representation.elsewhere import elsewhere_of
from api.representation.negotiation import (
    HTML,
    RESULT_TYPES,
    Choice,
    Offers,
    ending,
    negotiate,
)
from api.representation.problems import STATUS
from api.representation.request import ClientGone, unless_gone
from kg.ask.reader import SparqlReader
from kg.errors import AskError, DeadlinePassed, OutOfResources, Unavailable
from kg.index import IndexReader

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Collection, Mapping

    import strawberry
    from starlette.types import Receive, Scope, Send

    from api.representation.elsewhere import Elsewhere
    from kg.ask.reader import Select
    from kg.ask.search import TextIndex
    from kg.contract import Contract
    from kg.index import Records

    Page: TypeAlias = Callable[[Scope, str, str], Awaitable[Response]]

METHODS: Final = ("GET", "POST")
UNANSWERED: Final = (DeadlinePassed, OutOfResources, Unavailable)
OFFERS: Final[Offers] = {
    "json": ("application/json",),
    "graphql": ("application/graphql-response+json",),
    "csv": RESULT_TYPES["csv"],
}
# Under this choice a refusal keeps its status, also as JSON in place of a table.
JSON_OF_TABLES: Final = Choice("graphql", OFFERS["json"][0])
T = TypeVar("T")


def graphql_app(
    schema: strawberry.Schema,
    contract: Contract,
    select: Select,
    *,
    limits: Limits | None = None,
    page: Page | None = None,
    about: Mapping[str, str] | None = None,
    texts: TextIndex | None = None,
    records: Records | None = None,
) -> GraphqlEndpoint:
    """The endpoint, to be added as a `Route` for METHODS.

    Args:
        schema: of `build_schema(contract)`.
        select: answers SPARQL; what it raises of AskError becomes an error with its status.
        page: makes the page for a scope, the query's text and the answer's ("" for none yet);
            without it people get JSON too.
        about: what the extensions of every answer tell: the snapshot, the licence.
        texts: the index that `search` finds in; without it a search is refused.
        records: the index that answers in place of `select`, where there is one.
    """
    bounds = limits or Limits()
    reader = IndexReader(contract, records) if records else SparqlReader(contract, select)
    service = Service(schema._schema, contract, reader, bounds, about=about, texts=texts)
    return GraphqlEndpoint(service, page)


@dataclass(frozen=True, slots=True)
class GraphqlEndpoint:
    """Answers `/graphql`: JSON to programs, a page to people."""

    methods: ClassVar[Collection[str]] = METHODS
    service: Service
    page: Page | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request; the work for a client that leaves is cancelled."""
        response = await self.respond(scope, receive)
        await response(scope, receive, send)

    async def respond(self, scope: Scope, receive: Receive) -> Response:
        """The answer to one request, of which nothing has been sent.

        Raises:
            AskError, HTTPException: it gets none.
        """
        _, named = ending(scope["path"], OFFERS)
        choice = negotiate(scope, self._offers(scope["method"]), named)
        if choice.format == "html" and self.page:
            return await self._paged(self.page, scope, receive)
        request = await read_request(scope, receive)
        method, elsewhere = scope["method"], elsewhere_of(scope)
        if choice.format == "csv":
            answer, status = await unless_gone(receive, self._answer(request, method, elsewhere))
            return self._table(request, answer, status)
        content, status = await unless_gone(receive, self._content(request, method, elsewhere))
        return self._json(content, status, choice)

    def _offers(self, method: str) -> Offers:
        return {**OFFERS, **HTML} if self.page and method != "POST" else OFFERS

    async def _paged(self, page: Page, scope: Scope, receive: Receive) -> Response:
        """A page with the query and its answer, or for a query yet to be written."""
        if b"query=" not in scope["query_string"]:
            return await page(scope, "", "")
        request = await read_request(scope, receive)
        answer, _ = await unless_gone(receive, self._answer(request, "GET", elsewhere_of(scope)))
        text = orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode()
        return await page(scope, request.query, text)

    async def _answer(
        self, request: Request, method: str, elsewhere: Elsewhere | None
    ) -> tuple[dict[str, Any], int]:
        """A response map and its status under `application/graphql-response+json`."""
        return await self._told(self.service.answer, request, method, elsewhere)

    async def _content(
        self, request: Request, method: str, elsewhere: Elsewhere | None
    ) -> tuple[bytes, int]:
        """The same as JSON."""
        answer, status = await self._told(self.service.respond, request, method, elsewhere)
        return answer if isinstance(answer, bytes) else orjson.dumps(answer), status

    async def _told(
        self,
        answered: Callable[[Request], Awaitable[T]],
        request: Request,
        method: str,
        elsewhere: Elsewhere | None,
    ) -> tuple[T | dict[str, Any], int]:
        """An answer, or what was wrong, and the status."""
        try:
            return await answered(request), HTTPStatus.OK
        except NotAQuery as refusal:
            status = HTTPStatus.BAD_REQUEST if method == "POST" else HTTPStatus.METHOD_NOT_ALLOWED
            return {"errors": formatted(refusal.errors)}, status
        except Refusal as refusal:
            return {"errors": formatted(refusal.errors)}, HTTPStatus.BAD_REQUEST
        except OfAnotherSnapshot as other:
            return _moved_on(other.snapshot, elsewhere), HTTPStatus.BAD_REQUEST
        except ClientGone:
            raise
        except AskError as error:
            return _engine_failure(error)

    def _table(self, request: Request, answer: dict[str, Any], status: int) -> Response:
        """The answer as CSV; errors have no place in it, and are told as JSON."""
        if "errors" in answer:
            failed = status if status != HTTPStatus.OK else HTTPStatus.INTERNAL_SERVER_ERROR
            return self._json(orjson.dumps(answer), failed, JSON_OF_TABLES)
        try:
            text = as_csv(self.service.plan(request), answer["data"])
        except Refusal as refusal:
            told = orjson.dumps({"errors": formatted(refusal.errors)})
            return self._json(told, HTTPStatus.BAD_REQUEST, JSON_OF_TABLES)
        hints = [hint["message"] for hint in answer["extensions"].get("hints", ())]
        headers = {HEADER: header_of(hints)} if hints else {}
        return Response(text, headers=headers, media_type=OFFERS["csv"][0])

    def _json(self, content: bytes, status: int, choice: Choice) -> Response:
        """Section 6.4: under `application/json` a request error has status 200."""
        if choice.format == "json" and status == HTTPStatus.BAD_REQUEST:
            status = HTTPStatus.OK
        headers = {}
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            headers["Retry-After"] = "1"
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = "GET, HEAD, POST, OPTIONS"
        content_type = f"{choice.media_type}; charset=utf-8"
        return Response(content, status, headers, content_type)


def _moved_on(snapshot: str, elsewhere: Elsewhere | None) -> dict[str, Any]:
    """Names the snapshot of a cursor to who can ask it; what is told where nobody can."""
    if elsewhere and not elsewhere.refused:
        elsewhere.wanted = snapshot
    cause = elsewhere.refused if elsewhere else f"Ask it by ?snapshot={snapshot}."
    message = f"A cursor of this request is that of snapshot {snapshot}. {cause}"
    return {"errors": [{"message": message, "extensions": {"code": "OfAnotherSnapshot"}}]}


def _engine_failure(error: AskError) -> tuple[dict[str, Any], int]:
    """The engine gave no answer: an error with a code, and the status of the like problem.

    A refusal of what the reader wrote is no fault of the asker, hence 500.
    """
    status, _ = STATUS[type(error)] if isinstance(error, UNANSWERED) else (500, "")
    code = type(error).__name__
    formatted = {"message": str(error), "extensions": {"code": code}}
    return {"errors": [formatted]}, status
