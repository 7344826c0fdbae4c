"""Facts that lie outside the life of what they tie together: before it began, or after it ended."""

from collections.abc import Iterator
from typing import Final

from kg.contract.graph import local
from kg.gate.findings import Finding, Severity
from kg.gate.gather import Gathered
from kg.gate.index import Index
from kg.gate.lives import Life, ending, is_disputed, lives_of
from kg.terms import short

KINDS: Final = ("Participation", "Subordination")
MEND: Final = (
    "Correct the dates of the fact or of the event, name the body of that time, "
    "or give the fact its end in av:edtf."
)


def existence_findings(gathered: Gathered) -> Iterator[Finding]:
    """Memberships, parties and subordinations before one of their ends was there, or after it.

    A fact is reported at most once as too early and once as too late, with the end that it lies
    farthest outside of. One that a document disputes is already marked as disputed and left out.
    """
    index, lives = gathered.index, lives_of(gathered)
    ended = {fact for event in ending(index) for fact in index.values(event, "affectsFact")}
    for fact, tied in _tied(gathered):
        if is_disputed(index, fact):
            continue
        ends = {end: lives[end] for end in tied if end in lives}
        for cause in (*_before(index, fact, ends), *_after(index, fact, ends, fact in ended)):
            yield gathered.finding(
                fact,
                "outside-existence",
                f"{short(fact)} {cause}",
                MEND,
                Severity.VIOLATION,
            )


def _tied(gathered: Gathered) -> Iterator[tuple[str, list[str]]]:
    """Each membership, party and subordination with what it ties together."""
    contract, index = gathered.contract, gathered.index
    for kind in KINDS:
        names = [local(field.path) for field in contract.fields_in(kind, "Ends")]
        for fact in index.members(contract.below(kind)):
            yield fact, [end for name in names for end in index.values(fact, name)]


def _before(index: Index, fact: str, ends: dict[str, Life]) -> Iterator[str]:
    begun = min(_days(index, fact, "latestStart", "ongoingAsOf", "latestEnd"), default="")
    since = [(*life.since, end) for end, life in ends.items() if life.since]
    day, event, end = max(since, default=("", "", ""))
    if begun and begun < day:
        yield f"had begun by {begun}, and {short(end)} on {day} or later ({short(event)})"


def _after(index: Index, fact: str, ends: dict[str, Life], has_end: bool) -> Iterator[str]:
    held = max(_days(index, fact, "earliestStart", "ongoingAsOf", "earliestEnd"), default="")
    until = [(*life.until, end) for end, life in ends.items() if life.until]
    day, event, end = min(until, default=("", "", ""))
    past = f"{short(end)} had ended by {day} ({short(event)})"
    if day and held > day:
        yield f"held on {held} or later, and {past}"
    elif day and not (has_end or _days(index, fact, "earliestEnd", "latestEnd")):
        yield f"has no end, and {past}"


def _days(index: Index, fact: str, *names: str) -> list[str]:
    return [day for name in names for day in index.values(fact, name)]
