"""Warnings and remarks that a curator has looked at and lets stand: a note says which, and why.

The note is a `skos:editorialNote` of the record itself, `Accepted RULE: reason`. It holds for that
record and that rule alone, and never for what stops publication.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.gate.curated import CuratedFile
from kg.gate.findings import Finding, Severity
from kg.terms import SKOS, short

NOTE: Final = re.compile(r"Accepted\b(?:\s+(?P<rule>[\w-]+):\s*(?P<reason>\S.*))?", re.DOTALL)
FORM: Final = "Write “Accepted RULE: reason”, the rule as `averment check` names it."


def acceptance(rule: str, reason: str) -> str:
    """The note that accepts what a rule finds."""
    return f"Accepted {rule}: {reason}"


@dataclass(frozen=True, slots=True)
class _Acceptance:
    """A note with the record that has it; `place` is what a finding has in common with it."""

    file: CuratedFile
    subject: str
    rule: str
    reason: str

    @property
    def place(self) -> tuple[str, int, str]:
        return self.file.path, self.file.line_of(self.subject), self.rule

    def told(self, cause: str, mend: str, severity: Severity = Severity.VIOLATION) -> Finding:
        path, line, _ = self.place
        cause = f"{short(self.subject)}: a note accepts {cause}"
        return Finding(path, line, "acceptance", cause, mend, severity)


def with_accepted(
    files: Sequence[CuratedFile], findings: Sequence[Finding], at_hand: Collection[str]
) -> list[Finding]:
    """The findings, those that a note accepts with its reason, and what is wrong with notes.

    Args:
        files: all curated files.
        findings: what the gate has found.
        at_hand: paths of the files whose notes are looked at for what they accept in vain.
    """
    notes = [note for file in files for note in _notes(file)]
    reasons = {note.place: note.reason for note in notes if note.reason}
    found: dict[tuple[str, int, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.path, finding.line, finding.rule].append(finding)
    told = [each for note in notes if note.file.path in at_hand for each in _wrong(note, found)]
    return [*(_accepted(finding, reasons) for finding in findings), *told]


def _notes(file: CuratedFile) -> Iterator[_Acceptance]:
    for subject, predicate, value in file.triples:
        if predicate.value == f"{SKOS}editorialNote" and (note := NOTE.match(value.value)):
            yield _Acceptance(file, subject.value, note["rule"] or "", note["reason"] or "")


def _accepted(finding: Finding, reasons: dict[tuple[str, int, str], str]) -> Finding:
    reason = reasons.get((finding.path, finding.line, finding.rule), "")
    return finding if finding.severity is Severity.VIOLATION else replace(finding, accepted=reason)


def _wrong(
    note: _Acceptance, found: dict[tuple[str, int, str], list[Finding]]
) -> Iterator[Finding]:
    """A note that names no rule, accepts nothing, or accepts what stops publication."""
    accepted = found.get(note.place, [])
    if not note.reason:
        yield note.told("something and does not say what or why", FORM)
    elif not accepted:
        mend = "Take the note out, or mend the name of the rule."
        yield note.told(f"{note.rule}, which finds nothing here", mend, Severity.WARNING)
    elif any(finding.severity is Severity.VIOLATION for finding in accepted):
        mend = "Mend what is found, and take the note out."
        yield note.told(f"{note.rule}, which stops publication", mend)
