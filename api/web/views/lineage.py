"""The lineage of a body: a tree, and bars on an axis of time, each tied to what came of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import TYPE_CHECKING, Final, NamedTuple

from api.web.views import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.ask.describe import Lineage, Ref, Succession, Turning

WIDTH: Final = 760
# Names stand on the left, then years.
YEARS: Final = (280, 744)
HEAD: Final = 30
ROW: Final = 28
LONGEST: Final = 40
# The share of all years, as its inverse, that is left where a first year is not known.
LEAD: Final = 8
# Ticks so many years apart, the least of which there are not too many.
STEPS: Final = (1, 2, 5, 10, 25, 50, 100)
MOST_TICKS: Final = 8


@dataclass(frozen=True)
class Body:
    """One body with those that took its place; where it stands a second time, without them.

    `when` says in words when it began and ended, as far as that is recorded.
    """

    ref: Ref
    here: bool
    again: bool
    when: str
    later: tuple[Body, ...]


class Tick(NamedTuple):
    """A year on the axis."""

    year: int
    x: float


@dataclass(frozen=True)
class Bar:
    """A body from its start to its end; one that is not `known` at both is dotted.

    What `lasts` has an arrow; `when` says the same in words.
    """

    ref: Ref
    here: bool
    name: str
    when: str
    y: int
    start: float
    end: float
    known: bool
    lasts: bool


@dataclass(frozen=True)
class LineageShown:
    """Values for `_lineage.html.j2`: the tree, and the bars with curves to those that follow."""

    bodies: tuple[Body, ...]
    width: int
    height: int
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]
    curves: tuple[str, ...]
    query: str


class _Life(NamedTuple):
    """The changes by which a body began and ended."""

    begun: Turning | None
    ended: Turning | None

    @property
    def since(self) -> str:
        """The first day that it may have begun, or else the day by which it had."""
        return (self.begun.first or self.begun.last) if self.begun else ""

    @property
    def until(self) -> str:
        return (self.ended.last or self.ended.first) if self.ended else ""

    @property
    def told(self) -> str:
        begun, ended = (words.span(t.first, t.last) if t else "" for t in self)
        if begun and ended:
            return f"{begun} to {ended}"
        return f"since {begun}" if begun else f"until {ended}" if ended else "dates not recorded"


def build(lineage: Lineage, here: str, today: str) -> LineageShown:
    """The lineage in which the body `here` stands."""
    refs = _bodies(lineage.successions)
    lives = {ref: _life(ref.iri, lineage.turnings) for ref in refs}
    days = [day for life in lives.values() for day in (life.since, life.until) if day]
    first, last = int(min([*days, today])[:4]), int(today[:4]) + 1
    is_dated = all(life.since for life in lives.values())
    # Those of which nobody knows since when they are have their place before all others.
    scale = _Scale(first if is_dated else first - 1 - (last - first) // LEAD, last)
    ordered = sorted(refs, key=lambda ref: (lives[ref].since, ref.label, ref.iri))
    later = _later(lineage.successions)
    bars = {
        ref: _bar(
            ref,
            lives[ref],
            scale,
            y=HEAD + ROW * place + ROW // 2,
            is_here=ref.iri == here,
            is_followed=ref in later,
        )
        for place, ref in enumerate(ordered)
    }
    when = {ref.iri: life.told for ref, life in lives.items()}
    return LineageShown(
        bodies=tree(lineage.successions, here, when),
        width=WIDTH,
        height=HEAD + ROW * len(ordered),
        ticks=scale.ticks,
        bars=tuple(bars.values()),
        curves=tuple(_curve(bars[one.earlier], bars[one.later]) for one in lineage.successions),
        query=lineage.query,
    )


def tree(successions: Sequence[Succession], here: str, when: Mapping[str, str]) -> tuple[Body, ...]:
    """The bodies that took nobody's place, each with its successors; `here` is whose page it is.

    `when` has the words for when each was there, by IRI.
    """
    later = _later(successions)
    came = {ref for many in later.values() for ref in many}
    first = [ref for ref in later if ref not in came] or list(later)[:1]
    seen: set[Ref] = set()

    def body(ref: Ref) -> Body:
        is_again = ref in seen
        seen.add(ref)
        below = () if is_again else tuple(later.get(ref, ()))
        return Body(ref, ref.iri == here, is_again, when.get(ref.iri, ""), tuple(map(body, below)))

    return tuple(map(body, first))


def _later(successions: Iterable[Succession]) -> dict[Ref, list[Ref]]:
    later: dict[Ref, list[Ref]] = defaultdict(list)
    for one in successions:
        later[one.earlier].append(one.later)
    return later


def _bodies(successions: Iterable[Succession]) -> tuple[Ref, ...]:
    return tuple(dict.fromkeys(ref for one in successions for ref in (one.earlier, one.later)))


def _life(iri: str, turnings: Iterable[Turning]) -> _Life:
    """From the first change that made a body to the last that ended it."""
    own = [each for each in turnings if each.body == iri]
    begun = next((each for each in own if not each.ended), None)
    return _Life(begun, next((each for each in reversed(own) if each.ended), None))


class _Scale(NamedTuple):
    first: int
    last: int

    def at(self, day: str) -> float:
        when, (left, right) = date.fromisoformat(day), YEARS
        years = when.year + (when.timetuple().tm_yday - 1) / 366 - self.first
        return round(left + years / (self.last - self.first) * (right - left), 1)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        years = range(self.first, self.last + 1)
        steps = (step for step in STEPS if len(years) / step <= MOST_TICKS)
        step = next(steps, STEPS[-1])
        return tuple(Tick(year, self.at(f"{year:04}-01-01")) for year in years if year % step == 0)


def _bar(ref: Ref, life: _Life, scale: _Scale, *, y: int, is_here: bool, is_followed: bool) -> Bar:
    left, right = YEARS
    lasts = not life.until and not is_followed
    return Bar(
        ref=ref,
        here=is_here,
        name=shorten(ref.label, LONGEST, placeholder=" …"),
        when=life.told,
        y=y,
        start=scale.at(life.since) if life.since else left,
        end=scale.at(life.until) if life.until else right,
        known=bool(life.since and (life.until or lasts)),
        lasts=lasts,
    )


def _curve(one: Bar, other: Bar) -> str:
    """From the end of a bar to the start of another."""
    middle = (one.y + other.y) / 2
    return f"M{one.end} {one.y}C{one.end} {middle} {other.start} {middle} {other.start} {other.y}"
