"""Words for dates, stances, statuses and relations. All that a page says of them is here.

Days stand in them as in the data (`2025-03-06`); the template filter `dated` spells them out.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from kg.ask.describe import Claim, Dates, Document, Event, Fact, Period, Position, Ref

STATUS_SYMBOLS: Final[Mapping[str, str]] = {
    "contested": "contested",
    "asserted": "supports",
    "corroborated": "corroborated",
    "denied": "opposes",
    "unaddressed": "unrecorded",
}
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# EDTF's numbers for the thirds of a year (ISO 8601-2:2019, annex A).
THIRDS: Final[Mapping[str, str]] = {"37": "first", "38": "middle", "39": "last"}
# How a fact stood on a day, by its status then.
ON_A_DAY: Final[Mapping[str, str]] = {
    "attested": "attested on",
    "presumed": "presumed on",
    "possible": "may have held on",
    "suspended": "suspended on",
    "ended": "over by",
}
UNVOUCHED: Final = "may have held; no document vouches for a day"
# What stands in quotation marks is somebody else's, and stays as it is.
_DAY: Final = re.compile(r"“[^”]*”|\b\d{4}-(?:3[789]|(?:0[1-9]|1[0-2])(?:-\d{2})?)\b")
_INTERVAL: Final = re.compile(r"\[?([0-9-]*)\.\.([0-9-]*)\]?")


def day(text: str) -> str:
    """A day, month or third of a year: ``6 Mar 2025``, ``Mar 2025``, ``last third of 2011``."""
    year, month, *rest = text.split("-")
    if month in THIRDS:
        return f"{THIRDS[month]} third of {year}"
    return " ".join([*(number.lstrip("0") for number in rest), MONTHS[int(month) - 1], year])


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


def validity(fact: Fact) -> str:
    """When a state of affairs held: its start and its end, or what is not known of them."""
    parts = (_start(fact.dates), _end(fact), _wording(fact.dates))
    return "; ".join(part for part in parts if part)


def _start(dates: Dates) -> str:
    start = span(dates.possible_from, dates.first_confirmed)
    if not start:
        return "start not known"
    return f"began {start}" if _is_vague(start) else f"since {start}"


def _end(fact: Fact) -> str:
    dates = fact.dates
    if not dates.possible_until:
        return "no end recorded"
    end = span(dates.last_confirmed, "" if fact.end_undated else dates.possible_until)
    if not end:
        return "ended on a day not known"
    return f"ended {end}" if _is_vague(end) else f"until {end}"


def _is_vague(when: str) -> bool:
    return when.startswith(("by ", "between ")) or when.endswith(" or later")


def _wording(dates: Dates) -> str:
    return f"“{dates.wording}”" if dates.wording else ""


def standing(fact: Fact, as_of: str) -> str:
    """What is known of a fact on the day looked from, or now: ``suspended since 2025-03-05``."""
    period = next((each for each in fact.periods if each.covers(as_of)), None)
    if as_of:
        return f"{ON_A_DAY[period.status]} {as_of}" if period else f"not begun on {as_of}"
    vouched = f"attested until {fact.dates.last_confirmed}" if fact.dates.last_confirmed else ""
    match period.status if period else "":
        case "presumed":
            return f"{vouched}, presumed since"
        case "suspended":
            return f"suspended since {period.since}" if period else ""
        case "ended":
            last = fact.dates.possible_until
            return "ended, by the day of reading" if fact.end_undated else f"ended by {last}"
        case "attested":
            return "attested"
    return f"{vouched}, may have held since" if vouched else UNVOUCHED


def is_over(fact: Fact, as_of: str) -> bool:
    """Whether a fact had ended on the day looked from, or has by now."""
    return _is(fact, as_of, "ended")


def is_held(fact: Fact, as_of: str) -> bool:
    """Whether a document vouches for a fact on the day looked from, or nothing recorded speaks
    against that it lasted until then; without a day, until now."""
    return _is(fact, as_of, "attested", "presumed")


def _is(fact: Fact, as_of: str, *statuses: str) -> bool:
    return any(each.status in statuses and each.covers(as_of) for each in fact.periods)


def history(periods: tuple[Period, ...]) -> str:
    """The periods of a fact in one line, for those who do not see its bar."""
    return "; ".join(f"{each.status} {stretch(each)}" for each in periods)


def stretch(period: Period) -> str:
    """The days of a period: ``2025-03-05 to 2025-03-10``."""
    if period.since == period.until:
        return period.since or "at all times"
    if not period.until:
        return f"since {period.since}" if period.since else "at all times, no end recorded"
    return f"{period.since} to {period.until}" if period.since else f"until {period.until}"


def moment(event: Event) -> str:
    """When an event happened, between its bounds; a day of reading is none."""
    dates = event.dates
    last = "" if event.undated else dates.possible_until
    return _worded(span(dates.possible_from, last) or "on a day not known", dates)


def said(position: Position) -> str:
    """When a position was taken; a day of reading is named as such."""
    dates = position.dates
    if position.undated and dates.since:
        return _worded(read_by(dates.since), dates)
    return _worded(span(dates.possible_from, dates.since) or "on a day not known", dates)


def read_by(on: str) -> str:
    """What is known of something by a day of reading alone."""
    return f"by {on}, the day of reading"


def _worded(when: str, dates: Dates) -> str:
    return f"{when} ({_wording(dates)})" if dates.wording else when


def appeared(document: Document) -> str:
    """When a document appeared, ``undated`` where only the day on which it was read bounds it."""
    dates = document.dates
    if not document.undated:
        return _worded(span(dates.possible_from, dates.possible_until), dates)
    return f"undated, not before {dates.possible_from}" if dates.possible_from else "undated"


def called(document: Document) -> str:
    """A document by its title; one known only through others by its publisher and its day."""
    if document.titled or document.undated or not document.publisher:
        return document.label
    when = span(document.dates.possible_from, document.dates.possible_until)
    return f"{document.label}, {spelled(when)}" if when else document.label


def spelled(text: str, spell: Callable[[str], str] = day) -> str:
    """Text of ours with its days spelled out, each by `spell`."""
    return _DAY.sub(lambda found: found[0] if found[0][0] == "“" else spell(found[0]), text)


def given(edtf: str) -> str:
    """A date as a document gives it, from EDTF: ``between 1947 and 1949``."""
    ends = _INTERVAL.fullmatch(edtf)
    if not ends:
        return edtf
    low, high = ends.groups()
    return f"between {low} and {high}" if low and high else span(low, high)


def relation(fact: Fact, here: str) -> str:
    """What a fact says of the thing `here`, as a verb before the other side.

    A role stands in place of a phrase that does not say it, in its manner: “founding member of”,
    “founding member:”, but “party to”.
    """
    phrase = next((end.phrase for end in fact.ends if end.ref.iri == here), "")
    if fact.role and phrase and not phrase.startswith(fact.role):
        return f"{fact.role}:" if phrase.endswith(":") else f"{fact.role} of"
    return phrase or fact.kind_label


def near_end(fact: Fact, here: str) -> str:
    """The end of a fact from which it is told on the page of `here`: the post of a tenure on the
    page of what that heads."""
    ends = {end.name: end.ref.iri for end in fact.ends}
    return here if here in ends.values() else ends.get("post", here)


def other_side(fact: Fact, here: str) -> tuple[Ref, ...]:
    """The things at the other ends of a fact."""
    return tuple(end.ref for end in fact.ends if end.ref.iri != here)


def read_or_not(document: Document) -> str:
    """Whether we read a document ourselves."""
    if document.consulted_on:
        return f"read {document.consulted_on}"
    if document.consulted:
        return "read in an unchanged copy"
    return "not read by us: known only through others"


def delay(document: Document, origin: Document) -> str:
    """How long after its origin a document appeared, where both days are known."""
    day_, first = _exact(document.dates), _exact(origin.dates)
    if not day_ or not first:
        return "how much later is not known"
    days = (date.fromisoformat(day_) - date.fromisoformat(first)).days
    return f"{plural(days, 'day')} later" if days else "on the same day"


def _exact(dates: Dates) -> str:
    return dates.possible_from if dates.possible_from == dates.possible_until else ""


def voices(claim: Claim) -> str:
    """Who is for and against a claim: ``4 voices for, 0 against; read in 24 documents``."""
    sides = f"{plural(claim.supporting, 'voice')} for, {claim.opposing} against"
    return f"{sides}; read in {plural(claim.documents, 'document')}"


def plural(number: int, one: str, many: str = "") -> str:
    """``1 report``, ``2 reports``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
