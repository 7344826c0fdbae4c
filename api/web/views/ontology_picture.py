"""The model in one picture: classes by module, and the links that no record is without.

Geometry only, as numbers for a template: no library, no script.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.contract.reference import Expectation, Module, Reference, Term
from kg.terms import AV

# Modules side by side; what many links lead to stands in the middle.
COLUMNS: Final = (("claims", "events", "assessment"), ("core", "sources"), ("actors", "agreements"))
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
    for column, modules in enumerate(_columns(reference)):
        drawn.column(column, modules)
    width = _left(len(COLUMNS) - 1) + PANEL + MARGIN
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


def _columns(reference: Reference) -> list[list[Module]]:
    """Modules by column; one that has no place yet comes last."""
    modules = {module.name: module for module in reference.modules}
    columns = [[modules.pop(name) for name in names if name in modules] for names in COLUMNS]
    columns[-1] += modules.values()
    return columns


class _Drawing:
    """Panels as they are set one below the other, and where each class stands."""

    def __init__(self, shown: set[str], links: Sequence[Link]) -> None:
        self._shown = shown
        self._links = links
        self._starts: list[tuple[_Place, Link]] = []
        self.panels: list[Panel] = []
        self.places: dict[str, _Place] = {}
        self.height = 0

    def column(self, column: int, modules: Sequence[Module]) -> None:
        """Sets the modules of one column."""
        y = MARGIN
        for module in modules:
            rows = tuple(self._rows(column, y + HEAD, module))
            tall = HEAD + ROW * len(rows) + MARGIN
            left = _left(column)
            self.panels.append(Panel(module.name, f"#module-{module.name}", left, y, tall, rows))
            self.height = max(self.height, y + tall + MARGIN)
            y += tall + GAP

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
        side, out = (left, -1) if start.column == len(COLUMNS) - 1 else (right, 1)
        bulge = side + out * min(GUTTER - 20, 24 + abs(start.y - end.y) // 4)
        return f"M{side} {start.y}C{bulge} {start.y} {bulge} {end.y} {side + out * 3} {end.y}"
    forward = end.column > start.column
    from_, to = (right, _left(end.column)) if forward else (left, _left(end.column) + PANEL)
    reach = (GUTTER // 2) * (1 if forward else -1)
    arrow = -3 if forward else 3
    return f"M{from_} {start.y}C{from_ + reach} {start.y} {to - reach} {end.y} {to + arrow} {end.y}"
