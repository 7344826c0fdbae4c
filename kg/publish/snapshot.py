"""Builds, verifies, publishes and opens snapshots: immutable, named by what they hold.

A snapshot is a folder `var/snapshots/<id>/` with `quads.nq` (sorted), a copy of the contract's
files and `manifest.json`. Its id is the SHA-256 of the quads and of the contract, so the same
input gives the same id and the same bytes. It is made in a temporary folder and published by one
rename; `current` is a link that another rename swaps.
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyoxigraph as px

from kg.contract.vocabulary import Vocabulary, read_vocabulary
from kg.errors import AvermentError, NoSnapshot
from kg.gate.check import check
from kg.gate.curated import find
from kg.gate.findings import Findings, violations
from kg.gate.gather import Gathered, Progress
from kg.gate.shapes import nonconforming
from kg.publish.derive import derive
from kg.rdf.triples import plain

QUADS: Final = "quads.nq"
MANIFEST: Final = "manifest.json"
CURRENT: Final = "current"
MADE_FROM: Final = ".made-from"
UNFINISHED: Final = ".building-"


class Unverified(AvermentError):
    """A finished build that does not keep its own promises; nothing was published."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One published build."""

    id: str
    folder: Path

    def load(self) -> px.Store:
        """The quads in memory, each curated file and each derived step a named graph."""
        store = px.Store()
        store.bulk_load(path=str(self.folder / QUADS), format=px.RdfFormat.N_QUADS)
        return store

    def manifest(self) -> dict[str, Any]:
        """What the snapshot says of itself: id, number of quads, curated files, last curation."""
        manifest: dict[str, Any] = json.loads((self.folder / MANIFEST).read_text("utf-8"))
        return manifest

    def vocabulary(self) -> Vocabulary:
        """The ontology, shapes and rules with which the snapshot was built."""
        return read_vocabulary(self.folder)


def current(var: Path) -> Snapshot:
    """The snapshot that is published.

    Raises:
        NoSnapshot: nothing has been published below `var`.
    """
    link = var / "snapshots" / CURRENT
    if not (link / MANIFEST).is_file():
        raise NoSnapshot("Nothing has been built yet. Run `averment build` first.")
    folder = link.resolve()
    return Snapshot(folder.name, folder)


def build(root: Path, var: Path, progress: Progress = lambda step: None) -> Snapshot:
    """Checks a checkout, derives, and publishes the result; at once where nothing has changed.

    Raises:
        BadFile: a file of the ontology cannot be read.
        Findings: the gate refuses; the published snapshot stays.
        RuleUnsettled: a rule does not come to an end.
        Unverified: what was written is not what was meant.
    """
    snapshots = var / "snapshots"
    snapshots.mkdir(parents=True, exist_ok=True)
    with _only_builder(snapshots):
        _sweep(snapshots)
        sources = _digest_of_sources(root)
        if made := _made_from(snapshots, sources):
            return made
        gathered, findings = check(root, progress)
        if violations(findings):
            raise Findings(findings)
        quads = _quads(gathered, progress)
        progress("snapshot")
        snapshot = _publish(snapshots, gathered, quads)
        _write_synced(snapshots / MADE_FROM, f"{sources} {snapshot.id}\n".encode())
        return snapshot


