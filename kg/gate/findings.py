"""What the gate has to say: one finding a trouble, each with place, rule, cause and mend."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

from kg.errors import AvermentError


class Severity(StrEnum):
    """Whether a finding stops publication (SHACL section 2.1.4)."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


ANNOTATIONS: Final = {
    Severity.VIOLATION: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One trouble in one file; `line` counts from 1. `accepted` is why a curator lets it stand."""

    path: str
    line: int
    rule: str
    cause: str
    mend: str
    severity: Severity = Severity.VIOLATION
    accepted: str = ""

    def __str__(self) -> str:
        advice = f"Accepted: {self.accepted}" if self.accepted else f"Mend: {self.mend}"
        place = f"{self.path}:{self.line}: {self.severity} [{self.rule}]"
        return f"{place}\n    {self.cause}\n    {advice}"

    def as_dict(self) -> dict[str, str | int]:
        """The finding as plain values, for `averment check --json`; `accepted` where it is so."""
        return {name: value for name, value in asdict(self).items() if name != "accepted" or value}

    def as_annotation(self) -> str:
        """The finding as a workflow command of GitHub Actions, for `averment check --github`."""
        place = {"file": self.path, "line": str(self.line), "title": self.rule}
        shown = ",".join(f"{name}={_of_property(value)}" for name, value in place.items())
        message = _of_message(f"{self.cause}\n{self.mend}")
        return f"::{ANNOTATIONS[self.severity]} {shown}::{message}"


def _of_message(text: str) -> str:
    """A text as it stands after the second `::`; `%` goes first."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _of_property(text: str) -> str:
    return _of_message(text).replace(":", "%3A").replace(",", "%2C")


def violations(findings: Iterable[Finding]) -> list[Finding]:
    """Those findings that stop publication."""
    return [finding for finding in findings if finding.severity is Severity.VIOLATION]


class Findings(AvermentError):
    """The curated files do not pass the gate."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} findings; nothing was published")
        self.findings = tuple(findings)
