"""Lets a warning stand: a note in the record that says which and why."""

from pathlib import Path

from kg.desk.reader import Reader
from kg.desk.sheet import placed, words
from kg.errors import BadArgument
from kg.gate.accepted import acceptance
from kg.gate.check import check
from kg.gate.findings import Finding, violations
from kg.terms import SKOS


def accept(reader: Reader, slug: str, rule: str, reason: str) -> dict[Path, str]:
    """The file of a record with the note, by path.

    Raises:
        BadArgument: no curated file describes the record, the reason is empty, or the gate finds
            nothing of the rule there that may stand.
    """
    if not reason.strip():
        raise BadArgument("a warning stands for a reason; say it in a few words.")
    sheet = reader.sheet_of(slug)
    found = _told_of(reader, slug)
    named = [finding for finding in found if finding.rule == rule]
    if not named:
        rules = ", ".join(sorted({finding.rule for finding in found})) or "nothing"
        raise BadArgument(f"{rule} finds nothing at {slug}; the gate finds {rules} there.")
    if violations(named):
        raise BadArgument(f"{rule} stops publication; mend what it finds:\n{named[0]}")
    sheet.say(slug, {f"{SKOS}editorialNote": words(acceptance(rule, reason.strip()))})
    return placed(reader.root, sheet)


def _told_of(reader: Reader, slug: str) -> list[Finding]:
    """What the gate finds at a record and nobody has accepted."""
    home, line = reader.place(slug).rsplit(":", 1)
    found = check(reader.root, only={home})[1]
    return [f for f in found if (f.path, f.line) == (home, int(line)) and not f.accepted]
