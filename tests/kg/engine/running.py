"""A real forker in a process of its own, as under the service; the test is its web process."""

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path

from kg.engine import Question, examine
from kg.engine.embedded import EmbeddedEngine
from kg.engine.orders import Orders
from kg.engine.pool import Limits

ROOT = Path(__file__).parents[3]
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


async def settled(true: Callable[[], bool]) -> None:
    """Waits a moment for what the other process is about to do."""
    for _ in range(200):
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it does not come true")


def wait_until(true: Callable[[], bool]) -> None:
    asyncio.run(settled(true))
