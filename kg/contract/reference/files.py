"""The ontology's files as parts, each with its triples in the order in which they were written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

import pyoxigraph as px

from kg.errors import BadFile
from kg.rdf.parse import parse_turtle, read_text
from kg.rdf.triples import Triple
from kg.terms import BASE, ONTOLOGY, OWL, RDF_TYPE, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

HEADER_IRI: Final = ONTOLOGY.rstrip("/")


class Kind(Enum):
    """What a file of the ontology holds."""

    HEADER = "header"
    MODULE = "module"
    AXIOMS = "axioms"
    SCHEME = "scheme"
    LABELS = "labels"
    ALIGNMENT = "alignment"
    SHAPES = "shapes"


PLACES: Final = (
    (Kind.HEADER, "averment.ttl"),
    (Kind.MODULE, "modules/*.ttl"),
    (Kind.AXIOMS, "axioms.ttl"),
    (Kind.SCHEME, "schemes/*.ttl"),
    (Kind.LABELS, "labels/*.ttl"),
    (Kind.ALIGNMENT, "align/*.ttl"),
    (Kind.SHAPES, "shapes/*.ttl"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One file: its stem, the IRI that it declares, its text and its triples."""

    kind: Kind
    name: str
    iri: str
    text: str
    triples: tuple[Triple, ...]

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


def read_parts(ontology: Path) -> tuple[Part, ...]:
    """All parts of an ontology folder; modules in the order in which the header imports them.

    Raises:
        BadFile: a file is no Turtle, or declares neither an ontology nor a scheme.
    """
    parts = [
        _part(kind, path, ontology)
        for kind, pattern in PLACES
        for path in sorted(ontology.glob(pattern))
    ]
    imported = [
        triple.object.value
        for part in parts
        if part.kind is Kind.HEADER
        for triple in part.triples
        if triple.predicate.value == f"{OWL}imports"
    ]
    kinds = list(Kind)

    def place(part: Part) -> tuple[int, int, str]:
        rank = imported.index(part.iri) if part.iri in imported else len(imported)
        return kinds.index(part.kind), rank, part.name

    return tuple(sorted(parts, key=place))


def _part(kind: Kind, path: Path, ontology: Path) -> Part:
    name = path.relative_to(ontology.parent).as_posix()
    text = read_text(path, name)
    triples = _named_alike(parse_turtle(text, name), f"{kind.value}-{path.stem}")
    declares = f"{SKOS}ConceptScheme" if kind is Kind.SCHEME else f"{OWL}Ontology"
    if kind is Kind.SHAPES:
        return Part(kind, path.stem, f"{BASE}shape/{path.stem}", text, triples)
    declared = [
        triple.subject.value
        for triple in triples
        if triple.predicate.value == RDF_TYPE and triple.object.value == declares
    ]
    if len(declared) != 1:
        raise BadFile(name, 1, 1, f"declares {len(declared)} ontologies or schemes; one is wanted")
    return Part(kind, path.stem, declared[0], text, triples)


def _named_alike(triples: Iterable[Triple], stem: str) -> tuple[Triple, ...]:
    """Blank nodes numbered as they come, so that every reading gives them the same names."""
    names: dict[str, px.BlankNode] = {}

    def alike(node: px.BlankNode) -> px.BlankNode:
        return names.setdefault(node.value, px.BlankNode(f"{stem}-{len(names) + 1}"))

    return tuple(
        Triple(
            alike(subject) if isinstance(subject, px.BlankNode) else subject,
            predicate,
            alike(value) if isinstance(value, px.BlankNode) else value,
        )
        for subject, predicate, value in triples
    )
