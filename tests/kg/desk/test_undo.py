"""The last command at the desk, taken back."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.desk.journal import JOURNAL

ROOT = Path(__file__).parents[3]
REPORT = "doc-yeshiva-world-2025-03-06"
PLACE = ("new", "place", "--name", "Testville")
STATEMENT = (
    *("new", "statement", "--report", REPORT, "--speaker", "AUS", "--stance", "warns"),
    *("--proposition", "prop-aus-review"),
)
# Runs a command in a process that is killed when a curated file is replaced for the n-th time.
KILLED = """
import os, signal, sys
from pathlib import Path
left = int(sys.argv.pop(1))
replace = Path.replace
def killed(self, target):
    global left
    if "kg/data" in str(target):
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
    return replace(self, target)
Path.replace = killed
from kg.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


def content(checkout: Path) -> dict[Path, bytes]:
    """Every file and folder below kg/data, a folder without bytes."""
    paths = (checkout / "kg/data").rglob("*")
    return {path: path.read_bytes() if path.is_file() else b"" for path in paths}


@pytest.mark.parametrize("words", [PLACE, STATEMENT], ids=["a new file", "a file that there was"])
def test_what_the_last_command_wrote_is_taken_back(checkout, done, words):
    before = content(checkout)
    written = Path(done(*words).splitlines()[0])
    assert content(checkout) != before
    assert f"undone: averment {' '.join(words[:2])}\n  {written}: " in done("undo")
    assert content(checkout) == before


def test_a_second_undo_has_nothing_to_take_back(done, run):
    done(*PLACE)
    done("undo")
    again = run("undo")
    assert (again.returncode, again.stdout) == (1, "")
    assert "there is nothing to undo" in again.stderr


def test_a_file_that_was_edited_since_stays_as_it_is(checkout, done, run):
    path = Path(done(*STATEMENT).splitlines()[0])
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    before = content(checkout)
    refused = run("undo")
    assert refused.returncode == 1
    assert f"{REPORT}.ttl: edited since `averment new statement`" in refused.stderr
    assert content(checkout) == before


def test_a_dry_run_writes_nothing_and_leaves_nothing_to_undo(checkout, done, run):
    before = content(checkout)
    shown = done(*STATEMENT, "--dry-run")
    assert "+    av:stance avc:stance-warns ;" in shown
    assert content(checkout) == before
    assert run("undo").returncode == 1


@pytest.mark.parametrize("files", [0, 1])
def test_a_command_that_was_killed_half_way_is_taken_back_whole(checkout, done, files: int):
    """`averment join` writes several files; killed before one of them, it left the others."""
    before = content(checkout)
    article, draft = checkout / "article.txt", checkout / "draft.ttl"
    article.write_text("An Israeli official denied it, NBC News reported.\n", "utf-8")
    done(
        *("draft", article, "--out", draft, "--publisher", "org-yeshiva-world"),
        *("--title", "Retold", "--date", "2025-03-07", "--url", "https://example.org/retold"),
        *("--re-reports", "doc-nbc-news-allies", "--slug", "doc-practice-2025-03-07"),
    )
    join = ("--root", checkout, "join", draft, "--all")
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(files), *join], cwd=ROOT, check=False
    )
    assert killed.returncode == -9
    assert json.loads((checkout / JOURNAL).read_text("utf-8"))["command"] == "join"
    assert "undone: averment join" in done("undo")
    assert content(checkout) == before
