"""The gate: a name begins as its class says."""

from pathlib import Path

import pytest

from kg.gate.findings import Finding
from tests.kg.gate.broken import PROPOSITION, edit, line_of, new_findings

WRONG = {
    "another kind": "pos-isr-reduce-1",
    "no kind": "isr-reduce",
    "the kind alone": "prop-",
    "an upper-case letter": "prop-isr-Reduce",
    "an underscore": "prop-isr_reduce",
    "two hyphens": "prop-isr--reduce",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_name_that_its_class_does_not_give_is_refused(
    checkout: Path, before: list[Finding], wrong: str
) -> None:
    name = WRONG[wrong]
    edit(checkout, PROPOSITION, "avd:prop-isr-reduce a", f"avd:{name} a")
    found = [each for each in new_findings(checkout, before) if each.rule == "name"]
    assert found == [
        Finding(
            PROPOSITION,
            line_of(checkout, PROPOSITION, f"avd:{name}"),
            "name",
            f"avd:{name} is of class av:Proposition, and that is not a name for one",
            "Name it prop- and lower-case words of a-z and 0-9 joined by hyphens.",
        )
    ]
