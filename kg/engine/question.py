"""What is asked of an engine, and the seam that every engine fills."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final, Protocol

RESULT_FORMATS: Final = ("json", "xml", "csv", "tsv")
GRAPH_FORMATS: Final = ("ttl", "nt", "rdf", "jsonld", "trig", "nq")


@dataclass(frozen=True, slots=True)
class Question:
    """A SPARQL query with the format of its answer and the dataset it is asked of.

    `format` is one of RESULT_FORMATS for SELECT and ASK, of GRAPH_FORMATS for CONSTRUCT and
    DESCRIBE. The graphs are those of the protocol (SPARQL 1.1 Protocol, section 2.1.4); without
    any the default graph is the union of all graphs, or what the query's FROM clauses say.
    """

    text: str
    format: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class Engine(Protocol):
    """What a question runs on."""

    async def ask(self, question: Question) -> AsyncIterator[bytes]:
        """The answer's bytes, the first of them ready when this returns.

        Leaving the iterator early frees the engine. An error after the first byte is raised by
        the iterator: the answer is then incomplete and must not be ended as if it were whole.

        Raises:
            AskError: the question gets no answer.
        """
        ...
