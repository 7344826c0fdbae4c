"""When organisations and agreements began and ended, as far as undisputed events tell."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from kg.gate.gather import Gathered
from kg.gate.index import Index
from kg.terms import AVC

DISPUTES: Final = f"{AVC}bearing-disputes"
ENDING: Final = f"{AVC}fact-effect-ends"
ESTABLISH, MERGE, SPLIT, DISSOLVE, AGREE, SIGN = (
    f"{AVC}action-{name}" for name in ("establish", "merge", "split", "dissolve", "agree", "sign")
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
        """The last day, likewise; None also where it may have begun again."""
        dated = [(last, event) for _, last, event in self.ends if last]
        last, event = min(dated, default=("", ""))
        again = any(not day or day >= last for _, day, _ in self.begins)
        return None if again or not last else (last, event)


def lives_of(gathered: Gathered) -> dict[str, Life]:
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
    ends = ending(index)
    for event in index.members(gathered.contract.below("Event")):
        for agreement in agreements.intersection(index.values(event, "arrangement")):
            if index.value(event, "actionType") in (AGREE, SIGN, ESTABLISH):
                lives[agreement].begins.append(_dated(index, event))
            elif event in ends:
                lives[agreement].ends.append(_dated(index, event))


def ending(index: Index) -> list[str]:
    """Events that end a fact."""
    return [event for event, effects in index.of("factEffect").items() if ENDING in effects]


def is_disputed(index: Index, record: str) -> bool:
    """Whether a document contradicts a record."""
    citations = index.values(record, "hasCitation")
    return any(index.value(each, "bearing") == DISPUTES for each in citations)


def _dated(index: Index, event: str) -> tuple[str, str, str]:
    """First and last possible day of an event, "" where unknown, as of all that are disputed."""
    days = (index.value(event, name) or "" for name in ("earliestStart", "latestStart"))
    first, last = ("", "") if is_disputed(index, event) else days
    return first, last, event
