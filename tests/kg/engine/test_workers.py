"""A real forker with real workers: every answer, every refusal, and every way a question may end.

The forker runs in a process of its own, as under the service; the test is its web process.
"""

import asyncio
import csv
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as px
import pytest

from kg.engine import GRAPH_FORMATS, Question, examine
from kg.engine.embedded import EmbeddedEngine
from kg.engine.guard import Query
from kg.engine.orders import Orders
from kg.engine.pool import Limits
from kg.errors import AskError, BadQuery, DeadlinePassed, OutOfResources, Refused, Unavailable

ROOT = Path(__file__).parents[3]
XSD = "http://www.w3.org/2001/XMLSchema#"
PROGRAM = """
import signal, socket, sys
import pyoxigraph as px
from kg.engine.dataset import Dataset
from kg.engine.forker import Forker, ended_child

store = px.Store()
store.extend(
    px.Quad(px.NamedNode(f"http://x.example/{n}"), px.NamedNode("http://x.example/p"),
            px.Literal(n), px.NamedNode("http://x.example/g"))
    for n in range(2000)
)
forker = Forker(Dataset(store), 300 * 1024 * 1024)

def reap(_):
    while pid := ended_child():
        forker.reap(pid)

forker.watch_signals(reap, signal.SIGCHLD)
up = socket.socket(fileno=int(sys.argv[1]))
control = forker.connect()
socket.send_fds(up, [b"c"], [control.fileno()])
control.close()
up.close()
while True:
    forker.serve_once()
"""


class Running:
    """A forker's process, and the control socket that it gave to this one."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(theirs.fileno())],
            cwd=ROOT,
            pass_fds=[theirs.fileno()],
            stderr=subprocess.PIPE,
        )
        theirs.close()
        with ours:
            _, (descriptor,), _, _ = socket.recv_fds(ours, 1, 1)
        self.control = socket.socket(fileno=descriptor)
        self.folder = Path(f"/proc/{self.process.pid}")

    def children(self) -> list[int]:
        """The pids of its workers, zombies included."""
        listed = (self.folder / f"task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in listed.split()]

    def stop(self) -> str:
        """Kills it; what it had to say."""
        self.control.close()
        self.process.kill()
        _, told = self.process.communicate()
        return told.decode()


@pytest.fixture
def forker() -> Iterator[Running]:
    running = Running()
    yield running
    assert running.stop() == ""


@asynccontextmanager
async def engine(forker: Running, deadline: float = 10) -> AsyncIterator[EmbeddedEngine]:
    """The web process's side, as the service makes it."""
    orders = Orders(forker.control.dup(), lambda: None)
    made = EmbeddedEngine(orders, Limits(deadline))
    try:
        yield made
    finally:
        await made.close()


def ask(forker: Running, text: str, format_: str = "json", deadline: float = 10) -> bytes:
    """The whole answer to one question."""

    async def asking() -> bytes:
        async with engine(forker, deadline) as made:
            return await whole(made, text, format_)

    return asyncio.run(asking())


async def whole(made: EmbeddedEngine, text: str, format_: str = "json") -> bytes:
    return b"".join([piece async for piece in await made.ask(Question(examine(text), format_))])


def run(
    forker: Running, test: Callable[[EmbeddedEngine], Coroutine[None, None, None]], deadline: float
) -> None:
    async def running() -> None:
        async with engine(forker, deadline) as made:
            await test(made)

    asyncio.run(running())


COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
FIRST = "SELECT ?o { <http://x.example/1> ?p ?o }"
GRAPH = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(?o < 3) }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c + ?f + ?i < 0) }"
LONG = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
DEEP = "SELECT * " + "{" * 20_000 + "}" * 20_000
DOUBLED = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(30))
HUGE = f"SELECT (STRLEN(?x30) AS ?n) {{ BIND('xx' AS ?x0) {DOUBLED} }}"


