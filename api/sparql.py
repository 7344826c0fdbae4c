"""The SPARQL 1.1 Protocol's query operation, as a plain ASGI callable."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.representation.body import ClientGone, read_body, unless_gone
from api.representation.negotiation import GRAPH_TYPES, HTML, RESULT_TYPES, Choice, choose
from api.representation.problems import Problem, problem
from api.representation.stream import StreamedAnswer
from kg.engine import Engine, Query, Question, examine
from kg.errors import AskError, BadArgument, Refused

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
METHODS: Final = "GET, HEAD, POST, OPTIONS"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request says (SPARQL 1.1 Protocol, section 2.1)."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""


@dataclass(frozen=True, slots=True)
class SparqlEndpoint:
    """Answers `/sparql`: bytes to programs, a page to people.

    `page` makes the page for a query's text ("" for none yet) and what the guard makes of it;
    `headers` go with every answer.
    """

    engine: Engine
    page: Callable[[Scope, str, Query | AskError], Awaitable[Response]]
    headers: Mapping[str, str] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request; a client that leaves frees its worker."""
        try:
            response = await self._response(scope, receive)
        except ClientGone:
            return
        except AskError as error:
            response = problem(error)
        await response(scope, receive, send)

    async def _response(self, scope: Scope, receive: Receive) -> Response:
        if scope["method"] not in METHODS.split(", "):
            return Problem(405, "Method not allowed", f"Use {METHODS}.", {"Allow": METHODS})
        if scope["method"] == "OPTIONS":
            return Response(status_code=204, headers={"Allow": METHODS})
        asked = await _asked(scope, receive)
        if isinstance(asked, Response):
            return asked
        accept = _header(scope, b"accept")
        query = _examined(asked.query)
        offers = _offers(query)
        if not asked.format and _prefers_page(accept, offers):
            return await unless_gone(receive, self.page(scope, asked.query, query))
        if isinstance(query, AskError):
            raise query
        choice = _named(asked.format, offers) or choose(accept, offers)
        if choice is None:
            return _not_acceptable(offers)
        question = Question(query, choice.format, asked.default_graphs, asked.named_graphs)
        answer = await unless_gone(receive, self.engine.ask(question))
        headers = {"Content-Type": choice.content_type, "Vary": "Accept", **self.headers}
        return StreamedAnswer(answer, headers)


def _header(scope: Scope, name: bytes) -> str:
    """A header's value; repeated headers are one list (RFC 9110, section 5.3)."""
    return ", ".join(value.decode("latin-1") for key, value in scope["headers"] if key == name)


async def _asked(scope: Scope, receive: Receive) -> Asked | Response:
    in_address = _pairs(scope["query_string"])
    if scope["method"] != "POST":
        return _from_pairs(in_address)
    media_type = _header(scope, b"content-type").partition(";")[0].strip().lower()
    if media_type == FORM:
        return _from_pairs([*in_address, *_pairs(await read_body(receive))])
    if media_type == QUERY:
        return _from_pairs([*in_address, ("query", _text(await read_body(receive)))])
    if media_type == UPDATE:
        raise Refused("This service is read-only: it takes queries, no updates.")
    return Problem(415, "Unsupported media type", f"Send {QUERY}, or a form ({FORM}).")


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise BadArgument(f"The parameters cannot be decoded as UTF-8: {error}.") from error


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise BadArgument(f"The query is no UTF-8: {error}.") from error


def _from_pairs(pairs: Sequence[tuple[str, str]]) -> Asked:
    def values(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in pairs if key == name)

    if values("update"):
        raise Refused("This service is read-only: it takes queries, no updates.")
    if len(values("query")) > 1:
        raise BadArgument("Two queries were sent; send one at a time.")
    return Asked(
        query="".join(values("query")),
        default_graphs=values("default-graph-uri"),
        named_graphs=values("named-graph-uri"),
        format="".join(values("format")[:1]),
    )


def _examined(text: str) -> Query | AskError:
    """What the guard makes of a text; a refusal is shown in the form that the client likes best."""
    if not text:
        return BadArgument("No query was sent. Send one as the parameter `query`.")
    try:
        return examine(text)
    except AskError as refusal:
        return refusal


def _prefers_page(accept: str, offers: Mapping[str, Sequence[str]]) -> bool:
    choice = choose(accept, {**offers, **HTML})
    return choice is not None and choice.format == "html"


def _offers(query: Query | AskError) -> Mapping[str, Sequence[str]]:
    """The formats of the answer; a text that is no query is answered by its error anyway."""
    return GRAPH_TYPES if isinstance(query, Query) and query.makes_graph else RESULT_TYPES


def _named(name: str, offers: Mapping[str, Sequence[str]]) -> Choice | None:
    """The format that the parameter `format` names, for links that cannot set a header."""
    if not name:
        return None
    if name not in offers:
        raise BadArgument(f"format is “{name[:20]}”; on offer are: {', '.join(offers)}.")
    return Choice(name, offers[name][0])


def _not_acceptable(offers: Mapping[str, Sequence[str]]) -> Response:
    types = ", ".join(media_types[0] for media_types in offers.values())
    return Problem(406, "Not acceptable", f"This question can be answered as: {types}.")
