"""How the desk writes curated files: whole or not at all, one writer at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.publish.durable import sync_folder, write_synced


@contextmanager
def only_writer(root: Path) -> Iterator[None]:
    """Lets one writer at a time into a checkout, from reading its files to writing one."""
    folder = os.open(root / "kg/data", os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def replace(path: Path, text: str) -> None:
    """Puts a text in the place of a file's text, or into a file that did not exist."""
    whole = beside(path)
    try:
        write_synced(whole, text.encode())
        whole.replace(path)
    finally:
        whole.unlink(missing_ok=True)
        sync_folder(path.parent)


def beside(path: Path) -> Path:
    """Where the whole text of a file stands until it takes the file's place."""
    return path.with_name(f"{path.name}.new")
