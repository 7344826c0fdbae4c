"""What questions are asked of: a store, and how a query's text is read beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import urljoin

import pyoxigraph as px

from kg.errors import BadFile
from kg.terms import BASE, PREFIXES

ENDINGS: Final = ("ttl", "trig", "nt", "nq", "rdf", "xml", "jsonld", "json", "n3")
NO_PREFIXES: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Dataset:
    """A store with its conventions.

    Args:
        store: all quads.
        prefixes: which a query may use without declaring them, and which answers declare.
        union: whether the default graph is the union of all named graphs, not the store's own.
        base: the IRI against which relative IRIs of a query are resolved; "" for none.
    """

    store: px.Store
    prefixes: Mapping[str, str] = field(default_factory=lambda: PREFIXES)
    union: bool = True
    base: str = BASE

    def absolute(self, graph: str) -> str:
        """A graph's IRI as a query or a request names it, resolved against the base."""
        return urljoin(self.base, graph)


@dataclass(frozen=True, slots=True)
class Files:
    """RDF files that are served as they are.

    `base` is the IRI against which relative IRIs are resolved, in files and in queries. Without
    one each file has its own address for a base, and a query has that of the first file.
    """

    paths: tuple[Path, ...]
    base: str = ""

    def load(self) -> Dataset:
        """All quads of the files; nothing is added, and no prefix is known beside those declared.

        Raises:
            BadFile: a file is missing, has an ending that names no format, or is no RDF.
        """
        store = px.Store()
        for path in self.paths:
            _load(store, path, self.base or _address(path))
        return Dataset(store, NO_PREFIXES, False, self.base or _address(self.paths[0]))

    def identity(self) -> str:
        """The SHA-256 of the files' names and digests and of the base: what answers depend on.

        Raises:
            BadFile: a file is missing or cannot be read.
        """
        lines = [f"{_digest(path)}  {path.absolute()}\n" for path in self.paths]
        return sha256("".join([*lines, self.base]).encode()).hexdigest()

    def named(self) -> str:
        """The files' names, for people."""
        return ", ".join(path.name for path in self.paths)


def files(paths: Iterable[Path], base: str = "") -> Files:
    """Files to serve; raises BadFile where there is none of that name or the base is no IRI."""
    given = Files(tuple(paths), base)
    if base:
        _named_node(base)
    for path in given.paths:
        _format(path)
        if not path.is_file():
            raise BadFile(str(path), 1, 1, "there is no such file. Correct its path.")
    return given


def _named_node(base: str) -> None:
    try:
        px.parse(b"", px.RdfFormat.TURTLE, base_iri=base)
    except ValueError as error:
        raise BadFile(base, 1, 1, f"the base is not an absolute IRI ({error}).") from error


def _address(path: Path) -> str:
    return path.absolute().as_uri()


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            whole = sha256()
            while piece := file.read(1 << 20):
                whole.update(piece)
            return whole.hexdigest()
    except OSError as error:
        raise BadFile(str(path), 1, 1, f"cannot be read: {error.strerror}.") from error


def _format(path: Path) -> px.RdfFormat:
    found = px.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if found is None:
        known = ", ".join(f".{ending}" for ending in ENDINGS)
        cause = f"its ending names no RDF format. Rename it to end in one of {known}."
        raise BadFile(str(path), 1, 1, cause)
    return found


def _load(store: px.Store, path: Path, base: str) -> None:
    try:
        store.bulk_load(path=str(path), format=_format(path), base_iri=base)
    except SyntaxError as error:
        cause = f"{str(error.msg).rpartition(': ')[2]}. Mend this line, or leave the file out."
        raise BadFile(str(path), error.lineno or 1, error.offset or 1, cause) from error
    except ValueError as error:
        raise BadFile(str(path), 1, 1, str(error)) from error
    except OSError as error:
        cause = f"cannot be read: {error.strerror or error}. Mend its permissions or its path"
        raise BadFile(str(path), 1, 1, cause) from error
