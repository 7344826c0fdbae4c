"""Who shares with whom, as a reader chose it: the year, kinds of arrangement, how sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from api.web.views import words
from api.web.views.circle import Circle, circle
from api.web.views.links import slug
from kg.ask.describe import Choice
from kg.ask.describe.ties import CERTAINTIES, KINDS
from kg.errors import BadArgument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.ask.describe import Sharing, Tie

FIRST_YEAR: Final = 1900
# More lines than these make the page heavy and the picture dark; the query gives them all.
MOST_TIES: Final = 120


@dataclass(frozen=True)
class Row:
    """A tie as the table beneath the picture tells it; `address` leads to the arrangements."""

    tie: Tie
    address: str


@dataclass(frozen=True)
class Box:
    """One choice among several."""

    name: str
    checked: bool


@dataclass(frozen=True)
class SharingShown:
    """Values for `_sharing.html.j2`; `rows` and `circle` tell the same, `told` sums it up.

    Years from `first` to `last` can be chosen.
    """

    circle: Circle
    told: str
    rows: tuple[Row, ...]
    query: str
    year: int
    first: int
    last: int
    kinds: tuple[Box, ...]
    certainties: tuple[Box, ...]


def chosen(year: str, kinds: Sequence[str], certainties: Sequence[str], today: str) -> Choice:
    """What the form of the picture asks for; what it leaves out is as on the first visit.

    Raises:
        BadArgument: a year that is none, a kind or certainty that there is not.
    """
    last = int(today[:4])
    if year and not (year.isascii() and year.isdigit() and FIRST_YEAR <= int(year[:5]) <= last):
        raise BadArgument(f"year is “{year[:20]}”; it must be one from {FIRST_YEAR} to {last}.")
    usual = Choice(int(year or last))
    return Choice(
        usual.year,
        _known("arrangement", kinds, KINDS) or usual.kinds,
        _known("certainty", certainties, CERTAINTIES) or usual.certainties,
    )


def build(sharing: Sharing, choice: Choice, today: str) -> SharingShown:
    """The picture of a choice."""
    ties = sharing.ties(choice)
    shown = ties.items[:MOST_TIES]
    drawn = circle(shown)
    states, pairs = words.plural(len(drawn.nodes), "state"), words.plural(len(ties.items), "pair")
    closest = f"the closest {len(shown)} of " if ties.items[MOST_TIES:] else ""
    return SharingShown(
        circle=drawn,
        told=f"{states}, {closest}{pairs} in {choice.year}",
        rows=tuple(Row(tie, _arrangements(tie)) for tie in shown),
        query=ties.query,
        year=choice.year,
        first=max(FIRST_YEAR, sharing.first_year),
        last=int(today[:4]),
        kinds=tuple(Box(name, name in choice.kinds) for name in KINDS),
        certainties=tuple(Box(name, name in choice.certainties) for name in CERTAINTIES),
    )


def _known(name: str, given: Sequence[str], all_of_them: Sequence[str]) -> tuple[str, ...]:
    if unknown := [each for each in given if each not in all_of_them]:
        known = ", ".join(all_of_them)
        raise BadArgument(f"{name} is “{unknown[0][:20]}”; choose one of: {known}.")
    return tuple(each for each in all_of_them if each in given)


def _arrangements(tie: Tie) -> str:
    one, other = slug(tie.one.iri), slug(tie.other.iri)
    return f"/queries/agreements-between?one={one}&other={other}"
