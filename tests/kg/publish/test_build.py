"""Snapshots: named by what they hold, published whole or not at all."""

import hashlib
import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pyoxigraph as px
import pytest

from kg.ask.search import Hits, TextIndex
from kg.errors import BadFile, BadSnapshot, NoSnapshot
from kg.gate.findings import Findings
from kg.publish import build as module
from kg.publish.build import Unverified, build
from kg.publish.history import current
from kg.publish.snapshot import QUADS, Snapshot, open_snapshot

STATE = "kg/data/states/state-nzl.ttl"


def contents(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder, by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def states(snapshot: Snapshot) -> int:
    """How many states a snapshot knows: a question that shows that it answers."""
    asked = "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/averment/ns#State> }"
    results = snapshot.load().query(asked, use_default_graph_as_union=True)
    assert isinstance(results, px.QuerySolutions)
    return int(next(results)["n"].value)


def replace(file: Path, was: str, becomes: str) -> None:
    text = file.read_text("utf-8")
    assert was in text
    file.write_text(text.replace(was, becomes, 1), "utf-8")


def leftovers(var: Path) -> list[str]:
    return [path.name for path in (var / "snapshots").glob(".building-*")]


BUILD = "import sys; from kg.cli.main import main; sys.exit(main(sys.argv[1:]))"
# The same, sent a signal before it writes or renames what ends with a name.
ENDED = f"""
import os, signal, sys
PLACES = {{"open": 0, "os.rename": 1, "os.symlink": 1}}
sent, name = signal.Signals[sys.argv.pop(1)], sys.argv.pop(1)

def end_in_time(event, arguments):
    if event not in PLACES or (event == "open" and arguments[1] != "w"):
        return
    if str(arguments[PLACES[event]]).endswith(name):
        os.kill(os.getpid(), sent)

sys.addaudithook(end_in_time)
{BUILD}
"""


def start_build(root: Path, var: Path, code: str = BUILD, *first: str) -> subprocess.Popen[bytes]:
    """A build in a process of its own."""
    home = Path(__file__).parents[3]
    words = (sys.executable, "-c", code, *first, "--root", str(root), "build", "--var", str(var))
    return subprocess.Popen(words, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_anybody_can_check_a_snapshot_with_sha256sum(snapshot: Snapshot) -> None:
    def run(*words: str) -> str:
        command = ["sha256sum", *words]
        done = subprocess.run(
            command, cwd=snapshot.folder, capture_output=True, text=True, check=True
        )
        return done.stdout

    assert run("SHA256SUMS").split()[0] == snapshot.id == snapshot.folder.name
    listed = [
        line.split("  ")[1] for line in (snapshot.folder / "SHA256SUMS").read_text().splitlines()
    ]
    checked = run("--check", "SHA256SUMS", "texts.sha256")
    assert checked.count(": OK\n") == len(listed) + len(["texts.sqlite"])
    files = contents(snapshot.folder).keys() - {"SHA256SUMS", "texts.sha256", "texts.sqlite"}
    assert ({*listed}, listed) == (files, sorted(listed))


def test_a_snapshot_holds_all_that_is_served(snapshot: Snapshot, root: Path) -> None:
    held = contents(snapshot.folder)
    for part in ("queries/*.rq", "ontology/modules/*.ttl", "ontology/align/*.tsv"):
        there = [path.relative_to(root).as_posix() for path in root.glob(part)]
        assert there
        assert {path: held[path] for path in there} == {
            path: hashlib.sha256((root / path).read_bytes()).hexdigest() for path in there
        }
    assert snapshot.moved() == {"prop-aus-reconsiders": "prop-aus-review"}


def test_the_manifest_says_what_is_in_it(snapshot: Snapshot, root: Path) -> None:
    manifest = snapshot.manifest()
    assert manifest["quads"] == len(snapshot.load())
    assert manifest["files"] == len(list((root / "kg/data").rglob("*.ttl")))
    assert manifest["curatedOn"] == "2026-11-24"
    assert snapshot.last_curated == date(2026, 11, 24)


def test_quads_are_sorted_and_stand_once(snapshot: Snapshot) -> None:
    lines = (snapshot.folder / QUADS).read_bytes().splitlines()
    assert lines == sorted(set(lines))


def test_the_same_files_give_the_same_bytes_wherever_they_lie(
    snapshot: Snapshot, checkout: Path, tmp_path: Path
) -> None:
    again = build(checkout, tmp_path / "elsewhere")
    assert again.id == snapshot.id
    assert contents(again.folder) == contents(snapshot.folder)


def test_nothing_is_published_yet_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot, match="Run `averment build` first"):
        current(tmp_path)


def test_another_fact_or_another_rule_makes_another_snapshot(
    snapshot: Snapshot, checkout: Path, tmp_path: Path
) -> None:
    var = tmp_path / "elsewhere"
    replace(checkout / STATE, "New Zealand", "Aotearoa")
    other = build(checkout, var)
    replace(checkout / "ontology/rules/18-label.rq", "# title: ", "# title: Put another way: ")
    third = build(checkout, var)
    assert len({snapshot.id, other.id, third.id}) == 3
    assert current(var) == third
    assert states(other) == states(third) == states(snapshot)


def test_a_refused_build_leaves_the_old_snapshot_current_and_answering(
    checkout: Path, tmp_path: Path
) -> None:
    var = tmp_path / "elsewhere"
    old = build(checkout, var)
    before = contents(old.folder)
    replace(checkout / STATE, "av:State", "av:Stat")
    with pytest.raises(Findings, match="nothing was published"):
        build(checkout, var)
    assert current(var) == old
    assert contents(old.folder) == before
    assert states(current(var)) == 10
    assert leftovers(var) == []


def test_a_build_that_is_killed_leaves_the_old_snapshot_or_the_new_one_whole(
    snapshot: Snapshot, checkout: Path, tmp_path: Path
) -> None:
    """Killed before it writes its first file and its last one, and before each rename."""
    var = tmp_path / "elsewhere"
    old = build(checkout, var)
    replace(checkout / STATE, "New Zealand", "Aotearoa")
    new = build(checkout, tmp_path / "reference")
    wanted = {old.id: contents(old.folder), new.id: contents(new.folder)}
    too_early = ("averment.ttl", "SHA256SUMS", new.id, "/.building-current", "/current")
    for name in (*too_early, "/history", "/.made-from"):
        victim = start_build(checkout, var, ENDED, "SIGKILL", name)
        victim.communicate()
        assert victim.returncode == -signal.SIGKILL, f"nothing was done to {name}"
        found = current(var)
        assert found.id == (old.id if name in too_early else new.id)
        assert contents(found.folder) == wanted[found.id]
    assert build(checkout, var) == Snapshot(new.id, var.resolve() / "snapshots" / new.id)
    assert leftovers(var) == []


def test_a_build_that_is_stopped_between_writing_and_renaming_is_swept_next_time(
    checkout: Path, tmp_path: Path
) -> None:
    var = tmp_path / "elsewhere"
    unfinished = var / "snapshots" / ".building-abc" / "ontology"
    unfinished.mkdir(parents=True)
    (unfinished / "averment.ttl").write_text("half a fi")
    (var / "snapshots" / ".building-current").symlink_to("nowhere")
    built = build(checkout, var)
    assert leftovers(var) == []
    assert current(var).id == built.id


def test_two_builds_at_once_both_end_and_agree(
    snapshot: Snapshot, checkout: Path, tmp_path: Path
) -> None:
    var = tmp_path / "elsewhere"
    both = [start_build(checkout, var) for _ in range(2)]
    assert [process.communicate()[1] for process in both] == [b"", b""]
    assert [process.returncode for process in both] == [0, 0]
    assert current(var).id == snapshot.id
    assert contents(current(var).folder) == contents(snapshot.folder)


@pytest.fixture
def written(snapshot: Snapshot, tmp_path: Path) -> Snapshot:
    """A copy of a written snapshot, to be damaged."""
    return open_snapshot(Path(shutil.copytree(snapshot.folder, tmp_path / snapshot.id)))


def test_what_was_written_whole_is_verified(written: Snapshot) -> None:
    module._verify(written, written.quads.read_bytes())


@pytest.mark.parametrize("kept", [0, 1_000, -1_000])
def test_a_file_that_was_cut_is_not_published(written: Snapshot, kept: int) -> None:
    quads = written.quads.read_bytes()
    written.quads.write_bytes(quads[:kept])
    with pytest.raises(BadSnapshot, match=r"quads\.nq is cut"):
        module._verify(written, quads)


def laid_out_anew(written: Snapshot, *statements: str) -> None:
    """The text index as another version of SQLite may write it, after some changes."""
    with closing(sqlite3.connect(written.texts)) as index:
        for statement in (*statements, "PRAGMA page_size = 8192", "VACUUM"):
            index.execute(statement)
            index.commit()
    digest = hashlib.sha256(written.texts.read_bytes()).hexdigest()
    (written.folder / "texts.sha256").write_text(f"{digest}  texts.sqlite\n")


def test_the_name_of_a_snapshot_rests_on_what_its_index_says_not_on_its_layout(
    written: Snapshot, snapshot: Snapshot
) -> None:
    laid_out_anew(written)
    assert written.texts.read_bytes() != snapshot.texts.read_bytes()
    assert open_snapshot(written.folder).id == snapshot.id
    found = TextIndex(written.texts).find("israel")
    assert found == TextIndex(snapshot.texts).find("israel") != Hits((), 0, {})


@pytest.mark.parametrize(
    "statement",
    ["UPDATE thing SET label = 'x' WHERE id = 0", "DELETE FROM told WHERE thing = 1",
     "DROP INDEX named"],
)  # fmt: skip
def test_an_index_that_says_something_else_is_found(written: Snapshot, statement: str) -> None:
    laid_out_anew(written, statement)
    with pytest.raises(BadSnapshot, match=r"texts\.sqlite differs from what was published"):
        open_snapshot(written.folder)


@pytest.mark.parametrize(
    ("damage", "cause"),
    [
        (lambda file: file.write_bytes(file.read_bytes()[:-4096]), "is changed"),
        (lambda file: file.unlink(), "is missing"),
        (lambda file: (file.parent / "texts.sha256").unlink(), "does not belong to it"),
    ],
)
def test_a_damaged_index_is_found(
    written: Snapshot, damage: Callable[[Path], None], cause: str
) -> None:
    damage(written.texts)
    with pytest.raises(BadSnapshot, match=rf"texts\.sqlite {cause}"):
        open_snapshot(written.folder)


def test_a_triple_in_two_graphs_is_not_published(snapshot: Snapshot, tmp_path: Path) -> None:
    quads = snapshot.quads.read_bytes()
    doubled = quads + b"<http://x> <http://x> <http://x> <http://a> .\n"
    doubled += b"<http://x> <http://x> <http://x> <http://b> .\n"
    held = {path: (snapshot.folder / path).read_bytes() for path in contents(snapshot.folder)}
    del held["SHA256SUMS"], held["texts.sha256"]
    with pytest.raises(Unverified, match="different triples"):
        module._publish(tmp_path, {**held, QUADS: doubled})
    assert not list(tmp_path.glob("[0-9a-f]*"))


def test_a_question_that_cannot_be_read_is_not_published(checkout: Path, tmp_path: Path) -> None:
    replace(checkout / "queries/withheld.rq", "# title:", "# heading:")
    with pytest.raises(BadFile, match=r"withheld\.rq:1:1: the header “# title: …” is missing"):
        build(checkout, tmp_path / "var")
    with pytest.raises(NoSnapshot):
        current(tmp_path / "var")


def test_another_question_or_redirect_makes_another_snapshot(
    snapshot: Snapshot, checkout: Path, tmp_path: Path
) -> None:
    replace(checkout / "queries/withheld.rq", "# title: Who", "# title: Which")
    second = build(checkout, tmp_path / "var")
    (checkout / "kg/data/moved.tsv").unlink()
    third = build(checkout, tmp_path / "var")
    assert len({snapshot.id, second.id, third.id}) == 3
    assert third.moved() == {}
    assert second.quads.read_bytes() == third.quads.read_bytes() != snapshot.quads.read_bytes()


def test_a_snapshot_may_be_read_by_the_account_that_serves_it(snapshot: Snapshot) -> None:
    assert snapshot.folder.stat().st_mode & 0o777 == 0o755


def test_an_interrupted_build_says_so_and_leaves_nothing(checkout: Path, tmp_path: Path) -> None:
    var = tmp_path / "elsewhere"
    process = start_build(checkout, var, ENDED, "SIGINT", "SHA256SUMS")
    _, told = process.communicate()
    assert process.returncode == 2
    assert told == b"averment: stopped\n"
    with pytest.raises(NoSnapshot):
        current(var)


def test_the_manifest_is_plain_json(snapshot: Snapshot) -> None:
    text = (snapshot.folder / "manifest.json").read_text("utf-8")
    assert json.dumps(json.loads(text), indent=2, sort_keys=True) == text


def test_where_nothing_changed_nothing_is_built_again(checkout: Path, tmp_path: Path) -> None:
    first = build(checkout, tmp_path / "var")
    steps: list[str] = []
    again = build(checkout, tmp_path / "var", steps.append)
    assert (again.id, steps) == (first.id, [])


def test_what_is_missing_or_older_is_built_again(checkout: Path, tmp_path: Path) -> None:
    var = tmp_path / "var"
    first = build(checkout, var)
    rule = checkout / "ontology/rules/18-label.rq"
    rule.write_text(rule.read_text("utf-8") + "\n", "utf-8")
    second = build(checkout, var)
    assert second.id != first.id
    shutil.rmtree(second.folder)
    assert build(checkout, var).id == second.id
    assert open_snapshot(second.folder) == second


def test_a_damaged_snapshot_is_built_again(checkout: Path, tmp_path: Path) -> None:
    built = build(checkout, tmp_path / "var")
    before = contents(built.folder)
    (built.folder / "moved.tsv").write_text("from\tto\na\tb\n")
    assert build(checkout, tmp_path / "var") == built
    assert contents(built.folder) == before
