"""The journal of the desk: what the last command changes, noted before it does, to undo it by."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from kg.desk.files import beside, replace
from kg.errors import BadArgument
from kg.publish.durable import replace as swapped
from kg.publish.durable import sync_folder, write_synced

JOURNAL: Final = "var/undo.json"


@dataclass(frozen=True, slots=True)
class Change:
    """A file of a checkout and its text before and after a command, None where there was no file.

    `path` is relative to the checkout where it lies there; `folders` are those that were made for
    it, the innermost first.
    """

    path: str
    before: str | None
    after: str
    folders: tuple[str, ...]


def commit(root: Path, texts: Mapping[Path, str], command: str) -> list[Path]:
    """Writes the texts that differ from what the files hold, all or none; gives their paths.

    What changes is on the disk before the first change: killed half way, the command can be undone.

    Raises:
        OSError: a file cannot be written; all are as they were.
    """
    changes = [_change(root, path, text) for path, text in texts.items() if text != _text(path)]
    noted = {"command": command, "changes": [asdict(change) for change in changes]}
    content = json.dumps(noted, ensure_ascii=False, indent=1).encode()
    journal = root / JOURNAL
    journal.parent.mkdir(parents=True, exist_ok=True)
    swapped(journal, beside(journal), lambda fresh: write_synced(fresh, content))
    try:
        for change in changes:
            replace(root / change.path, change.after)
    except OSError:
        _restore(root, changes)
        raise
    return [root / change.path for change in changes]


def undo(root: Path) -> tuple[str, list[Path]]:
    """Takes back what the last command changed; gives the command and the paths.

    Raises:
        BadArgument: there is nothing to undo, or a file was edited since; all stays as it is.
    """
    command, changes = _noted(root)
    edited = [c.path for c in changes if _text(root / c.path) not in (c.before, c.after)]
    if edited:
        cause = f"{', '.join(edited)}: edited since `averment {command}`; nothing was undone."
        raise BadArgument(f"{cause} Take the edit back first, or undo both by hand.")
    _restore(root, changes)
    (root / JOURNAL).unlink()
    return command, [root / change.path for change in changes]


def _noted(root: Path) -> tuple[str, list[Change]]:
    journal = _text(root / JOURNAL)
    if journal is None:
        raise BadArgument("there is nothing to undo: no command has written since the last undo.")
    try:
        noted = json.loads(journal)
        changes = [Change(**one) for one in noted["changes"]]
    except (ValueError, TypeError, KeyError) as error:
        raise BadArgument(f"{JOURNAL} is no journal of the desk; nothing was undone.") from error
    return noted["command"], changes


def _change(root: Path, path: Path, text: str) -> Change:
    missing = (_named(root, folder) for folder in path.parents if not folder.exists())
    return Change(_named(root, path), _text(path), text, tuple(missing))


def _named(root: Path, path: Path) -> str:
    return (path.relative_to(root) if path.is_relative_to(root) else path.resolve()).as_posix()


def _text(path: Path) -> str | None:
    """The text of a file, its ends of lines as they are."""
    return path.read_bytes().decode() if path.exists() else None


def _restore(root: Path, changes: Iterable[Change]) -> None:
    for change in changes:
        path = root / change.path
        beside(path).unlink(missing_ok=True)
        if change.before is not None:
            replace(path, change.before)
        elif path.exists():
            path.unlink()
            sync_folder(path.parent)
        for folder in change.folders:
            if (root / folder).is_dir() and not any((root / folder).iterdir()):
                (root / folder).rmdir()
