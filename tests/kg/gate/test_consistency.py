"""What cannot be: the closure shows it, and the build refuses it with its file and line."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph as px
import pytest

from kg.errors import BadContract
from kg.gate.consistency import contradictions, disjoint_classes, evident_contradictions
from kg.gate.findings import Finding, Findings, violations
from kg.gate.gather import gather
from kg.publish.axioms import compile_axioms
from kg.publish.build import build
from kg.publish.derive import derive
from kg.rdf.parse import parse_turtle
from kg.rdf.triples import plain
from kg.terms import AV, PROLOGUE
from tests.ontology.impossible import IMPOSSIBLE, PREFIXES

pytestmark = pytest.mark.long

SAMPLE = "kg/data/sample.ttl"
STATE = "kg/data/states/state-nzl.ttl"
AGENCY = "kg/data/agencies/nzl/agency-nzl-gcsb.ttl"


def found(checkout: Path) -> list[Finding]:
    """What the closure of the axioms shows, without any rule."""
    gathered = gather(checkout)
    axioms = replace(gathered.ontology, rules=())
    return contradictions(gathered, plain(derive(gathered.curated, [], axioms)))


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_cannot_be_is_told_with_the_two_grounds(checkout: Path, name: str) -> None:
    sample, thing, grounds = IMPOSSIBLE[name]
    (checkout / SAMPLE).write_text(f"{PREFIXES}{sample}\n")
    about = [each for each in found(checkout) if each.cause.startswith(f"{thing} ")]
    one, other = grounds
    cause = f"{thing} is of two classes that have no member in common: "
    assert f"{cause}{one} in {SAMPLE}, {other} in {SAMPLE}" in [each.cause for each in about]
    assert {(each.path, each.rule) for each in about} == {(SAMPLE, "disjoint-classes")}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_classes_domains_and_ranges_show_it_before_anything_is_derived(
    checkout: Path, name: str
) -> None:
    (checkout / SAMPLE).write_text(f"{PREFIXES}{IMPOSSIBLE[name][0]}\n")
    evident = evident_contradictions(gather(checkout))
    assert evident
    assert {*evident} <= {*found(checkout)}


def test_what_can_be_is_spared(root: Path) -> None:
    assert found(root) == evident_contradictions(gather(root)) == []


def test_the_build_refuses_what_no_shape_sees(checkout: Path, tmp_path: Path) -> None:
    file = checkout / STATE
    basis = ";\n    av:legalBasis avd:doc-documentcloud-2012-08-22 .\n"
    text = file.read_text("utf-8").removesuffix(".\n") + basis
    file.write_text(text, "utf-8")
    with pytest.raises(Findings) as refused:
        build(checkout, tmp_path / "elsewhere")
    (finding,) = violations(refused.value.findings)
    line = text.splitlines().index("avd:state-nzl a av:State ;") + 1
    assert finding == Finding(
        STATE,
        line,
        "disjoint-classes",
        "avd:state-nzl is of two classes that have no member in common: av:Organisation by "
        f"avd:state-nzl av:legalBasis avd:doc-documentcloud-2012-08-22 in {STATE}, "
        f"av:State by avd:agency-nzl-gcsb av:organOf avd:state-nzl in {AGENCY}",
        "Correct the class of the thing, or the statement by which it would be the other.",
    )


def test_each_class_of_an_axiom_is_apart_from_each_other() -> None:
    tbox = """av:A owl:disjointWith av:B .
        [] a owl:AllDisjointClasses ; owl:members ( av:D av:E av:C ) ."""
    pairs = disjoint_classes(parse_turtle(PROLOGUE + tbox, "axioms.ttl"))
    assert {(one.removeprefix(AV), other.removeprefix(AV)) for one, other in pairs} == {
        ("A", "B"),
        ("C", "D"),
        ("C", "E"),
        ("D", "E"),
    }


def test_disjointness_of_a_class_without_a_name_is_refused_not_passed_over() -> None:
    tbox = "av:A owl:disjointWith [ owl:onProperty av:p ; owl:hasValue av:b ] ."
    with pytest.raises(BadContract, match="an axiom of disjointness may hold only named classes"):
        disjoint_classes(parse_turtle(PROLOGUE + tbox, "axioms.ttl"))


def test_what_is_published_of_all_files_is_closed(whole_store: px.Store, root: Path) -> None:
    """Rules run after the axioms, so what they derive could have consequences of its own."""
    store = px.Store()
    store.extend(triple.in_graph() for triple in plain(whole_store))
    size = len(store)
    store.update("\n;\n".join(compile_axioms(gather(root).ontology.triples)))
    assert len(store) == size