def test_rows_come_in_each_format_of_the_protocol(forker: Running) -> None:
    binding = {"type": "literal", "value": "1", "datatype": f"{XSD}integer"}
    assert json.loads(ask(forker, FIRST, "json"))["results"]["bindings"] == [{"o": binding}]
    assert list(csv.reader(io.StringIO(ask(forker, FIRST, "csv").decode()))) == [["o"], ["1"]]
    assert ask(forker, FIRST, "tsv") == b"?o\n1\n"
    assert ElementTree.fromstring(ask(forker, FIRST, "xml")).tag.endswith("sparql")  # noqa: S314


@pytest.mark.parametrize("format_", GRAPH_FORMATS)
def test_graphs_come_in_each_format(forker: Running, format_: str) -> None:
    formats = {
        "ttl": px.RdfFormat.TURTLE,
        "nt": px.RdfFormat.N_TRIPLES,
        "rdf": px.RdfFormat.RDF_XML,
        "jsonld": px.RdfFormat.JSON_LD,
        "trig": px.RdfFormat.TRIG,
        "nq": px.RdfFormat.N_QUADS,
    }
    assert len(list(px.parse(ask(forker, GRAPH, format_), format=formats[format_]))) == 3


def test_a_syntax_error_is_told_with_line_and_column(forker: Running) -> None:
    with pytest.raises(BadQuery) as refusal:
        ask(forker, "SELECT *\nWHERE ?s")
    assert (refusal.value.line, refusal.value.column) == (2, 7)
    assert str(refusal.value).startswith('line 2, column 7: met “?s”; expected "{"')


def test_a_syntax_error_never_advises_what_is_refused_here(forker: Running) -> None:
    with pytest.raises(BadQuery, match="something is missing or misspelt") as refusal:
        ask(forker, "SELECT * {\n ?s ?p }")
    assert "SERVICE" not in str(refusal.value)


def test_a_function_that_there_is_not_is_a_mistake_of_the_query(forker: Running) -> None:
    with pytest.raises(BadQuery, match=r"function <http://x\.example/f>"):
        ask(forker, "SELECT (<http://x.example/f>(1) AS ?x) {}")


def test_a_graph_that_is_not_here_is_refused_and_none_is_fetched(forker: Running) -> None:
    for graph in ("http://127.0.0.1:9/", "relative", ""):
        with pytest.raises(Refused, match="There is no graph"):
            ask(forker, "SELECT * FROM <GRAPH> { ?s ?p ?o }".replace("GRAPH", graph))


