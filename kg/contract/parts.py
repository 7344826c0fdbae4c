"""One Turtle file of the ontology: what it holds, and its triples in the order of its text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as px

from kg.errors import BadFile
from kg.rdf.parse import parse_turtle, read_text
from kg.rdf.triples import Triple
from kg.terms import BASE, OWL, RDF_TYPE, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.rdf.triples import Node, Value


class Kind(Enum):
    """What a file of the ontology holds."""

    HEADER = "header"
    MODULE = "module"
    AXIOMS = "axioms"
    SCHEME = "scheme"
    LABELS = "labels"
    ALIGNMENT = "alignment"
    SHAPES = "shapes"
    EXAMPLE = "example"


@dataclass(frozen=True)
class Part:
    """One Turtle file: its path from the checkout on, its text and its triples.

    Blank nodes are named after the file and numbered as they come: alike in every reading, apart
    between files.
    """

    kind: Kind
    path: str
    text: str
    triples: tuple[Triple, ...]

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.rpartition("/")[2].removesuffix(".ttl")

    @cached_property
    def iri(self) -> str:
        """The ontology or scheme that the file declares; shapes are named after their file.

        Raises:
            BadFile: the file declares none, or several.
        """
        if self.kind is Kind.SHAPES:
            return f"{BASE}shape/{self.name}"
        declares = f"{SKOS}ConceptScheme" if self.kind is Kind.SCHEME else f"{OWL}Ontology"
        declared = [
            triple.subject.value
            for triple in self.triples
            if triple.predicate.value == RDF_TYPE and triple.object.value == declares
        ]
        if len(declared) != 1:
            cause = f"declares {len(declared)} ontologies or schemes; one is wanted"
            raise BadFile(self.path, 1, 1, cause)
        return declared[0]

    @property
    def version_iri(self) -> str | None:
        """The `owl:versionIRI` of the ontology that the file declares."""
        return next(
            (
                t.object.value
                for t in self.triples
                if t.subject.value == self.iri and t.predicate.value == f"{OWL}versionIRI"
            ),
            None,
        )


def read_part(kind: Kind, path: Path, name: str) -> Part:
    """Reads one file; raises BadFile where it is no Turtle. `name` is its path in messages."""
    text = read_text(path, name)
    triples = _named_alike(parse_turtle(text, name), f"{kind.value}-{path.stem}")
    return Part(kind, name, text, tuple(triples))


def _named_alike(triples: Iterable[Triple], stem: str) -> Iterator[Triple]:
    names: dict[Node | Value, px.BlankNode] = {}

    def alike(node: px.BlankNode) -> px.BlankNode:
        if node not in names:
            names[node] = px.BlankNode(f"{stem}-{len(names) + 1}")
        return names[node]

    for triple in triples:
        subject, predicate, value = triple
        if isinstance(subject, px.BlankNode):
            subject = alike(subject)
        if isinstance(value, px.BlankNode):
            value = alike(value)
        yield Triple(subject, predicate, value)
