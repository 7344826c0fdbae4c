"""Facts that lie outside the life of what they tie together: before it began, or after it ended."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from kg.contract.graph import local
from kg.gate.findings import Finding, Severity
from kg.gate.gather import Gathered
from kg.gate.index import Index
from kg.terms import AVC, short

KINDS: Final = ("Participation", "Subordination")
DISPUTES: Final = f"{AVC}bearing-disputes"
ENDING: Final = f"{AVC}fact-effect-ends"
ESTABLISH, MERGE, SPLIT, DISSOLVE, AGREE, SIGN = (
    f"{AVC}action-{name}" for name in ("establish", "merge", "split", "dissolve", "agree", "sign")
)
MEND: Final = (
    "Correct the dates of the fact or of the event, name the body of that time, "
    "or give the fact its end in av:edtf."
)


@dataclass(slots=True)
class Life:
    """Events by which a thing begins and ends, each with its first and last possible day."""

    begins: list[tuple[str, str, str]] = field(default_factory=list)
    ends: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def since(self) -> tuple[str, str] | None:
        """The first day on which it can have been there, with the event; None where unknown."""
        first, _, event = min(self.begins, default=("", "", ""))
        return (first, event) if first else None

    @property
    def until(self) -> tuple[str, str] | None:
        """The last day, likewise; None also where it may have begun anew."""
        dated = [(last, event) for _, last, event in self.ends if last]
        last, event = min(dated, default=("", ""))
        again = any(not day or day >= last for _, day, _ in self.begins)
        return None if again or not last else (last, event)


def existence_findings(gathered: Gathered) -> Iterator[Finding]:
    """Memberships, parties and subordinations before one of their ends was there, or after it.

    A fact is told at most once of each, with the end that it lies farthest outside of.
    """
    index, lives = gathered.index, _lives(gathered)
    ended = {fact for event in _ending(index) for fact in index.values(event, "affectsFact")}
    for fact, tied in _tied(gathered):
        ends = {end: lives[end] for end in tied if end in lives}
        for cause in (*_before(index, fact, ends), *_after(index, fact, ends, fact in ended)):
            yield gathered.finding(
                fact,
                "outside-existence",
                f"{short(fact)} {cause}",
                MEND,
                Severity.WARNING,
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


def _lives(gathered: Gathered) -> dict[str, Life]:
    """The lives of organisations and agreements, as far as undisputed events tell."""
    lives: dict[str, Life] = defaultdict(Life)
    _tell_organisations(gathered.index, lives)
    _tell_agreements(gathered, lives)
    return lives


def _tell_organisations(index: Index, lives: dict[str, Life]) -> None:
    """Of a change, the bodies that stand on one side of it alone.

    One that is split may live on beside its parts; one in whose place another is established does
    not.
    """
    for change in index.members(["OrganisationChange"]):
        before, after = (set(index.values(change, name)) for name in ("original", "resulting"))
        action, days = index.value(change, "actionType"), _dated(index, change)
        if action in (ESTABLISH, MERGE, SPLIT):
            for body in after - before:
                lives[body].begins.append(days)
        if action in (MERGE, DISSOLVE) or (action == ESTABLISH and after):
            for body in before - after:
                lives[body].ends.append(days)


def _tell_agreements(gathered: Gathered, lives: dict[str, Life]) -> None:
    """Of an agreement, the events under it that conclude or end it."""
    index = gathered.index
    agreements = set(index.members(gathered.contract.below("Agreement")))
    ending = _ending(index)
    for event in index.members(gathered.contract.below("Event")):
        for agreement in agreements.intersection(index.values(event, "arrangement")):
            if index.value(event, "actionType") in (AGREE, SIGN, ESTABLISH):
                lives[agreement].begins.append(_dated(index, event))
            elif event in ending:
                lives[agreement].ends.append(_dated(index, event))


def _ending(index: Index) -> list[str]:
    """Events that end a fact."""
    return [event for event, effects in index.of("factEffect").items() if ENDING in effects]


def _dated(index: Index, event: str) -> tuple[str, str, str]:
    """First and last possible day of an event, "" where unknown, as of all that are disputed."""
    disputed = any(
        index.value(citation, "bearing") == DISPUTES
        for citation in index.values(event, "hasCitation")
    )
    days = (index.value(event, name) or "" for name in ("earliestStart", "latestStart"))
    first, last = ("", "") if disputed else days
    return first, last, event
