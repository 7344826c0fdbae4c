"""The curator's guide, part one: its examples are curated, its commands run, its rules exist."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from kg.cli.main import main

ROOT = Path(__file__).parent.parent
PART_ONE = (ROOT / "docs/curating.md").read_text("utf-8").partition("\n## Part two")[0]
GATE = PART_ONE.partition("### The gate")[2]
EXAMPLES = re.findall(r"From `(kg/data/[^`]+)`:\n\n```turtle\n(.+?)\n```", PART_ONE, re.DOTALL)
COMMANDS = re.findall(r"^averment (.+?)\s+#", GATE, re.MULTILINE)
RULES = re.findall(r"^\| `([\w-]+)` \|.+\((warning|remark)\) \|$", PART_ONE, re.MULTILINE)
SHAPES = sorted((ROOT / "ontology/shapes").glob("*.ttl"))
CHECKS = sorted((ROOT / "kg/gate").glob("*.py"))
SEVERITIES = {"warning": "Warning", "remark": "Info"}


@pytest.mark.parametrize(("path", "turtle"), EXAMPLES)
def test_an_example_stands_in_the_file_that_it_is_from(path: str, turtle: str) -> None:
    assert f"\n\n{turtle}\n" in (ROOT / path).read_text("utf-8")


def test_every_piece_of_turtle_says_where_it_is_from() -> None:
    assert len(EXAMPLES) == PART_ONE.count("```turtle") == 8


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_gate_runs(checkout: Path, command: str) -> None:
    assert main(["--root", str(checkout), *command.split()]) == 0


def test_all_commands_are_tried() -> None:
    assert len(COMMANDS) == GATE.partition("```sh\n")[2].partition("```")[0].count("\n") == 5


@pytest.mark.parametrize(("rule", "severity"), RULES)
def test_a_rule_that_is_explained_is_one_of_the_gate(rule: str, severity: str) -> None:
    """It is a shape of that severity, or one that is told in Python."""
    shapes = "\n\n".join(file.read_text("utf-8") for file in SHAPES)
    shape = re.search(rf"^avsh:{rule} a .+?\.$\n\n", f"{shapes}\n\n", re.MULTILINE | re.DOTALL)
    if shape:
        assert f"sh:severity sh:{SEVERITIES[severity]} ;" in shape[0]
    else:
        assert any(f'"{rule}",' in file.read_text("utf-8") for file in CHECKS)


def test_the_command_for_a_membership_writes_the_record_that_is_shown(tmp_path: Path) -> None:
    """It is taken out of its file, and the command puts it back."""
    files = [
        "agreements/partnership-ctif",
        "states/states",
        "documents/2022/doc-straits-times-2022-09-21",
    ]
    for name in files:
        file = tmp_path / f"kg/data/{name}.ttl"
        file.parent.mkdir(parents=True)
        file.write_text((ROOT / f"kg/data/{name}.ttl").read_text("utf-8"), "utf-8")
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    file = tmp_path / f"kg/data/{files[0]}.ttl"
    whole = file.read_text("utf-8")
    blocks = whole.split("\n\n")
    without = "\n\n".join(block for block in blocks if "mem-ctif-sgp" not in block.split(" a ")[0])
    assert without.count("\n\n") == whole.count("\n\n") - 2
    file.write_text(without, "utf-8")
    (command,) = re.findall(
        r"^averment (new membership .+?)\n```", PART_ONE, re.MULTILINE | re.DOTALL
    )
    words = shlex.split(command.replace("\\\n", ""))
    assert main(["--root", str(tmp_path), *words]) == 0
    day = re.compile(r"av:curatedOn .+")
    assert day.sub("", file.read_text("utf-8")) == day.sub("", whole)
