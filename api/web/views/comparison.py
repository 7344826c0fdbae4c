"""Two things side by side, or one thing on two days: differences first."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from api.web.views import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.ask.describe import Compared, Days, Ref
    from kg.ask.describe.comparison import Row

SHOWN: Final = 40
ALL: Final = 400
PARAMETERS: Final = ("one", "other", "on", "then", "knownAt", "thenKnownAt", "part")


@dataclass(frozen=True)
class Asked:
    """What the form holds, as it was typed; "" is nothing."""

    one: str
    other: str
    on: str
    then: str
    known_at: str
    then_known_at: str
    part: str

    def at(self, part: str) -> str:
        """The address that shows one part whole, or with "" all of them."""
        given = dict(zip(PARAMETERS, astuple(replace(self, part=part)), strict=True))
        return f"/compare?{urlencode({name: value for name, value in given.items() if value})}"


@dataclass(frozen=True)
class PartShown:
    """A part: what differs, what is alike, how much more there is, and where all of it is shown."""

    heading: str
    differing: tuple[Row, ...]
    alike: tuple[Row, ...]
    total: int
    alike_total: int
    whole: str
    cut: bool


@dataclass(frozen=True)
class ComparisonPage:
    """Values for `compare.html.j2`; `columns` are their heads, none where nothing is compared."""

    asked: Asked
    title: str
    columns: tuple[str, ...]
    parts: tuple[PartShown, ...]


def read(given: Mapping[str, str]) -> Asked:
    """What the parameters ask for."""
    return Asked(*(given.get(name, "").strip() for name in PARAMETERS))


def build(
    asked: Asked, sides: tuple[tuple[Ref, Days], ...], parts: tuple[Compared, ...]
) -> ComparisonPage:
    """The page of a comparison; without sides, the form alone."""
    chosen = [part for part in parts if asked.part in ("", part.name)]
    return ComparisonPage(
        asked=asked,
        title=_title(sides),
        columns=tuple(
            _column(ref, days, alone=len({ref.iri for ref, _ in sides}) == 1) for ref, days in sides
        ),
        parts=tuple(sorted((_part(asked, part) for part in chosen), key=lambda p: not p.total)),
    )


def _title(sides: tuple[tuple[Ref, Days], ...]) -> str:
    if not sides:
        return "Compare"
    (one, first), (other, second) = sides
    if one.iri == other.iri:
        return f"{one.label}: {_when(first)} and {_when(second)}"
    return f"{one.label} and {other.label}"


def _column(ref: Ref, days: Days, *, alone: bool) -> str:
    """A side in few words: its days where both are the same thing."""
    if alone:
        return _when(days)
    return f"{ref.label}, {_when(days)}" if days else ref.label


def _when(days: Days) -> str:
    """The days that a side is seen from, in words."""
    seen = words.day(days.seen) if days else "now"
    return f"{seen}, by reports until {words.day(days.known_at)}" if days.known_at else seen


def _part(asked: Asked, part: Compared) -> PartShown:
    most = ALL if asked.part else SHOWN
    differing = tuple(row for row in part.rows if row.differs)
    alike = part.rows[len(differing) :]
    is_whole = len(differing) <= most and len(alike) <= most
    return PartShown(
        heading=part.heading,
        differing=differing[:most],
        alike=alike[:most],
        total=len(differing),
        alike_total=len(alike),
        whole="" if is_whole else asked.at(part.name),
        cut=part.cut,
    )
