"""Writing so that a crash leaves the old or the new, on the disk and not only in its cache."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Lets one at a time change what stands in a folder; a second one waits."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_synced(path: Path, content: bytes) -> None:
    """Writes a file and waits until the disk has it; makes the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Waits until the disk knows which names stand in a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace(path: Path, fresh: Path, make: Callable[[Path], None]) -> None:
    """Swaps a file or link for the one that `make` puts at `fresh`, by one rename."""
    fresh.unlink(missing_ok=True)
    make(fresh)
    fresh.replace(path)
    sync_folder(path.parent)
