"""The scripts that are served: made from `web/` as it stands, listed with their licences, small."""

import gzip
import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.test_house import ROOT

SERVED = ROOT / "api/web/static/islands"
# What each page may load before somebody does something: kilobytes as they are sent.
FIRST_VIEW = {
    "base.js": 6,
    "build.js": 9,
    "console.js": 12,
    "graphql.js": 1,
    "home.js": 2,
    "library.js": 4,
    "question.js": 8,
    "terms.js": 4,
}


def files_in(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def loaded(entry: Path) -> set[Path]:
    """A script and all that it imports before it runs."""
    found, waiting = set(), [entry]
    while waiting:
        script = waiting.pop()
        if script not in found:
            found.add(script)
            named = re.findall(r'(?:from|import)"(\.[^"]+)"', script.read_text("utf-8"))
            waiting += [(script.parent / name).resolve() for name in named]
    return found


def test_the_scripts_are_what_their_sources_make(tmp_path: Path) -> None:
    made = tmp_path / "islands"
    command = [ROOT / "tools/islands", made]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert files_in(made) == files_in(SERVED), "run `make generate`"


@pytest.mark.parametrize("entry", FIRST_VIEW)
def test_a_page_loads_little_at_first(entry: str) -> None:
    scripts = loaded(SERVED / entry)
    sent = sum(len(gzip.compress(script.read_bytes())) for script in scripts)
    assert sent <= 1000 * FIRST_VIEW[entry]


@pytest.mark.parametrize("name", ["sparql", "query", "build", "graphql"])
def test_a_page_has_little_style(name: str) -> None:
    pages = ROOT / "api/web/pages"
    text = (pages / "base.html.j2").read_text("utf-8")
    text += (pages / f"{name}.html.j2").read_text("utf-8")
    own = re.findall(r'static\("(\w+\.css)"\)', text)
    sent = sum(len(gzip.compress((SERVED.parent / sheet).read_bytes())) for sheet in own)
    assert len(own) >= 7
    assert sent <= 15_000


def test_the_page_says_how_much_graphiql_is() -> None:
    page = (ROOT / "api/web/pages/graphql.html.j2").read_text("utf-8")
    said = re.search(r"(\d+) kB", page)
    parts = [*loaded(SERVED / "graphiql.js"), SERVED / "graphiql.css"]
    sent = sum(len(gzip.compress(part.read_bytes())) for part in parts)
    assert said, "the page names no size"
    assert abs(sent / 1000 - int(said[1])) < 15


def test_every_package_in_the_scripts_has_its_licence_listed() -> None:
    listed = (SERVED / "LICENSES.txt").read_text("utf-8")
    for name in json.loads((ROOT / "web/package.json").read_text("utf-8"))["dependencies"]:
        assert re.search(rf"^{re.escape(name)} \S+ \((MIT|ISC)\)$", listed, re.MULTILINE), name


def test_the_lock_file_holds_digests_and_no_host() -> None:
    text = (ROOT / "web/package-lock.json").read_text("utf-8")
    packages = json.loads(text)["packages"]
    assert "resolved" not in text
    assert all("integrity" in package for name, package in packages.items() if name)
