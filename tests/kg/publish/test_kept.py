"""What is kept of published snapshots: listed in order, pruned without touching the current one."""

from pathlib import Path

import pytest

from kg.cli.main import main
from kg.publish.history import current, find, publish
from kg.publish.kept import kept, prune
from kg.publish.snapshot import MANIFEST, SUMS, identity_of, sums_of


def published(var: Path, number: int) -> str:
    """Publishes a snapshot of almost nothing; gives its id."""
    manifest = b'{"quads": %d}' % number
    sums = sums_of({MANIFEST: manifest})
    folder = var / "snapshots" / identity_of(sums)
    folder.mkdir(parents=True)
    (folder / SUMS).write_bytes(sums)
    (folder / MANIFEST).write_bytes(manifest)
    publish(var / "snapshots", folder.name)
    return folder.name


@pytest.fixture
def ids(tmp_path: Path) -> list[str]:
    """Four snapshots, the newest first."""
    return [published(tmp_path, number) for number in range(4)][::-1]


def listed(var: Path) -> list[str]:
    return [one.snapshot.id for one in kept(var)]


def test_the_newest_stands_first_and_the_current_one_is_marked(
    tmp_path: Path, ids: list[str]
) -> None:
    assert listed(tmp_path) == ids
    assert [one.is_current for one in kept(tmp_path)] == [True, False, False, False]


def test_where_nothing_is_published_nothing_is_listed_or_removed(tmp_path: Path) -> None:
    assert (kept(tmp_path), prune(tmp_path, 1)) == ([], [])


def test_old_ones_are_removed(tmp_path: Path, ids: list[str]) -> None:
    assert [one.snapshot.id for one in prune(tmp_path, 2)] == ids[2:]
    assert listed(tmp_path) == ids[:2]
    left = {path.name for path in (tmp_path / "snapshots").iterdir()}
    assert left == {*ids[:2], "current", "history", ".lock"}


def test_the_current_one_stays_however_old_it_is(tmp_path: Path, ids: list[str]) -> None:
    (tmp_path / "snapshots/current").unlink()
    (tmp_path / "snapshots/current").symlink_to(ids[3])
    prune(tmp_path, 1)
    assert listed(tmp_path) == [ids[3]]
    assert current(tmp_path).id == ids[3]


def test_what_is_left_is_found_by_its_beginning(tmp_path: Path, ids: list[str]) -> None:
    prune(tmp_path, 2)
    assert find(tmp_path, ids[1][:12]).name == ids[1]


def test_the_command_lists_and_prunes(
    tmp_path: Path, ids: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["snapshots", "--var", str(tmp_path)]) == 0
    assert capsys.readouterr().out.splitlines()[0].split()[:2] == ["current", ids[0]]
    assert main(["snapshots", "--var", str(tmp_path), "--prune", "--keep", "1"]) == 0
    words = [line.split()[:2] for line in capsys.readouterr().out.splitlines()]
    assert words == [*(["removed", identity] for identity in ids[1:]), ["current", ids[0]]]


def test_none_at_all_cannot_be_kept(tmp_path: Path, ids: list[str]) -> None:
    assert main(["snapshots", "--var", str(tmp_path), "--prune", "--keep", "0"]) == 2
    assert listed(tmp_path) == ids
