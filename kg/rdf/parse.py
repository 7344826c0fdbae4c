"""Reads Turtle as people write it; what cannot be read is reported with file, line and column."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as px

from kg.errors import BadFile
from kg.rdf.tokens import tokens
from kg.rdf.triples import Triple, plain


def read_text(path: Path, name: str) -> str:
    """The text of a file; raises BadFile where it is no UTF-8."""
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise BadFile(name, line, 1, f"not valid UTF-8: {error.reason}") from error


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
