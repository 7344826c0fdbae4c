"""What stands one or two steps from a thing, as a fan of lines: geometry for a template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.terms import AVD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.ask.describe import Entity, Fact, Ref

# The name of the page that the picture has to itself, among the lists of a thing.
NEIGHBOURHOOD: Final = "neighbourhood"
WIDTH: Final = 360
WIDE: Final = 760
ROW: Final = 26
MARGIN: Final = 14
# Where lines begin and where names stand, of the first step and of the second.
ROOT: Final = 8
NAMES: Final = 96
NODES: Final = 400
FAR: Final = 470
LEAST: Final = 2
MOST: Final = 14
MOST_OF_A_KIND: Final = 4
LONGEST: Final = 36
PLAIN: Final = "plain"


@dataclass(frozen=True)
class Spoke:
    """A line to a thing: how sure the tie is, its curve, the place and the text of the name."""

    ref: Ref
    status: str
    path: str
    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Fan:
    """Everything to draw."""

    width: int
    height: int
    spokes: tuple[Spoke, ...]


@dataclass(frozen=True)
class Neighbourhood:
    """Values for `neighbourhood.html.j2`: the picture of two steps, and the same in rows."""

    fan: Fan
    rows: tuple[tuple[Ref, str, tuple[Ref, ...]], ...]
    query: str


def fan(thing: Entity) -> Fan | None:
    """The picture of a thing's neighbourhood; None where fewer than two things are near."""
    shown = near(thing)
    height = _height(len(shown))
    if len(shown) < LEAST:
        return None
    spokes = ((ref, status, _row(n)) for n, (ref, status) in enumerate(shown.items()))
    return Fan(WIDTH, height, tuple(_spoke(*each, (ROOT, height // 2), NAMES) for each in spokes))


def near(thing: Entity) -> dict[Ref, str]:
    """Things one step away, a few of each list, each with how sure its tie was last."""
    found: dict[Ref, str] = {}
    for ref, status in _near(thing):
        found.setdefault(ref, status)
    return dict(list(found.items())[:MOST])


def build(thing: Entity, further: Mapping[str, tuple[Ref, ...]], query: str) -> Neighbourhood:
    """The picture of two steps; each thing of the first has a row for each that it leads on to."""
    rows = tuple((ref, status, further.get(ref.iri, ())) for ref, status in near(thing).items())
    height = _height(sum(max(1, len(onward)) for _, _, onward in rows))
    spokes: list[Spoke] = []
    row = 0
    for ref, status, onward in rows:
        y = _row(row) + ROW * max(0, len(onward) - 1) // 2
        spokes.append(_spoke(ref, status, y, (ROOT, height // 2), NAMES))
        places = enumerate(onward, row)
        spokes += [_spoke(far, PLAIN, _row(n), (NODES, y), FAR) for n, far in places]
        row += max(1, len(onward))
    return Neighbourhood(Fan(WIDE, height, tuple(spokes)), rows, query)


def _height(rows: int) -> int:
    return 2 * MARGIN + ROW * max(0, rows - 1)


def _row(place: int) -> int:
    return MARGIN + ROW * place


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


def _spoke(ref: Ref, status: str, y: int, start: tuple[int, int], x: int) -> Spoke:
    left, middle = start
    bend = (left + x) // 2
    label = ref.label if len(ref.label) <= LONGEST else f"{ref.label[: LONGEST - 1]}…"
    path = f"M{left} {middle}C{bend} {middle} {bend} {y} {x - 8} {y}"
    return Spoke(ref, status, path, x, y, label)
