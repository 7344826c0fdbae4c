"""Dates of a text, in full or against the day of the report: Tuesday, March 10, last month.

Names of months and days are CLDR's, words such as yesterday stand in the table of each language.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import zip_longest
from typing import Final

from kg.desk.ahead import Ahead
from kg.desk.article import Paragraph
from kg.desk.language import Language
from kg.desk.lexicon import listed
from kg.errors import BadDate
from kg.gate.dates import bounds

# A day without a year is one of the last ten months, or of the next two.
AHEAD: Final = timedelta(days=60)
WEEK: Final = 7
DECEMBER: Final = 12
# Words and prefixes that stand between the parts of a date: 4 de marzo de 2025, 4 במרץ.
_OF = r"(?:\s*(?:de|of|del|ב)[\s-]?|\s+)"
_TIE = r"(?:\s*(?:de|of|del)\s|,?\s+|,\s*)"
_DAY = r"(?P<day>[0-9]{1,2})"
_YEAR = r"(?P<year>[12][0-9]{3})"
_NO_DIGIT = r"(?![0-9])"
_BEFORE = r"(?<![^\W_])"
_AFTER = r"(?![^\W_])"
_MARKS: Final = re.compile("['’ʼ]")
_CJK: Final = ("ja", "ko")
_JOINED: Final = {"ar": "[وفبلك]?", "he": "[והבלמשכ]{0,2}"}
_DAY_FIRST: Final = ("fr", "de", "es", "ru", "uk", "ar", "he", "el")

_Read = Callable[[re.Match[str], date | None], str | None]


class Dates:
    """The ways in which one language writes dates."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._written = dict(_months(language))
        self._months = {name.casefold(): number for name, number in self._written.items()}
        self._weekdays = dict(_weekdays(language))
        numbers = language.line("sources", "numbers")
        self._numbers = {word.casefold(): number for number, word in enumerate(numbers, 2)}
        self._numbers |= {word.casefold(): 1 for word in language.line("sources", "a")}
        self._ahead = Ahead(language)
        self._patterns = list(self._made())

    def of(self, paragraph: Paragraph, day: date | None = None) -> Iterator[tuple[str, str]]:
        """Dates of a paragraph: as EDTF, and as worded; in the order of the text. Those that lack
        a part are counted from the `day` of the report, and not found without it.
        """
        taken: set[int] = set()
        found: list[tuple[int, str, str]] = []
        for pattern, read in self._patterns:
            for match in pattern.finditer(paragraph.text):
                places = set(range(*match.span()))
                edtf = None if taken & places else read(match, day)
                if edtf and _is_date(edtf):
                    taken |= places
                    found.append((match.start(), edtf, match[0].strip(" .")))
        yield from _without_days_of_dates(paragraph.text, sorted(found), self._weekdays)

    def _made(self) -> Iterator[tuple[re.Pattern[str], _Read]]:
        yield re.compile(rf"\b{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})\b"), _in_figures
        if self._language.code in _DAY_FIRST:
            figures = rf"\b{_DAY}[./](?P<month>[0-9]{{1,2}})[./]{_YEAR}\b"
            yield re.compile(figures), _in_figures
        if self._language.code in _CJK:
            yield from self._in_signs()
        else:
            yield from self._in_words()
        yield from self._relative()

    def _in_signs(self) -> Iterator[tuple[re.Pattern[str], _Read]]:
        """2025年3月6日, 3월 6일, 6日."""
        year, month, day = ("年", "月", "日") if self._language.code == "ja" else ("년", "월", "일")
        number = r"(?P<month>[0-9]{1,2})"
        for text in (
            rf"{_YEAR}{year}\s?{number}{month}\s?{_DAY}{day}",
            rf"{_YEAR}{year}\s?{number}{month}",
            rf"(?<![0-9]){number}{month}\s?{_DAY}{day}",
        ):
            yield re.compile(text), _in_figures
        no_span = "(?![間前後程程目] ?|[間前後])" if day == "日" else "(?!간|째| 전)"
        last = "|".join(map(re.escape, self._language.line("dates", "last_month")))
        yield re.compile(rf"(?:{last})\s?{_DAY}{day}"), _in_last_month
        alone = rf"(?<![0-9월月])(?<![月월] ){_DAY}{day}{no_span}(?![0-9])"
        yield re.compile(alone), self._day_alone

    def _in_words(self) -> Iterator[tuple[re.Pattern[str], _Read]]:
        joined = _JOINED.get(self._language.code, "")
        names = "|".join(sorted(map(re.escape, self._months), key=len, reverse=True))
        month = rf"(?P<month>{names})(?:\.|{_AFTER})"
        told = rf"{_BEFORE}{_DAY}(?:er|\.|st|nd|rd|th|η|-го|-е|-го)?{_OF}{month}"
        if self._language.code == "en":
            first = rf"{_BEFORE}{month}\s+{_DAY}(?:st|nd|rd|th)?{_NO_DIGIT}"
            yield re.compile(rf"{first},?\s+{_YEAR}\b", re.I), self._dated
            yield re.compile(rf"{told}{_TIE}{_YEAR}\b", re.I), self._dated
            yield re.compile(first, re.I), self._dated
        else:
            yield re.compile(rf"{told}{_TIE}{_YEAR}\b", re.I), self._dated
        yield re.compile(rf"{_BEFORE}{joined}{month}{_TIE}{_YEAR}\b", re.I), self._dated
        yield re.compile(told, re.I), self._dated
        lead = "|".join(map(re.escape, self._language.line("dates", "in_month")))
        if lead:
            yield self._bare_month(lead, joined)

    def _bare_month(self, lead: str, joined: str) -> tuple[re.Pattern[str], _Read]:
        """A month alone is one where a preposition says so: in March is, march and may are not."""
        glued = rf"(?:ב)(?=(?:{'|'.join(map(re.escape, self._months))}))" if joined else "(?!)"
        names = "|".join(sorted(map(re.escape, self._written), key=len, reverse=True))
        month = rf"(?P<month>{names})(?:\.|{_AFTER})"
        text = rf"{_BEFORE}(?:(?i:{lead})\s+|{glued}){month}(?!\s+[0-9])"
        return re.compile(text), self._dated

    def _relative(self) -> Iterator[tuple[re.Pattern[str], _Read]]:
        joined = _JOINED.get(self._language.code, "")
        cjk = self._language.code in _CJK
        before, after = ("", "") if cjk else (_BEFORE + joined, _AFTER)

        def words(*phrases: str) -> re.Pattern[str]:
            options = sorted(map(re.escape, phrases), key=len, reverse=True)
            text = _any_mark("|".join(options).replace("\\ ", r"\s+"))
            return re.compile(rf"{before}(?:{text}){after}", re.I)

        for name, read in _RELATIVE.items():
            if phrases := self._language.line("dates", name):
                yield words(*phrases), read
        yield from self._ago(before, after)
        if self._weekdays:
            yield self._weekday(before, after)

    def _ago(self, before: str, after: str) -> Iterator[tuple[re.Pattern[str], _Read]]:
        """Three days ago, two weeks ago, before or behind the number as the language has it."""

        def line(name: str) -> str:
            return "|".join(map(re.escape, self._language.line("dates", name)))

        number = "|".join(["[0-9]{1,2}", *map(re.escape, self._numbers)])
        for unit, back in _AGO.items():
            if behind := line(f"{unit}_ago"):
                text = rf"(?<![^\W\d_])(?<![0-9])(?P<n>{number})\s?(?:{behind})"
                yield re.compile(text, re.I), self._counted_back(back)
            if (lead := line("days_before")) and (units := line(unit)):
                text = rf"{before}(?:{lead})\s+(?P<n>{number})\s+(?:{units})"
                yield re.compile(text + after, re.I), self._counted_back(back)

    def _counted_back(self, back: Callable[[date, int], str]) -> _Read:
        def read(match: re.Match[str], day: date | None) -> str | None:
            said = match["n"].casefold()
            return back(day, self._numbers.get(said) or int(said)) if day else None

        return read

    def _weekday(self, before: str, after: str) -> tuple[re.Pattern[str], _Read]:
        names = "|".join(sorted(map(re.escape, self._weekdays), key=len, reverse=True))
        beside = {name: self._beside(name) for name in ("next", "last")}
        ahead = "|".join(rf"(?P<{name}>(?:{words})\s+)" for name, words in beside.items())
        later = "|".join(rf"(?P<{name}_>\s+(?:{words}))" for name, words in beside.items())
        # German and Greek have a capital on days that are other words without one.
        text = _any_mark(rf"{before}(?:{ahead})?(?P<weekday>{names}){after}(?:{later})?")
        return re.compile(text), self._on_weekday

    def _beside(self, name: str) -> str:
        """The words of a line that stand beside a day; what never is, where there are none."""
        return "|".join(map(re.escape, self._language.line("dates", name))) or "(?!)"

    def _on_weekday(self, match: re.Match[str], day: date | None) -> str | None:
        if day is None:
            return None
        back = (day.weekday() - self._weekdays[_MARKS.sub("'", match["weekday"])]) % WEEK
        if match["next"] or match["next_"] or self._ahead.is_told(match):
            return (day + timedelta(days=WEEK - back)).isoformat()
        if match["last"] or match["last_"]:
            back = back or WEEK
        return (day - timedelta(days=back)).isoformat()

    def _day_alone(self, match: re.Match[str], day: date | None) -> str | None:
        """The last day of that number, or the next one."""
        if day is None:
            return None
        number = int(match["day"])
        if self._ahead.is_told(match):
            return f"{_month(day, -1 if number < day.day else 0)}-{number:02}"
        return f"{_month(day, 0 if number <= day.day else 1)}-{number:02}"

    def _dated(self, match: re.Match[str], day: date | None) -> str | None:
        parts = match.groupdict()
        number = self._months[parts["month"].casefold()]
        return _edtf(parts.get("year"), number, parts.get("day"), day)


