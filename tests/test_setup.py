"""Setting up: what the lock files promise, and what a person is told when something is missing."""

import ast
import re
import shutil
import subprocess
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.test_house import ROOT, tracked

LOCKS = ["requirements.lock", "requirements-test.lock", "requirements-bench.lock"]
PIN = re.compile(
    r"^([a-z0-9-]+)==(\S+)((?: ; [^\\]+)?) \\$((?:\n +--hash=sha256:[0-9a-f]{64}.*)+)", re.M
)


def pins(text: str) -> dict[str, str]:
    return {name: version for name, version, _, _ in PIN.findall(text)}


def stray(text: str) -> list[str]:
    """Lines of a lock file that are not pins with hashes: addresses, options, loose versions."""
    return [line for line in PIN.sub("", text).splitlines() if line.strip()]


def asked(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[\s<>=!~;\[]", name)[0]) for name in requirements}


def normal(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://example.org/simple",
        "rdflib @ https://example.org/rdflib.whl",
        "rdflib==7.6.0",
        "rdflib>=7 \\\n    --hash=sha256:" + "0" * 64,
    ],
)
def test_a_line_that_is_no_hashed_pin_is_found(line):
    assert stray(line)


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_pins_with_hashes_and_no_host(lock):
    text = (ROOT / lock).read_text()
    assert pins(text)
    assert stray(text) == []
    assert "://" not in text


def test_locks_agree_and_hold_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    run, test, bench = (pins((ROOT / lock).read_text()) for lock in LOCKS)
    assert asked(project["dependencies"]) <= run.keys()
    assert asked(project["optional-dependencies"]["test"]) <= test.keys()
    assert asked(project["optional-dependencies"]["bench"]) <= bench.keys()
    assert run.items() <= test.items() <= bench.items()


@cache
def imported(folder: str) -> set[str]:
    """Distributions that the modules of a folder import, as `pyproject.toml` would name them."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in tracked(f"{folder}/*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    known = packages_distributions()
    return {normal(known[top][0]) for name in names if (top := name.partition(".")[0]) in known}


def test_what_is_imported_is_asked_for_by_name():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    run, extra = asked(project["dependencies"]), project["optional-dependencies"]
    own = {project["name"]}
    assert imported("kg") | imported("api") <= run | own
    assert {"pyoxigraph", "starlette"} <= imported("kg") | imported("api")
    assert imported("tests") | imported("bench") <= run | own | asked(extra["test"])


@pytest.fixture
def checkout(tmp_path):
    """A checkout with nothing set up, and an empty folder that can stand for PATH."""
    for name in ["tools/setup", "pyproject.toml", *LOCKS]:
        target = tmp_path / "checkout" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    words = tmp_path / "bin"
    words.mkdir()
    for tool in ("bash", "env", "dirname", "cat", "head", "cmp", "rm"):
        found = shutil.which(tool)
        assert found
        (words / tool).symlink_to(found)
    return tmp_path / "checkout"


def command(checkout: Path, name: str, text: str) -> None:
    program = checkout.parent / "bin" / name
    program.write_text(f"#!/usr/bin/env bash\n{text}\n")
    program.chmod(0o755)


def set_up(checkout: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [checkout / "tools" / "setup", *words],
        env={"PATH": str(checkout.parent / "bin"), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


NO_PYTHON = """
Averment cannot be set up: there is no python3.
  To fix it: install Python 3.11 or later (Debian, Ubuntu: apt install python3 python3-venv).
"""
TOO_OLD = """
Averment cannot be set up: python3 is Python 3.9.2; 3.11 or later is needed.
  To fix it: install a newer Python, or name one you have: make setup PYTHON=/path/to/python3.12
"""
NO_VENV = """
Averment cannot be set up: python3 has no venv module.
  To fix it: apt install python3-venv (Debian, Ubuntu), or use another Python: make setup PYTHON=…
"""
NO_GIT = """
Averment cannot be set up: there is no git, which the tests use.
  To fix it: apt install git (Debian, Ubuntu).
"""


def refusal(checkout: Path, *words: str) -> str:
    done = set_up(checkout, *words)
    assert done.returncode == 1
    assert not (checkout / ".venv").exists()
    return done.stderr


def test_no_python(checkout):
    assert refusal(checkout) == NO_PYTHON


def test_python_too_old(checkout):
    command(checkout, "python3", '[ "$1" = -V ] && echo Python 3.9.2; exit 1')
    assert refusal(checkout) == TOO_OLD


def test_no_venv_module(checkout):
    command(checkout, "python3", '[[ "$2" != *ensurepip* ]]')
    assert refusal(checkout) == NO_VENV


def test_no_git_for_the_tests(checkout):
    assert refusal(checkout, "--test") == NO_GIT


def stamp(checkout: Path, lock: str) -> None:
    made_from = [f"{checkout}\n", (checkout / "pyproject.toml").read_text()]
    (checkout / ".venv" / f"in-step-with-{lock}").write_text(
        "".join([*made_from, (checkout / lock).read_text()])
    )


@pytest.fixture
def ready(checkout):
    """A checkout whose environment was made from its locks; no Python can be found any more."""
    command = checkout / ".venv" / "bin" / "averment"
    command.parent.mkdir(parents=True)
    command.touch(mode=0o755)
    stamp(checkout, LOCKS[0])
    return checkout


def test_nothing_is_done_twice(ready):
    done = set_up(ready)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_change_is_noticed(ready, name):
    with (ready / name).open("a") as file:
        file.write("# changed\n")
    assert set_up(ready).stderr == NO_PYTHON


def test_a_checkout_that_moved_is_noticed(ready):
    moved = ready.rename(ready.with_name("elsewhere"))
    assert set_up(moved).stderr == NO_PYTHON
