"""What the tests of this room share."""

import shutil
from pathlib import Path

import pytest

from kg.publish.history import publish
from kg.publish.snapshot import Snapshot


@pytest.fixture
def snapshots(tmp_path: Path, snapshot: Snapshot, wide_snapshot: Snapshot) -> Path:
    """Where the small world is published, and the wider one, which has more of all, waits."""
    folder = tmp_path / "snapshots"
    for each in (snapshot, wide_snapshot):
        shutil.copytree(each.folder, folder / each.id)
    publish(folder, snapshot.id)
    return folder
