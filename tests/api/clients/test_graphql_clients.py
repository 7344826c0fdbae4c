"""Clients with types from the schema: TypeScript by gql.tada, Python by ariadne-codegen.

Both are brought as their lock files say and live in folders of their own: ariadne-codegen needs an
older graphql-core than the service.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.browser import NODE, npm_packages
from tests.conftest import ROOT

HERE = Path(__file__).parent
FOLDER = ROOT / ".venv" / "clients"
SCHEMA = ROOT / "api/graphql/schema.graphql"
pytestmark = pytest.mark.long


def ran(command: list[object], folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    path = {"PATH": f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"}
    environment = os.environ | path | env
    words = [str(each) for each in command]
    return subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def modules() -> Path:
    """The npm packages of the clients."""
    return npm_packages(HERE, FOLDER / "npm")


@pytest.fixture(scope="module")
def generator() -> Path:
    """ariadne-codegen and what of its needs the tests do not have anyway."""
    folder, stamp = FOLDER / "python", FOLDER / "python.sha256"
    wanted = hashlib.sha256((HERE / "python.lock").read_bytes()).hexdigest()
    if not stamp.exists() or stamp.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes"]
        done = ran([*pip, "--target", folder, "--requirement", HERE / "python.lock"], ROOT)
        assert done.returncode == 0, done.stderr
        stamp.write_text(wanted)
    return folder


@pytest.fixture
def place(tmp_path: Path, modules: Path) -> Path:
    """A folder with the sources, the schema and the packages."""
    for path in HERE.iterdir():
        if (
            path.suffix in {".ts", ".mjs", ".js", ".json", ".graphql", ".toml"}
            or path.stem == "typed"
        ):
            shutil.copy(path, tmp_path)
    shutil.copy(SCHEMA, tmp_path)
    (tmp_path / "node_modules").symlink_to(modules)
    (tmp_path / "artifacts").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("", "", ""),
        ('each.stance === "DENIES"', 'each.stance === "DENYS"', "no overlap"),
        ("each.text", "each.txt", "Property 'txt' does not exist"),
        ('{ day: "2025-03-06" }', "{ day: 2025 }", "not assignable to type 'string'"),
    ],
)
def test_a_client_in_typescript_compiles_where_it_is_right(place, right, wrong, told):
    source = (place / "typed.ts").read_text("utf-8")
    (place / "typed.ts").write_text(source.replace(right, wrong) if right else source, "utf-8")
    made = ran([NODE, "node_modules/gql.tada/bin/cli.js", "generate-output"], place)
    assert made.returncode == 0, made.stdout + made.stderr
    done = ran([NODE, "node_modules/typescript/bin/tsc", "--project", "."], place)
    assert (done.returncode == 0) is (told == ""), done.stdout
    assert told in done.stdout


def test_a_client_in_python_has_types_and_answers(place, generator, server_url):
    command = "from ariadne_codegen.main import main; main()"
    older = f"{generator}{os.pathsep}{place}"
    made = ran([sys.executable, "-c", command, "--config", "ariadne.toml"], place, PYTHONPATH=older)
    assert made.returncode == 0, made.stdout + made.stderr
    # Of what is generated, mypy minds an enum member called like a method of `str`: `title`.
    check = [sys.executable, "-m", "mypy", "--strict", "--follow-imports", "silent"]
    checked = ran([*check, "typed.py"], place)
    assert checked.returncode == 0, checked.stdout
    (place / "wrong.py").write_text(
        (place / "typed.py").read_text("utf-8").replace("each.text", "each.txt"), "utf-8"
    )
    refused = ran([*check, "wrong.py"], place)
    assert 'has no attribute "txt"' in refused.stdout
    told = ran([sys.executable, "typed.py", f"{server_url}/graphql"], place)
    assert told.returncode == 0, told.stderr
    assert "reassessing" in told.stdout
    assert " True " in told.stdout


def states(client, **given):
    """Labels of the states as one page would have them."""
    arguments = ", ".join(f"{name}: {value}" for name, value in given.items())
    query = f"{{ states({arguments}) {{ nodes {{ label }} }} }}"
    answer = client.post("/graphql", json={"query": query}).json()
    return [each["label"] for each in answer["data"]["states"]["nodes"]]


@pytest.mark.parametrize("name", ["apollo", "relay"])
def test_a_client_pages_both_ways(place, client, server_url, name):
    if name == "relay":
        made = ran([NODE, "node_modules/relay-compiler/cli.js", "relay.config.json"], place)
        assert made.returncode == 0, made.stdout + made.stderr
    done = ran([NODE, f"{name}.mjs", f"{server_url}/graphql"], place)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "forth": states(client, first=9),
        "back": states(client, last=9),
    }
