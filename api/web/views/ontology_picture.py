"""The model in one picture: classes by module, and the links that no record is without.

Geometry only, as numbers for a template: no library, no script.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.contract.reference import Expectation, Module, Reference, Term
from kg.terms import AV

COLUMNS: Final = 3
MIDDLE: Final = 1
PANEL: Final = 320
GUTTER: Final = 92
ROW: Final = 20
HEAD: Final = 30
GAP: Final = 26
INDENT: Final = 14
MARGIN: Final = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a panel: a class, or below it a link that its members must have."""

    text: str
    href: str
    x: int
    y: int
    is_link: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """One module."""

    title: str
    href: str
    x: int
    y: int
    height: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the table beside the picture tells it."""

    source: Term
    expectation: Expectation
    term: Term
    targets: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything to draw: panels, and curves as path data."""

    width: int
    height: int
    panel_width: int
    panels: tuple[Panel, ...]
    curves: tuple[str, ...]
    links: tuple[Link, ...]
    classes: int


@dataclass(frozen=True, slots=True)
class _Place:
    column: int
    y: int


def picture(reference: Reference) -> Picture:
    """The picture of all classes that data can be written with."""
    links = tuple(_links(reference))
    shown = {iri for shape in reference.shapes if (iri := shape.of).startswith(AV)}
    drawn = _Drawing(shown, links)
    for module in _from_the_middle(reference.modules, links):
        drawn.add(module)
    width = _left(COLUMNS - 1) + PANEL + MARGIN
    curves = tuple(drawn.curves())
    panels = tuple(drawn.panels)
    return Picture(width, drawn.height, PANEL, panels, curves, links, len(drawn.places))


def _links(reference: Reference) -> Iterator[Link]:
    """Links that each member of a class must have, as the shapes for people's data say."""
    for source in reference.terms.values():
        for each in source.expectations if source.is_class else ():
            targets = tuple(reference.terms[iri] for iri in each.values if iri in reference.terms)
            term = reference.terms.get(each.path)
            if each.least and targets and term and not each.inverse and not each.derived:
                yield Link(source, each, term, targets)


def _from_the_middle(modules: Sequence[Module], links: Sequence[Link]) -> list[Module]:
    """The module to which most links lead from others, then the others in their order."""

    def led_to(module: Module) -> int:
        here = {term.iri for term in module.terms}
        return sum(
            1
            for link in links
            if link.source.iri not in here
            for target in link.targets
            if target.iri in here
        )

    middle = max(modules, key=led_to, default=None)
    return sorted(modules, key=lambda module: module is not middle)


class _Drawing:
    """Panels as they are set one below the other, and where each class stands."""

    def __init__(self, shown: set[str], links: Sequence[Link]) -> None:
        self._shown = shown
        self._links = links
        self._starts: list[tuple[_Place, Link]] = []
        self._ends = [MARGIN] * COLUMNS
        self.panels: list[Panel] = []
        self.places: dict[str, _Place] = {}

    @property
    def height(self) -> int:
        """Where the longest column ends."""
        return max(self._ends) - GAP + MARGIN

    def add(self, module: Module) -> None:
        """Sets the first module into the middle column, the others where there is most room."""
        column = self._ends.index(min(self._ends)) if self.panels else MIDDLE
        y, left = self._ends[column], _left(column)
        rows = tuple(self._rows(column, y + HEAD, module))
        tall = HEAD + ROW * len(rows) + MARGIN
        self.panels.append(Panel(module.name, f"#module-{module.name}", left, y, tall, rows))
        self._ends[column] = y + tall + GAP

    def _rows(self, column: int, top: int, module: Module) -> Iterator[Row]:
        left = _left(column) + MARGIN
        y = top + ROW // 2
        for depth, term in _tree(module, self._shown):
            x = left + depth * INDENT
            self.places[term.iri] = _Place(column, y)
            yield Row(_label(term), f"#{term.name}", x, y, False)
            y += ROW
            for link in (each for each in self._links if each.source is term):
                self._starts.append((_Place(column, y), link))
                ends = " or ".join(_label(target) for target in link.targets)
                text = f"{_label(link.term)} → {ends}"
                yield Row(text, f"#{link.term.name}", x + INDENT, y, True)
                y += ROW

    def curves(self) -> Iterator[str]:
        """Path data from each link to the classes to which it leads."""
        for start, link in self._starts:
            for target in link.targets:
                if end := self.places.get(target.iri):
                    yield _curve(start, end)


def _tree(module: Module, shown: set[str]) -> list[tuple[int, Term]]:
    """Classes of a module with their depth, each below its wider one if that is here too."""
    here = {term.iri: term for term in module.terms if term.is_class and term.iri in shown}

    def below(term: Term, depth: int) -> Iterator[tuple[int, Term]]:
        yield depth, term
        for iri in term.narrower:
            if iri in here:
                yield from below(here[iri], depth + 1)

    tops = (term for term in here.values() if not set(term.wider) & here.keys())
    return [entry for top in tops for entry in below(top, 0)]


def _label(term: Term) -> str:
    return term.labels.get("en", term.name)


def _left(column: int) -> int:
    return MARGIN + column * (PANEL + GUTTER)


def _curve(start: _Place, end: _Place) -> str:
    """From the side of one panel to the side of another, or out of a panel and back into it."""
    left, right = _left(start.column), _left(start.column) + PANEL
    if start.column == end.column:
        side, out = (left, -1) if start.column == COLUMNS - 1 else (right, 1)
        bulge = side + out * min(GUTTER - 20, 24 + abs(start.y - end.y) // 4)
        return f"M{side} {start.y}C{bulge} {start.y} {bulge} {end.y} {side + out * 3} {end.y}"
    forward = end.column > start.column
    from_, to = (right, _left(end.column)) if forward else (left, _left(end.column) + PANEL)
    reach = (GUTTER // 2) * (1 if forward else -1)
    arrow = -3 if forward else 3
    return f"M{from_} {start.y}C{from_ + reach} {start.y} {to - reach} {end.y} {to + arrow} {end.y}"
