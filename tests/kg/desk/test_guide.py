"""The curator's guide, part two: its commands are run in order in a small checkout."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pyoxigraph as px
import pytest

from kg.desk.known import Known
from kg.gate.check import check
from kg.gate.findings import violations

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[3]
PART_TWO = (ROOT / "docs/curating.md").read_text("utf-8").partition("\n## Part two")[2]
PIECES = re.findall(r"```(sh|text)\n(.+?)\n```", PART_TWO, re.DOTALL)
SHELL = f"""set -euo pipefail
averment() {{ "{sys.executable}" -m kg.cli --root . "$@"; }}
"""
ME = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in {"NAME": "Curator", "EMAIL": "curator@example.org"}.items()
}


def shell(folder: Path, commands: str) -> str:
    told = subprocess.run(
        ["bash", "-c", SHELL + commands],
        cwd=folder,
        env=os.environ | ME | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return told.stdout


def test_the_article_is_worked_through_as_the_guide_says(checkout: Path):
    shell(checkout, "git init -q && git add kg ontology && git commit -q -m before")
    told = ""
    for kind, piece in PIECES:
        if kind == "sh":
            told = shell(checkout, piece)
        else:
            assert all(line in told for line in piece.splitlines())
    assert violations(check(checkout)[1]) == []
    changes = told.partition("claims changed: 7")[2].partition("documents gained")[0]
    assert changes.count("\n      ") == changes.count("citations: 1 gained, 0 lost") == 7
    folder = checkout / "kg/data/documents/2025"
    report = (folder / "doc-practice-2025-03-06.ttl").read_text("utf-8")
    assert report.count("a av:Statement") == 1
    origin = (folder / "doc-yeshiva-world-2025-03-06.ttl").read_text("utf-8")
    assert origin.count("av:citedDocument avd:doc-practice-2025-03-06") == 7
    draft = (checkout / "draft.ttl").read_text("utf-8")
    assert "DECIDE: " in draft
    assert "av:stance" not in draft


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(av:\w+)`", PART_TWO))))
def test_every_term_that_is_named_exists(store: px.Store, name: str):
    question = f"ASK {{ av:{name[3:]} rdfs:label ?label }}"
    prefixes = {
        "av": "https://w3id.org/averment/ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    }
    assert store.query(question, prefixes=prefixes, use_default_graph_as_union=True)


def test_every_stance_is_explained(known: Known):
    table = PART_TWO.partition("### Deciding the stance")[2].partition("###")[0]
    explained = {f"stance-{name}" for name in re.findall(r"`([a-z-]+)`", table)}
    assert explained == set(known.concepts("stance"))
