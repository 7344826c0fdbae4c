"""A snapshot: an immutable folder with all that is served, named by what it holds.

    quads.nq        every quad, sorted; each curated file and each derived step a named graph
    ontology/       its folder: what is read into the graph, and the files beside that are served
    records.bin     the same as arrays, by which GraphQL answers
    texts.sqlite    what is found by words: names, titles and texts, as an index
    queries/        the named questions
    moved.tsv       names that are given up, and where they lead
    statistics.json how much of what it holds
    manifest.json   how large its files are
    SHA256SUMS      the digest of every other file but the text index, sorted by path
    texts.sha256    that of the text index

The id is the SHA-256 of SHA256SUMS, so `sha256sum SHA256SUMS` gives the folder's name, and in it
`sha256sum --check SHA256SUMS texts.sha256` finds what is no longer what was published. Versions of
SQLite lay the same index out otherwise: the manifest has the digest of what it says, and so the id
rests on that alone.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyoxigraph as px

from kg.ask.search import content_digest
from kg.errors import BadSnapshot
from kg.gate.moved import read_moved
from kg.publish.statistics import Statistics, read_statistics

QUADS: Final = "quads.nq"
RECORDS: Final = "records.bin"
TEXTS: Final = "texts.sqlite"
MANIFEST: Final = "manifest.json"
STATISTICS: Final = "statistics.json"
MOVED: Final = "moved.tsv"
SUMS: Final = "SHA256SUMS"
TEXTS_SUM: Final = "texts.sha256"
# In the manifest, beside the digest of what the index says.
SAYS: Final = "texts"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One published build; `open_snapshot` makes one of a folder."""

    id: str
    folder: Path

    @property
    def ontology(self) -> Path:
        """The folder of the ontology with which the snapshot was built."""
        return self.folder / "ontology"

    @property
    def queries(self) -> Path:
        """The folder of the named questions."""
        return self.folder / "queries"

    @property
    def quads(self) -> Path:
        """The file of all quads."""
        return self.folder / QUADS

    @property
    def records(self) -> Path:
        """The file of the record index."""
        return self.folder / RECORDS

    @property
    def texts(self) -> Path:
        """The file of the text index."""
        return self.folder / TEXTS

    def load(self) -> px.Store:
        """The quads in memory, each curated file and each derived step a named graph."""
        store = px.Store()
        store.bulk_load(path=str(self.quads), format=px.RdfFormat.N_QUADS)
        return store

    def manifest(self) -> dict[str, Any]:
        """Number of quads and of curated files, last day of curation, bytes of each file."""
        manifest: dict[str, Any] = json.loads((self.folder / MANIFEST).read_text("utf-8"))
        return manifest

    def digest(self, path: str) -> str:
        """The SHA-256 of a file of the snapshot, as it was published."""
        return _digests((self.folder / SUMS).read_bytes())[path]

    def statistics(self) -> Statistics:
        """What the quads come to; nothing where a version built it that did not count."""
        path = self.folder / STATISTICS
        return read_statistics(path.read_bytes()) if path.is_file() else Statistics()

    @property
    def last_curated(self) -> date:
        """The newest day on which a curated file was written: what stands for today in answers."""
        day = self.manifest()["curatedOn"]
        return date.fromisoformat(day) if day else date.min

    def moved(self) -> Mapping[str, str]:
        """Slugs of things that were merged, and the slugs of what they were merged into."""
        return {name: to for name, to in read_moved(self.folder, MOVED).items() if to}


def sums_of(contents: Mapping[str, bytes]) -> bytes:
    """SHA256SUMS for files given by path, in the form of `sha256sum`."""
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in contents.items()}
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items())).encode()


def identity_of(sums: bytes) -> str:
    """The id of the snapshot that has this SHA256SUMS."""
    return hashlib.sha256(sums).hexdigest()


def open_snapshot(folder: Path) -> Snapshot:
    """The snapshot in a folder, once every byte of it is known to be what was published.

    Raises:
        BadSnapshot: a file is missing, cut, changed, or there is one too many.
    """
    folder = folder.resolve()
    verify(folder, folder.name)
    return Snapshot(folder.name, folder)


def verify(folder: Path, identity: str) -> None:
    """Raises BadSnapshot where a folder is not the snapshot of that id; names the first file."""
    try:
        listed = _listed(folder, identity)
        found = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}
        for path in sorted(listed.keys() - found):
            raise BadSnapshot(identity, path, "is missing")
        for path in sorted(found - listed.keys() - {SUMS, TEXTS_SUM}):
            raise BadSnapshot(identity, path, "does not belong to it")
        # The manifest comes first: it says how long the others are.
        for path in sorted(listed, key=lambda each: (each != MANIFEST, each)):
            if _digest(folder / path) != listed[path]:
                raise BadSnapshot(identity, path, _cause(folder, path))
        _verify_texts(Snapshot(identity, folder))
    except OSError as error:
        path = Path(error.filename or folder).name
        raise BadSnapshot(identity, path, f"cannot be read ({error.strerror})") from error


def _verify_texts(snapshot: Snapshot) -> None:
    """Raises BadSnapshot where the text index differs from what was published."""
    says = snapshot.manifest().get(SAYS)  # older snapshots list the file itself
    if says and content_digest(snapshot.texts.read_bytes()) != says:
        raise BadSnapshot(snapshot.id, TEXTS, "differs from what was published")


def _listed(folder: Path, identity: str) -> dict[str, str]:
    """Digests by path, once SHA256SUMS itself is known to be whole."""
    if not (folder / SUMS).is_file():
        raise BadSnapshot(identity, SUMS, "is missing")
    sums = (folder / SUMS).read_bytes()
    if identity_of(sums) != identity:
        raise BadSnapshot(identity, SUMS, "is changed: its digest is not the snapshot's id")
    beside = folder / TEXTS_SUM
    return _digests(sums) | (_digests(beside.read_bytes()) if beside.is_file() else {})


def _digests(sums: bytes) -> dict[str, str]:
    pairs = (line.split("  ", 1) for line in sums.decode().splitlines())
    return {path: digest for digest, path in pairs}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _cause(folder: Path, path: str) -> str:
    """Cut or changed. A manifest that is not whole is never read."""
    size = (folder / path).stat().st_size
    whole = size if path == MANIFEST else Snapshot("", folder).manifest()["bytes"].get(path, size)
    return f"is cut: {size:,} of {whole:,} bytes are left" if size < whole else "is changed"
