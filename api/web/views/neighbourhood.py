"""What stands one step from a thing, as a fan of lines: geometry for a template, no library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.terms import AVD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.ask.describe import Entity, Fact, Ref

WIDTH: Final = 360
ROW: Final = 26
MARGIN: Final = 14
# Where lines begin and where names stand.
ROOT: Final = 8
NAMES: Final = 96
MOST: Final = 14
MOST_OF_A_KIND: Final = 4
LONGEST: Final = 36
PLAIN: Final = "plain"


@dataclass(frozen=True)
class Spoke:
    """A line to a thing: how sure the tie is, its curve, the height and the text of the name."""

    ref: Ref
    status: str
    path: str
    y: int
    text: str


@dataclass(frozen=True)
class Fan:
    """Everything to draw."""

    height: int
    spokes: tuple[Spoke, ...]

    @property
    def width(self) -> int:
        """How wide the picture is."""
        return WIDTH


def fan(thing: Entity) -> Fan | None:
    """The picture of a thing's neighbourhood; None where fewer than two things are near."""
    near: dict[Ref, str] = {}
    for ref, status in _near(thing):
        near.setdefault(ref, status)
    shown = list(near.items())[:MOST]
    height = 2 * MARGIN + ROW * (len(shown) - 1)
    if not shown[1:]:
        return None
    return Fan(height, tuple(_spoke(r, s, n, height // 2) for n, (r, s) in enumerate(shown)))


def _near(thing: Entity) -> Iterator[tuple[Ref, str]]:
    """A few of each list, facts first, each with how sure its tie is."""
    for group in thing.facts:
        ties = [
            (ref, _status(fact)) for fact in group.listing.items for ref in _others(fact, thing)
        ]
        yield from ties[:MOST_OF_A_KIND]
    for values in thing.properties:
        refs = (value.ref for value in values.values if value.ref)
        yield from ((ref, PLAIN) for ref in _things(refs, thing))
    for near in thing.neighbours:
        yield from ((ref, PLAIN) for ref in near.listing.items[:MOST_OF_A_KIND])


def _others(fact: Fact, thing: Entity) -> Iterator[Ref]:
    return _things((end.ref for end in fact.ends), thing)


def _things(refs: Iterable[Ref], thing: Entity) -> Iterator[Ref]:
    return (ref for ref in refs if ref.iri.startswith(AVD) and ref.iri != thing.iri)


def _status(fact: Fact) -> str:
    return "disputed" if fact.disputed else fact.periods[-1].status if fact.periods else PLAIN


def _spoke(ref: Ref, status: str, place: int, middle: int) -> Spoke:
    y, bend = MARGIN + ROW * place, (ROOT + NAMES) // 2
    label = ref.label if len(ref.label) <= LONGEST else f"{ref.label[: LONGEST - 1]}…"
    path = f"M{ROOT} {middle}C{bend} {middle} {bend} {y} {NAMES - 8} {y}"
    return Spoke(ref, status, path, y, label)
