"""The service is asked what the W3C's suites ask, over HTTP, and the bare engine beside it.

All data stand in one dataset, each file a graph under its own address, and a case names those it
is asked of by the protocol's parameters; `failing.tsv` lists what is answered otherwise, and why.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import httpx
import pyoxigraph as px
import pytest

from tests.conftest import Service
from tests.w3c.answers import answered, expected, is_ordered
from tests.w3c.suites import Case, Suites, unpacked

FAILING: Final = Path(__file__).parent / "failing.tsv"
MEDIA_TYPES: Final = {
    "nt": "application/n-triples",
    "json": "application/sparql-results+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
FORMATS: Final = {
    "nt": px.RdfFormat.N_TRIPLES,
    "json": px.QueryResultsFormat.JSON,
    "csv": px.QueryResultsFormat.CSV,
    "tsv": px.QueryResultsFormat.TSV,
}


class Outcome(NamedTuple):
    """Whether the service, and the bare engine, pass a case."""

    service: bool
    engine: bool


class Asked(NamedTuple):
    """A case as it is asked of both; a graph without a triple is none that they hold."""

    text: str
    format: str
    default_graphs: list[str]
    named_graphs: list[str]
    is_federated: bool


@pytest.fixture(scope="module")
def suites(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Suites:
    """The suites, whose archive outlives the run."""
    assert pytestconfig.cache, "the archive is kept in pytest's cache"
    return unpacked(pytestconfig.cache.mkdir("w3c"), tmp_path_factory.mktemp("suites"))


@pytest.fixture(scope="module")
def quads(suites: Suites, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file of all that cases are asked of, each file a graph."""
    path = tmp_path_factory.mktemp("quads") / "all.nq"
    graphs = {graph for case in suites.cases() for graph in suites.graphs(case)}
    found = (
        px.Quad(*triple, px.NamedNode(graph))
        for graph in sorted(graphs)
        for triple in suites.triples(graph)
    )
    px.serialize(found, str(path), format=px.RdfFormat.N_QUADS)
    return path


@pytest.fixture(scope="module")
def store(quads: Path) -> px.Store:
    """The bare engine."""
    store = px.Store()
    store.load(path=str(quads))
    return store


@pytest.fixture(scope="module")
def client(quads: Path) -> Iterator[httpx.Client]:
    running = Service(quads.parent / "var", dataset=quads)
    yield running.client
    assert running.stop() == 0


@pytest.fixture(scope="module")
def outcomes(suites: Suites, store: px.Store, client: httpx.Client) -> dict[str, Outcome]:
    held = {graph.value for graph in store.named_graphs()}
    found = {}
    for case in suites.cases():
        asked = _asked(suites, case, held)
        by_service = _passes(suites, case, asked, _from_service(client, asked))
        # The bare engine would send these to the network, so it is taken to pass them.
        by_engine = asked.is_federated or _passes(suites, case, asked, _from_engine(store, asked))
        found[case.name] = Outcome(by_service, by_engine)
    return found


def _asked(suites: Suites, case: Case, held: set[str]) -> Asked:
    default, named = (
        [g for g in of if g in held] for of in (case.default_graphs, case.named_graphs)
    )
    return Asked(suites.text(case), suites.format(case), default, named, suites.is_federated(case))


def _from_service(client: httpx.Client, asked: Asked) -> bytes | None:
    """The service's answer; None for a refusal."""
    graphs = {"default-graph-uri": asked.default_graphs, "named-graph-uri": asked.named_graphs}
    accepted = {"Accept": MEDIA_TYPES[asked.format]}
    answer = client.post("/sparql", data={"query": asked.text, **graphs}, headers=accepted)
    assert answer.status_code in {200, 400, 403}, answer.text
    return answer.content if answer.status_code == 200 else None


def _from_engine(store: px.Store, asked: Asked) -> bytes | None:
    """The engine's answer; None for a refusal."""
    default = [px.NamedNode(graph) for graph in asked.default_graphs]
    named = [px.NamedNode(graph) for graph in asked.named_graphs]
    graphs = {"default_graph": default, "named_graphs": named} if default or named else {}
    try:
        results = store.query(asked.text, **graphs)
        return results.serialize(format=FORMATS[asked.format])
    except (SyntaxError, RuntimeError, OSError):
        return None


def _passes(suites: Suites, case: Case, asked: Asked, content: bytes | None) -> bool:
    if case.result is None or content is None:
        return (content is None) == (case.expects == "refused")
    ordered = is_ordered(case.result)
    return answered(content, asked.format, ordered=ordered) == expected(suites, case.result)


def listed() -> dict[str, str]:
    """The cases that fail, each with its reason."""
    lines = FAILING.read_text("utf-8").splitlines()[1:]
    return dict(line.split("\t") for line in lines)


def test_all_cases_are_asked(outcomes: dict[str, Outcome]) -> None:
    assert len(outcomes) == 744


def test_what_the_engine_passes_the_service_passes_but_for_federation(
    outcomes: dict[str, Outcome],
) -> None:
    worse = {name for name, outcome in outcomes.items() if outcome.engine and not outcome.service}
    assert worse == {name for name, reason in listed().items() if reason.startswith("SERVICE")}


def test_each_case_that_fails_is_listed_with_its_reason(outcomes: dict[str, Outcome]) -> None:
    failing = sorted(name for name, outcome in outcomes.items() if not outcome.service)
    assert failing == sorted(listed())
