"""Pitfalls of ontologies, each a query with a toy file that falls into it and one that does not."""

import re
from functools import cache
from pathlib import Path

import pyoxigraph as px
import pytest

from kg.terms import AV
from tests.ontology.merged import AXIOMS, IRI, MODULES, ONTOLOGY, ROOT, SCHEMES, SHAPES

PITFALLS = Path(__file__).parent / "pitfalls"
CHECKS = sorted(path.parent.name for path in PITFALLS.glob("*/check.rq"))
HEADER = re.compile(
    r"# title: (?P<title>.+)\n# severity: (?P<severity>critical|important|minor)\n# reason: .+\n"
)
REFERENCED = px.NamedNode("http://purl.org/dc/terms/isReferencedBy")
ONTOLOGIES = px.NamedNode("http://www.w3.org/2002/07/owl#Ontology")


def load(store: px.Store, path: Path) -> None:
    """Puts a file into a graph that is named as its header is, else as the file."""
    triples = [quad.triple for quad in px.parse(path=path)]
    headers = [t.subject for t in triples if t.object == ONTOLOGIES and IRI in t.subject.value]
    name = headers[0] if headers else px.NamedNode(f"{IRI}/{path.parent.name}/{path.stem}")
    store.extend(px.Quad(*triple, name) for triple in triples)


def load_uses(store: px.Store, path: Path) -> None:
    """Tells which terms a rule or question uses."""
    by = px.NamedNode(f"{IRI}/{path.parent.name}/{path.stem}")
    for name in set(re.findall(r"\bav:(\w+)", path.read_text("utf-8"))):
        store.add(px.Quad(px.NamedNode(f"{AV}{name}"), REFERENCED, by, by))


@cache
def ontology() -> px.Store:
    """Header, modules, axioms, schemes, shapes, and what rules and questions use."""
    store = px.Store()
    for path in (ONTOLOGY / "averment.ttl", *AXIOMS, *MODULES, *SCHEMES, *SHAPES):
        load(store, path)
    for path in (*(ONTOLOGY / "rules").glob("*.rq"), *(ROOT / "queries").glob("*.rq")):
        load_uses(store, path)
    return store


def found(check: str, store: px.Store) -> list[str]:
    """What falls into a pitfall."""
    text = (PITFALLS / check / "check.rq").read_text("utf-8")
    rows = store.query(text, use_default_graph_as_union=True)
    assert isinstance(rows, px.QuerySolutions)
    return sorted(" ".join(str(value) for value in row) for row in rows)


@pytest.mark.parametrize("check", CHECKS)
def test_the_ontology_falls_into_no_pitfall(check):
    assert found(check, ontology()) == []


@pytest.mark.parametrize("case", ["fail", "pass"])
@pytest.mark.parametrize("check", CHECKS)
def test_a_check_finds_the_bad_case_and_spares_the_good(check, case):
    store = px.Store()
    load(store, PITFALLS / check / f"{case}.ttl")
    assert bool(found(check, store)) == (case == "fail")


@pytest.mark.parametrize("check", CHECKS)
def test_a_check_says_what_it_finds_how_grave_that_is_and_why(check):
    assert HEADER.match((PITFALLS / check / "check.rq").read_text("utf-8"))


def test_every_folder_is_a_check_with_two_cases():
    files = {"check.rq", "fail.ttl", "pass.ttl"}
    assert {path.name for path in PITFALLS.iterdir()} == set(CHECKS)
    assert all({file.name for file in (PITFALLS / check).iterdir()} == files for check in CHECKS)
