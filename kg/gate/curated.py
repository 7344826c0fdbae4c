"""Finds and reads curated files; each is one named graph."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as px

from kg.rdf.parse import parse_turtle, read_text
from kg.rdf.tokens import subject_lines
from kg.rdf.triples import Triple
from kg.terms import AVD


@dataclass(frozen=True)
class CuratedFile:
    """One parsed file, a named graph; `path` is relative to the checkout, with forward slashes."""

    path: str
    text: str
    graph: px.NamedNode
    triples: tuple[Triple, ...]

    @cached_property
    def lines(self) -> dict[str, int]:
        """The line at which each subject's block begins, by IRI; read when first needed."""
        return subject_lines(self.text)

    def line_of(self, iri: str) -> int:
        """The line of a subject's block, the first line where the file has none."""
        return self.lines.get(iri, 1)


def find(root: Path, folder: str = "kg/data") -> list[Path]:
    """The Turtle files below a folder of the checkout, in the order of their paths."""
    return sorted(path for path in (root / folder).rglob("*.ttl") if path.is_file())


def graph_of(path: Path) -> px.NamedNode:
    """The name of a curated file's graph: `id/file-` and the file's name without ending."""
    return px.NamedNode(f"{AVD}file-{path.stem}")


def read(root: Path, path: Path, text: str | None = None) -> CuratedFile:
    """Parses one curated file, or the text that it is to have.

    Raises:
        BadFile: the file is no UTF-8 or no Turtle; with line, column and the line's text.
    """
    name = path.relative_to(root).as_posix()
    text = read_text(path, name) if text is None else text
    triples = tuple(parse_turtle(text, name))
    return CuratedFile(name, text, graph_of(path), triples)
