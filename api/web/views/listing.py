"""The members of a class as a page: by letter, by words, one part at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from kg.ask.describe import Claim, Member, Part
from kg.ask.describe.members import LETTERS, ON_A_PAGE, OTHERS
from kg.errors import BadArgument

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.ask.describe import Members
    from kg.contract import Class

MOST_WORDS: Final = 200
MOST_SKIPPED: Final = 1_000_000


@dataclass(frozen=True)
class Letter:
    """One letter of the row of letters; "" leads to all of them, `address` is "" where none is."""

    letter: str
    number: int
    address: str
    current: bool


@dataclass(frozen=True)
class ListingPage:
    """Values for `listing.html.j2`; propositions stand in `claims`, all else in `found`."""

    title: str
    kind: str
    words: str
    letter: str
    letters: tuple[Letter, ...]
    claims: tuple[Claim, ...]
    found: tuple[Member, ...]
    total: int
    shown: str
    earlier: str
    later: str
    query: str


def part(given: Mapping[str, str]) -> Part:
    """The part of a list that the parameters `find`, `letter` and `skip` ask for.

    Raises:
        BadArgument: one of them cannot be read.
    """
    words, letter, skip = (given.get(name, "") for name in ("find", "letter", "skip"))
    if len(words) > MOST_WORDS:
        raise BadArgument(f"find is {len(words)} characters long; the most is {MOST_WORDS}.")
    if letter and (len(letter) > 1 or letter not in LETTERS + OTHERS):
        raise BadArgument(f"letter is “{letter[:20]}”; it must be one of A to Z, or {OTHERS}.")
    if skip and not (skip.isascii() and skip.isdigit() and int(skip[:9]) <= MOST_SKIPPED):
        raise BadArgument(f"skip is “{skip[:20]}”; it must be a number up to {MOST_SKIPPED}.")
    return Part(words.strip(), letter, int(skip[:9] or 0))


def build(of: Class, part: Part, found: Members, claims: Mapping[str, Claim]) -> ListingPage:
    """The page of one part of a list; `claims` are the propositions in it, by IRI."""
    until = part.skip + len(found.items)
    before = part._replace(skip=max(0, part.skip - ON_A_PAGE))
    return ListingPage(
        title=f"{of.title} ({found.total:,})",
        kind=of.name,
        words=part.words,
        letter=part.letter,
        letters=tuple(_letters(of, part, found)),
        claims=tuple(claims[each.ref.iri] for each in found.items if each.ref.iri in claims),
        found=() if claims else found.items,
        total=found.total,
        shown=f"{part.skip + 1:,} to {until:,} of {found.total:,}" if found.items else "",
        earlier=_address(of, before) if part.skip else "",
        later=_address(of, part._replace(skip=until)) if until < found.total else "",
        query=found.query,
    )


def _letters(of: Class, part: Part, found: Members) -> list[Letter]:
    every = {"": sum(found.letters.values()), **found.letters}
    return [
        Letter(
            letter=letter,
            number=number,
            address=_address(of, Part(part.words, letter)) if number else "",
            current=letter == part.letter,
        )
        for letter, number in every.items()
    ]


def _address(of: Class, part: Part) -> str:
    asked = {"kind": of.name, "find": part.words, "letter": part.letter, "skip": part.skip}
    return f"/?{urlencode({name: value for name, value in asked.items() if value})}"
