"""Two things side by side, or one thing on two days: differences first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from api.web.views import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.ask.describe import Compared, Ref
    from kg.ask.describe.comparison import Row

SHOWN: Final = 40
ALL: Final = 400


@dataclass(frozen=True)
class Asked:
    """What the form holds, as it was typed; "" is nothing."""

    one: str
    other: str
    on: str
    then: str
    part: str

    def at(self, part: str) -> str:
        """The address that shows one part whole, or with "" all of them."""
        given = {"one": self.one, "other": self.other, "on": self.on, "then": self.then}
        filled = {name: value for name, value in (given | {"part": part}).items() if value}
        return f"/compare?{urlencode(filled)}"


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
    return Asked(*(given.get(name, "").strip() for name in ("one", "other", "on", "then", "part")))


def build(
    asked: Asked, sides: tuple[tuple[Ref, str], ...], parts: tuple[Compared, ...]
) -> ComparisonPage:
    """The page of a comparison; without sides, the form alone."""
    chosen = [part for part in parts if asked.part in ("", part.name)]
    return ComparisonPage(
        asked=asked,
        title=_title(sides),
        columns=tuple(
            _column(ref, day, alone=len({ref.iri for ref, _ in sides}) == 1) for ref, day in sides
        ),
        parts=tuple(_part(asked, part) for part in chosen),
    )


def _title(sides: tuple[tuple[Ref, str], ...]) -> str:
    if not sides:
        return "Compare"
    (one, on), (other, then) = sides
    if one.iri == other.iri:
        return f"{one.label}: {words.day(on)} and {words.day(then) if then else 'now'}"
    return f"{one.label} and {other.label}"


def _column(ref: Ref, day: str, *, alone: bool) -> str:
    """A side in few words: its day where both are the same thing."""
    when = words.day(day) if day else ""
    if alone:
        return when or "now"
    return f"{ref.label}, {when}" if when else ref.label


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
