"""The periods of facts drawn as bars, as numbers for a template: no library, no script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from api.web.views import words
from kg.ask.describe import Fact, Period

WIDTH: Final = 400.0
MARGIN: Final = 6.0
# Shorter stretches could not be seen.
LEAST: Final = 4.0


@dataclass(frozen=True)
class Stretch:
    """One period on the scale 0 to `WIDTH`; `status` decides how its line is drawn."""

    status: str
    from_: float
    until: float


@dataclass(frozen=True)
class Bar:
    """The periods of one fact; `told` says the same in words.

    One that lasts carries an arrow at its `end`.
    """

    stretches: tuple[Stretch, ...]
    end: float
    lasts: bool
    told: str


@dataclass(frozen=True)
class Scale:
    """The years at which the scale begins and ends."""

    first: int
    last: int

    def at(self, day: str) -> float:
        """Where a day stands."""
        when = date.fromisoformat(day)
        years = when.year + (when.timetuple().tm_yday - 1) / 366 - self.first
        return round(MARGIN + years / (self.last + 1 - self.first) * (WIDTH - 2 * MARGIN), 1)


def scale(facts: Iterable[Fact], today: str) -> Scale | None:
    """One scale for all bars of a list; None when no day is known."""
    bounds = (day for fact in facts for each in fact.periods for day in (each.since, each.until))
    days = [day for day in bounds if day]
    return Scale(int(min(days)[:4]), int(max(*days, today)[:4])) if days else None


def bar(fact: Fact, scale: Scale, today: str) -> Bar | None:
    """The bar of one fact; None where no period of it could be drawn."""
    shown = [each for each in fact.periods if each.status != "ended"]
    if not shown:
        return None
    stretches: list[Stretch] = []
    for each in shown:
        stretches.append(_stretch(each, scale, today, stretches[-1].until if stretches else 0.0))
    last = fact.periods[-1]
    lasts = not last.until and last.status in ("attested", "presumed")
    told = words.spelled(words.history(fact.periods))
    return Bar(tuple(stretches), stretches[-1].until, lasts, told)


def _stretch(period: Period, scale: Scale, today: str, after: float) -> Stretch:
    """Where a period is drawn, behind the one before."""
    begin = max(scale.at(period.since), after) if period.since else 0.0
    end = scale.at(period.until or today)
    return Stretch(period.status, begin, round(max(end, begin + LEAST), 1))
