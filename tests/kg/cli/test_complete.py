"""What a shell is offered while a command is typed: asked in click's protocol, and in bash."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.publish.snapshot import Snapshot

ROOT = Path(__file__).parents[3]
REPORT = "doc-yeshiva-world-2025-03-06"


@pytest.fixture(autouse=True)
def published(snapshot: Snapshot, var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked of is the small world's snapshot."""
    assert snapshot.folder.is_relative_to(var)
    monkeypatch.setenv("AVERMENT_VAR", str(var))


def offered(root: Path, *words: str, to: str = "bash") -> list[str]:
    """What is offered for the last of these words, line by line as a shell's script reads it."""
    line = ["averment", "--root", str(root), *words]
    place = line[-1] if to == "fish" else str(len(line) - 1)
    asked = {"COMP_WORDS": "\n".join(line), "COMP_CWORD": place}
    told = subprocess.run(
        [sys.executable, "-m", "kg.cli"],
        cwd=ROOT,
        env=os.environ | asked | {"_AVERMENT_COMPLETE": f"{to}_complete"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert told.stderr == ""
    return [line for line in told.stdout.splitlines() if line]


OFFERED = {
    ("ch",): ["check"],
    ("check", "--"): ["--changed-since", "--all", "--json", "--github", "--help"],
    ("new", "per"): ["person"],
    ("new", "mem"): ["membership"],
    ("new", "person", "--a"): ["--alias"],
    ("new", "statement", "--stance", "neither"): ["neither-confirms-nor-denies"],
    ("new", "membership", "--arrangement", "part"): ["partnership-five-eyes"],
    ("new", "membership", "--locator", ""): [],
    ("new", "statement", "--report", "doc-ye"): [REPORT],
    ("ask", "states-in"): ["states-in-report"],
    ("ask", "states-in-report", ""): [f"report={REPORT}"],
    ("ask", "states-in-report", "report=doc-ye"): [f"report={REPORT}"],
    ("ask", "states-in-report", "report", "=", "doc-nbc"): ["doc-nbc-news-allies"],
    ("ask", "states-in-report", "report", "=", "doc-ye"): [REPORT],
    ("ask", "parties-on-day", "agreement=agreement-ukusa-1946", "d"): ["day=1956-06-01"],
    ("query", "--format", "t"): ["table", "tsv", "ttl", "trig"],
    ("ask", "nothing-of-the-kind", ""): [],
    ("draft", ""): [],
}


@pytest.mark.parametrize(("words", "items"), OFFERED.items(), ids=" ".join)
def test_the_word_begun_is_completed(root: Path, words: tuple[str, ...], items: list[str]) -> None:
    told = [line.split(",") for line in offered(root, *words)]
    assert [value for kind, value in told if kind == "plain"] == items


def test_snapshots_are_offered_to_be_compared(root: Path, snapshot: Snapshot, var: Path) -> None:
    assert offered(root, "diff", "--var", str(var), snapshot.id[:6]) == [f"plain,{snapshot.id}"]
    assert offered(root, "diff", "HEAD", "--var", str(var), "c") == ["plain,current"]


def test_what_is_offered_is_explained_where_a_shell_shows_it(root: Path) -> None:
    assert offered(root, "ask", "states-in-r", to="fish") == [
        "plain,states-in-report\tWhich states does a report name as acting, and what is each "
        "one's own position?"
    ]
    assert offered(root, "chec", to="zsh") == [
        *("plain", "check", "say what is wrong with the curated files")
    ]


def test_where_nothing_can_be_read_nothing_is_offered(tmp_path: Path) -> None:
    assert offered(tmp_path, "ask", "--var", str(tmp_path), "") == []
    assert offered(tmp_path, "diff", "--var", str(tmp_path), "x") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell: str) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "kg.cli"],
        cwd=ROOT,
        env=os.environ | {"_AVERMENT_COMPLETE": f"{shell}_source"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"_AVERMENT_COMPLETE={shell}_complete" in told.stdout


def test_bash_completes_as_the_readme_switches_it_on(tmp_path: Path) -> None:
    """The line of the README is evaluated; then bash is given a line that ends in a tab."""
    assert shutil.which("bash"), "the tests of this project run in bash"
    (tmp_path / "averment").symlink_to(Path(sys.executable).with_name("averment"))
    (switch_on,) = (
        line.partition("   ")[0]
        for line in (ROOT / "README.md").read_text("utf-8").splitlines()
        if line.startswith('eval "$(_AVERMENT')
    )
    script = f"""{switch_on}
        COMP_WORDS=(averment ask states-in-re) COMP_CWORD=2
        _averment_completion averment
        printf '%s\\n' "${{COMPREPLY[@]}}"
        complete -p averment
    """
    told = subprocess.run(
        ["bash", "-euc", script],
        cwd=ROOT,
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.stderr == ""
    completed, how = told.stdout.splitlines()
    assert completed == "states-in-report"
    assert how == "complete -o nosort -F _averment_completion averment"
