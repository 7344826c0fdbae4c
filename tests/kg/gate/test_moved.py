"""Names that are given up: the table's form, and what the gate says of it."""

from pathlib import Path

import pytest

from kg.errors import BadFile
from kg.gate.findings import Finding
from kg.gate.moved import TABLE, read_moved
from tests.kg.gate.broken import new_findings

GOOD = "from\tto\nprop-aus-reconsiders\tprop-aus-review\nprop-nobody-reviews\tremoved\n"
LINES = {
    "no header": ("prop-a\tprop-b\n", 1, "the first line is not"),
    "no line at all": ("", 1, "the first line is not"),
    "no name": (f"{GOOD}prop z\tprop-a\n", 4, "cannot be read"),
    "no target": (f"{GOOD}prop-z\n", 4, "cannot be read"),
    "a third column": (f"{GOOD}prop-z\tprop-a\t2026\n", 4, "cannot be read"),
    "an address": (f"{GOOD}prop-z\thttps://x.example/prop-a\n", 4, "cannot be read"),
    "out of order": (f"{GOOD}prop-a\tremoved\n", 4, "not in alphabetical order"),
    "a name twice": (f"{GOOD}prop-nobody-reviews\tremoved\n", 4, "or appears twice"),
}


def test_a_name_leads_to_another_or_nowhere(root: Path) -> None:
    assert (root / TABLE).read_text("utf-8") == GOOD
    assert read_moved(root) == {
        "prop-aus-reconsiders": "prop-aus-review",
        "prop-nobody-reviews": None,
    }


def test_without_a_table_no_name_is_given_up(tmp_path: Path) -> None:
    assert read_moved(tmp_path) == {}


@pytest.mark.parametrize("name", LINES)
def test_a_bad_line_is_told_with_its_number(
    checkout: Path, before: list[Finding], name: str
) -> None:
    text, line, cause = LINES[name]
    (checkout / TABLE).write_text(text, "utf-8")
    with pytest.raises(BadFile, match=cause) as refusal:
        read_moved(checkout)
    assert (refusal.value.path, refusal.value.line) == (TABLE, line)
    (found,) = new_findings(checkout, before)
    assert (found.path, found.line, found.rule) == (TABLE, line, "moved")


def test_a_name_that_is_given_up_is_not_given_again(checkout: Path, before: list[Finding]) -> None:
    table = GOOD.replace("prop-nobody-reviews", "prop-nzl-review")
    (checkout / TABLE).write_text(table, "utf-8")
    cause = "avd:prop-nzl-review is described, but its name was given up"
    mend = "Give what is described another name."
    assert new_findings(checkout, before) == [Finding(TABLE, 3, "moved", cause, mend)]


def test_what_it_leads_to_is_described(checkout: Path, before: list[Finding]) -> None:
    (checkout / TABLE).write_text(GOOD.replace("prop-aus-review", "prop-aus-nothing"), "utf-8")
    cause = "avd:prop-aus-reconsiders leads to avd:prop-aus-nothing, which is described nowhere"
    mend = "Name the record that holds it now."
    assert new_findings(checkout, before) == [Finding(TABLE, 2, "moved", cause, mend)]
