"""Lasting facts for which no document of late vouches."""

from collections.abc import Iterator
from typing import Final

from kg.gate.findings import Finding, Severity
from kg.gate.gather import Gathered
from kg.terms import short

YEARS: Final = 10
# The days that vouch for a fact, and those that end it.
VOUCHING: Final = ("ongoingAsOf", "latestStart")
ENDING: Final = ("earliestEnd", "latestEnd")


def stale_findings(gathered: Gathered) -> Iterator[Finding]:
    """Facts without an end whose last vouching day lies ten years before the newest curation.

    The day of the newest curated file stands for today, so that a checkout gives the same findings
    every day.
    """
    curated = gathered.index.of("curatedOn").values()
    newest = max((day for days in curated for day in days), default="")
    for fact, day in sorted(_last_vouched(gathered).items()):
        if _years_later(day) < newest:
            yield gathered.finding(
                fact,
                "stale",
                f"{short(fact)}: the fact has no end, and no document vouches for it after {day}",
                "Look for a newer document: give av:ongoingAsOf its date where the fact still "
                "holds, av:edtf an end where it does not.",
                Severity.INFO,
            )


def _last_vouched(gathered: Gathered) -> dict[str, str]:
    """The last day on which each structural fact without an end is said to hold."""
    index = gathered.index
    facts = index.members(gathered.contract.below("StructuralFact"))
    lasting = (fact for fact in facts if not any(index.values(fact, name) for name in ENDING))
    vouched = {fact: [index.value(fact, name) or "" for name in VOUCHING] for fact in lasting}
    return {fact: max(days) for fact, days in vouched.items() if any(days)}


def _years_later(day: str) -> str:
    """The same day of the year ten years on, as text; compares like a date."""
    return f"{int(day[:4]) + YEARS:04}{day[4:]}"
