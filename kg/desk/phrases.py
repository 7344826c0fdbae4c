"""Phrases of a text that tell who is quoted, and dates; English for the first, four languages for
the second."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.desk.article import Paragraph
from kg.errors import BadDate
from kg.gate.dates import bounds

MOST_WORDS: Final = 8
_NUMBER_WORDS: Final = "one two three four five six seven eight nine ten"
_NUMBERS: Final = {word: number for number, word in enumerate(_NUMBER_WORDS.split(), 1)}
_ONE: Final = ("a", "an", "one", "another")
_WHO = (
    "source|official|officer|diplomat|adviser|advisor|aide|insider|"
    "spokesman|spokeswoman|spokesperson"
)
_WORD = r"(?:[\w'’-]|\.(?=\w)){1,40}"
_STOP = r'(?=[,.;:”"]|$| (?:said|told|says|who|that|and|as|have|has|claim|claimed)\b)'
_TIES = (
    r"(?: (?:familiar with|close to|briefed on|with (?:direct |first-hand )?knowledge of|"
    rf"informed (?:of|about)|in|from|at)(?: {_WORD}){{1,4}}?{_STOP})?"
)
_QUALITY = r"(?:[\w'’-]{1,40} ){0,3}?"
_NOT_A_NOUN = (
    r"(?! (?:statements?|visits?|documents?|trips?|reports?|responses?|letters?|code|language|"
    r"figures?|records?|positions?|policy|policies|announcements?)\b)"
)
_SINGLE = rf"\b(?:an?|one|another) {_QUALITY}(?:{_WHO})\b{_NOT_A_NOUN}{_TIES}"
_COUNTED = rf"\b(?:{'|'.join(_NUMBERS)}|several|some|multiple|many) {_QUALITY}(?:{_WHO})s\b{_TIES}"
_UNNAMED = rf"\b(?:unnamed|anonymous|unidentified) (?:{_WHO})s?\b"
_SORT = (
    r"(?:(?:[A-Z][\w-]{0,40}|senior|intelligence|security|government|diplomatic|defen[cs]e) )"
    r"{0,2}"
)
_FAMILIAR = (
    rf"\b{_SORT}(?i:{_WHO})s (?:familiar with|close to|briefed on|with (?:direct )?knowledge of)"
    rf"(?: {_WORD}){{1,4}}?{_STOP}"
)
_SAYING = (
    rf"\b{_SORT}(?i:{_WHO})s"
    r"(?= (?:said|say|told|claimed|confirmed|denied|added|acknowledged|who said)\b)"
)
_CITED = rf"(?<=citing ){_QUALITY}(?:{_WHO})s\b"
_SOURCES = [
    re.compile(p, re.IGNORECASE if p in (_SINGLE, _COUNTED, _UNNAMED, _CITED) else 0)
    for p in (_COUNTED, _FAMILIAR, _UNNAMED, _SINGLE, _CITED, _SAYING)
]
_VERB = (
    r"(?:said|says|told|telling|added|claimed|confirmed|denied|rejected|dismissed|declined to|"
    r"acknowledged|announced|warned|reported|reports|indicates|insisted|stressed|argued|commented)"
)
_ATTRIBUTIONS = [
    re.compile(rf"\baccording to(?: {_WORD}){{1,6}}", re.IGNORECASE),
    re.compile(rf"\bciting(?: {_WORD}){{1,5}}", re.IGNORECASE),
    re.compile(r"\b(?:have|has|had) not (?:yet )?(?:commented|responded|replied)", re.IGNORECASE),
    re.compile(rf"(?:\b{_WORD} ){{1,3}}{_VERB}\b", re.IGNORECASE),
    re.compile(rf"\b{_VERB}\b(?: {_WORD}){{0,2}}", re.IGNORECASE),
]


@dataclass(frozen=True, slots=True)
class Source:
    """An unnamed source as a text describes it; how many persons at least and at most."""

    descriptor: str
    paragraph: int
    least: int
    most: int | None


def sources(paragraph: Paragraph) -> list[Source]:
    """The unnamed sources of a paragraph, in the order of the text, none inside another."""
    found: dict[int, re.Match[str]] = {}
    taken: set[int] = set()
    for pattern in _SOURCES:
        for match in pattern.finditer(paragraph.text):
            if not taken & set(range(*match.span())):
                taken |= set(range(*match.span()))
                found[match.start()] = match
    return [_source(found[start][0], paragraph.number) for start in sorted(found)]


def _source(phrase: str, paragraph: int) -> Source:
    first = phrase.split(maxsplit=1)[0].casefold()
    if first in _NUMBERS and first not in _ONE:
        return Source(phrase, paragraph, _NUMBERS[first], _NUMBERS[first])
    if first in _ONE or not re.search(rf"(?:{_WHO})s\b", phrase, re.IGNORECASE):
        return Source(phrase, paragraph, 1, 1)
    return Source(phrase, paragraph, 2, None)


def attribution(paragraph: Paragraph) -> str | None:
    """The first words by which a paragraph says from whom it has its content, a few at most."""
    for pattern in _ATTRIBUTIONS:
        match = pattern.search(paragraph.text)
        if match:
            return " ".join(match[0].split()[:MOST_WORDS]).rstrip(".,;:")
    return None


_MONTHS: Final = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "jan feb mar apr may jun jul aug sept oct nov dec",
    )
    for number, name in enumerate(names.split(), 1)
} | {"sep": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATES = [
    re.compile(r"\b(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})\b"),
    re.compile(rf"\b(?P<month>{_MONTH})\.? (?P<day>[0-9]{{1,2}}),? (?P<year>[0-9]{{4}})\b", re.I),
    re.compile(
        rf"\b(?P<day>[0-9]{{1,2}})(?:er|\.)? (?:de )?(?P<month>{_MONTH})\.?"
        rf"(?: de)? (?P<year>[0-9]{{4}})\b",
        re.I,
    ),
    re.compile(rf"\b(?P<month>{_MONTH})\.?(?: de)? (?P<year>[0-9]{{4}})\b", re.I),
]


def dates(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    """Dates of a paragraph: as EDTF, and as worded; in the order of the text."""
    taken: set[int] = set()
    found: list[tuple[int, str, str]] = []
    for pattern in _DATES:
        for match in pattern.finditer(paragraph.text):
            edtf = _edtf(match.groupdict())
            if edtf and not taken & set(range(*match.span())):
                taken |= set(range(*match.span()))
                found.append((match.start(), edtf, match[0]))
    yield from ((edtf, wording) for _, edtf, wording in sorted(found))


def _edtf(parts: dict[str, str]) -> str | None:
    month = parts["month"]
    number = int(month) if month.isdigit() else _MONTHS[month.casefold()]
    day = f"-{int(parts['day']):02}" if "day" in parts else ""
    edtf = f"{parts['year']}-{number:02}{day}"
    try:
        bounds(edtf)
    except BadDate:
        return None
    return edtf
