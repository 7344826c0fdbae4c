"""Any SPARQL 1.1 endpoint as an engine, by its address.

Our side of the protocol's looser ends: undeclared prefixes are declared; a query's own dataset is
sent as parameters too, since some engines that take the union of all graphs for the default graph
take it whatever FROM says; graphs are asked for only where they are, since some engines fetch
those that they do not have; an answer in another format or without its end is none.
"""

from __future__ import annotations

import asyncio
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

import httpx

from kg.engine.complaint import late, located, missing_prefix
from kg.engine.guard import examine, undeclared
from kg.engine.marker import MARKERS, marked
from kg.engine.protocol import Question
from kg.engine.remote_answer import PIECE, RemoteAnswer
from kg.engine.select import read_rows, select
from kg.errors import AskError, BadQuery, OutOfResources, Refused, Unavailable
from kg.rdf.sparql import is_iri
from kg.terms import BASE, PREFIXES, brief

if TYPE_CHECKING:
    from kg.ask.reader import Rows

ACCEPT: Final = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
    "trig": "application/trig",
    "nq": "application/n-quads",
}
COUNT: Final = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
CHECKS: Final = 2
BUSY: Final = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


class RemoteEngine:
    """Asks an endpoint, under a deadline of ours, as long as it holds the snapshot that it should.

    Which one it holds is looked up for every answer, once its head has come and before its first
    byte is given out: an engine that evaluates a query on one state of its data can then not have
    answered from another snapshot.
    """

    is_remote = True

    def __init__(self, address: str, snapshot: str, deadline: float, connections: int) -> None:
        """Opens nothing yet.

        Args:
            address: of the endpoint, `http://…/query`.
            snapshot: the id of the snapshot that it must hold.
            deadline: seconds for a question, waiting included.
            connections: how many questions it is asked at once.
        """
        self._address = address
        self._snapshot = snapshot
        self._deadline = deadline
        self._client = _client(connections, deadline)
        # Of its own: an answer that holds a connection must never wait for one to be checked by.
        self._checks = _client(CHECKS, deadline)

    async def verify(self, quads: int) -> None:
        """Looks whether the endpoint holds the whole snapshot, as a union of all its graphs.

        Raises:
            AskError: it cannot be asked, or holds something else; says what to do.
        """
        await self._check()
        rows = await select(self, COUNT)
        wanted = quads + len(("marker",))
        if (found := int(rows[0]["n"]["value"])) != wanted:
            raise Unavailable(
                f"The engine at {self._address} has {found:,} triples in its default graph, but "
                f"snapshot {brief(self._snapshot)} has {wanted:,}. Load the output of `averment "
                "quads` into an empty store, and make the union of all graphs its default graph."
            )

    async def ask(self, question: Question) -> RemoteAnswer:
        """The answer's bytes, the first of them ready when this returns (see `Engine.ask`).

        Raises:
            AskError: refused by the engine, too late, or nobody is there to answer.
        """
        seconds = question.within(self._deadline)
        until = asyncio.get_running_loop().time() + seconds
        try:
            async with asyncio.timeout_at(until):
                await self._refuse_strange_graphs(question)
                response = await self._send(self._client, question)
                try:
                    await self._check()
                except BaseException:
                    await response.aclose()
                    raise
        except TimeoutError as error:
            raise late(seconds) from error
        answer = RemoteAnswer(response, question.format, until, partial(late, seconds))
        await answer.begin()
        return answer

    async def close(self) -> None:
        """Closes all connections."""
        await self._client.aclose()
        await self._checks.aclose()

    async def _check(self) -> None:
        """Raises Unavailable unless the endpoint says that it holds our snapshot and no other."""
        found = marked(await self._look_up(MARKERS))
        if found != [self._snapshot]:
            held = ", ".join(brief(each) for each in found) or "none that it names"
            raise Unavailable(
                f"The engine should hold snapshot {brief(self._snapshot)}, but holds {held}."
            )

    async def _refuse_strange_graphs(self, question: Question) -> None:
        given = question.default_graphs + question.named_graphs
        for graph in given or question.query.graphs:
            pattern = f"SELECT (1 AS ?here) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} LIMIT 1"
            if not is_iri(graph) or not await self._look_up(pattern):
                raise Refused(
                    f"There is no graph <{graph}> here, and none is fetched from elsewhere."
                )

    async def _look_up(self, text: str) -> Rows:
        """The rows of a small query of our own."""
        response = await self._send(self._checks, Question(examine(text), "json"))
        try:
            return read_rows(await response.aread())
        except httpx.HTTPError as error:
            raise _gone(error) from error

    async def _send(self, client: httpx.AsyncClient, question: Question) -> httpx.Response:
        """The head of a good answer, its body still to be read."""
        text = question.query.text
        prefixes = [f"PREFIX {name}: <{iri}> " for name, iri in undeclared(text).items()]
        head = "".join([f"BASE <{BASE}> ", *prefixes])
        request = client.build_request(
            "POST",
            self._address,
            params=_dataset(question),
            content=_encoded(head + text),
            headers={
                "Accept": ACCEPT[question.format],
                "Accept-Encoding": "identity",
                "Content-Type": "application/sparql-query",
            },
        )
        try:
            response = await client.send(request, stream=True)
            if response.status_code == HTTPStatus.OK:
                return await _in_format(response, question.format)
            raise _refusal(response.status_code, await _beginning(response), text, len(head))
        except httpx.HTTPError as error:
            raise _gone(error) from error


def _client(connections: int, deadline: float) -> httpx.AsyncClient:
    """A pool of connections, each wait bounded; proxies of the environment are not for engines."""
    limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
    return httpx.AsyncClient(limits=limits, timeout=deadline, trust_env=False)


def _dataset(question: Question) -> list[tuple[str, str | int | float | bool | None]]:
    """The dataset as parameters (SPARQL 1.1 Protocol, section 2.1.4), which override FROM."""
    is_given = question.default_graphs or question.named_graphs
    source = question if is_given else question.query
    default = [("default-graph-uri", urljoin(BASE, graph)) for graph in source.default_graphs]
    named = [("named-graph-uri", urljoin(BASE, graph)) for graph in source.named_graphs]
    return [*default, *named]


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise BadQuery(
            "the text is not valid Unicode: it holds half of a surrogate pair"
        ) from error


async def _in_format(response: httpx.Response, format_: str) -> httpx.Response:
    """A response in the format that was asked for, which an engine may have no way to write."""
    came = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if came != ACCEPT[format_]:
        await response.aclose()
        raise Unavailable(
            f"The engine was asked for {ACCEPT[format_]} and answers in {came or 'none'}."
        )
    return response


async def _beginning(response: httpx.Response) -> str:
    """The first of what a refusal says."""
    try:
        pieces = response.aiter_bytes(PIECE)
        return (await anext(pieces, b"")).decode("utf-8", "replace").strip()
    finally:
        await response.aclose()


def _refusal(status: int, message: str, text: str, ahead: int) -> AskError:
    if status == HTTPStatus.BAD_REQUEST:
        return missing_prefix(text, PREFIXES) or located(message, text, ahead)
    if status in BUSY:
        return Unavailable("The engine has no time for another question; ask again.")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return OutOfResources("The engine could not answer this. Ask for less at a time.")
    return Unavailable(f"The engine takes no questions: it answers with status {status}.")


def _gone(error: httpx.HTTPError) -> AskError:
    if isinstance(error, httpx.ConnectError | httpx.TimeoutException):
        return Unavailable("The engine cannot be reached at the moment.")
    return OutOfResources("The engine ended while it was at this question. Ask for less at a time.")
