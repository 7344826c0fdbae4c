"""A check that tells of some files alone, named by their paths or by what git says has changed."""

import subprocess
from pathlib import Path

import pytest

from kg.cli.main import main
from kg.gate.at_hand import NotCurated, changed_since, files_at
from kg.gate.check import check

ZEALAND = "kg/data/states/state-nzl.ttl"
CANADA = "kg/data/states/state-can.ttl"


def git(checkout: Path, *words: str) -> None:
    name = ("-c", "user.name=Curator", "-c", "user.email=curator@example.org")
    subprocess.run(["git", "-C", checkout, *name, *words], check=True, capture_output=True)


def blur(file: Path) -> None:
    """Takes a file out of canonical form, and refers to nothing."""
    file.write_text(file.read_text("utf-8").replace(" ;", "  ;", 1), "utf-8")


@pytest.fixture
def committed(checkout: Path) -> Path:
    git(checkout, "init", "-q")
    git(checkout, "add", "kg", "ontology")
    git(checkout, "commit", "-m", "one")
    return checkout


def test_a_folder_stands_for_the_files_below_it(root: Path):
    assert ZEALAND in files_at(root, [Path("kg/data/states")])
    assert files_at(root, [root / ZEALAND]) == {ZEALAND}


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        ("kg/data/nowhere.ttl", "no such file or folder"),
        ("ontology/README.md", "outside kg/data"),
        ("/etc", "outside kg/data"),
    ],
)
def test_what_is_no_curated_file_is_told(root: Path, path: str, cause: str):
    (root / "ontology/README.md").touch()
    with pytest.raises(NotCurated, match=cause):
        files_at(root, [Path(path)])


def test_changed_are_files_that_were_edited_or_are_new_and_not_yet_committed(committed: Path):
    blur(committed / ZEALAND)
    fresh = committed / "kg/data/states/state-zzz.ttl"
    fresh.write_text("", "utf-8")
    assert changed_since(committed, "HEAD") == {ZEALAND, "kg/data/states/state-zzz.ttl"}


def test_what_names_something_of_a_deleted_file_has_changed_with_it(committed: Path, capsys):
    """What moved into another file is not gone."""
    fresh = committed / "kg/data/states/state-zzz.ttl"
    (committed / ZEALAND).rename(fresh)
    assert changed_since(committed, "HEAD") == {"kg/data/states/state-zzz.ttl"}
    fresh.rename(committed / ZEALAND)
    (committed / CANADA).unlink()
    assert main(["--root", str(committed), "check", "--changed-since", "HEAD"]) == 1
    told = capsys.readouterr().out
    assert "kg/data/agreements/partnership-five-eyes.ttl:" in told
    assert "avd:state-can is described nowhere in this checkout" in told


def test_a_revision_that_git_does_not_know_is_told(committed: Path):
    with pytest.raises(NotCurated, match="git cannot tell"):
        changed_since(committed, "nowhere")


@pytest.mark.parametrize(("path", "code"), [(ZEALAND, 1), (CANADA, 0)])
def test_only_findings_of_the_files_at_hand_stop(checkout: Path, capsys, path: str, code: int):
    blur(checkout / ZEALAND)
    assert main(["--root", str(checkout), "check", str(checkout / path)]) == code
    told = capsys.readouterr().out
    assert ("[form]" in told) is bool(code)
    assert "\n1 of " in f"\n{told}"


def test_of_files_at_hand_nothing_less_is_told_than_of_all(checkout: Path):
    """A broken form, a header of another file, and a second home of its triples."""
    blur(checkout / ZEALAND)
    copy = checkout / "kg/data/states/state-copy.ttl"
    copy.write_text((checkout / CANADA).read_text("utf-8"), "utf-8")
    mine = {ZEALAND, copy.relative_to(checkout).as_posix()}
    whole = {f for f in check(checkout)[1] if f.path in mine}
    at_hand = {f for f in check(checkout, only=mine)[1] if f.path in mine}
    assert whole <= at_hand
    assert {"form", "curated-file", "repeated"} <= {f.rule for f in at_hand}


def test_a_triple_that_two_files_hold_is_told_at_the_file_at_hand(checkout: Path):
    copy = checkout / "kg/data/states/state-zzz.ttl"
    copy.write_text((checkout / CANADA).read_text("utf-8"), "utf-8")
    found = check(checkout, only={CANADA})[1]
    assert {f.path for f in found if f.rule == "repeated"} == {CANADA}


def test_what_stops_elsewhere_is_said_in_the_summary(checkout: Path, capsys):
    (checkout / ZEALAND).write_text("no Turtle", "utf-8")
    main(["--root", str(checkout), "check", str(checkout / CANADA)])
    assert "In other files at least" in capsys.readouterr().out
