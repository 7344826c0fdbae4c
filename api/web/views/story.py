"""A story in its days, and as a matrix: who takes which position towards which claim."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.ask.describe import Claim, Ref

if TYPE_CHECKING:
    from kg.ask.describe import Happened, Story, Taken

# More columns than these no screen holds; who is left out is counted in a column of their own.
MOST_HOLDERS: Final = 5


@dataclass(frozen=True)
class Heard:
    """A claim on one day, with the positions that were taken towards it on that day."""

    claim: Claim
    positions: tuple[Taken, ...]


@dataclass(frozen=True)
class Day:
    """One day of a story; `day` is empty for what only a day of reading bounds."""

    day: str
    events: tuple[Happened, ...]
    heard: tuple[Heard, ...]


@dataclass(frozen=True)
class Alike:
    """Positions of one holder that are alike: the first of them, and how many they are."""

    first: Taken
    number: int


@dataclass(frozen=True)
class Row:
    """A claim with one cell a holder; `others` counts the positions of all others by effect."""

    claim: Claim
    cells: tuple[tuple[Alike, ...], ...]
    others: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class StoryShown:
    """Values for `_story.html.j2`: the days, and the matrix with its holders as columns."""

    days: tuple[Day, ...]
    holders: tuple[Ref, ...]
    rows: tuple[Row, ...]


def build(told: Story) -> StoryShown:
    """A story as its page shows it."""
    claims = {p.claim for p in told.positions}
    numbers = Counter(holder for holder, _ in {(p.holder, p.claim) for p in told.positions})
    ordered = sorted(numbers, key=lambda holder: (-numbers[holder], holder.label, holder.iri))
    holders = tuple(ordered[:MOST_HOLDERS])
    rows = (_row(told, iri, holders) for iri in told.claims if iri in claims)
    return StoryShown(
        days=tuple(_days(told)),
        holders=holders,
        rows=tuple(sorted(rows, key=_weight)),
    )


def _days(told: Story) -> list[Day]:
    events: dict[str, list[Happened]] = defaultdict(list)
    heard: dict[str, dict[str, list[Taken]]] = defaultdict(lambda: defaultdict(list))
    for event in told.events:
        events[event.day].append(event)
    for position in told.positions:
        if position.claim in told.claims:
            heard[position.day][position.claim].append(position)
    dated = sorted({*events, *heard} - {""})
    return [
        Day(
            day,
            tuple(events[day]),
            tuple(Heard(told.claims[iri], tuple(said)) for iri, said in heard[day].items()),
        )
        for day in [*dated, *([""] if "" in heard else [])]
    ]


def _row(told: Story, claim: str, holders: tuple[Ref, ...]) -> Row:
    here = [position for position in told.positions if position.claim == claim]
    others = Counter(p.effect for p in here if p.holder not in holders and not p.former)
    return Row(
        claim=told.claims[claim],
        cells=tuple(_alike([p for p in here if p.holder == holder]) for holder in holders),
        others=tuple(sorted(others.items())),
    )


def _alike(positions: list[Taken]) -> tuple[Alike, ...]:
    found: dict[tuple[str, bool], list[Taken]] = defaultdict(list)
    for each in positions:
        found[each.stance, each.former].append(each)
    return tuple(Alike(alike[0], len(alike)) for alike in found.values())


def _weight(row: Row) -> tuple[bool, int, str]:
    """What is contested first, then what most have spoken of."""
    spoken = sum(map(bool, row.cells)) + sum(number for _, number in row.others)
    return (row.claim.status != "contested", -spoken, row.claim.text)
