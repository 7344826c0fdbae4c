"""What bears on a claim, as rows and as a map: voices on the left, further claims on the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Final, NamedTuple

from api.web.views import words
from api.web.views.lines import named
from kg.ask.describe import Ref

if TYPE_CHECKING:
    from api.web.views.proposition import PropositionPage, Row
    from kg.ask.describe import Claim, Proposition

WIDTH: Final = 960
GAP: Final = 10
LINE: Final = 18
APART: Final = 16
BASELINE: Final = 14
LETTERS: Final = 36
LONGEST: Final = 150
# More than these make the picture dark; rows and query have all of them.
MOST_VOICES: Final = 16
MOST_CLAIMS: Final = 10
LEAST: Final = 2


class Column(NamedTuple):
    """Where texts begin or end, and the edge of the claim to which their curves lead."""

    x: int
    anchor: str
    edge: int


VOICES: Final = Column(240, "end", 340)
CLAIMS: Final = Column(720, "start", 620)


@dataclass(frozen=True)
class Side:
    """Who bears on the claim, by which stances, to which effect (``supports``)."""

    who: Ref
    told: str
    effect: str


@dataclass(frozen=True)
class Related:
    """A claim that bears on it, how, and who says so: nobody where the content itself does."""

    claim: Claim
    told: str
    by: tuple[Ref, ...]


class Text(NamedTuple):
    """A line of text with its baseline."""

    text: str
    y: int


@dataclass(frozen=True)
class Node:
    """What stands at the end of a curve: a thing's name or text, and how it bears on the claim."""

    iri: str
    effect: str
    curve: str
    x: int
    anchor: str
    texts: tuple[Text, ...]
    told: tuple[Text, ...]


class Box(NamedTuple):
    """Where the claim stands."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class ArgumentMap:
    """Values for `_argument.html.j2`: all rows, and the first of them drawn around the claim."""

    sides: tuple[Side, ...]
    related: tuple[Related, ...]
    width: int
    height: int
    box: Box
    claim: tuple[Text, ...]
    nodes: tuple[Node, ...]
    query: str

    @property
    def told(self) -> str:
        """What it shows, in words."""
        voices = words.plural(len({side.who for side in self.sides}), "voice")
        claims = words.plural(len(self.related), "further claim")
        left_out = len(self.sides) + len(self.related) - len(self.nodes)
        rest = f"; {left_out} more in the table alone" if left_out else ""
        return f"{voices} on it, {claims} tied to it{rest}"


def argument_map(page: PropositionPage, query: str) -> ArgumentMap | None:
    """The map of a claim as its page sees it; None where hardly anything bears on it.

    Args:
        page: the page of the claim.
        query: the one that gives all that bears on it.
    """
    sides = tuple(sorted(_sides(page), key=_order))
    related = tuple(_related(page.thing))
    if len(sides) + len(related) < LEAST:
        return None
    text = _lines(page.thing.text)
    left = [_side(each) for each in sides[:MOST_VOICES]]
    right = [_claim(each) for each in related[:MOST_CLAIMS]]
    tall = len(text) * LINE + 2 * APART
    height = max(tall, _height(left), _height(right)) + 2 * APART
    top = (height - tall) // 2
    return ArgumentMap(
        sides=sides,
        related=related,
        width=WIDTH,
        height=height,
        box=Box(VOICES.edge, top, CLAIMS.edge - VOICES.edge, tall),
        claim=_placed(text, top + APART),
        nodes=(*_nodes(left, height, VOICES), *_nodes(right, height, CLAIMS)),
        query=query,
    )


def _sides(page: PropositionPage) -> Iterator[Side]:
    """Each voice with what it holds on the day, once for each effect that this has."""
    for voice in page.voices:
        if voice.who is None:
            continue
        stances: dict[str, dict[str, None]] = {}
        for row in voice.rows:
            if row.position.on(page.days.seen) == "holds":
                effect, stance = _held(row)
                stances.setdefault(effect, {})[stance] = None
        for effect, told in stances.items():
            yield Side(voice.who, ", ".join(told), effect)


def _order(side: Side) -> tuple[bool, bool, str]:
    """Who is for it first, then who is against it."""
    return side.effect != "supports", side.effect != "opposes", side.effect


def _held(row: Row) -> tuple[str, str]:
    if row.implied_by:
        return "supports" if row.side == "for" else "opposes", f"{row.side}, by implication"
    return row.position.effect, row.position.stance


def _related(thing: Proposition) -> Iterator[Related]:
    """Claims tied to it by content, then those given as its reasons, or that it is a reason of."""
    for phrase, claims in thing.argument:
        yield from (Related(claim, phrase, ()) for claim in claims)
    reasons = [
        (phrase, iris, said.holder)
        for said in thing.positions.items
        for phrase, iris in said.arguments
    ]
    given = [(phrase, said.claims, said.holder) for phrase, held in thing.argued for said in held]
    for (phrase, claim), by in _said(thing, reasons).items():
        yield Related(claim, f"{phrase} ({_names(by)})", by)
    for (phrase, claim), by in _said(thing, given).items():
        yield Related(claim, f"{phrase} {_names(by)}", by)


def _said(
    thing: Proposition, given: Iterable[tuple[str, Sequence[str], Ref]]
) -> dict[tuple[str, Claim], tuple[Ref, ...]]:
    """Those who tie further claims to it, by how they do and the claim."""
    found: dict[tuple[str, Claim], tuple[Ref, ...]] = {}
    for phrase, iris, holder in given:
        for claim in named(iris, thing.claims):
            by = found.get((phrase, claim), ())
            found[phrase, claim] = by if holder in by else (*by, holder)
    return found


def _names(by: Sequence[Ref]) -> str:
    return f"{by[0].label} and {len(by) - 1} more" if by[1:] else by[0].label


class _Block(NamedTuple):
    """Lines that stand together, some of which say how it bears on the claim."""

    iri: str
    effect: str
    lines: list[str]
    told: slice


def _side(side: Side) -> _Block:
    name, told = _lines(side.who.label), _lines(side.told)
    return _Block(side.who.iri, side.effect, name + told, slice(len(name), None))


def _claim(each: Related) -> _Block:
    told, text = _lines(f"{each.told} · {each.claim.status}"), _lines(f"“{each.claim.text}”")
    return _Block(each.claim.iri, "", told + text, slice(len(told)))


def _lines(text: str) -> list[str]:
    return wrap(shorten(text, LONGEST, placeholder=" …"), LETTERS)


def _height(blocks: Sequence[_Block]) -> int:
    return sum(len(block.lines) * LINE + APART for block in blocks)


def _placed(lines: Iterable[str], top: int) -> tuple[Text, ...]:
    return tuple(Text(line, top + LINE * place + BASELINE) for place, line in enumerate(lines))


def _nodes(blocks: Sequence[_Block], height: int, column: Column) -> Iterator[Node]:
    """One below the other, each with a curve to the edge of the claim."""
    outer = column.x + (GAP if column.anchor == "end" else -GAP)
    bend, middle = (outer + column.edge) // 2, height // 2
    top = (height - _height(blocks) + APART) // 2
    for block in blocks:
        placed, tall = _placed(block.lines, top), len(block.lines) * LINE
        y = top + tall // 2
        yield Node(
            iri=block.iri,
            effect=block.effect,
            curve=f"M{outer} {y}C{bend} {y} {bend} {middle} {column.edge} {middle}",
            x=column.x,
            anchor=column.anchor,
            texts=tuple(text for text in placed if text not in placed[block.told]),
            told=placed[block.told],
        )
        top += tall + APART
