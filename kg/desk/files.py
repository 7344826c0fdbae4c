"""How the desk writes curated files: whole or not at all, one writer at a time."""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kg.errors import BadArgument
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


def create(path: Path, text: str) -> None:
    """Writes a file that did not exist.

    Raises:
        BadArgument: it exists; it stays as it is.
    """
    with _beside(path, text) as whole:
        try:
            os.link(whole, path)
        except FileExistsError as error:
            raise BadArgument(f"{path} exists; nothing was written.") from error


def replace(path: Path, text: str) -> None:
    """Puts a text in the place of a file's text."""
    with _beside(path, text) as whole:
        whole.replace(path)


def write_all(texts: Mapping[Path, str]) -> list[Path]:
    """Writes several files whose text differs, all of them or none; gives their paths.

    Raises:
        OSError: one cannot be written; all are as they were.
    """
    before = {path: path.read_text("utf-8") if path.exists() else None for path in texts}
    changed = [path for path, text in texts.items() if before[path] != text]
    done: list[Path] = []
    try:
        for path in changed:
            done.append(path)
            replace(path, texts[path])
    except OSError:
        for path in done:
            _restore(path, before[path])
        raise
    return changed


def _restore(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink(missing_ok=True)
    elif path.read_text("utf-8") != text:
        replace(path, text)


@contextmanager
def _beside(path: Path, text: str) -> Iterator[Path]:
    """A file of the same folder that holds the whole text; gone afterwards, if still there."""
    whole = path.with_name(f"{path.name}.new")
    try:
        write_synced(whole, text.encode())
        yield whole
    finally:
        whole.unlink(missing_ok=True)
        sync_folder(path.parent)
