"""A worker: answers one question after the other, in a process that may be killed at any time."""

import ctypes
import os
import resource
import signal
import socket
from typing import IO, Final, NoReturn, cast

import orjson
import pyoxigraph as px

from kg.engine.complaint import located, missing_prefix
from kg.engine.dataset import Dataset
from kg.engine.frames import PIECE, Frame, FrameBuffer, packed, unpacked_question
from kg.engine.protocol import Question
from kg.errors import AskError, BadQuery, Refused
from kg.rdf.formats import FORMATS

WITH_PREFIXES: Final = frozenset({"ttl", "trig", "rdf"})
RESULTS: Final = {
    "json": px.QueryResultsFormat.JSON,
    "xml": px.QueryResultsFormat.XML,
    "csv": px.QueryResultsFormat.CSV,
    "tsv": px.QueryResultsFormat.TSV,
}
_PR_SET_PDEATHSIG: Final = 1


def run(data: Dataset, connection: socket.socket, memory: int) -> NoReturn:
    """Serves a connection until the other side closes it; call in a fresh fork.

    Args:
        data: what is asked, opened before the fork.
        connection: where questions arrive and answers leave.
        memory: bytes that the process may take beyond what it has now.
    """
    _confine(memory)
    buffer = FrameBuffer()
    while received := connection.recv(PIECE):
        buffer.feed(received)
        while frame := buffer.take():
            _answer(data, frame[1], connection)
    os._exit(0)


def _confine(memory: int) -> None:
    """Bounds what a question can do: memory, no core dump, no new descriptor and so no network.

    The worker ends with its parent, and takes signals as a plain process does.
    """
    pages = int(open("/proc/self/statm").read().split()[0])  # noqa: SIM115 - closed by the fork
    size = pages * resource.getpagesize() + memory
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)


class _Pieces:
    """A writer that sends what it is given in frames of some 64 kB; sending blocks when full."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._held = bytearray()
        self.sent = False

    def write(self, content: bytes) -> int:
        self._held += content
        if len(self._held) >= PIECE:
            self._send(Frame.MORE)
        return len(content)

    def flush(self) -> None:
        """Wanted of a writer by the engine; a frame leaves when it is full, or the last."""

    def end(self) -> None:
        """Sends what is left as the last frame."""
        self._send(Frame.LAST)

    def _send(self, kind: Frame) -> None:
        self._connection.sendall(packed(kind, bytes(self._held)))
        self._held.clear()
        self.sent = True


def _answer(data: Dataset, content: bytes, connection: socket.socket) -> None:
    pieces = _Pieces(connection)
    try:
        serialize(data, unpacked_question(content), cast(IO[bytes], pieces))
    except AskError as error:
        kind = Frame.FAILED if pieces.sent else Frame.REFUSED
        connection.sendall(packed(kind, orjson.dumps(_told(error))))
    else:
        pieces.end()


def _told(error: AskError) -> dict[str, object]:
    if isinstance(error, BadQuery):
        place = (error.line, error.column)
        return {"error": "BadQuery", "cause": error.cause, "place": place}
    return {"error": type(error).__name__, "cause": str(error), "place": None}


def serialize(data: Dataset, question: Question, out: IO[bytes]) -> None:
    """Evaluates and writes; results never outlive this call, since they belong to its thread.

    Raises:
        AskError: as `evaluate`.
    """
    results = evaluate(data, question)
    if isinstance(results, px.QueryTriples) and question.format in WITH_PREFIXES:
        px.serialize(results, out, format=FORMATS[question.format], prefixes=dict(data.prefixes))
    elif isinstance(results, px.QueryTriples):
        results.serialize(out, format=FORMATS[question.format])
    else:
        results.serialize(out, format=RESULTS[question.format])


def evaluate(
    data: Dataset, question: Question
) -> px.QuerySolutions | px.QueryBoolean | px.QueryTriples:
    """The engine's results, to be read on the thread that called.

    Raises:
        BadQuery: the text is no SPARQL query, or calls a function that there is not.
        Refused: it asks a graph that is not here.
    """
    asked = question.query.graphs
    given = (*question.default_graphs, *question.named_graphs)
    for graph in given or asked:
        if not _holds(data.store, data.absolute(graph)):
            raise Refused(f"There is no graph <{graph}> here, and none is fetched from elsewhere.")
    default: list[px.NamedNode | px.BlankNode | px.DefaultGraph]
    default = [px.NamedNode(data.absolute(graph)) for graph in question.default_graphs]
    named: list[px.NamedNode | px.BlankNode]
    named = [px.NamedNode(data.absolute(graph)) for graph in question.named_graphs]
    try:
        return data.store.query(
            question.query.text,
            base_iri=data.base or None,
            prefixes=dict(data.prefixes),
            use_default_graph_as_union=data.union and not given and not asked,
            default_graph=default if given else None,
            named_graphs=named if given else None,
        )
    except SyntaxError as error:
        text = question.query.text
        raise missing_prefix(text, data.prefixes) or located(str(error), text) from error
    except RuntimeError as error:  # a function that the engine does not have
        raise BadQuery(f"{str(error)[:500].removesuffix('.')}.") from error
    except UnicodeEncodeError as error:
        raise BadQuery(
            "the text is not valid Unicode: it holds half of a surrogate pair"
        ) from error


def _holds(store: px.Store, graph: str) -> bool:
    """Whether the store holds a graph of that name; it holds none whose name is no IRI."""
    try:
        return store.contains_named_graph(px.NamedNode(graph))
    except ValueError:
        return False
