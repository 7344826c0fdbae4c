"""The SPARQL 1.1 Protocol's query operation, as a plain ASGI callable."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple, TypeAlias

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.advice import HEADER, header_of
from api.representation.cited import DIGEST, cited_digest, verify_cited
from api.representation.negotiation import (
    GRAPH_TYPES,
    HTML,
    RESULT_TYPES,
    Choice,
    Offers,
    liked,
    negotiate_named,
)
from api.representation.request import media_type, parameters, read_body, unless_gone
from api.representation.saved import saved_as
from api.representation.stream import QueryResults
from kg.engine import Query, Question, examine
from kg.errors import AskError, BadArgument, Refused

# QUERY is a POST that may be repeated (draft-ietf-httpbis-safe-method-w-body).
METHODS: Final = ("GET", "POST", "QUERY")
FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
LEAST_SECONDS: Final = 1
# What is longer is examined in a thread, so that the event loop answers others meanwhile.
LONG: Final = 16 * 1024
UPDATE: Final = "application/sparql-update"
# Proxies refuse heads of more than some kilobytes, and the address repeats the query.
MOST_LOCATION: Final = 2000
# The protocol names no such parameter; these are the ones that clients send, some all at once.
FORMAT_PARAMETERS: Final = ("format", "output", "results")


Advice: TypeAlias = Sequence[str]
Describe: TypeAlias = Callable[[Scope, Choice], Awaitable[Response]]
Page: TypeAlias = Callable[[Scope, str, Query | AskError, Advice], Awaitable[Response]]


class ProtocolRequest(NamedTuple):
    """What a request says (SPARQL 1.1 Protocol, section 2.1)."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    seconds: float = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class SparqlEndpoint:
    """Answers `/sparql`: with results, a page, or, if nothing is asked, the service description.

    `page` makes the page for a query's text ("" for none yet), what the guard makes of it, and the
    advice on it; without it there is none. `advise` gives advice on a query.
    """

    methods: ClassVar[Collection[str]] = METHODS
    results: QueryResults
    describe: Describe
    page: Page | None = None
    advise: Callable[[Query], Advice] = lambda query: ()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request; a client that leaves frees its worker."""
        response = await self.respond(scope, receive)
        await response(scope, receive, send)

    async def respond(self, scope: Scope, receive: Receive) -> Response:
        """The answer to one request, not yet sent.

        Raises:
            AskError, HTTPException: it gets none.
        """
        if choice := self._description(scope):
            return await self.describe(scope, choice)
        request = await _read(scope, receive)
        graphs = (request.default_graphs, request.named_graphs)
        asked = self.results.asked(scope, request.query, request.formats, *graphs)
        if not request.digest and (kept := self.results.kept(asked)):
            place = _location(scope, request, kept.choice)
            return self._named(request, kept.choice, self.results.again(scope, kept, place))
        query = await _examined(request.query)
        offers = {**_offers(query), **(HTML if self.page else {})}
        choice = negotiate_named(scope, offers, request.formats)
        if request.digest and isinstance(query, Query):
            cited = Question(query, "", *graphs, seconds=request.seconds)
            verifying = verify_cited(self.results.engine, cited, request.digest)
            await unless_gone(receive, verifying)
        if choice.format == "html" and self.page:
            advice = self.advise(query) if isinstance(query, Query) else ()
            return await unless_gone(receive, self.page(scope, request.query, query, advice))
        if isinstance(query, AskError):
            raise query
        question = Question(query, choice.format, *graphs, seconds=request.seconds)
        place, advice = _location(scope, request, choice), self.advise(query)
        beside = [(HEADER, header_of(advice))] if advice else []
        answer = self.results.respond(
            scope, receive, question, choice, place, asked=asked, beside=beside
        )
        return self._named(request, choice, await answer)

    def _named(self, request: ProtocolRequest, choice: Choice, response: Response) -> Response:
        """Names what a link's answer is saved as; a browser still shows what it can show."""
        if request.formats:
            name = saved_as(self.results.snapshot, choice.format)
            response.headers["Content-Disposition"] = f'inline; filename="{name}"'
        return response

    def _description(self, scope: Scope) -> Choice | None:
        """In which format to describe the service (SPARQL 1.1 Service Description, section 2)."""
        if scope["method"] != "GET" or scope["query_string"]:
            return None
        offers = {**GRAPH_TYPES, **(HTML if self.page else {})}
        choice = liked(scope, offers)
        return choice if choice and choice.format in GRAPH_TYPES else None


async def _read(scope: Scope, receive: Receive) -> ProtocolRequest:
    in_address = parameters(scope["query_string"])
    if scope["method"] == "GET":
        return protocol_request(in_address)
    sent, _ = media_type(scope)
    if sent == FORM:
        return protocol_request([*in_address, *parameters(await read_body(scope, receive))])
    if sent == QUERY:
        return protocol_request([*in_address, ("query", _text(await read_body(scope, receive)))])
    if sent == UPDATE:
        raise Refused("This service is read-only: it answers queries, not updates.")
    raise HTTPException(415, f"Send {QUERY}, or a form ({FORM}).")


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise BadArgument(f"The query is not valid UTF-8: {error}.") from error


def protocol_request(pairs: Sequence[tuple[str, str]]) -> ProtocolRequest:
    """What the parameters of a request say.

    Raises:
        Refused: they hold an update.
        BadArgument: one of them is none, or is given too often.
    """
    given: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        given[name] = (*given.get(name, ()), value)
    if "update" in given:
        raise Refused("This service is read-only: it answers queries, not updates.")
    queries = given.get("query", ())
    if len(queries) > 1:
        raise BadArgument("Two queries were sent; send one at a time.")
    return ProtocolRequest(
        query="".join(queries),
        default_graphs=given.get("default-graph-uri", ()),
        named_graphs=given.get("named-graph-uri", ()),
        seconds=_seconds(given.get("timeout", ())),
        digest=cited_digest(given.get(DIGEST, ())),
        formats=tuple(name for key in FORMAT_PARAMETERS for name in given.get(key, ()) if name),
    )


def _seconds(values: Sequence[str]) -> float:
    """The time that the asker grants, 0 for as much as there is."""
    if not values:
        return 0
    try:
        seconds = float(values[0])
    except ValueError:
        seconds = 0
    if not seconds >= LEAST_SECONDS:
        raise BadArgument(f"timeout is “{values[0][:20]}”; give seconds, at least 1.")
    return seconds


async def _examined(text: str) -> Query | AskError:
    """What the guard makes of a text; a refusal is shown in the form that the client likes best."""
    if not text:
        return BadArgument("No query was sent. Send one as the parameter `query`.")
    try:
        return await asyncio.to_thread(examine, text) if len(text) > LONG else examine(text)
    except AskError as refusal:
        return refusal


def _offers(query: Query | AskError) -> Offers:
    """The formats of the answer; a text that is not a query is answered by its error anyway."""
    makes_graph = isinstance(query, Query) and query.makes_graph
    return GRAPH_TYPES if makes_graph else RESULT_TYPES


def _location(scope: Scope, request: ProtocolRequest, choice: Choice) -> str:
    """The address of an answer to a GET in its format."""
    given = scope["query_string"].decode("ascii")
    if scope["method"] != "GET" or len(given) > MOST_LOCATION:
        return ""
    return f"{scope['path']}?{given}" + ("" if request.formats else f"&format={choice.format}")
