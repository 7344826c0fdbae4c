"""What README and guides show is what a reader gets: commands run, links lead somewhere.

A block marked `sh run`, `python run` or `js run` is run against the service of this test run; the
`text` block that follows is what it prints, `…` standing for anything.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.browser import NODE

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDES = README + (ROOT / "docs/graphql.md").read_text(encoding="utf-8")
PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/architecture.md",
    "docs/graphql.md",
    "docs/sparql.md",
]
SHOWN = re.compile(r"^```(\w+) run\n(.*?)^```\n\n^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = SHOWN.findall(GUIDES)
COMMANDS = [(text, shown) for language, text, shown in BLOCKS if language == "sh"]
RUNNERS = {"python": sys.executable, "js": str(NODE)}
PROGRAMS = [block for block in BLOCKS if block[0] in RUNNERS]


def fits(shown: str, printed: str) -> bool:
    """Whether a text block of the README shows what was printed."""
    pattern = ".*".join(re.escape(part) for part in shown.strip().split("…"))
    return re.fullmatch(pattern, printed.strip().replace("\r\n", "\n"), re.DOTALL) is not None


@pytest.fixture
def desk(tmp_path, var, snapshot):
    """A folder as the README's reader has it: `.venv`, and `var` with a published snapshot."""
    assert snapshot
    (tmp_path / ".venv").symlink_to(Path(sys.executable).parents[1])
    (tmp_path / "var").symlink_to(var)
    if not shutil.which("curl"):
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "curl").symlink_to(ROOT / "tests" / "curl.py")
    return tmp_path


def run(command: str, desk: Path, url: str) -> str:
    path = [str(desk / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]]
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command.replace("http://localhost:8000", url)],
        cwd=desk,
        env=os.environ | {"PATH": ":".join(path)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize(("command", "shown"), COMMANDS, ids=lambda text: text.split("\n")[0][:60])
def test_a_command_prints_what_is_shown_below_it(command, shown, desk, server_url):
    printed = run(command, desk, server_url)
    assert fits(shown, printed), printed


@pytest.mark.parametrize(("language", "text", "shown"), PROGRAMS, ids=[p[0] for p in PROGRAMS])
def test_a_program_prints_what_is_shown_below_it(language, text, shown, server_url, tmp_path):
    program = tmp_path / {"python": "program.py", "js": "program.mjs"}[language]
    program.write_text(text.replace("http://localhost:8000", server_url), encoding="utf-8")
    command = [RUNNERS[language], program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert fits(shown, done.stdout), done.stdout


def test_every_block_that_is_run_says_what_it_prints():
    assert len(COMMANDS) + len(PROGRAMS) == len(re.findall(r"^```\w+ run$", GUIDES, re.MULTILINE))
    assert COMMANDS
    assert PROGRAMS


def test_a_block_that_shows_something_else_is_found():
    assert fits("a,b\n…\n", "a,b\r\n1,2\r\n")
    assert not fits("a,b\n…\n", "a,c\n1,2\n")
    assert not fits("a,b\n", "a,b\n1,2\n")


@pytest.mark.parametrize(
    "words",
    [
        "-s {url}/queries/withheld.csv",
        "-sG {url}/sparql --data-urlencode 'query=ASK {{ }}' -d format=json",
        "-s {url}/sparql -H 'Accept: text/csv' --data-urlencode 'query=SELECT (1 AS ?a) {{ }}'",
        "-s {url}/graphql -H 'Content-Type: application/json' -d '{{\"query\": \"{{a}}\"}}'",
    ],
)
def test_the_stand_in_for_curl_prints_what_curl_does(words, desk, server_url):
    """On a machine without curl both are the stand-in; on any other this tells them apart."""
    words = words.format(url=server_url)
    stand_in = run(f"python {ROOT}/tests/curl.py {words}", desk, server_url)
    assert stand_in == run(f"curl {words}", desk, server_url) != ""


def links(text: str) -> list[str]:
    return [target for target in re.findall(r"\]\(([^)#\s]+)\)", text) if "://" not in target]


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_files(name):
    page = ROOT / name
    told = links(page.read_text(encoding="utf-8"))
    assert [target for target in told if not (page.parent / target).exists()] == []


def test_a_dead_link_is_seen():
    assert links("[a](gone.md) [b](https://example.org)") == ["gone.md"]


def test_the_folder_table_names_the_folders_there_are():
    table = set(re.findall(r"^\| `([a-z/]+)/` \|", README, re.MULTILINE))
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    folders = {name.partition("/")[0] for name in listed.stdout.split("\0") if "/" in name}
    assert table - {"kg/data"} == {name for name in folders if not name.startswith(".")}


def test_make_lists_every_command_it_has():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    goals = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert goals
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert re.findall(r"^  make ([\w-]+)\t\S", listed.stdout, re.MULTILINE) == goals[1].split()
    assert set(re.findall(r"`?make ([\w-]+)", README)) <= set(goals[1].split()) | {"git"}
