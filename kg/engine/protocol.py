"""The seam: what an engine is asked, and what every engine answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from kg.engine.guard import Query

RESULT_FORMATS: Final = ("json", "xml", "csv", "tsv")
GRAPH_FORMATS: Final = ("ttl", "nt", "rdf", "jsonld", "trig", "nq")


@dataclass(frozen=True, slots=True)
class Question:
    """A SPARQL query with the format of its answer and the dataset it is asked of.

    `format` is one of RESULT_FORMATS for SELECT and ASK, of GRAPH_FORMATS for CONSTRUCT and
    DESCRIBE. The graphs are those of the protocol (SPARQL 1.1 Protocol, section 2.1.4); without
    any the default graph is the union of all graphs, or what the query's FROM clauses say.
    `seconds` is a deadline shorter than the engine's own, 0 for none.
    """

    query: Query
    format: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    seconds: float = 0

    def within(self, deadline: float) -> float:
        """The seconds that it has where the engine gives so many."""
        return min(self.seconds or deadline, deadline)


class Answer(Protocol):
    """The bytes of one answer as they come.

    An error after the first byte is raised by the iterator (AskError): what came is then part of
    an answer and must not be ended as if it were whole.
    """

    @property
    def whole(self) -> bool:
        """Whether the answer is complete with the bytes that have been given out or are next."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """The answer itself."""

    async def __anext__(self) -> bytes:
        """The next bytes."""

    async def aclose(self) -> None:
        """Leaves the answer: whoever is at work on the rest is freed. May be called twice."""


class Engine(Protocol):
    """What a question runs on."""

    @property
    def is_remote(self) -> bool:
        """Whether it is another program, chosen by whoever runs the service, that shall answer."""

    async def ask(self, question: Question) -> Answer:
        """The answer's bytes, the first of them ready when this returns.

        Raises:
            AskError: the question gets no answer.
        """

    async def close(self) -> None:
        """Lets go of all that the engine holds; it answers nothing after this."""
