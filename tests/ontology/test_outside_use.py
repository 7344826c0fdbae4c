"""An outside user's paths: the README's recipe in a fresh folder, imports by the catalogue, the
examples, the lift of a table, the redirects."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph as px
import pytest
import shacl
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.compare import isomorphic

from kg.contract import contract_of
from kg.contract.ontology import read_ontology
from kg.contract.reference import publications
from kg.gate.compute import compute
from kg.rdf.triples import n_triples, plain
from kg.terms import AV, AVC, AVD, AVSH, BASE
from tests.ontology.merged import (
    HEADED,
    IRI,
    MODULES,
    ONTOLOGY,
    SCHEMES,
    SHAPES,
    graph_of,
    iri_of,
    merged_turtle,
)  # fmt: skip
from tests.ontology.reasoner import Reasoned, imports_closure, profile_violations

pytestmark = pytest.mark.long

README = (ONTOLOGY / "README.md").read_text("utf-8")
FILES = dict(re.findall(r"^```\w+ recipe (\S+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL))
SHOWN = dict(re.findall(r"^```text (\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL))
CATALOGUE = ONTOLOGY / "catalog-v001.xml"
EXAMPLES = sorted((ONTOLOGY / "examples").glob("*.ttl"))
LIFT = ONTOLOGY / "examples" / "lift"
CATALOGUED = [
    *HEADED, *SCHEMES, *EXAMPLES,
    *(ONTOLOGY / "align").glob("*.ttl"), *(ONTOLOGY / "labels").glob("*.ttl"),
]  # fmt: skip


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True)


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A folder with the downloaded files and the recipe's, and nothing of ours."""
    written = run(ONTOLOGY.parent, "-m", "kg.cli", "ontology", "--out", str(tmp_path))
    assert written.returncode == 0, written.stderr
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_the_recipe_prints_what_the_readme_shows(fresh):
    tried = run(fresh, "try.py")
    assert tried.stdout == SHOWN["recipe"], tried.stderr


def test_modules_and_data_load_as_the_readme_shows(fresh, snapshot):
    for name in ("core.ttl", "claims.ttl"):
        shutil.copy(ONTOLOGY / "modules" / name, fresh)
    shutil.copy(snapshot.quads, fresh / "quads.nq")
    loaded = run(fresh, "load.py")
    assert loaded.stdout == SHOWN["loaded"], loaded.stderr


SPOILT = {
    "no citation": (" ; av:hasCitation ex:for , ex:against", "", "A record needs at least one"),
    "a date that ends before it begins": ('"1998/.."', '"1998/1990"', "The bounds of the date are"),
    "a topic of no scheme of ours": (
        "skos:broader avc:topic-intelligence",
        "a my:Light",
        '"topic"',
    ),
    "a concept put into a closed scheme": ("avc:topic ;", "avc:stance ;", '"topic"'),
    "a class that says too little": ("a my:CipherBureau", "a av:Agent", "says too little"),
}


@pytest.mark.parametrize("fault", SPOILT)
def test_the_recipe_finds_what_is_wrong_with_data(fresh, fault):
    good, bad, told = SPOILT[fault]
    assert good in FILES["mine.ttl"]
    (fresh / "mine.ttl").write_text(FILES["mine.ttl"].replace(good, bad), "utf-8")
    (fresh / "try.py").write_text(FILES["try.py"].partition("# 3.")[0], "utf-8")
    tried = run(fresh, "try.py")
    by_pyshacl, _, by_shacl = tried.stdout.partition("\nshacl: ")
    assert told in by_pyshacl, tried.stdout + tried.stderr
    assert told in by_shacl


def catalogue() -> dict[str, Path]:
    """Files by the name under which they are imported."""
    entries = ElementTree.parse(CATALOGUE).getroot()  # noqa: S314 - our own file
    return {each.attrib["name"]: ONTOLOGY / each.attrib["uri"] for each in entries}


def test_the_catalogue_has_every_ontology_and_version_and_each_file_is_there():
    found = {}
    for path in CATALOGUED:
        graph = Graph().parse(path)
        for header in graph.subjects(RDF.type, OWL.Ontology):
            for name in (header, graph.value(header, OWL.versionIRI)):
                if name:
                    found[str(name)] = path
    assert catalogue() == found


def test_imports_resolve_from_a_checkout_by_the_catalogue():
    loaded = imports_closure(ONTOLOGY / "averment.ttl", catalogue())
    schemes = {f"{AVC}{path.stem}" for path in SCHEMES}
    assert loaded == {*map(iri_of, HEADED), *schemes}


def closure(name: str) -> Graph:
    """What a file and everything that it imports say, their headers left out."""
    files, found, waiting = catalogue(), Graph(), [name]
    while waiting:
        if file := files.pop(waiting.pop(), None):
            here = Graph().parse(file)
            waiting += map(str, here.objects(None, OWL.imports))
            found += here
    return without_headers(found)


