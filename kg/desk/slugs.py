"""Slugs by the house's rules: kind first, lower case, ASCII, words joined by hyphens."""

import re
import unicodedata
from typing import Final

from kg.errors import BadArgument

SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "œ": "oe", "ı": "i"}
)
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
MOST_WORDS: Final = 5
_PARTICLE_WORDS: Final = """
    abu af al ben bin bint da dal dalla das de degli dei del della den der des di do dos du el
    ibn la las le lo los mac mc san st ten ter van vom von zu zum zur
"""
_PARTICLES: Final = frozenset(_PARTICLE_WORDS.split())


def slug_of(name: str) -> str:
    """A name as a slug: marks dropped, a leading article too.

    Raises:
        BadArgument: no Latin letter or digit is left of the name.
    """
    parts = words_of(name)
    if len(parts) > 1 and parts[0] == "the":
        parts = parts[1:]
    if not parts:
        raise BadArgument(f"“{name}” has no Latin letters to make a name of; give --slug.")
    return "-".join(parts)


def words_of(text: str) -> list[str]:
    """The words of a text that are of Latin letters and digits, without marks and in lower case."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    plain = "".join(one for one in folded if not unicodedata.combining(one))
    # The dots of U.S. join its letters; that of Lenta.ru parts its words.
    return re.findall(r"[a-z0-9]+", re.sub(r"['’]|(?<![a-z0-9]{2})\.", "", plain))


def last_name(name: str) -> str:
    """The last word of a person's name, with the particles that stand before it: `von der Leyen`.

    The first word is never one: Ben Wallace is Wallace.
    """
    given, *others = name.split()
    *before, last = others or [given]
    for word in reversed(before):
        if "".join(words_of(word)) not in _PARTICLES:
            break
        last = f"{word} {last}"
    return last


def checked(slug: str, kind: str) -> str:
    """A slug as the curator gave it, if it has the right kind in front.

    Raises:
        BadArgument: it has not, or holds other signs than a-z, 0-9 and hyphens.
    """
    if not SLUG.fullmatch(slug) or not slug.startswith(f"{kind}-"):
        raise BadArgument(f"“{slug}” is no name here; write {kind}- and a-z, 0-9 and hyphens.")
    return slug


def tail(slug: str) -> str:
    """What follows the kind in a name: `nzl` of `state-nzl`."""
    return slug.partition("-")[2]


def document_name(publisher: str, edtf: str | None, word: str | None) -> str:
    """`<publisher>-<date>` for a year, a month or a day, else `<publisher>-<word>`.

    Of a publisher's name at most five words, without a leading article.

    Raises:
        BadArgument: the date is missing or bounded, and there is no word.
    """
    parts = tail(publisher).split("-")
    if parts[0] == "the" and parts[2:]:
        parts = parts[1:]
    last = edtf if edtf and _DATE.fullmatch(edtf) else word
    if not last:
        raise BadArgument("neither one date nor a title makes a name; give --slug.")
    return "-".join([*parts[:MOST_WORDS], last])


def year_of(slug: str, edtf: str | None = None) -> str:
    """The year of a date, else that in a name, `undated` where there is none."""
    years = re.findall(r"[0-9]{4}", edtf or "") or re.findall(r"-([0-9]{4})(?=-|$)", slug)
    return years[-1] if years else "undated"
