"""Answers of queries, brought into one form in which equal ones are equal.

An answer is a graph: that of a CONSTRUCT, or one with a blank node per row, so that blank nodes are
compared as RDF compares them (RDF 1.1 Concepts, section 3.6).
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

import pyoxigraph as px

from kg.contract.graph import Graph
from kg.rdf.triples import plain
from kg.terms import RDF_TYPE
from tests.w3c.suites import Suites

RS: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
PLACE: Final = px.NamedNode(f"{RS}index")
TIMES: Final = px.NamedNode("urn:x-times")
VARIABLES: Final = px.NamedNode("urn:x-variables")
RESULTS: Final = {
    "json": px.QueryResultsFormat.JSON,
    "srj": px.QueryResultsFormat.JSON,
    "srx": px.QueryResultsFormat.XML,
    "tsv": px.QueryResultsFormat.TSV,
}

Answer: TypeAlias = bool | frozenset[px.Quad]
Row: TypeAlias = tuple[tuple[str, px.NamedNode | px.BlankNode | px.Literal], ...]


def is_ordered(path: Path) -> bool:
    """Whether an expected result says in which order its rows come."""
    return path.suffix in {".rdf", ".ttl"} and "rs:index" in path.read_text("utf-8")


def expected(suites: Suites, path: Path) -> Answer:
    """The answer that a file of the suites holds, in whichever of their formats."""
    ending = path.suffix.removeprefix(".")
    if ending in RESULTS or ending == "csv":
        return answered(path.read_bytes(), ending)
    graph = Graph(plain(suites.parsed(path)))
    sets = graph.nodes(RDF_TYPE, f"{RS}ResultSet")
    if not sets:
        return _canonical(triple.in_graph() for triple in graph.triples)
    if truth := graph.text(sets[0], f"{RS}boolean"):
        return truth == "true"
    ordered = is_ordered(path)
    solutions = list(graph.values(sets[0], f"{RS}solution"))
    if ordered:
        solutions.sort(key=lambda one: graph.number(one, f"{RS}index") or 0)
    rows = [_row_in(graph, one) for one in solutions]
    return _table(graph.texts(sets[0], f"{RS}resultVariable"), rows, ordered=ordered)


def answered(content: bytes, format_: str, *, ordered: bool = False) -> Answer:
    """The answer in bytes of a format: `json`, `srj`, `srx`, `tsv`, `csv`, or `nt` for a graph."""
    if format_ == "nt":
        return _canonical(px.parse(content, format=px.RdfFormat.N_TRIPLES))
    if format_ == "csv":
        head, *lines = csv.reader(io.StringIO(content.decode("utf-8")))
        return _table(head, [_row_of_csv(head, line) for line in lines], ordered=ordered)
    results = px.parse_query_results(content, format=RESULTS[format_])
    if isinstance(results, px.QueryBoolean):
        return bool(results)
    names = [variable.value for variable in results.variables]
    rows = [
        tuple((n, v) for n, v in zip(names, one, strict=True) if v is not None) for one in results
    ]
    return _table(names, rows, ordered=ordered)


def _row_in(graph: Graph, solution: px.BlankNode) -> Row:
    bindings = graph.values(solution, f"{RS}binding")
    return tuple(
        (graph.text(each, f"{RS}variable"), graph.value(each, f"{RS}value")) for each in bindings
    )


def _row_of_csv(head: Sequence[str], line: Sequence[str]) -> Row:
    """A row without types (SPARQL 1.1 Query Results CSV Format, section 3.2)."""
    return tuple(
        (name, px.BlankNode(cell[2:]) if cell.startswith("_:") else px.Literal(cell))
        for name, cell in zip(head, line, strict=True)
        if cell
    )


def _table(names: Iterable[str], rows: Iterable[Row], *, ordered: bool) -> Answer:
    """Rows as a graph; those that are equal become one with their number."""
    numbered = enumerate(rows if ordered else ())
    counted = Counter((frozenset(row), 0) for row in ([] if ordered else rows))
    counted.update((frozenset(row), place) for place, row in numbered)
    head = px.Quad(px.BlankNode(), VARIABLES, px.Literal(" ".join(sorted(names))))
    return _canonical([head, *_quads(counted)])


def _quads(counted: Counter[tuple[frozenset, int]]) -> Iterable[px.Quad]:
    for (row, place), times in counted.items():
        node = px.BlankNode()
        yield px.Quad(node, TIMES, px.Literal(times))
        yield px.Quad(node, PLACE, px.Literal(place))
        for name, value in row:
            yield px.Quad(node, px.NamedNode(f"urn:x-variable:{name}"), value)


def _canonical(quads: Iterable[px.Quad]) -> Answer:
    dataset = px.Dataset(quads)
    dataset.canonicalize(px.CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(dataset)
