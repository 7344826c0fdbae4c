"""Validity drawn as bars, as numbers for a template: no library, no script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kg.ask.describe import Dates

WIDTH: Final = 400.0
MARGIN: Final = 6.0


@dataclass(frozen=True)
class Bar:
    """One bar on the scale 0 to `WIDTH`.

    The thick line goes from `sure_from` to `sure_until`, the thin one from `from_` to `until`:
    earliest and latest that the bounds allow. An open end carries an arrow, an unknown start none.
    """

    from_: float
    sure_from: float
    sure_until: float
    until: float
    open_end: bool
    known_start: bool


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


def scale(many: Iterable[Dates], today: str) -> Scale | None:
    """One scale for all bars of a list; None when no day is known."""
    days = [day for dates in many for day in _days(dates)]
    return Scale(int(min(days)[:4]), int(max(*days, today)[:4])) if days else None


def _days(dates: Dates) -> Sequence[str]:
    known = (dates.possible_from, dates.definite_from, dates.definite_until, dates.possible_until)
    return [day for day in known if day]


def bar(dates: Dates, scale: Scale, today: str) -> Bar | None:
    """The bar of one fact; None when neither its start nor a day on which it held is known."""
    if not dates.definite_from and not dates.possible_from:
        return None
    sure_from = dates.definite_from or dates.possible_from
    sure_until = dates.definite_until or today
    return Bar(
        from_=scale.at(dates.possible_from or sure_from),
        sure_from=scale.at(sure_from),
        sure_until=scale.at(sure_until),
        until=scale.at(dates.possible_until or sure_until),
        open_end=not dates.definite_until,
        known_start=bool(dates.possible_from),
    )
