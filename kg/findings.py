"""What the gate has to say: one finding a trouble, each with place, rule, cause and mend."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether a finding stops publication (SHACL section 2.1.4)."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One trouble in one file; `line` counts from 1."""

    path: str
    line: int
    rule: str
    cause: str
    mend: str
    severity: Severity = Severity.VIOLATION

    def __str__(self) -> str:
        return (
            f"{self.path}:{self.line}: {self.severity} [{self.rule}]\n"
            f"    {self.cause}\n    Mend: {self.mend}"
        )

    def as_dict(self) -> dict[str, str | int]:
        """The finding as plain values, for `averment check --json`."""
        return asdict(self)


def violations(findings: Iterable[Finding]) -> list[Finding]:
    """Those findings that stop publication."""
    return [finding for finding in findings if finding.severity is Severity.VIOLATION]