def test_a_refusal_does_not_cost_the_worker(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        await whole(made, COUNT)
        before = forker.children()
        for text in ("SELECT", "SELECT * FROM <http://x.example/no> { ?s ?p ?o }"):
            with pytest.raises(AskError):
                await whole(made, text)
        assert json.loads(await whole(made, COUNT))
        assert forker.children() == before

    run(forker, test, 10)


def test_at_the_deadline_the_question_ends_and_the_next_one_is_answered(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        began = time.monotonic()
        with pytest.raises(DeadlinePassed, match="Ended after 1 s, waiting included"):
            await whole(made, ENDLESS)
        assert 0.9 < time.monotonic() - began < 5
        assert (
            json.loads(await whole(made, COUNT))["results"]["bindings"][0]["n"]["value"] == "2000"
        )
        await settled(lambda: len(forker.children()) == 1)

    run(forker, test, 1)


def test_waiting_counts_towards_the_deadline(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        began = time.monotonic()
        answers = await asyncio.gather(
            whole(made, ENDLESS), whole(made, COUNT), whole(made, COUNT), return_exceptions=True
        )
        assert time.monotonic() - began < 6
        assert isinstance(answers[0], DeadlinePassed)
        assert all(isinstance(answer, (DeadlinePassed, bytes)) for answer in answers[1:])
        assert await whole(made, FIRST, "csv") == b"o\r\n1\r\n"

    run(forker, test, 2)


@pytest.mark.parametrize("text", [DEEP, HUGE], ids=["nesting", "memory"])
def test_a_question_that_ends_its_worker_costs_one_worker(text: str) -> None:
    forker = Running()

    async def test(made: EmbeddedEngine) -> None:
        with pytest.raises(OutOfResources, match=r"more than 1,024 MB .* Ask for less at a time"):
            await _raw(made, text)
        assert await _raw(made, FIRST, "csv") == b"o\r\n1\r\n"

    run(forker, test, 20)
    forker.stop()


async def _raw(made: EmbeddedEngine, text: str, format_: str = "json") -> bytes:
    """Asks past the guard."""
    question = Question(Query(text, "SELECT"), format_)
    return b"".join([piece async for piece in await made.ask(question)])


def test_a_reader_that_stalls_is_left_at_the_deadline(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        stalled = await made.ask(Question(examine(LONG), "csv"))
        assert (await anext(stalled)).startswith(b"a,b,c,")
        await asyncio.sleep(1.2)
        assert await whole(made, FIRST, "csv") == b"o\r\n1\r\n"
        with pytest.raises(DeadlinePassed):
            async for _ in stalled:
                pass
        assert not stalled.whole

    run(forker, test, 1)


def test_a_long_question_holds_up_no_quick_one(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        long = [asyncio.create_task(whole(made, ENDLESS)) for _ in range(4)]
        for _ in range(20):
            assert await whole(made, FIRST, "csv") == b"o\r\n1\r\n"
        assert not any(task.done() for task in long)
        ended = await asyncio.gather(*long, return_exceptions=True)
        assert all(isinstance(error, DeadlinePassed) for error in ended)

    run(forker, test, 4)


def test_a_question_that_the_machine_keeps_waiting_is_no_long_one(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        await whole(made, COUNT)
        (worker,) = forker.children()
        os.kill(worker, signal.SIGSTOP)
        kept = asyncio.create_task(whole(made, FIRST, "csv"))
        await asyncio.sleep(0.4)
        os.kill(worker, signal.SIGCONT)
        assert await kept == b"o\r\n1\r\n"
        assert await whole(made, FIRST, "csv") == b"o\r\n1\r\n"
        assert forker.children() == [worker]

    run(forker, test, 10)


def test_a_long_question_gives_way_once_another_is_asked(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        long = asyncio.create_task(whole(made, ENDLESS))
        await settled(lambda: len(forker.children()) == 2)
        first, spare = sorted(forker.children())
        assert os.sched_getscheduler(first) == os.SCHED_OTHER
        assert await whole(made, FIRST, "csv") == b"o\r\n1\r\n"
        assert os.sched_getscheduler(first) == os.SCHED_IDLE
        assert os.sched_getscheduler(spare) == os.SCHED_OTHER
        assert sorted(forker.children()) == [first, spare]
        long.cancel()

    run(forker, test, 30)


def test_a_long_question_is_told_when_too_many_run(forker: Running) -> None:
    async def test() -> None:
        orders = Orders(forker.control.dup(), lambda: None)
        made = EmbeddedEngine(orders, Limits(deadline=3, long=1))
        first = asyncio.create_task(whole(made, ENDLESS))
        await asyncio.sleep(0.5)
        with pytest.raises(Unavailable, match="Too many long questions"):
            await whole(made, ENDLESS)
        assert await whole(made, FIRST, "csv") == b"o\r\n1\r\n"
        with pytest.raises(DeadlinePassed):
            await first
        await made.close()

    asyncio.run(test())


def test_who_would_wait_behind_too_many_is_told(forker: Running) -> None:
    async def test() -> None:
        orders = Orders(forker.control.dup(), lambda: None)
        made = EmbeddedEngine(orders, Limits(deadline=10, waiting=1))
        answers = await asyncio.gather(
            *(whole(made, COUNT) for _ in range(5)), return_exceptions=True
        )
        refused = [answer for answer in answers if isinstance(answer, Unavailable)]
        assert len(refused) == 2
        assert "Too many questions are waiting" in str(refused[0])
        await made.close()

    asyncio.run(test())


def test_a_worker_killed_between_two_questions_costs_nobody_an_answer(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        for _ in range(5):
            await whole(made, COUNT)
            for worker in forker.children():
                os.kill(worker, signal.SIGKILL)
            assert await whole(made, FIRST, "csv") == b"o\r\n1\r\n"

    run(forker, test, 10)


def test_who_stops_waiting_as_its_turn_comes_leaves_the_turn_to_others(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        first, second = await made._pool.take(), await made._pool.take()
        waiting = asyncio.create_task(made._pool.take())
        await asyncio.sleep(0)
        waiting.cancel()
        made._pool.give_back(first, usable=True)
        with pytest.raises(asyncio.CancelledError):
            await waiting
        made._pool.give_back(second, usable=True)
        assert await whole(made, FIRST, "csv") == b"o\r\n1\r\n"

    run(forker, test, 10)


def test_a_worker_that_is_gone_when_it_is_asked_holds_no_turn(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        await whole(made, COUNT)
        for _ in range(4):
            for worker in forker.children():
                os.kill(worker, signal.SIGKILL)
            wait_for_end(forker)
            assert await whole(made, FIRST, "csv") == b"o\r\n1\r\n"
        assert not made._pool._lent

    run(forker, test, 10)


def wait_for_end(forker: Running) -> None:
    """Waits, without a turn of the loop, until the forker has reaped its workers."""
    while forker.children():
        time.sleep(0.01)


def test_a_question_may_be_given_less_time(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        with pytest.raises(DeadlinePassed, match=r"Ended after 0\.5 s"):
            await made.ask(Question(examine(ENDLESS), "json", seconds=0.5))

    run(forker, test, 30)


def test_leaving_an_answer_early_frees_the_engine(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        async with aclosing(await made.ask(Question(examine(LONG), "csv"))) as left:
            await anext(left)
        began = time.monotonic()
        assert await whole(made, FIRST, "csv") == b"o\r\n1\r\n"
        assert time.monotonic() - began < 5

    run(forker, test, 30)


def test_a_worker_reaches_no_network_whatever_slips_past_the_guard() -> None:
    forker = Running()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"

        async def test(made: EmbeddedEngine) -> None:
            with pytest.raises(OutOfResources):
                await _raw(made, f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")

        run(forker, test, 10)
        with pytest.raises(TimeoutError):
            server.accept()
    forker.stop()


def test_the_forker_has_no_threads(forker: Running) -> None:
    ask(forker, COUNT)
    assert len(list((forker.folder / "task").iterdir())) == 1


def test_fifty_kills_leave_no_process_and_no_descriptor(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        await whole(made, COUNT)
        ours, theirs = open_descriptors("self"), open_descriptors(forker.process.pid)
        for _ in range(50):
            async with aclosing(await made.ask(Question(examine(LONG), "csv"))):
                pass
        await whole(made, COUNT)
        await settled(lambda: len(forker.children()) == 1)
        await settled(lambda: open_descriptors(forker.process.pid) <= theirs)
        await settled(lambda: open_descriptors("self") == ours)

    run(forker, test, 60)
    wait_until(lambda: not forker.children())


def test_a_web_process_that_goes_takes_its_workers_with_it(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        await whole(made, COUNT)
        await settled(lambda: len(forker.children()) == 1)

    run(forker, test, 10)
    forker.control.close()
    wait_until(lambda: not forker.children())


def test_without_a_forker_no_worker_can_be_had(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        await whole(made, COUNT)
        (worker,) = forker.children()
        forker.process.send_signal(signal.SIGKILL)
        forker.process.wait()
        with pytest.raises((OutOfResources, Unavailable)):
            await whole(made, COUNT)
        with pytest.raises(Unavailable, match="nobody is left to start one"):
            await whole(made, COUNT)
        await settled(lambda: not Path(f"/proc/{worker}").exists())

    run(forker, test, 10)


def open_descriptors(process: int | str) -> int:
    return len(os.listdir(f"/proc/{process}/fd"))


async def settled(true: Callable[[], bool]) -> None:
    """Waits a moment for what the other process is about to do."""
    for _ in range(200):
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it does not come true")


def wait_until(true: Callable[[], bool]) -> None:
    asyncio.run(settled(true))
