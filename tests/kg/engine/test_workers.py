"""A real forker with real workers: every answer, every refusal, and every way a question may end.

The forker runs in a process of its own, as under the service; the test is its web process.
"""

import csv
import io
import json
import os
import signal
import socket
import time
from contextlib import aclosing
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as px
import pytest

from kg.engine import GRAPH_FORMATS, Question, examine
from kg.engine.embedded import EmbeddedEngine
from kg.engine.guard import Query
from kg.errors import AskError, BadQuery, OutOfResources, Refused, Unavailable
from tests.kg.engine.running import (
    COUNT,
    DEEP,
    FIRST,
    GRAPH,
    HUGE,
    LONG,
    Running,
    ask,
    run,
    settled,
    wait_until,
    whole,
)

XSD = "http://www.w3.org/2001/XMLSchema#"


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


def test_a_worker_killed_between_two_questions_costs_nobody_an_answer(forker: Running) -> None:
    async def test(made: EmbeddedEngine) -> None:
        for _ in range(5):
            await whole(made, COUNT)
            for worker in forker.children():
                os.kill(worker, signal.SIGKILL)
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
        with pytest.raises(Unavailable, match="process that starts workers has ended"):
            await whole(made, COUNT)
        await settled(lambda: not Path(f"/proc/{worker}").exists())

    run(forker, test, 10)


def open_descriptors(process: int | str) -> int:
    return len(os.listdir(f"/proc/{process}/fd"))
