"""The one reader of `ontology/`: its files, their triples in the order in which they were written.

Everything that is made of the ontology is made from what stands here: the contract, the shapes and
rules of the gate and of publication, the reference and what is served of it.
"""

from __future__ import annotations

import errno
import os
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from kg.contract.graph import Graph
from kg.contract.parts import Kind, Part, read_part
from kg.contract.shapes import DERIVED, NodeShape, read_shapes
from kg.rdf.triples import Triple
from kg.terms import DCTERMS, ONTOLOGY, OWL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


HEADER_IRI: Final = ONTOLOGY.rstrip("/")
HEADER: Final = re.compile(r"^# (title|description): (.+)$", re.MULTILINE)


PLACES: Final = (
    (Kind.HEADER, "averment.ttl"),
    (Kind.MODULE, "modules/*.ttl"),
    (Kind.AXIOMS, "axioms.ttl"),
    (Kind.AXIOMS, "axioms/*.ttl"),
    (Kind.SCHEME, "schemes/*.ttl"),
    (Kind.LABELS, "labels/*.ttl"),
    (Kind.ALIGNMENT, "align/*.ttl"),
    (Kind.SHAPES, "shapes/*.ttl"),
    (Kind.EXAMPLE, "examples/*.ttl"),
)
# Files that are not graphs: rules, tables, what finds or makes files.
BESIDE: Final = (
    "rules/*.rq",
    "align/*.tsv",
    "align/*.rq",
    "examples/lift/*.*",
    "*.tsv",
    "*.xml",
    "*.svg",
)
# What says something of terms and concepts; shapes ask of data.
TOLD: Final = frozenset({Kind.HEADER, Kind.MODULE, Kind.AXIOMS, Kind.SCHEME, Kind.LABELS})
# What speaks of others: terms of neighbours, individuals of examples.
APART: Final = frozenset({Kind.ALIGNMENT, Kind.EXAMPLE})


@dataclass(frozen=True, slots=True)
class Rule:
    """One SPARQL rule: the file's stem, what it says of itself, its text."""

    name: str
    title: str
    text: str
    description: str = ""


@dataclass(frozen=True)
class Ontology:
    """Everything below `ontology/` that has a meaning for the graph.

    `files` maps the path of every such file to its bytes, rules and tables included.
    """

    parts: tuple[Part, ...]
    rules: tuple[Rule, ...]
    files: dict[str, bytes]

    def of(self, *kinds: Kind) -> tuple[Part, ...]:
        """The parts of these kinds; modules in the order in which the header imports them."""
        return tuple(part for part in self.parts if part.kind in kinds)

    @cached_property
    def graph(self) -> Graph:
        """What is said of terms and what is asked of data, as one graph for look-ups.

        Alignments and examples are left out: they speak of other things.
        """
        parts = (part for part in self.parts if part.kind not in APART)
        return Graph(triple for part in parts for triple in part.triples)

    @property
    def licence(self) -> str:
        """The address of the licence of ontology and data; empty where the header names none."""
        return next(iter(self.graph.iris(HEADER_IRI, f"{DCTERMS}license")), "")

    @cached_property
    def node_shapes(self) -> tuple[NodeShape, ...]:
        """Every node shape, read once; raises BadContract where one cannot be read."""
        return read_shapes(self.graph, self.of(Kind.SHAPES))

    @cached_property
    def graphs(self) -> dict[str, tuple[Triple, ...]]:
        """What is published to be asked, by the IRI of its ontology or scheme.

        Raises:
            BadFile: a file declares none, or several.
        """
        return {part.iri: part.triples for part in self.of(*TOLD)}

    @property
    def triples(self) -> list[Triple]:
        """All triples of `graphs`."""
        return [triple for triples in self.graphs.values() for triple in triples]

    @property
    def shapes(self) -> str:
        """The shapes of what people write, as one Turtle text."""
        parts = (part for part in self.of(Kind.SHAPES) if part.name != DERIVED)
        return "\n".join(part.text for part in parts)

    @property
    def derived_shapes(self) -> str:
        """All shapes, those of what is derived included, as one Turtle text."""
        return "\n".join(part.text for part in self.of(Kind.SHAPES))


def read_ontology(folder: Path) -> Ontology:
    """Reads the folder `ontology/` of a checkout or of a snapshot.

    Raises:
        BadFile: a file is no Turtle; with line, column and cause.
        FileNotFoundError: the folder holds none, so it is not a checkout's.
    """
    parts = [
        read_part(kind, path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
        for kind, pattern in PLACES
        for path in sorted(folder.glob(pattern))
    ]
    if not parts:
        header = folder / "averment.ttl"
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(header))
    others = [path for pattern in BESIDE for path in sorted(folder.glob(pattern))]
    beside = {f"{folder.name}/{path.relative_to(folder).as_posix()}": path for path in others}
    return Ontology(
        parts=_arranged(parts),
        rules=tuple(_rule(path) for path in sorted(folder.glob("rules/*.rq"))),
        files={part.path: part.text.encode() for part in parts}
        | {name: path.read_bytes() for name, path in beside.items()},
    )


def _arranged(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts by kind, modules as the header imports them, then by name."""
    imported = [
        triple.object.value
        for part in parts
        if part.kind is Kind.HEADER
        for triple in part.triples
        if triple.predicate.value == f"{OWL}imports"
    ]

    def place(part: Part) -> tuple[int, int]:
        is_listed = bool(imported) and part.kind is Kind.MODULE and part.iri in imported
        rank = imported.index(part.iri) if is_listed else len(imported)
        return kinds.index(part.kind), rank

    kinds = list(Kind)
    return tuple(sorted(parts, key=place))


def _rule(path: Path) -> Rule:
    text = path.read_text("utf-8")
    header = dict(HEADER.findall(text))
    return Rule(path.stem, header.get("title", path.stem), text, header.get("description", ""))
