"""The snapshots that are kept: what there is, and how old ones are removed."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kg.publish.durable import locked, sync_folder
from kg.publish.history import CURRENT, UNFINISHED, folders_of, published
from kg.publish.snapshot import SUMS, Snapshot


@dataclass(frozen=True, slots=True)
class Kept:
    """A snapshot on the disk; what it holds is not verified."""

    snapshot: Snapshot
    written: datetime
    bytes: int
    is_current: bool


def kept(var: Path) -> list[Kept]:
    """The snapshots below a folder, those published last first, as far as that is noted."""
    noted = {identity: place for place, identity in enumerate(published(var))}
    found = list(_found(var / "snapshots"))
    return sorted(
        found, key=lambda one: (noted.get(one.snapshot.id, len(noted)), -one.written.timestamp())
    )


def prune(var: Path, keep: int) -> list[Kept]:
    """Removes all but the newest snapshots, never the current one; gives what it has removed.

    Args:
        var: folder of the snapshots.
        keep: how many stay, the current one among them.
    """
    snapshots = var / "snapshots"
    if not snapshots.is_dir():
        return []
    with locked(snapshots):
        others = [one for one in kept(var) if not one.is_current]
        removed = others[max(keep - 1, 0) :]
        for one in removed:
            _remove(one.snapshot.folder, snapshots)
    return removed


def _remove(folder: Path, snapshots: Path) -> None:
    """Takes a snapshot away by one rename, so that nobody finds half of it."""
    away = snapshots / f"{UNFINISHED}{folder.name}"
    folder.rename(away)
    sync_folder(snapshots)
    shutil.rmtree(away)


def _found(snapshots: Path) -> Iterator[Kept]:
    current = (snapshots / CURRENT).resolve()
    for folder in folders_of(snapshots):
        yield Kept(
            snapshot=Snapshot(folder.name, folder),
            written=datetime.fromtimestamp((folder / SUMS).stat().st_mtime).astimezone(),
            bytes=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
            is_current=folder.resolve() == current,
        )
