"""The gate: warnings that a note in the record accepts."""

from pathlib import Path

import pytest

from kg.gate.check import check
from kg.gate.findings import Severity
from tests.kg.gate.broken import SAMPLE, told

FILE = 'avd:file-sample a av:CuratedFile ; av:curatedOn "2026-11-24"^^xsd:date .\n'
RULE = "DeadReferenceShape"
REASON = "it is cited in the next release"


def unused(note: str = "") -> str:
    """A document that nothing refers to, a warning, and that was read twice, which is forbidden."""
    said = f'skos:editorialNote "{note}"@en ;' if note else ""
    dates = 'av:edtf "2026-11-20" ; av:consultedOn "2026-11-23"^^xsd:date, "2026-11-22"^^xsd:date'
    return f"{FILE}avd:doc-a a av:Report ; {said} {dates} ."


def test_a_warning_carries_the_reason_for_which_it_stands(tmp_path: Path) -> None:
    (found,) = told(tmp_path, unused(f"Accepted {RULE}: {REASON}"), RULE)
    assert (found.severity, found.accepted) == (Severity.WARNING, REASON)
    assert str(found).endswith(f"\n    Accepted: {REASON}")
    assert "Mend:" not in str(found)


def test_without_a_note_or_with_one_of_another_rule_it_is_open(tmp_path: Path) -> None:
    for note in ("", "Accepted stale: it is old", f"{RULE} was looked at"):
        (found,) = told(tmp_path, unused(note), RULE)
        assert found.accepted == ""


@pytest.mark.parametrize(
    ("note", "cause", "severity"),
    [
        ("Accepted stale: it is old", "stale, which finds nothing here", Severity.WARNING),
        (f"Accepted {RULE}", "something and does not say what or why", Severity.VIOLATION),
        (
            "Accepted DocumentShape: read twice",
            "DocumentShape, which stops publication",
            Severity.VIOLATION,
        ),
    ],
    ids=["nothing", "no reason", "a violation"],
)
def test_a_note_that_accepts_in_vain_is_told(
    tmp_path: Path, note: str, cause: str, severity: Severity
) -> None:
    (found,) = told(tmp_path, unused(note), "acceptance")
    assert found.cause == f"avd:doc-a: a note accepts {cause}"
    assert (found.path, found.severity) == (SAMPLE, severity)


def test_what_stops_publication_is_not_accepted(tmp_path: Path) -> None:
    found = told(tmp_path, unused("Accepted DocumentShape: read twice"), "DocumentShape")
    assert [each.accepted for each in found] == [""]


def test_notes_are_told_in_the_files_at_hand_alone(tmp_path: Path) -> None:
    told(tmp_path, unused("Accepted stale: it is old"), "acceptance")
    rules = [f.rule for f in check(tmp_path, only={"kg/data/other.ttl"})[1]]
    assert "acceptance" not in rules


def test_a_cause_is_told_once_with_what_it_concerns(tmp_path: Path) -> None:
    read = 'av:edtf "2025-03-06" ; av:consultedOn "2025-06-01"^^xsd:date'
    reports = "".join(
        f"avd:doc-{n} a av:Report ; av:reReports avd:doc-a ; {read} .\n" for n in "bcdefgh"
    )
    turtle = f'{FILE}avd:doc-a a av:Report ; av:edtf "2025-03-05" .\n{reports}'
    (found,) = told(tmp_path, turtle, "UnreadOriginShape")
    assert found.cause.endswith(
        "(found: avd:doc-b, avd:doc-c, avd:doc-d, avd:doc-e, avd:doc-f and 2 more)"
    )
