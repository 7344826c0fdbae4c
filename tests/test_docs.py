"""Pages of docs/ are held to what they tell of: files that there are, settings that are read."""

import re
from pathlib import Path

import pytest

from api.process.manual import manual

ROOT = Path(__file__).parents[1]
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text("utf-8")
TOPS = ("api", "docs", "kg", "ontology", "queries", "tests", "tools")
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))


def named_files(page: str) -> list[str]:
    """Paths of the checkout in a page; names with a placeholder stand for files yet to come."""
    told = re.findall(r"`([^`\s]+)`", page)
    return [path for path in told if path.split("/")[0] in TOPS and "<" not in path and "/" in path]


def test_a_file_that_is_not_there_is_found():
    page = "See `kg/gone.py`, `kg/terms.py`, `queries/<name>.rq` and `av:stance`."
    assert [path for path in named_files(page) if not (ROOT / path).exists()] == ["kg/gone.py"]


def test_the_architecture_names_files_that_there_are():
    named = named_files(ARCHITECTURE)
    assert len(named) > 60
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_architecture_names_every_room():
    rooms = {path.name for path in (ROOT / "kg").iterdir() if path.is_dir() and path.name[0] != "_"}
    assert set(re.findall(r"^\| `kg/(\w+)/`", ARCHITECTURE, re.MULTILINE)) == rooms
    doors = {path.name for path in (ROOT / "api").iterdir() if path.name[0] != "_"}
    (row,) = re.findall(r"^\| `api/` \| (.+) \|", ARCHITECTURE, re.MULTILINE)
    assert set(re.findall(r"`([\w.]+?)/?`", row.rpartition(" | ")[0])) == doors


def test_the_settings_page_is_what_the_code_prints():
    told = "Run `make generate` and review the diff."
    assert (ROOT / "docs/settings.md").read_text("utf-8") == manual(), told


def test_decisions_are_numbered_one_after_the_other():
    assert [int(path.name[:4]) for path in DECISIONS] == [*range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_what_was_met_decided_and_what_follows(path: Path):
    text = path.read_text("utf-8")
    assert re.match(rf"# {int(path.name[:4])}\. \S", text)
    for part in ("Context", "Decision", "Consequences"):
        assert f"**{part}.**" in text
