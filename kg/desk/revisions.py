"""Names of states of the graph: a snapshot's id or its beginning, or a git revision."""

import io
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kg.errors import NoSnapshot
from kg.gate.findings import Findings, violations
from kg.publish.build import build
from kg.publish.history import current, find, folders
from kg.publish.snapshot import Snapshot, open_snapshot

NEEDED: Final = ("kg/data", "ontology")


@contextmanager
def snapshot_of(root: Path, var: Path, name: str) -> Iterator[Snapshot]:
    """The snapshot with this name, or one built from the git revision and dropped afterwards.

    Raises:
        NoSnapshot: the name is neither, or begins the ids of several snapshots, or the
            revision's files do not pass the gate.
        BadSnapshot: the snapshot is no longer what was published.
    """
    published = _published(var, name)
    if published:
        yield published
        return
    commit = _commit(root, name)
    with tempfile.TemporaryDirectory(prefix="averment-diff-") as folder:
        yield _built(root, commit, name, Path(folder))


def _published(var: Path, name: str) -> Snapshot | None:
    if name == "current":
        return current(var)
    return open_snapshot(find(var, name)) if folders(var, name) else None


def _commit(root: Path, name: str) -> str:
    revision = f"{name}^{{commit}}"
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision)
    if found.returncode:
        raise NoSnapshot(f"“{name}” is neither a snapshot below var nor a git revision.")
    return found.stdout.decode().strip()


def _built(root: Path, commit: str, name: str, folder: Path) -> Snapshot:
    packed = _git(root, "archive", "--format=zip", commit, "--", *NEEDED)
    if packed.returncode:
        raise NoSnapshot(f"“{name}” holds no graph: {packed.stderr.decode().strip()}")
    with zipfile.ZipFile(io.BytesIO(packed.stdout)) as files:
        files.extractall(folder / "root")
    try:
        return build(folder / "root", folder / "var")
    except Findings as refusal:
        stopping = violations(refusal.findings)
        cause = f"“{name}” does not pass today's gate, so there is nothing to compare:"
        raise NoSnapshot(f"{cause}\n{stopping[0]}") from refusal


def _git(root: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", root, *words], capture_output=True, check=False)  # noqa: S603, S607 - no shell, the user's own git
