"""States on a circle, joined by what they have in common: geometry for a template, no library.

The same ties give the same picture: states that are tied most stand side by side.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.ask.describe import Ref, Tie

SIZE: Final = 860
RADIUS: Final = 270
GAP: Final = 8
# How much a place further back on the circle counts less when the next state is chosen.
FADING: Final = 0.6

Weights = Mapping[Ref, Mapping[Ref, int]]


@dataclass(frozen=True)
class Curve:
    """A tie as path data, with the width of its line."""

    path: str
    width: float


@dataclass(frozen=True)
class Node:
    """A state at its place; `turn` is an SVG transform, `anchor` the end at which its name begins.

    `curves` are the places of its ties among all.
    """

    ref: Ref
    x: float
    y: float
    turn: str
    anchor: str
    curves: tuple[int, ...]


@dataclass(frozen=True)
class Circle:
    """Everything to draw in a square whose side is `size`."""

    size: int
    nodes: tuple[Node, ...]
    curves: tuple[Curve, ...]


def circle(ties: Sequence[Tie]) -> Circle:
    """The picture of ties."""
    weights: dict[Ref, dict[Ref, int]] = defaultdict(dict)
    for one, other, common in ties:
        weights[one][other] = weights[other][one] = common
    order = _order(weights)
    angles = {ref: 2 * math.pi * place / len(order) for place, ref in enumerate(order)}
    return Circle(
        SIZE,
        tuple(_node(ref, angle, ties) for ref, angle in angles.items()),
        tuple(
            Curve(_path(angles[tie.one], angles[tie.other]), round(0.5 + tie.common * 0.5, 1))
            for tie in ties
        ),
    )


def _order(weights: Weights) -> list[Ref]:
    """From the state with most ties on, each followed by the one that is tied most to the last."""
    totals = {ref: sum(tied.values()) for ref, tied in weights.items()}
    left = sorted(totals, key=lambda ref: (-totals[ref], ref.label, ref.iri))
    placed: list[Ref] = []
    pull: dict[Ref, float] = dict.fromkeys(left, 0.0)
    while left:
        ref = max(left, key=pull.__getitem__)
        left.remove(ref)
        placed.append(ref)
        pull = {each: pull[each] * FADING + weights[ref].get(each, 0) for each in left}
    return placed


def _node(ref: Ref, angle: float, ties: Sequence[Tie]) -> Node:
    x, y = _point(angle, RADIUS + GAP)
    degrees = round(math.degrees(angle) - 90, 1)
    is_left = angle > math.pi
    return Node(
        ref=ref,
        x=x,
        y=y,
        turn=f"rotate({degrees + 180 if is_left else degrees} {x} {y})",
        anchor="end" if is_left else "start",
        curves=tuple(n for n, tie in enumerate(ties) if ref in (tie.one, tie.other)),
    )


def _path(one: float, other: float) -> str:
    """A curve within the circle, the flatter the nearer its ends."""
    apart = abs(one - other)
    nearer = min(apart, 2 * math.pi - apart)
    middle = (one + other) / 2 + (math.pi if apart > math.pi else 0)
    bend = _point(middle, RADIUS * 0.8 * (1 - nearer / math.pi))
    (x1, y1), (x2, y2) = _point(one, RADIUS), _point(other, RADIUS)
    return f"M{x1} {y1}Q{bend[0]} {bend[1]} {x2} {y2}"


def _point(angle: float, radius: float) -> tuple[float, float]:
    """A point at an angle from the top, clockwise."""
    half = SIZE / 2
    return round(half + radius * math.sin(angle), 1), round(half - radius * math.cos(angle), 1)
