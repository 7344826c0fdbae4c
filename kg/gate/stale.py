"""Lasting facts for which no document of late vouches."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kg.gate.findings import Finding, Severity
from kg.gate.gather import Gathered
from kg.terms import AV, RDF_TYPE, short

YEARS: Final = 10
# The days that vouch for a fact, and those that end it: bounds as `compute` writes them.
VOUCHING: Final = frozenset((f"{AV}ongoingAsOf", f"{AV}latestStart"))
ENDING: Final = frozenset((f"{AV}earliestEnd", f"{AV}latestEnd"))


def stale_findings(gathered: Gathered) -> Iterator[Finding]:
    """Facts without an end whose last vouching day lies ten years before the newest curation.

    The day of the newest curated file stands for today, so that a checkout is told the same on
    every day.
    """
    newest = max(
        (t.object.value for t in gathered.curated if t.predicate.value == f"{AV}curatedOn"),
        default="",
    )
    for fact, day in sorted(_last_vouched(gathered).items()):
        if _years_later(day) < newest:
            file = gathered.places[fact]
            yield Finding(
                file.path,
                file.line_of(fact),
                "stale",
                f"{short(fact)}: the fact has no end, and no document vouches for it after {day}",
                "Look for a newer document: give av:ongoingAsOf its date where the fact still "
                "holds, av:edtf an end where it does not.",
                Severity.INFO,
            )


def _last_vouched(gathered: Gathered) -> dict[str, str]:
    """The last day on which each structural fact without an end is said to hold."""
    classes = {f"{AV}{name}" for name in gathered.contract.below("StructuralFact")}
    facts: set[str] = set()
    ended: set[str] = set()
    days: dict[str, list[str]] = defaultdict(list)
    for subject, predicate, value in (*gathered.curated, *gathered.computed):
        if predicate.value == RDF_TYPE and value.value in classes:
            facts.add(subject.value)
        elif predicate.value in ENDING:
            ended.add(subject.value)
        elif predicate.value in VOUCHING:
            days[subject.value].append(value.value)
    return {fact: max(days[fact]) for fact in facts - ended if days[fact]}


def _years_later(day: str) -> str:
    """The same day of the year ten years on, as text; compares like a date."""
    return f"{int(day[:4]) + YEARS:04}{day[4:]}"
