"""An endpoint as engine: `oxigraph serve` for what is good, and one that fails in every way.

`Endpoint` is an HTTP server that says what a test tells it to say, byte by byte: what real engines
do on bad days cannot be had from them on demand.
"""

import asyncio
import csv
import io
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

import httpx
import pytest

from bench.servers import native
from kg.engine import GRAPH_FORMATS, RESULT_FORMATS, Question, examine, select
from kg.engine.marker import marker
from kg.engine.remote import ACCEPT, RemoteEngine
from kg.errors import (
    AskError,
    BadQuery,
    DeadlinePassed,
    OutOfResources,
    Refused,
    Unavailable,
)
from kg.publish.snapshot import Snapshot
from kg.terms import SNAPSHOT

MARKED = "0" * 64
STATES = "SELECT ?state { ?state a av:State } ORDER BY ?state"
EVERYTHING = "SELECT * { ?a ?b ?c . ?d ?e ?f }"


@pytest.fixture(scope="module")
def endpoint(snapshot: Snapshot) -> Iterator[str]:
    """A real engine that holds this run's snapshot."""
    with native(snapshot.quads, None, marker(snapshot.id)) as port:
        yield f"http://127.0.0.1:{port}/query"


@asynccontextmanager
async def engine(
    address: str, snapshot: str = MARKED, deadline: float = 10, connections: int = 4
) -> AsyncIterator[RemoteEngine]:
    made = RemoteEngine(address, snapshot, deadline, connections)
    try:
        yield made
    finally:
        await made.close()


async def whole(made: RemoteEngine, text: str, format_: str = "json") -> bytes:
    async with aclosing(await made.ask(Question(examine(text), format_))) as answer:
        return b"".join([piece async for piece in answer])


def ask(address: str, text: str, format_: str = "json", **how: object) -> bytes:
    """The whole answer to one question."""

    async def asking() -> bytes:
        async with engine(address, **how) as made:  # type: ignore[arg-type]
            return await whole(made, text, format_)

    return asyncio.run(asking())


def test_answers_come_in_each_format(endpoint: str, snapshot: Snapshot) -> None:
    rows = list(
        csv.reader(io.StringIO(ask(endpoint, STATES, "csv", snapshot=snapshot.id).decode()))
    )
    assert rows[0] == ["state"]
    assert len(rows) > 10
    for format_ in RESULT_FORMATS:
        assert ask(endpoint, "ASK {}", format_, snapshot=snapshot.id)
    for format_ in GRAPH_FORMATS:
        graph = "CONSTRUCT { avd:state-nzl ?p ?o } { avd:state-nzl ?p ?o }"
        assert b"state-nzl" in ask(endpoint, graph, format_, snapshot=snapshot.id)


def test_prefixes_of_the_query_s_own_are_left_as_they_are(
    endpoint: str, snapshot: Snapshot
) -> None:
    text = "PREFIX av: <http://x.example/> SELECT (STR(av:a) AS ?a) (STR(avd:b) AS ?b) {}"
    told = json.loads(ask(endpoint, text, snapshot=snapshot.id))["results"]["bindings"][0]
    assert told["a"]["value"] == "http://x.example/a"
    assert told["b"]["value"] == "https://w3id.org/averment/id/b"


def test_a_syntax_error_has_its_place_in_the_text_as_it_was_written(
    endpoint: str, snapshot: Snapshot
) -> None:
    for text, place in (("SELECT *\nWHERE ?s", (2, 7)), ("SELECT * WHERE ?s", (1, 16))):
        with pytest.raises(BadQuery, match=r'met “\?s”; expected "\{"') as refusal:
            ask(endpoint, text, snapshot=snapshot.id)
        assert (refusal.value.line, refusal.value.column) == place


