"""Finds and parses what people write: curated files, and the ontology's own files."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as px

from kg.errors import BadFile
from kg.terms import AVD
from kg.triples import Triple, plain
from kg.turtle import subject_lines, tokens


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


def read(root: Path, path: Path) -> CuratedFile:
    """Parses one curated file.

    Raises:
        BadFile: the file is no UTF-8 or no Turtle; with line, column and the line's text.
    """
    name = path.relative_to(root).as_posix()
    text = read_text(path, name)
    triples = tuple(parse_turtle(text, name))
    return CuratedFile(name, text, graph_of(path), triples)


def read_text(path: Path, name: str) -> str:
    """The text of a file; raises BadFile where it is no UTF-8."""
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BadFile(name, line, 1, f"no UTF-8: {error.reason}") from error


def parse_turtle(text: str, name: str) -> Iterator[Triple]:
    """The triples of a Turtle text; raises BadFile at the first error, with the text there."""
    try:
        yield from plain(px.parse(text, format=px.RdfFormat.TURTLE))
    except ValueError as error:
        newer = (token.line for token in tokens(text) if token.text in ("<", "{", "-"))
        raise BadFile(name, next(newer, 1), 1, str(error)) from error
    except SyntaxError as error:
        line, column = error.lineno or 1, error.offset or 1
        shown = (text.splitlines() or [""])[min(line, text.count("\n") + 1) - 1 :][:1]
        cause = str(error.msg).rpartition(": ")[2]
        raise BadFile(name, line, column, f"{cause}, at: {''.join(shown).strip()}") from error
