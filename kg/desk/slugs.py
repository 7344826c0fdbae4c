"""Slugs by the house's rules: kind first, lower case, ASCII, words joined by hyphens."""

import re
import unicodedata
from typing import Final

from kg.errors import BadArgument

SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "œ": "oe", "ı": "i"}
)
_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


def slug_of(name: str) -> str:
    """A name as a slug: marks dropped, a leading article too.

    Raises:
        BadArgument: no Latin letter or digit is left of the name.
    """
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(one for one in folded if not unicodedata.combining(one))
    plain = re.sub(r"['’.]", "", plain)
    parts = re.findall(r"[a-z0-9]+", plain)
    if len(parts) > 1 and parts[0] == "the":
        parts = parts[1:]
    if not parts:
        raise BadArgument(f"“{name}” has no Latin letters to make a name of; give --slug.")
    return "-".join(parts)


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


def report_name(publisher: str, edtf: str | None) -> str:
    """`<outlet>-<date>`: the outlet in one word, the last date that the EDTF text gives."""
    days = _DAY.findall(edtf or "")
    return f"{tail(publisher).replace('-', '')}-{days[-1] if days else 'undated'}"


def year_of(slug: str, edtf: str | None = None) -> str:
    """The folder of a report's year: that of its date, else the one in its name."""
    years = re.findall(r"[0-9]{4}", edtf or "") or re.findall(r"-([0-9]{4})(?=-|$)", slug)
    return years[-1] if years else "undated"