GRAPH = "https://w3id.org/averment/id/file-doc-yeshiva-world-2025-03-06"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def test_from_narrows_what_an_engine_takes_for_the_union(endpoint: str, snapshot: Snapshot) -> None:
    def count(text: str) -> int:
        rows = json.loads(ask(endpoint, text, snapshot=snapshot.id))["results"]["bindings"]
        return int(rows[0]["n"]["value"])

    part = count(COUNT.replace("{", f"FROM <{GRAPH}> {{", 1))
    named = COUNT.replace("{ ?s ?p ?o }", f"FROM NAMED <{GRAPH}> {{ GRAPH ?g {{ ?s ?p ?o }} }}")
    assert 0 < part == count(named) < count(COUNT)


def test_a_graph_that_is_not_here_is_refused_and_none_is_fetched(
    endpoint: str, snapshot: Snapshot
) -> None:
    for graph in ("http://127.0.0.1:9/", "relative", ""):
        with pytest.raises(Refused, match="There is no graph"):
            ask(endpoint, COUNT.replace("{", f"FROM <{graph}> {{", 1), snapshot=snapshot.id)


def verified(address: str, snapshot: str, quads: int) -> None:
    async def verifying() -> None:
        async with engine(address, snapshot) as made:
            await made.verify(quads)

    asyncio.run(verifying())


def test_an_engine_that_holds_the_snapshot_is_verified(endpoint: str, snapshot: Snapshot) -> None:
    verified(endpoint, snapshot.id, snapshot.manifest()["quads"])


def test_an_engine_without_the_union_or_with_more_is_refused(
    endpoint: str, snapshot: Snapshot
) -> None:
    quads = snapshot.manifest()["quads"]
    with pytest.raises(Unavailable, match=rf"has {quads + 1:,} triples .* has {quads + 2:,}\."):
        verified(endpoint, snapshot.id, quads + 1)


def test_an_answer_from_another_snapshot_is_none(endpoint: str, snapshot: Snapshot) -> None:
    cause = f"should hold snapshot {'f' * 12}, but holds {snapshot.id[:12]}"
    with pytest.raises(Unavailable, match=cause):
        ask(endpoint, STATES, snapshot="f" * 64)
    with pytest.raises(Unavailable, match=cause):
        verified(endpoint, "f" * 64, 1)