def without_headers(graph: Graph) -> Graph:
    """Concept schemes lose their versions and imports alone."""
    for header in list(graph.subjects(RDF.type, OWL.Ontology)):
        is_scheme = (header, RDF.type, SKOS.ConceptScheme) in graph
        for predicate in (OWL.versionIRI, OWL.imports) if is_scheme else (None,):
            graph.remove((header, predicate, None))
        graph.remove((header, RDF.type, OWL.Ontology))
    return graph


def test_imports_by_the_catalogue_and_the_served_file_say_the_same():
    served = publications(read_ontology(ONTOLOGY))["/ontology/0.2.0"].content["nt"]
    whole = without_headers(Graph().parse(data=served, format="nt"))
    assert isomorphic(closure(IRI), whole)


@pytest.mark.parametrize("module", [path.stem for path in MODULES])
def test_a_module_is_usable_alone_with_its_axioms(module):
    """In both profiles, every class satisfiable, and nothing of a third module in it."""
    alone = closure(f"{IRI}/axioms/{module}")
    defined = {str(each) for each in alone.objects(None, RDFS.isDefinedBy)}
    assert defined == {f"{IRI}/core", f"{IRI}/{module}"}
    turtle = f"<{IRI}/all> a <{OWL.Ontology}> .\n{alone.serialize(format='nt')}"
    assert [profile_violations(turtle, profile) for profile in ("DL", "RL")] == [[], []]
    assert Reasoned(turtle).unsatisfiable() == []


def test_a_module_with_its_axioms_finds_what_cannot_be():
    claims = closure(f"{IRI}/axioms/claims").serialize(format="nt")
    both = f"<{AVD}x> a <{AV}Statement> , <{AV}ReportedSilence> ."
    turtle = f"<{IRI}/all> a <{OWL.Ontology}> .\n{claims}\n{both}"
    assert not Reasoned(turtle).is_consistent()


def test_without_its_entry_an_import_does_not_resolve():
    short = {name: path for name, path in catalogue().items() if not name.endswith("/claims")}
    with pytest.raises(LookupError, match="ontology/claims"):
        imports_closure(ONTOLOGY / "averment.ttl", short)


def violations(turtle: str) -> list[str]:
    """What the shapes of curated data refuse, once bounds and keys are computed."""
    curated = list(plain(px.parse(turtle, format=px.RdfFormat.TURTLE)))
    computed, troubles = compute(curated, contract_of(ONTOLOGY))
    assert not troubles
    gate = [each for each in SHAPES if each.stem != "derived"]
    shapes = shacl.Shapes.from_turtle(graph_of(*gate).serialize(format="turtle"))
    background = graph_of(*MODULES, *SCHEMES).serialize(format="nt")
    report = shapes.validate_turtle(background + n_triples([*curated, *computed]))
    return [str(each) for each in report.results if each.severity.lower() == "violation"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_conforms_and_is_consistent(path):
    assert violations(path.read_text("utf-8")) == []
    data = Graph().parse(path)
    for header in list(data.subjects(RDF.type, OWL.Ontology)):
        data.remove((header, None, None))
    assert Reasoned(f"{merged_turtle()}\n{data.serialize(format='nt')}").is_consistent()


def test_a_table_is_lifted_to_records_that_conform(tmp_path):
    lifted = run(LIFT, "rows.py", "memberships.csv", "lift.rq")
    assert lifted.returncode == 0, lifted.stderr
    graph = Graph().parse(data=lifted.stdout, format="turtle")
    assert len(list(graph.subjects(RDF.type, URIRef(f"{AV}Membership")))) == 3
    assert sorted(str(each) for each in graph.objects(None, URIRef(f"{AV}edtf"))) == [
        "1998/..",
        "2001-05/..",
        "2025-03-06",
    ]
    assert violations(lifted.stdout) == []


def redirected(path: str) -> str | None:
    """Where Apache would send a path below /averment/."""
    rules = (ONTOLOGY / "w3id" / ".htaccess").read_text("utf-8")
    for pattern, target in re.findall(
        r"^RewriteRule (\S+) (\S+) \[R=303,L\]$", rules, re.MULTILINE
    ):
        if match := re.match(pattern, path):
            return re.sub(r"\$(\d)", lambda each: match[int(each[1])], target)
    return None


@pytest.mark.parametrize(
    "iri",
    [AV.rstrip("#"), f"{AVC}stance-denies", AVSH.rstrip("#"), f"{AVD}state-isr", IRI,
     f"{IRI}/core", f"{IRI}/core/0.2.0", f"{IRI}/axioms",
     f"{IRI}/axioms/claims/0.2.0", f"{AVC}stance/0.2.0"],
)  # fmt: skip
def test_a_permanent_address_leads_to_the_same_path_of_the_service(iri):
    path = iri.removeprefix(BASE)
    assert redirected(path) == f"https://averment.example/{path}"


def test_the_bare_name_leads_to_the_ontology_and_others_nowhere():
    assert redirected("") == "https://averment.example/ontology"
    assert redirected("nsx") is None
