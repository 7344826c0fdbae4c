"""Published snapshots: opened only while they are what was published, found by name, in order."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import BadSnapshot, NoSnapshot, SeveralSnapshots
from kg.publish.build import build
from kg.publish.history import current, find, folders, newest_whole, publish, published
from kg.publish.snapshot import SUMS, Snapshot, open_snapshot


@pytest.fixture
def copied(snapshot: Snapshot, tmp_path: Path) -> Path:
    """A folder of snapshots with the one of this run, published, to be damaged."""
    shutil.copytree(snapshot.folder, tmp_path / "snapshots" / snapshot.id)
    publish(tmp_path / "snapshots", snapshot.id)
    return tmp_path


def change_a_byte(folder: Path) -> None:
    content = bytearray((folder / "quads.nq").read_bytes())
    content[1000] ^= 1
    (folder / "quads.nq").write_bytes(content)


def cut_a_line(folder: Path) -> None:
    lines = (folder / "quads.nq").read_bytes().splitlines(keepends=True)
    (folder / "quads.nq").write_bytes(b"".join(lines[:-1]) + lines[-1][:20])


DAMAGES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "a changed byte": (change_a_byte, "quads.nq", r"is changed$"),
    "a cut line": (cut_a_line, "quads.nq", r"is cut: [\d,]+ of [\d,]+ bytes are left$"),
    "a missing file": (
        lambda folder: (folder / "queries/withheld.rq").unlink(),
        "queries/withheld.rq",
        r"is missing$",
    ),
    "a file too many": (
        lambda folder: (folder / "ontology/modules/more.ttl").write_text("<a:b> a <c:d> ."),
        "ontology/modules/more.ttl",
        r"does not belong to it$",
    ),
    "a cut manifest": (
        lambda folder: (folder / "manifest.json").write_text("{"),
        "manifest.json",
        "changed",
    ),
    "no list of digests": (lambda folder: (folder / SUMS).unlink(), SUMS, r"is missing$"),
    "a list with another file's digest": (
        lambda folder: (folder / SUMS).write_text("0" * 64 + "  quads.nq\n"),
        SUMS,
        r"its digest is not the snapshot's id$",
    ),
    "a folder in place of a file": (
        lambda folder: ((folder / "moved.tsv").unlink(), (folder / "moved.tsv").mkdir()),
        "moved.tsv",
        r"is missing$",
    ),
    "a link to nowhere": (
        lambda folder: ((folder / "moved.tsv").unlink(), os.symlink("x", folder / "moved.tsv")),
        "moved.tsv",
        r"cannot be read",
    ),
}


@pytest.mark.parametrize(("damage", "path", "cause"), DAMAGES.values(), ids=DAMAGES)
def test_what_is_no_longer_what_was_published_is_not_opened(
    copied: Path, damage: Callable[[Path], object], path: str, cause: str
) -> None:
    folder = current(copied).folder
    damage(folder)
    told = f"snapshot {folder.name[:12]} is damaged: {path} "
    with pytest.raises(BadSnapshot, match=re.escape(told)) as met:
        current(copied)
    assert (met.value.identity, met.value.path) == (folder.name, path)
    assert re.search(cause, met.value.cause)


def test_a_snapshot_under_another_name_is_not_opened(copied: Path) -> None:
    folder = current(copied).folder
    renamed = folder.rename(folder.with_name("f" * 64))
    with pytest.raises(BadSnapshot, match="its digest is not the snapshot's id"):
        open_snapshot(renamed)


@pytest.fixture
def two(checkout: Path, tmp_path: Path) -> tuple[Path, Snapshot, Snapshot]:
    """A folder with two snapshots, published one after the other."""
    var = tmp_path / "var"
    first = build(checkout, var)
    question = checkout / "queries/withheld.rq"
    question.write_text(question.read_text("utf-8").replace("# title: Who", "# title: Which"))
    return var, first, build(checkout, var)


def test_the_order_of_publication_is_kept(two: tuple[Path, Snapshot, Snapshot]) -> None:
    var, first, second = two
    assert published(var) == (second.id, first.id)
    assert newest_whole(var) == (newest := newest_whole(var))
    assert (newest.snapshot, newest.refused) == (second, None)
    publish(var / "snapshots", first.id)
    assert published(var) == (first.id, second.id)
    assert current(var) == first


def test_where_the_current_one_is_damaged_the_one_before_it_is_served(
    two: tuple[Path, Snapshot, Snapshot],
) -> None:
    var, first, second = two
    change_a_byte(second.folder)
    found = newest_whole(var)
    assert found.snapshot == first
    assert found.refused
    assert (found.refused.identity, found.refused.path) == (second.id, "quads.nq")


def test_where_none_is_whole_none_is_served(two: tuple[Path, Snapshot, Snapshot]) -> None:
    var, first, second = two
    change_a_byte(second.folder)
    shutil.rmtree(first.folder)
    with pytest.raises(NoSnapshot, match=r"quads\.nq is changed.*No earlier snapshot is intact"):
        newest_whole(var)


def test_a_snapshot_is_found_by_its_id_or_the_beginning_of_it(
    two: tuple[Path, Snapshot, Snapshot],
) -> None:
    var, first, second = two
    assert find(var, first.id) == first.folder
    assert find(var, second.id[:12]) == second.folder
    with pytest.raises(
        NoSnapshot, match=f"no snapshot “0000”. There are: {second.id[:12]}, {first.id[:12]}"
    ):
        find(var, "0000")
    for name in (first.id[:3], "current", "../x", first.id + "0", first.id.upper(), ""):
        assert folders(var, name) == []
        with pytest.raises(NoSnapshot):
            find(var, name)


def test_a_beginning_that_several_share_names_them(two: tuple[Path, Snapshot, Snapshot]) -> None:
    var, first, _ = two
    parting = "1" if first.id[8] == "0" else "0"
    twin = var / "snapshots" / (first.id[:8] + parting * 56)
    shutil.copytree(first.folder, twin)
    with pytest.raises(SeveralSnapshots, match=f"begins the ids of 2 snapshots: .*{first.id}"):
        find(var, first.id[:8])
    assert find(var, first.id[:9]) == first.folder


def test_a_note_of_the_order_that_was_cut_hides_no_snapshot(
    two: tuple[Path, Snapshot, Snapshot],
) -> None:
    var, first, second = two
    history = var / "snapshots/history"
    history.write_bytes(history.read_bytes()[:-10])
    assert published(var) == (first.id,)
    assert current(var) == second
