"""Names of states of the graph: a snapshot's id or its beginning, or a git revision."""

import io
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from kg.desk.state import State, state_of_checkout, state_of_snapshot
from kg.errors import BadFile, NoSnapshot
from kg.gate.findings import Findings
from kg.gate.gather import Progress
from kg.publish.history import current, find, folders
from kg.publish.snapshot import Snapshot, open_snapshot

NEEDED: Final = ("kg/data", "ontology")


def states(
    root: Path, var: Path, names: tuple[str, str], progress: Progress = lambda step: None
) -> tuple[State, State]:
    """The two states of the graph with these names, each read or derived in a process of its own.

    Args:
        root: the checkout, whose git knows the revisions.
        var: where snapshots are published.
        names: of the state before and the one after.
        progress: told of each state that is done.

    Raises:
        NoSnapshot: a name is neither, or begins the ids of several snapshots, or the revision's
            files do not pass the gate.
        BadSnapshot: the snapshot is no longer what was published.
    """
    jobs = [_job(root, var, name) for name in names]
    # An interrupt ends the processes too, and the command alone tells of it.
    quiet = (signal.SIGINT, signal.SIG_DFL)
    with ProcessPoolExecutor(2, get_context("spawn"), signal.signal, quiet) as workers:
        before, after = running = [workers.submit(job) for job in jobs]
        for done in as_completed(running):
            progress(names[running.index(done)])
        return before.result(), after.result()


def _job(root: Path, var: Path, name: str) -> Callable[[], State]:
    published = _published(var, name)
    if published:
        return partial(state_of_snapshot, published)
    return partial(_state_of_revision, root, _commit(root, name), name)


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


def _state_of_revision(root: Path, commit: str, name: str) -> State:
    packed = _git(root, "archive", "--format=zip", "-0", commit, "--", *NEEDED)
    if packed.returncode:
        raise NoSnapshot(f"“{name}” holds no graph: {packed.stderr.decode().strip()}")
    with tempfile.TemporaryDirectory(prefix="averment-diff-") as folder:
        with zipfile.ZipFile(io.BytesIO(packed.stdout)) as files:
            files.extractall(folder)
        try:
            return state_of_checkout(Path(folder))
        except (BadFile, Findings) as error:
            refused = error.findings[0] if isinstance(error, Findings) else error
            cause = f"“{name}” does not pass today's gate, so there is nothing to compare:"
            raise NoSnapshot(f"{cause}\n{refused}") from None


def _git(root: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", root, *words], capture_output=True, check=False)  # noqa: S603, S607 - no shell, the user's own git
