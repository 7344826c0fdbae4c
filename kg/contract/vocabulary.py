"""Reads the ontology's own files: modules, axioms, schemes, shapes and rules."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as px

from kg.errors import BadFile
from kg.rdf.parse import parse_turtle, read_text
from kg.rdf.triples import Triple, plain
from kg.terms import OWL, RDF_TYPE, SKOS

HEADER = re.compile(r"^# (title|description): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rule:
    """One SPARQL rule: the file's stem, what it says of itself, its text."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The ontology as graphs to be asked, and the contract's files.

    `graphs` maps each graph's IRI (of an ontology or a scheme) to its triples, blank nodes
    named alike in every build; `shapes` and `derived_shapes` are Turtle texts; `files` maps the
    path of every file to its bytes.
    """

    graphs: dict[str, tuple[Triple, ...]]
    shapes: str
    derived_shapes: str
    rules: tuple[Rule, ...]
    files: dict[str, bytes]

    @property
    def triples(self) -> list[Triple]:
        """All triples of modules, axioms and schemes."""
        return [triple for graph in self.graphs.values() for triple in graph]

    def digest(self) -> bytes:
        """SHA-256 over path and content of every file, in the order of the paths."""
        whole = hashlib.sha256()
        for path, content in sorted(self.files.items()):
            whole.update(f"{path}\0{len(content)}\0".encode())
            whole.update(content)
        return whole.digest()


def read_vocabulary(root: Path) -> Vocabulary:
    """Reads `ontology/` of a checkout (or of a snapshot, which holds a copy).

    Raises:
        BadFile: a file is no Turtle, or declares neither an ontology nor a scheme.
    """
    folder = root / "ontology"
    asked = [folder / "averment.ttl", folder / "axioms.ttl"]
    asked += sorted((folder / "modules").glob("*.ttl")) + sorted((folder / "schemes").glob("*.ttl"))
    asked += sorted((folder / "labels").glob("*.ttl"))
    shapes = sorted((folder / "shapes").glob("*.ttl"))
    rules = sorted((folder / "rules").glob("*.rq"))
    aligned = [path for ending in ("ttl", "tsv") for path in (folder / "align").glob(f"*.{ending}")]
    return Vocabulary(
        graphs=dict(_graph(root, path) for path in asked),
        shapes="\n".join(path.read_text("utf-8") for path in shapes if path.stem != "derived"),
        derived_shapes="\n".join(path.read_text("utf-8") for path in shapes),
        rules=tuple(_rule(path) for path in rules),
        files={
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in (*asked, *shapes, *rules, *aligned)
        },
    )


def _graph(root: Path, path: Path) -> tuple[str, tuple[Triple, ...]]:
    name = path.relative_to(root).as_posix()
    dataset = px.Dataset(triple.in_graph() for triple in parse_turtle(read_text(path, name), name))
    dataset.canonicalize(px.CanonicalizationAlgorithm.RDFC_1_0)
    triples = tuple(_renamed(triple, path.stem) for triple in plain(dataset))
    declaring = (f"{OWL}Ontology", f"{SKOS}ConceptScheme")
    declared = [
        triple.subject.value
        for triple in triples
        if triple.predicate.value == RDF_TYPE and triple.object.value in declaring
    ]
    if len(declared) != 1:
        raise BadFile(name, 1, 1, f"declares {len(declared)} ontologies or schemes; one is wanted")
    return declared[0], triples


def _renamed(triple: Triple, stem: str) -> Triple:
    """Blank nodes named after their file: alike in every build, apart between files."""
    subject, predicate, value = triple
    if isinstance(subject, px.BlankNode):
        subject = px.BlankNode(f"{stem}-{subject.value}")
    if isinstance(value, px.BlankNode):
        value = px.BlankNode(f"{stem}-{value.value}")
    return Triple(subject, predicate, value)


def _rule(path: Path) -> Rule:
    text = path.read_text("utf-8")
    header = dict(HEADER.findall(text))
    return Rule(path.stem, header.get("title", path.stem), text)
