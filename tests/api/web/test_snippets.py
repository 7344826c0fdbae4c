"""The programs that a page offers beside an answer run as they stand, and print it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from api.web.views.snippets import snippets
from tests.browser.browser import NODE
from tests.conftest import ROOT

ROWS = """PREFIX av: <https://w3id.org/averment/ns#>
SELECT ?state { ?state av:isoCode3 "ISR" FILTER(?state != "`${x}` \\\\ )- '") }"""
GRAPH = "CONSTRUCT { ?s a ?kind } WHERE { ?s av:isoCode3 'ISR' ; a ?kind }"
PROGRAMS = {
    "curl": ["bash", "-c"],
    "Python": [sys.executable, "-c"],
    "JavaScript": [str(NODE), "--input-type=module", "--eval"],
    "R": ["Rscript", "-e"],
}


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Where programs are found; a machine without curl has a stand-in for it."""
    if not shutil.which("curl"):
        (tmp_path / "curl").symlink_to(ROOT / "tests/curl.py")
    python = Path(sys.executable).parent
    return os.pathsep.join((str(tmp_path), str(python), os.environ["PATH"]))


@pytest.mark.parametrize("query", [ROWS, GRAPH], ids=["rows", "graph"])
@pytest.mark.parametrize("language", PROGRAMS)
def test_a_program_prints_the_answer(server_url: str, path: str, language: str, query: str) -> None:
    if language == "R" and not shutil.which("Rscript"):
        pytest.skip("R is not installed here")
    offered = snippets(f"{server_url}/sparql", query, makes_graph=query == GRAPH)
    text = {each.language: each.text for each in offered}[language]
    command = [*PROGRAMS[language], text]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | {"PATH": path},
    )
    assert done.returncode == 0, done.stderr
    assert "state-isr" in done.stdout
