"""A story in its days, and as a matrix: who takes which position towards which claim."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from kg.ask.describe import Claim, Happened, Listing, Ref
from kg.terms import NO_END

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TypeAlias

    from api.web.views.parts import Place, Shown
    from kg.ask.describe import Story, Taken

    Entry: TypeAlias = tuple[str, "Happened | Heard"]

# More columns than these no screen holds; who is left out is counted in a column of their own.
MOST_HOLDERS: Final = 5
# The lists of the page.
DAYS: Final = "days"
MATRIX: Final = "matrix"


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
    days_shown: Shown
    holders: tuple[Ref, ...]
    rows: tuple[Row, ...]
    rows_shown: Shown


def build(told: Story, place: Place) -> StoryShown:
    """A story as its page shows it, or one of its two lists."""
    claims = {p.claim for p in told.positions}
    numbers = Counter(holder for holder, _ in {(p.holder, p.claim) for p in told.positions})
    ordered = sorted(numbers, key=lambda holder: (-numbers[holder], holder.label, holder.iri))
    holders = tuple(ordered[:MOST_HOLDERS])
    rows = sorted((_row(told, iri, holders) for iri in told.claims if iri in claims), key=_weight)
    part, entries = place.part, _entries(told)
    days_here = part.of(entries) if part.wants(DAYS) else ()
    rows_here = tuple(part.of(rows)) if part.wants(MATRIX) else ()
    return StoryShown(
        days=tuple(_days(days_here)),
        days_shown=place.shown(DAYS, Listing(tuple(days_here), len(entries), told.query)),
        holders=holders,
        rows=rows_here,
        rows_shown=place.shown(MATRIX, Listing(rows_here, len(rows), told.query)),
    )


def _entries(told: Story) -> list[Entry]:
    """What happened and was said, day by day, events first; last what has no day."""
    heard: dict[tuple[str, str], list[Taken]] = defaultdict(list)
    for position in told.positions:
        if position.claim in told.claims:
            heard[position.day, position.claim].append(position)
    entries: list[Entry] = [(event.day, event) for event in told.events]
    entries += [(day, Heard(told.claims[c], tuple(said))) for (day, c), said in heard.items()]
    return sorted(entries, key=lambda entry: entry[0] or NO_END)


def _days(entries: Iterable[Entry]) -> list[Day]:
    return [_day(day, [each for _, each in of_day]) for day, of_day in groupby(entries, _when)]


def _when(entry: Entry) -> str:
    return entry[0]


def _day(day: str, entries: Sequence[Happened | Heard]) -> Day:
    return Day(
        day,
        tuple(each for each in entries if isinstance(each, Happened)),
        tuple(each for each in entries if isinstance(each, Heard)),
    )


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
