"""Copies of the small checkout that a test breaks: where things stand, and how to break them; and
checkouts of one file, for what depends on nothing else.

`Sampled` makes such a one in memory, in a moment; `told` has the whole gate look at it.
"""

from collections.abc import Callable
from pathlib import Path

from kg import terms
from kg.gate.check import check
from kg.gate.findings import Finding, violations
from kg.gate.gather import Gathered

ROOT = Path(__file__).parents[3]
REPORT = "kg/data/documents/2025/doc-yeshiva-world-2025-03-06.ttl"
FIVE_EYES = "kg/data/agreements/partnership-five-eyes.ttl"
ZEALAND = "kg/data/states/state-nzl.ttl"
PROPOSITION = "kg/data/propositions/nbc-2025/prop-isr-reduce.ttl"
UKUSA = "kg/data/agreements/agreement-ukusa-1946.ttl"
ORGANISATION = "kg/data/organisations/org-cips.ttl"


def edit(checkout: Path, path: str, was: str, becomes: str, *, after: str = "") -> None:
    """Replaces the first `was` that stands after `after`."""
    file = checkout / path
    before, mark, text = file.read_text("utf-8").partition(after) if after else ("", "", "")
    text = text or file.read_text("utf-8")
    assert was in text
    file.write_text(before + mark + text.replace(was, becomes, 1), "utf-8")


def line_of(checkout: Path, path: str, beginning: str) -> int:
    """The number of the one line that begins so."""
    lines = (checkout / path).read_text("utf-8").splitlines()
    (number,) = [n for n, line in enumerate(lines, 1) if line.startswith(beginning)]
    return number


def new_findings(checkout: Path, before: list[Finding]) -> list[Finding]:
    """What stops publication of a broken copy and does not stop the checkout."""
    return [found for found in violations(check(checkout)[1]) if found not in before]


Sampled = Callable[[str], Gathered]
SAMPLE = "kg/data/sample.ttl"
PREFIXES = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in terms.PREFIXES.items())


def told(folder: Path, turtle: str, rule: str) -> list[Finding]:
    """What one rule says of a checkout that holds one file."""
    file = folder / SAMPLE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(PREFIXES + turtle, "utf-8")
    if not (folder / "ontology").exists():
        (folder / "ontology").symlink_to(ROOT / "ontology")
    return [found for found in check(folder)[1] if found.rule == rule]