def _without_days_of_dates(
    text: str, found: Sequence[tuple[int, str, str]], weekdays: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Dates but for a weekday that only says of which day the date behind it is."""
    for (start, edtf, wording), following in zip_longest(found, found[1:]):
        between = text[start + len(wording) : following[0]] if following else "."
        if between.strip(" ,(") or wording.split()[-1] not in weekdays:
            yield edtf, wording


def _in_figures(match: re.Match[str], day: date | None) -> str | None:
    parts = match.groupdict()
    return _edtf(parts.get("year"), int(parts["month"]), parts.get("day"), day)


def _in_last_month(match: re.Match[str], day: date | None) -> str | None:
    return f"{_month(day, 1)}-{int(match['day']):02}" if day else None


def _edtf(year: str | None, month: int, number: str | None, day: date | None) -> str | None:
    """A date whose year is that of the report, or the one before or behind, if it has none."""
    if not 1 <= month <= DECEMBER or (year is None and day is None):
        return None
    if year is None and day is not None:
        soon = day + AHEAD
        asked = (month, int(number) if number else 1)
        fits = [
            y for y in (day.year + 1, day.year) if (y, *asked) <= (soon.year, soon.month, soon.day)
        ]
        year = str(fits[0] if fits else day.year - 1)
    return f"{year}-{month:02}" + (f"-{int(number):02}" if number else "")


def _back(days: int) -> _Read:
    return lambda _, day: (day - timedelta(days=days)).isoformat() if day else None


def _last_month(_: re.Match[str], day: date | None) -> str | None:
    return _month(day, 1) if day else None


def _day(day: date, back: int) -> str:
    return (day - timedelta(days=back)).isoformat()


def _week(day: date, back: int) -> str:
    """One of the days, Monday to Sunday, of the week that is so many weeks back."""
    monday = day - timedelta(days=day.weekday() + WEEK * back)
    return f"[{monday}..{monday + timedelta(days=WEEK - 1)}]"


def _month(day: date, back: int) -> str:
    years, month = divmod(day.year * DECEMBER + day.month - 1 - back, DECEMBER)
    return f"{years:04}-{month + 1:02}"


_AGO: Final[dict[str, Callable[[date, int], str]]] = {
    "days": _day,
    "weeks": _week,
    "months": _month,
}
_RELATIVE: Final[dict[str, _Read]] = {
    "before_yesterday": _back(2),
    "yesterday": _back(1),
    "today": _back(0),
    "tomorrow": _back(-1),
    "last_week": lambda _, day: _week(day, 1) if day else None,
    "this_week": lambda _, day: _week(day, 0) if day else None,
    "next_week": lambda _, day: _week(day, -1) if day else None,
    "next_month": lambda _, day: _month(day, -1) if day else None,
    "next_year": lambda _, day: str(day.year + 1) if day else None,
    "last_month": _last_month,
    "this_month": lambda _, day: _month(day, 0) if day else None,
    "last_year": lambda _, day: str(day.year - 1) if day else None,
    "this_year": lambda _, day: str(day.year) if day else None,
}


def _months(language: Language) -> Iterator[tuple[str, int]]:
    for context in ("format", "stand-alone"):
        for width in ("abbreviated", "wide"):
            for number, name in language.locale.months[context][width].items():
                yield name.rstrip("."), number
    for number, line in language.section("months").items():
        yield from ((name, int(number)) for name in listed(line))


def _weekdays(language: Language) -> Iterator[tuple[str, int]]:
    """Names of days of the week, Monday being 0; with a capital too where one begins a sentence."""
    named = [(name, number) for number, name in language.locale.days["format"]["wide"].items()]
    lines = language.section("weekdays").items()
    named += [(name, int(number) - 1) for number, line in lines for name in listed(line)]
    for written, number in named:
        name = _MARKS.sub("'", written)
        yield name, number
        yield name[:1].upper() + name[1:], number


def _any_mark(pattern: str) -> str:
    """The same with every way to write an apostrophe."""
    return pattern.replace("'", _MARKS.pattern)


def _is_date(edtf: str) -> bool:
    try:
        bounds(edtf)
    except BadDate:
        return False
    return True