def _digest_of_sources(root: Path) -> str:
    """SHA-256 over all that a build depends on: curated files, ontology, this package."""
    code = Path(__file__).parents[1]
    files = [path for path in (root / "ontology").rglob("*") if path.is_file()]
    files += [*find(root), *code.rglob("*.py")]
    whole = hashlib.sha256()
    for path in sorted(files):
        content = path.read_bytes()
        whole.update(f"{path}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()


def _made_from(snapshots: Path, sources: str) -> Snapshot | None:
    """The current snapshot, if it was built from these very sources."""
    note, folder = snapshots / MADE_FROM, (snapshots / CURRENT).resolve()
    if not note.is_file() or not (folder / MANIFEST).is_file():
        return None
    unchanged = note.read_text("utf-8") == f"{sources} {folder.name}\n"
    return Snapshot(folder.name, folder) if unchanged else None


@contextmanager
def _only_builder(snapshots: Path) -> Iterator[None]:
    """Lets one build at a time into the folder; a second one waits."""
    with (snapshots / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _sweep(snapshots: Path) -> None:
    """Removes what killed builds left behind; the caller holds the lock."""
    for left in snapshots.glob(f"{UNFINISHED}*"):
        if left.is_symlink():  # a link that was made and not yet renamed
            left.unlink()
        else:
            shutil.rmtree(left)


def _quads(gathered: Gathered, progress: Progress) -> bytes:
    """Every quad of the default dataset as sorted N-Quads."""
    vocabulary = gathered.vocabulary
    derived = derive(gathered.curated, gathered.computed, vocabulary, progress)
    _verify_derived(gathered, derived)
    quads = [t.in_graph(file.graph) for file in gathered.files for t in file.triples]
    quads += [
        t.in_graph(px.NamedNode(graph)) for graph, found in vocabulary.graphs.items() for t in found
    ]
    content = px.serialize([*quads, *derived], format=px.RdfFormat.N_QUADS) or b""
    return b"".join(sorted(set(content.splitlines(keepends=True))))


def _verify_derived(gathered: Gathered, derived: list[px.Quad]) -> None:
    triples = [*gathered.curated, *gathered.vocabulary.triples, *plain(derived)]
    wrong = nonconforming(gathered.vocabulary.derived_shapes, triples)
    if wrong:
        shown = "\n".join(wrong[:10])
        raise Unverified(f"{len(wrong)} derived values are not as the contract says:\n{shown}")


def _publish(snapshots: Path, gathered: Gathered, quads: bytes) -> Snapshot:
    digest = hashlib.sha256(quads)
    digest.update(gathered.vocabulary.digest())
    identity = digest.hexdigest()
    folder = snapshots / identity
    if not (folder / MANIFEST).is_file():
        work = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=snapshots))
        _write(work, identity, gathered, quads)
        _verify(work, quads)
        work.chmod(0o755)
        work.rename(folder)
        _sync_folder(snapshots)
    _point_to(snapshots, identity)
    return Snapshot(identity, folder)


def _write(work: Path, identity: str, gathered: Gathered, quads: bytes) -> None:
    manifest = {
        "id": identity,
        "quads": quads.count(b"\n"),
        "files": len(gathered.files),
        "curatedOn": max(_curated_days(gathered), default=None),
    }
    _write_synced(work / QUADS, quads)
    for path, content in gathered.vocabulary.files.items():
        _write_synced(work / path, content)
    _write_synced(work / MANIFEST, json.dumps(manifest, indent=2, sort_keys=True).encode())
    for folder in (work, *(path for path in work.rglob("*") if path.is_dir())):
        _sync_folder(folder)


def _curated_days(gathered: Gathered) -> Iterator[str]:
    for triple in gathered.curated:
        if triple.predicate.value.endswith("#curatedOn"):
            yield triple.object.value


def _write_synced(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _verify(work: Path, quads: bytes) -> None:
    """Reads back what was written: every quad is there, and nothing is counted twice."""
    store = Snapshot(work.name, work).load()
    written = quads.count(b"\n")
    triples = {(q.subject, q.predicate, q.object) for q in store}
    if not len(store) == len(triples) == written:
        raise Unverified(
            f"{written} quads were written, {len(store)} read back, "
            f"{len(triples)} of them different triples"
        )


def _point_to(snapshots: Path, identity: str) -> None:
    """Swaps the link to the current snapshot by one rename."""
    fresh = snapshots / f"{UNFINISHED}{CURRENT}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(identity)
    fresh.replace(snapshots / CURRENT)
    _sync_folder(snapshots)
