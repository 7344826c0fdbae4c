"""The curator's guide, part one: its examples are curated, its commands run, its rules exist."""

import re
from pathlib import Path

import pytest

from kg.cli.main import main

ROOT = Path(__file__).parent.parent
PART_ONE = (ROOT / "docs/curating.md").read_text("utf-8").partition("\n## Part two")[0]
EXAMPLES = re.findall(r"From `(kg/data/[^`]+)`:\n\n```turtle\n(.+?)\n```", PART_ONE, re.DOTALL)
COMMANDS = re.findall(r"^averment (.+?)\s+#", PART_ONE, re.MULTILINE)
RULES = re.findall(r"^\| `(\w+)` \|.+\((warning|remark)\) \|$", PART_ONE, re.MULTILINE)
SEVERITIES = {"warning": "Warning", "remark": "Info"}


@pytest.mark.parametrize(("path", "turtle"), EXAMPLES)
def test_an_example_stands_in_the_file_that_it_is_from(path: str, turtle: str) -> None:
    assert f"\n\n{turtle}\n" in (ROOT / path).read_text("utf-8")


def test_every_piece_of_turtle_says_where_it_is_from() -> None:
    assert len(EXAMPLES) == PART_ONE.count("```turtle") == 5


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_gate_runs(checkout: Path, command: str) -> None:
    assert main(["--root", str(checkout), *command.split()]) == 0


def test_all_commands_are_tried() -> None:
    assert len(COMMANDS) == PART_ONE.partition("```sh\n")[2].partition("```")[0].count("\n") == 5


@pytest.mark.parametrize(("rule", "severity"), RULES)
def test_a_rule_that_is_explained_is_one_of_the_gate(rule: str, severity: str) -> None:
    """It is a shape of that severity, or one that is told in Python."""
    if rule == "stale":
        assert '"stale",' in (ROOT / "kg/gate/stale.py").read_text("utf-8")
        return
    shapes = (ROOT / "ontology/shapes/core.ttl").read_text("utf-8")
    (shape,) = re.findall(rf"^avsh:{rule} a .+?\] \.$", shapes, re.MULTILINE | re.DOTALL)
    assert f"sh:severity sh:{SEVERITIES[severity]} ;" in shape
