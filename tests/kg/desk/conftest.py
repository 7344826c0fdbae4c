"""The command as a curator runs it, on a small checkout of the test's own."""

import io
import subprocess
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from kg.cli.main import main
from kg.desk.known import Known, read_known
from kg.gate.check import check
from kg.gate.findings import Finding, violations

Run = Callable[..., subprocess.CompletedProcess[str]]
Done = Callable[..., str]


@pytest.fixture
def run(checkout: Path) -> Run:
    """Runs `averment` on the checkout to its end; nothing is a terminal."""

    def run(*words: object) -> subprocess.CompletedProcess[str]:
        out, err = io.StringIO(), io.StringIO()
        command = ["--root", *map(str, (checkout, *words))]
        with redirect_stdout(out), redirect_stderr(err):
            code = main(command)
        return subprocess.CompletedProcess(command, code, out.getvalue(), err.getvalue())

    return run


@pytest.fixture
def done(run: Run) -> Done:
    """Runs `averment`, which has to succeed in silence; gives what it prints."""

    def done(*words: object) -> str:
        told = run(*words)
        assert told.returncode == 0, told.stderr
        assert told.stderr == ""
        return told.stdout

    return done


@pytest.fixture
def refusals(checkout: Path) -> Callable[[], list[Finding]]:
    """What stops the checkout's publication."""
    return lambda: violations(check(checkout)[1])


@pytest.fixture(scope="session")
def known(root: Path) -> Known:
    """What the small checkout holds."""
    return read_known(root)
