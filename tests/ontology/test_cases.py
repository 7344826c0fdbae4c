"""What is derived of real and of made-up cases is what was worked out by hand, in two engines.

cases/world.csv asks the wider world of tests/world, cases/made-up.csv the data beside it. A line
asks for a property of a thing or, by `status` and `voices`, how it stood on a day; what is expected
stands in short, and nothing where nothing follows. A line without a case belongs to the one above.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as px
import pytest
import rdflib

from kg.contract import make_contract
from kg.contract.ontology import Ontology, read_ontology
from kg.gate.compute import compute
from kg.gate.curated import find
from kg.publish.derive import derive
from kg.rdf.triples import Triple, n_triples, plain
from kg.terms import DERIVED, PROLOGUE
from tests.conftest import wide_checkout
from tests.ontology.merged import ONTOLOGY

pytestmark = pytest.mark.long

CASES = Path(__file__).parent / "cases"
TABLES = sorted(path.stem for path in CASES.glob("*.csv"))
PERIOD = """?period av:statusOf avd:{thing} ; av:from ?from ; av:until ?until .
    FILTER(?from <= "{day}"^^xsd:date && "{day}"^^xsd:date <= ?until)"""
ASKED = {
    "status": f"SELECT ?status {{{{ ?period av:status ?status . {PERIOD} }}}}",
    "voices": f"""SELECT (CONCAT(STR(?yes), " for ", STR(?no), " against") AS ?voices) {{{{
    ?period av:supportingVoices ?yes ; av:opposingVoices ?no . {PERIOD} }}}}""",
}
PROPERTY = "SELECT ?value {{ avd:{thing} av:{asked} ?value }}"
INSERT = re.compile(r"\bINSERT(?=\s*\{)")

Line = dict[str, str]
Steps = dict[str, set[str]]


def lines(table: str) -> list[Line]:
    read = list(csv.DictReader((CASES / f"{table}.csv").read_text("utf-8").splitlines()))
    for line, above in zip(read[1:], read, strict=False):
        line["case"] = line["case"] or above["case"]
    return read


@cache
def ontology() -> Ontology:
    return read_ontology(ONTOLOGY)


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Triple]]:
    """What each table asks about, as it is curated."""
    world = find(wide_checkout(tmp_path_factory.mktemp("cases")))
    files = {"world": world, "made-up": [CASES / "made-up.ttl"]}
    return {
        table: [triple for path in paths for triple in plain(px.parse(path=path))]
        for table, paths in files.items()
    }


@pytest.fixture(scope="module")
def steps(curated: dict[str, list[Triple]]) -> dict[str, Steps]:
    """What each step of the pipeline adds, as lines of N-Triples, by table."""
    return {table: derived(triples) for table, triples in curated.items()}


def derived(triples: list[Triple]) -> Steps:
    computed, troubles = compute(triples, make_contract(ontology()))
    assert not troubles
    found: Steps = {}
    for quad in derive(triples, computed, ontology()):
        step = quad.graph_name.value.removeprefix(DERIVED)
        if quad.subject != quad.graph_name:
            found.setdefault(step, set()).add(f"{quad.triple} .")
    return found


@pytest.fixture(scope="module")
def stores(curated: dict[str, list[Triple]], steps: dict[str, Steps]) -> dict[str, px.Store]:
    return {table: store(n_triples(curated[table]), steps[table]) for table in TABLES}


def store(given: str, added: Steps) -> px.Store:
    filled = px.Store()
    text = "\n".join([given, *(line for step in added.values() for line in step)])
    filled.load(text.encode(), format=px.RdfFormat.N_TRIPLES)
    return filled


def answer(asked_of: px.Store, line: Line) -> str:
    """The values that a line asks for, in short and in order."""
    text = ASKED.get(line["asked"], PROPERTY).format(**line)
    found = (row[0].value.rpartition("/")[2] for row in asked_of.query(PROLOGUE + text))
    return " ".join(sorted(value.removeprefix("status-") for value in found))


@pytest.mark.parametrize(
    ("table", "line"),
    [
        pytest.param(table, line, id=" ".join((line["case"], line["asked"], line["day"])).strip())
        for table in TABLES
        for line in lines(table)
    ],
)
def test_a_case_is_as_it_was_worked_out(table: str, line: Line, stores: dict[str, px.Store]):
    assert answer(stores[table], line) == line["expected"]


def test_a_case_that_is_not_as_expected_is_noticed(stores: dict[str, px.Store]):
    line = {"thing": "coop-usa-ukr-intelligence", "asked": "status", "day": "2025-03-08"}
    assert answer(stores["world"], line) != "attested"


def test_a_table_asks_only_about_what_there_is(curated: dict[str, list[Triple]]):
    for table in TABLES:
        known = {triple.subject.value.rpartition("/")[2] for triple in curated[table]}
        assert {line["thing"] for line in lines(table)} <= known


@pytest.mark.parametrize("table", TABLES)
def test_a_second_engine_derives_the_same(
    table: str, curated: dict[str, list[Triple]], steps: dict[str, Steps]
):
    graph = closed(curated[table], steps[table])
    differing = {
        rule.name: sorted(added ^ steps[table].get(rule.name, set()))
        for rule in ontology().rules
        if (added := settled(graph, rule.text)) != steps[table].get(rule.name, set())
    }
    assert differing == {}


def test_what_a_second_engine_derives_otherwise_is_noticed(
    curated: dict[str, list[Triple]], steps: dict[str, Steps]
):
    graph = closed(curated["made-up"], steps["made-up"])
    rule = ontology().rules[0]
    other = rule.text.replace("av:earliestStart ", "av:latestEnd ")
    assert settled(graph, other) != steps["made-up"][rule.name]


def closed(triples: list[Triple], added: Steps) -> rdflib.Graph:
    """What the rules start from, in rdflib: what is curated, and the axioms' closure."""
    given = n_triples([*triples, *ontology().triples])
    text = "\n".join([given, *added["rl"]])
    return rdflib.Graph().parse(data=text, format="nt")


def settled(graph: rdflib.Graph, update: str) -> set[str]:
    """Runs the insertions of a rule in rdflib until nothing is added; returns all that was.

    They are asked as the queries of the same patterns (SPARQL 1.1 Update, section 3.1.3): in an
    update, rdflib 7.6 finds nothing for an optional group with a subquery that has a filter.
    """
    known = set(graph)
    before = -1
    while len(graph) > before:
        before = len(graph)
        for query in constructs(update):
            graph += graph.query(query)
    return {" ".join([*(term.n3() for term in triple), "."]) for triple in set(graph) - known}


def constructs(update: str) -> Iterator[str]:
    prologue, *insertions = INSERT.split(update)
    for insertion in insertions:
        yield f"{prologue}CONSTRUCT{insertion.rstrip().removesuffix(';')}"
