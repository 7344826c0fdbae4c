"""Open decisions of a draft: notes that the gate refuses until they are decided."""

from collections.abc import Iterator
from typing import Final

from kg.gate.curated import CuratedFile
from kg.gate.findings import Finding
from kg.terms import SKOS, short

DECIDE: Final = "DECIDE: "


def undecided(file: CuratedFile) -> Iterator[Finding]:
    """One finding for each note of a file that begins with `DECIDE:`."""
    for subject, predicate, value in file.triples:
        if predicate.value == f"{SKOS}editorialNote" and value.value.startswith(DECIDE.strip()):
            yield Finding(
                file.path,
                file.line_of(subject.value),
                "undecided",
                f"{short(subject.value)} waits for a decision: {value.value[len(DECIDE) :]}",
                "Decide, write the value, and take the note out; or take the whole record out.",
            )
