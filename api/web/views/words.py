"""Words for dates, stances, statuses and relations. All that a page says of them is here."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Final

from kg.ask.describe import Dates, Document, Fact, Ref

STATUS_SYMBOLS: Final[Mapping[str, str]] = {
    "contested": "contested",
    "asserted": "supports",
    "corroborated": "corroborated",
    "denied": "opposes",
    "unaddressed": "unrecorded",
}


def span(low: str, high: str) -> str:
    """A day from `low` to `high`, each an ISO date or empty: ``1948``, ``by 2010-06-30``."""
    if low and high:
        return _between(low, high)
    if high:
        return f"by {high}"
    return f"{low} or later" if low else ""


def _between(low: str, high: str) -> str:
    if low == high:
        return low
    first, last = date.fromisoformat(low), date.fromisoformat(high)
    month_ends = last.day == calendar.monthrange(last.year, last.month)[1]
    if first.day == 1 and month_ends and first.year == last.year:
        if (first.month, last.month) == (1, 12):
            return low[:4]
        if first.month == last.month:
            return low[:7]
    return f"between {low} and {high}"


def validity(dates: Dates) -> str:
    """When a state of affairs held: its start and its end, or what is not known of them."""
    return "; ".join(part for part in (_start(dates), _end(dates), _wording(dates)) if part)


def _start(dates: Dates) -> str:
    if not dates.possible_from and dates.definite_from == dates.ongoing_as_of:
        known = f", held on {dates.ongoing_as_of}" if dates.ongoing_as_of else ""
        return f"start not known{known}"
    start = span(dates.possible_from, dates.definite_from)
    return f"since {start}" if not start.startswith("by ") else f"began {start}"


def _end(dates: Dates) -> str:
    end = span(dates.definite_until, dates.possible_until)
    if end:
        return f"until {end}"
    if dates.last_confirmed:
        return f"no end known, last confirmed {dates.last_confirmed}"
    return "no end known, never confirmed for a day"


def _wording(dates: Dates) -> str:
    return f"“{dates.wording}”" if dates.wording else ""


def moment(dates: Dates) -> str:
    """When something was said, happened or appeared."""
    said = span(dates.possible_from, dates.definite_from) or "on a day not known"
    return f"{said} ({_wording(dates)})" if dates.wording else said


def relation(fact: Fact, here: str) -> str:
    """What a fact says of the thing `here`, as a verb before the other side.

    A role stands in place of the phrase, in its manner: “founding member of”, “founding member:”.
    """
    phrase = next((end.phrase for end in fact.ends if end.ref.iri == here), "")
    if fact.role and phrase:
        return f"{fact.role}:" if phrase.endswith(":") else f"{fact.role} of"
    return phrase or fact.kind_label


def other_side(fact: Fact, here: str) -> tuple[Ref, ...]:
    """The things at the other ends of a fact."""
    return tuple(end.ref for end in fact.ends if end.ref.iri != here)


def read_or_not(document: Document) -> str:
    """Whether we read a document ourselves."""
    if document.consulted_on:
        return f"read by us on {document.consulted_on}"
    return "not read by us: known only through others"


def delay(document: Document, origin: Document) -> str:
    """How long after its origin a document appeared, where both days are known."""
    day, first = document.dates, origin.dates
    exact = day.possible_from == day.definite_from and first.possible_from == first.definite_from
    if not exact or not day.definite_from or not first.definite_from:
        return "how much later is not known"
    days = (date.fromisoformat(day.definite_from) - date.fromisoformat(first.definite_from)).days
    if days == 0:
        return "on the same day"
    return f"{days} day{'' if days == 1 else 's'} later"


def plural(number: int, one: str, many: str = "") -> str:
    """``1 report``, ``2 reports``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