def test_an_engine_that_takes_another_snapshot_answers_no_more(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    """What somebody else loads while the service runs is noticed at the next question."""
    with native(snapshot.quads, None, marker(snapshot.id)) as port:
        base = f"http://127.0.0.1:{port}"
        subject, predicate, value, graph, _ = marker("e" * 64).decode().split()
        named = f"{graph} {{ {subject} {predicate} {value} }}"

        async def watching() -> None:
            async with engine(f"{base}/query", snapshot.id) as made:
                assert await select(made, STATES)
                update = f"CLEAR GRAPH <{SNAPSHOT}{snapshot.id}>; INSERT DATA {{ GRAPH {named} }}"
                httpx.post(
                    f"{base}/update",
                    content=update,
                    headers={"Content-Type": "application/sparql-update"},
                ).raise_for_status()
                with pytest.raises(Unavailable, match=f"but holds {'e' * 12}"):
                    await select(made, STATES)

        asyncio.run(watching())


Reply = Callable[[asyncio.StreamWriter], Awaitable[None]]
SAYS_MARKED = json.dumps(
    {
        "head": {"vars": ["g"]},
        "results": {"bindings": [{"g": {"type": "uri", "value": f"{SNAPSHOT}{MARKED}"}}]},
    }
).encode()


def head(status: str, content_type: str = ACCEPT["json"], length: int | None = None) -> bytes:
    size = "Transfer-Encoding: chunked" if length is None else f"Content-Length: {length}"
    return f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{size}\r\n\r\n".encode()


def reply(*parts: bytes) -> Reply:
    async def write(writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()

    return write


def chunk(content: bytes) -> bytes:
    return f"{len(content):x}\r\n".encode() + content + b"\r\n"


async def stalls(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


class Endpoint:
    """Shows the marker to whoever asks for it, answers all else as it is told, and hangs up."""

    def __init__(self, answer: Reply) -> None:
        self._answer = answer
        self._serving: set[asyncio.Task[None]] = set()

    @property
    def open(self) -> int:
        """How many connections are open."""
        return len(self._serving)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._serving.add(task)
        try:
            while b"identifier" in await _asked(reader):
                await reply(head("200 OK", length=len(SAYS_MARKED)), SAYS_MARKED)(writer)
            await _unless_gone(reader, self._answer(writer))
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self._serving.discard(task)
            writer.close()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        try:
            port = server.sockets[0].getsockname()[1]
            yield f"http://127.0.0.1:{port}/query"
        finally:
            server.close()
            while serving := list(self._serving):
                for task in serving:
                    task.cancel()
                await asyncio.wait(serving)


async def _asked(reader: asyncio.StreamReader) -> bytes:
    """The body of a request."""
    request = await reader.readuntil(b"\r\n\r\n")
    size = request.lower().split(b"content-length: ")[1].split(b"\r\n")[0]
    return await reader.readexactly(int(size))


async def _unless_gone(reader: asyncio.StreamReader, answering: Awaitable[None]) -> None:
    both = {asyncio.ensure_future(reader.read(1)), asyncio.ensure_future(answering)}
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in both:
            task.cancel()
        await asyncio.gather(*both, return_exceptions=True)


def asked(answer: Reply, format_: str = "json", deadline: float = 5) -> bytes:
    """The whole answer of an endpoint that answers so."""

    async def asking() -> bytes:
        async with (
            Endpoint(answer).running() as address,
            engine(address, deadline=deadline) as made,
        ):
            text = "CONSTRUCT WHERE { ?s ?p ?o }" if format_ in GRAPH_FORMATS else STATES
            return await whole(made, text, format_)

    return asyncio.run(asking())


ROWS = b'{"head":{"vars":[]},"results":{"bindings":[]}}'
LONG = ROWS[:-3] + b'{"s":{"type":"literal","value":"x"}},' * 4000


def test_an_answer_in_pieces_is_put_together() -> None:
    pieces = [chunk(ROWS[:7]), chunk(ROWS[7:]), b"0\r\n\r\n"]
    assert asked(reply(head("200 OK"), *pieces)) == ROWS
    assert asked(reply(head("200 OK", length=len(ROWS)), ROWS)) == ROWS
    assert asked(reply(head("200 OK", ACCEPT["nt"], 0)), "nt") == b""


FAULTS: dict[str, tuple[Reply, type[AskError], str]] = {
    "cut at its beginning": (
        reply(head("200 OK"), chunk(ROWS[:9])),
        OutOfResources,
        "broke off its answer",
    ),
    "cut far behind it": (
        reply(head("200 OK"), chunk(LONG)),
        OutOfResources,
        "broke off its answer",
    ),
    "shorter than it says": (
        reply(head("200 OK", length=999), ROWS),
        OutOfResources,
        "broke off its answer",
    ),
    "ended in good form with an error as its last words": (
        reply(head("200 OK"), chunk(LONG), chunk(b"The query timed out"), b"0\r\n\r\n"),
        OutOfResources,
        "broke off its answer",
    ),
    "hung up on": (reply(), OutOfResources, "ended while it was at this question"),
    "no HTTP": (reply(b"220 ready\r\n\r\n"), OutOfResources, "ended while"),
    "500": (reply(head("500 Oops", length=3), b"why"), OutOfResources, "could not answer this"),
    "502": (reply(head("502 Oops", length=0)), OutOfResources, "could not answer this"),
    "503": (reply(head("503 Busy", length=0)), Unavailable, "no time for another question"),
    "404": (reply(head("404 No", length=0)), Unavailable, "answers with status 404"),
    "a redirect": (reply(head("302 Found", length=0)), Unavailable, "answers with status 302"),
    "another format": (
        reply(head("200 OK", "text/html", 4), b"<p/>"),
        Unavailable,
        "asked for application/sparql-results\\+json and answers in text/html",
    ),
    "400 in words of its own": (
        reply(head("400 Bad", "text/plain", 9), b"no SPARQL"),
        BadQuery,
        "^no SPARQL$",
    ),
}


@pytest.mark.parametrize(("answer", "error", "cause"), FAULTS.values(), ids=FAULTS)
def test_what_is_no_answer_is_never_taken_for_one(
    answer: Reply, error: type[AskError], cause: str
) -> None:
    with pytest.raises(error, match=cause) as met:
        asked(answer)
    assert type(met.value) is error


def test_rows_that_have_no_end_are_an_error_for_whoever_reads_them() -> None:
    async def reading() -> None:
        cut = ROWS[:-1]
        async with (
            Endpoint(reply(head("200 OK", length=len(cut)), cut)).running() as address,
            engine(address) as made,
        ):
            with pytest.raises(OutOfResources, match="part of an answer"):
                await select(made, STATES)

    asyncio.run(reading())


def test_an_engine_that_is_down_is_told_so() -> None:
    with pytest.raises(Unavailable, match="cannot be reached at the moment"):
        ask("http://127.0.0.1:9/query", STATES)
    with pytest.raises(Unavailable, match="cannot be reached at the moment"):
        verified("http://127.0.0.1:9/query", MARKED, 1)


def test_an_engine_that_does_not_answer_is_left_at_the_deadline() -> None:
    began = time.monotonic()
    with pytest.raises(DeadlinePassed, match=r"Ended after 0\.5 s"):
        asked(stalls, deadline=0.5)
    assert time.monotonic() - began > 0.4


def test_an_engine_that_stalls_within_its_answer_is_left_at_the_deadline() -> None:
    async def begins_and_stalls(writer: asyncio.StreamWriter) -> None:
        writer.write(head("200 OK") + chunk(LONG))
        await stalls(writer)

    with pytest.raises(DeadlinePassed):
        asked(begins_and_stalls, deadline=0.5)


def test_waiting_for_a_connection_counts_towards_the_deadline() -> None:
    async def asking() -> None:
        async with (
            Endpoint(stalls).running() as address,
            engine(address, deadline=0.5, connections=1) as made,
        ):
            answers = await asyncio.gather(
                *(whole(made, STATES) for _ in range(3)), return_exceptions=True
            )
        assert [type(answer) for answer in answers] == [DeadlinePassed] * 3

    asyncio.run(asking())


def test_more_questions_than_connections_are_all_answered(
    endpoint: str, snapshot: Snapshot
) -> None:
    async def asking() -> None:
        async with engine(endpoint, snapshot.id, connections=2) as made:
            answers = await asyncio.gather(*(whole(made, STATES, "csv") for _ in range(30)))
        assert len(set(answers)) == 1

    asyncio.run(asking())


async def endless(writer: asyncio.StreamWriter) -> None:
    writer.write(head("200 OK", ACCEPT["csv"]))
    while True:
        writer.write(chunk(b"x" * 65536))
        await writer.drain()


def test_a_reader_that_stalls_holds_no_connection_past_the_deadline() -> None:
    async def reading() -> None:
        stub = Endpoint(endless)
        async with stub.running() as address, engine(address, deadline=0.5, connections=1) as made:
            stalled = await made.ask(Question(examine(EVERYTHING), "csv"))
            assert not stalled.whole
            await asyncio.sleep(0.8)
            with pytest.raises(DeadlinePassed):
                async for _ in stalled:
                    pass
            assert not stalled.whole
            async with aclosing(await made.ask(Question(examine(EVERYTHING), "csv"))) as next_:
                assert await anext(next_)

    asyncio.run(reading())


def test_leaving_an_answer_early_hangs_up_on_the_engine() -> None:
    async def reading() -> None:
        stub = Endpoint(endless)
        async with stub.running() as address, engine(address, deadline=30, connections=1) as made:
            for _ in range(3):
                question = Question(examine(EVERYTHING), "csv")
                async with aclosing(await made.ask(question)) as left:
                    await anext(left)
            for _ in range(200):
                if stub.open <= 1:
                    return
                await asyncio.sleep(0.02)
            raise AssertionError("connections stay open")

    asyncio.run(reading())
