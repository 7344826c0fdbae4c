"""An engine in the same process, for commands: no deadline, and nobody else waits."""

from typing import IO

import pyoxigraph as px

from kg.engine.dataset import Dataset
from kg.engine.guard import Query
from kg.engine.protocol import Question
from kg.engine.worker import RESULTS, evaluate, serialize
from kg.errors import BadArgument
from kg.rdf.formats import FORMATS


class LocalEngine:
    """Asks a store in the service's formats."""

    def __init__(self, store: px.Store) -> None:
        self._data = Dataset(store)

    def table(self, query: Query) -> tuple[list[str], list[list[str]]]:
        """Variables and rows of a SELECT, or one column for an ASK; unbound cells are empty."""
        results = evaluate(self._data, Question(query, "csv"))
        if isinstance(results, px.QueryBoolean):
            return ["answer"], [["yes" if results else "no"]]
        if not isinstance(results, px.QuerySolutions):
            raise BadArgument("a graph cannot be shown as a table")
        names = [variable.value for variable in results.variables]
        rows = [["" if cell is None else _shown(cell) for cell in solution] for solution in results]
        return names, rows

    def write(self, query: Query, format_: str | None, out: IO[bytes]) -> None:
        """Writes the answer; without a format as CSV, or as Turtle where it is a graph.

        Raises:
            AskError: the query is refused, is no SPARQL, or has no such format.
        """
        offered = FORMATS if query.makes_graph else RESULTS
        chosen = format_ or ("ttl" if offered is FORMATS else "csv")
        if chosen not in offered:
            raise BadArgument(f"format is “{chosen}”; choose one of: {', '.join(offered)}")
        serialize(self._data, Question(query, chosen), out)


def _shown(term: px.NamedNode | px.BlankNode | px.Literal | px.Triple) -> str:
    return str(term) if isinstance(term, px.Triple) else term.value
