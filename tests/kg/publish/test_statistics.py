"""What a snapshot says of itself in numbers, held against SPARQL over its quads."""

import pyoxigraph as px
import pytest

from kg.publish.snapshot import Snapshot
from kg.publish.statistics import Statistics, read_statistics
from kg.terms import AVD


@pytest.fixture(scope="module")
def counted(snapshot: Snapshot) -> Statistics:
    return snapshot.statistics()


def ask(store: px.Store, query: str) -> list[list[str]]:
    solutions = store.query(query, use_default_graph_as_union=True)
    assert isinstance(solutions, px.QuerySolutions)
    return [[cell.value for cell in solution] for solution in solutions]


def test_the_whole_is_what_sparql_counts(store: px.Store, counted: Statistics) -> None:
    whole = (
        "SELECT (COUNT(*) AS ?t) (COUNT(DISTINCT ?s) AS ?a) (COUNT(DISTINCT ?o) AS ?b) { ?s ?p ?o }"
    )
    assert ask(store, whole) == [
        [str(counted.triples), str(counted.subjects), str(counted.objects)]
    ]
    named = f'SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o FILTER STRSTARTS(STR(?s), "{AVD}") }}'
    assert ask(store, named) == [[str(counted.entities)]]


def test_each_property_is_what_sparql_counts(store: px.Store, counted: Statistics) -> None:
    query = """SELECT ?p (COUNT(*) AS ?t) (COUNT(DISTINCT ?s) AS ?a) (COUNT(DISTINCT ?o) AS ?b)
        { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"""
    assert ask(store, query) == [
        [iri, str(use.triples), str(use.subjects), str(use.objects)]
        for iri, use in counted.properties.items()
    ]


def test_each_class_is_what_sparql_counts(store: px.Store, counted: Statistics) -> None:
    query = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY ?c"
    assert ask(store, query) == [[iri, str(use.entities)] for iri, use in counted.classes.items()]
    within = "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p ORDER BY ?c ?p"
    assert ask(store, within) == [
        [iri, name, str(count)]
        for iri, use in counted.classes.items()
        for name, count in use.properties.items()
    ]


def test_each_graph_is_what_sparql_counts(store: px.Store, counted: Statistics) -> None:
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    assert ask(store, query) == [[iri, str(n)] for iri, n in counted.graphs.items()]


def test_what_is_written_is_read_again(counted: Statistics) -> None:
    assert read_statistics(counted.written()) == counted


def test_a_snapshot_that_was_not_counted_says_nothing(tmp_path) -> None:
    assert Snapshot("", tmp_path).statistics() == Statistics()
