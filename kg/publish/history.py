"""What has been published below a folder: the current snapshot, and those before it.

`snapshots/current` is a link that one rename swaps; `snapshots/history` lists ids in the order of
their publication, the newest last.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import BadSnapshot, NoSnapshot, SeveralSnapshots
from kg.publish.durable import replace, write_synced
from kg.publish.snapshot import SUMS, Snapshot, open_snapshot
from kg.terms import brief

CURRENT: Final = "current"
HISTORY: Final = "history"
UNFINISHED: Final = ".building-"
LEAST_BEGINNING: Final = 4
_ID: Final = re.compile(r"[0-9a-f]{64}")
_BEGINNING: Final = re.compile(rf"[0-9a-f]{{{LEAST_BEGINNING},64}}")


@dataclass(frozen=True, slots=True)
class Published:
    """The snapshot that can be served, and why it is not the current one, if it is not."""

    snapshot: Snapshot
    refused: BadSnapshot | None = None


def current(var: Path) -> Snapshot:
    """The snapshot that is published.

    Raises:
        NoSnapshot: nothing has been published below `var`.
        BadSnapshot: it is no longer what was published.
    """
    link = var / "snapshots" / CURRENT
    if not link.is_symlink():
        raise NoSnapshot("Nothing has been built yet. Run `averment build` first.")
    return open_snapshot(link)


def newest_whole(var: Path) -> Published:
    """The current snapshot or, where it is damaged, the one published last before it.

    Raises:
        NoSnapshot: nothing has been published below `var`, or nothing of it is whole.
    """
    try:
        return Published(current(var))
    except BadSnapshot as refused:
        for identity in published(var):
            try:
                return Published(open_snapshot(var / "snapshots" / identity), refused)
            except BadSnapshot:
                continue
        raise NoSnapshot(f"{refused} No earlier snapshot is intact.") from refused


def published(var: Path) -> tuple[str, ...]:
    """Ids of the published snapshots, the newest first, each once; those that are gone too."""
    return tuple(dict.fromkeys(reversed(_noted(var / "snapshots"))))


def _noted(snapshots: Path) -> list[str]:
    history = snapshots / HISTORY
    lines = history.read_text("utf-8", "replace").splitlines() if history.is_file() else []
    return [line for line in lines if _ID.fullmatch(line)]


def is_beginning(name: str) -> bool:
    """Whether a name can be the id of a snapshot, or enough of its beginning."""
    return bool(_BEGINNING.fullmatch(name))


def folders_of(snapshots: Path) -> list[Path]:
    """Folders of all snapshots, in the order of their ids."""
    found = (path.parent for path in snapshots.glob(f"*/{SUMS}"))
    return sorted(folder for folder in found if _ID.fullmatch(folder.name))


def folders(var: Path, beginning: str) -> list[Path]:
    """Folders of the snapshots whose id begins so; none for a beginning that is too short."""
    if not is_beginning(beginning):
        return []
    return sorted(path.parent for path in (var / "snapshots").glob(f"{beginning}*/{SUMS}"))


def find(var: Path, name: str) -> Path:
    """The folder of the snapshot with this id, or the beginning of its id; not yet verified.

    Raises:
        NoSnapshot: there is none; the ids that there are, the newest first, are named.
        SeveralSnapshots: the beginning belongs to several, which are named.
    """
    found = folders(var, name)
    if len(found) > 1:
        ids = ", ".join(path.name for path in found)
        raise SeveralSnapshots(f"“{name}” begins the ids of {len(found)} snapshots: {ids}.")
    if not found:
        raise NoSnapshot(f"There is no snapshot “{name[:64]}”. There are: {_shown(var)}.")
    return found[0]


def _shown(var: Path, most: int = 10) -> str:
    there = (each for each in published(var) if (var / "snapshots" / each / SUMS).is_file())
    ids = [brief(each) for each in there]
    return ", ".join(ids[:most]) + (f" and {len(ids) - most} more" if len(ids) > most else "")


def publish(snapshots: Path, identity: str) -> None:
    """Makes a snapshot the current one by one rename, and notes it as the newest.

    Killed between the two, the note is missing: the next build of the same files writes it.
    """
    noted, unfinished = _noted(snapshots), snapshots / f"{UNFINISHED}{CURRENT}"
    replace(snapshots / CURRENT, unfinished, lambda fresh: fresh.symlink_to(identity))
    if noted[-1:] != [identity]:
        lines = "".join(f"{each}\n" for each in (*noted, identity)).encode()
        unfinished = snapshots / f"{UNFINISHED}{HISTORY}"
        replace(snapshots / HISTORY, unfinished, lambda fresh: write_synced(fresh, lines))
