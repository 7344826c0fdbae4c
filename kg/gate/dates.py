"""EDTF dates as curators write them, and the four bounds that they state.

Read are level 0 and a named part of levels 1 and 2 of the Extended Date/Time Format
(ISO 8601-2:2019, annex A): years, months, days, the thirds of a year ``Y-37`` to ``Y-39``,
intervals with an open (``..``) or unknown (empty) end, and one of a set (``[..2025-03-06]``,
``[2025-03-03,2025-03-04]``, ``[1948..1956]``). Nothing else has a meaning in this graph.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from kg.errors import BadDate

KNOWN_FORMS = (
    "2025, 2025-03, 2025-03-06, 2025-37 (first third of the year), 1946-03-05/.. (no end known), "
    "1943/ (ended, day unknown), 1948/1956, [..2025-03-06] (no later than), "
    "[2025-03-03,2025-03-04] (one of two days)"
)
FIRST_MONTH_OF_THIRD = {37: 1, 38: 5, 39: 9}
MONTHS_IN_THIRD = 4
_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days between which something began and ended; ``None`` where the date says nothing."""

    earliest_start: date | None = None
    latest_start: date | None = None
    earliest_end: date | None = None
    latest_end: date | None = None


def bounds(edtf: str) -> Bounds:
    """The bounds that an EDTF text states.

    Raises:
        BadDate: the text is none of the known forms, names no day of the calendar, or ends
            before it begins.
    """
    if edtf.startswith("[") and edtf.endswith("]"):
        return _one_of(edtf, edtf[1:-1])
    start, slash, end = edtf.partition("/")
    if not slash:
        first, last = _days(edtf, start)
        return Bounds(first, last)
    return _interval(edtf, start, end)


def _one_of(edtf: str, members: str) -> Bounds:
    low, dots, high = members.partition("..")
    if not dots:
        days = [_days(edtf, member.strip()) for member in members.split(",")]
        return Bounds(min(first for first, _ in days), max(last for _, last in days))
    if not low and not high:
        raise BadDate(edtf, "a set open at both ends says nothing", KNOWN_FORMS)
    earliest = _days(edtf, low)[0] if low else None
    latest = _days(edtf, high)[1] if high else None
    if earliest and latest and latest < earliest:
        raise BadDate(edtf, "the set ends before it begins", KNOWN_FORMS)
    return Bounds(earliest, latest)


def _interval(edtf: str, start: str, end: str) -> Bounds:
    unknown = ("", "..")
    if start in unknown and end in unknown:
        raise BadDate(edtf, "neither start nor end is given", KNOWN_FORMS)
    first, last = (None, None) if start in unknown else _days(edtf, start)
    if end in unknown:
        ended = end == ""
        return Bounds(first, last, first if ended else None, None)
    earliest_end, latest_end = _days(edtf, end)
    if first and latest_end < first:
        raise BadDate(edtf, "the interval ends before it begins", KNOWN_FORMS)
    if first:
        earliest_end = max(earliest_end, first)
    if last:
        last = min(last, latest_end)
    return Bounds(first, last, earliest_end, latest_end)


def _days(edtf: str, text: str) -> tuple[date, date]:
    """First and last day of one date."""
    match = _DATE.fullmatch(text)
    if not match:
        raise BadDate(edtf, f"“{text}” is not a date", KNOWN_FORMS)
    year = int(match["year"])
    month = int(match["month"] or 0)
    day = int(match["day"] or 0)
    try:
        if match["day"]:
            return date(year, month, day), date(year, month, day)
        if month in FIRST_MONTH_OF_THIRD:
            first = FIRST_MONTH_OF_THIRD[month]
            return date(year, first, 1), _month_end(year, first + MONTHS_IN_THIRD - 1)
        if match["month"]:
            return date(year, month, 1), _month_end(year, month)
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError as error:
        raise BadDate(edtf, f"“{text}” is not a day of the calendar", KNOWN_FORMS) from error


def _month_end(year: int, month: int) -> date:
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        raise ValueError(month)
    return date(year, month, monthrange(year, month)[1])
