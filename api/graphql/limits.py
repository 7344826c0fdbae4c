"""Bounds on what one request may ask, and the price of a plan before it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from api.graphql.plan import (
    Constant,
    EdgeNode,
    EdgeRecords,
    Linked,
    Matrix,
    Paged,
    PageEdges,
    PageGroups,
    PageInfo,
    PageNodes,
    RootNode,
    RootNodes,
    RootPage,
    RootSearch,
    beside,
    targets,
)
from api.graphql.refusal import refuse
from kg.contract import Form

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from api.graphql.plan import Asked, EdgePart, Plan, Root, Selection

    Page: TypeAlias = RootPage | RootSearch | Paged

# A plain list has no `first`; this is what one is taken to hold before it is read.
LIST_LENGTH: Final = 10
# Of how many lists, the largest first, a refusal works out what would pass.
CONSIDERED: Final = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """What a request may cost; each limit is named in the error of the request that breaks it.

    `values` bounds what an answer could hold before it is asked, and what it holds in the end.
    `cached` bounds parsed documents by their characters, and plans by their fields.
    """

    document_tokens: int = 2_000
    depth: int = 30
    fields: int = 1_000
    first: int = 1_000
    values: int = 500_000
    document_length: int = 100_000
    cached: int = 200_000


def checked(plan: Plan, limits: Limits) -> int:
    """How many values the answer to a plan could hold; raises Refusal if more than allowed."""
    cost = _Price({}).of(plan)
    if cost <= limits.values:
        return cost
    raise refuse(
        f"This request could return {cost:,} values; at most {limits.values:,} are allowed. "
        + _advice(plan, limits)
    )


def _advice(plan: Plan, limits: Limits) -> str:
    """Which list costs most, and how many of it would pass."""
    pages = sorted(_pages(plan), key=lambda page: -_size(page))[:CONSIDERED]
    for page in pages:
        none, one = (_Price({_asked(page): size}).of(plan) for size in (0, 1))
        passes = (limits.values - none) // (one - none) if one > none else 0
        if 0 < passes < _size(page):
            return f"`{_name(page)}` costs most: with `first: {passes}` the request passes."
    return "Ask for fewer at once (`first`), or nest less."


class _Price:
    """Adds up how many values a plan can give at most, with other sizes for some lists."""

    def __init__(self, sizes: Mapping[Hashable, int]) -> None:
        self._sizes = sizes
        self._known: dict[Selection, int] = {}

    def of(self, plan: Plan) -> int:
        return sum(self._root(each) for each in plan.roots)

    def _root(self, root: Root) -> int:
        match root:
            case RootNode():
                return 1 + self._selection(root.to)
            case RootNodes(each=each):
                return 1 + sum(map(self._root, each))
            case RootPage() | RootSearch():
                return self._page(root)
            case Constant():
                return 1

    def _selection(self, selection: Selection) -> int:
        if selection not in self._known:
            prices = [sum(map(self._asked, fields)) for fields in selection.by_type.values()]
            self._known[selection] = max(prices, default=0)
        return self._known[selection]

    def _asked(self, asked: Asked) -> int:
        match asked:
            case Linked():
                times = 1 if asked.field.form is Form.ONE else LIST_LENGTH
                return 1 + times * self._selection(asked.to)
            case Paged():
                return self._page(asked)
            case Matrix():
                return 1 + sum(map(self._asked, asked.reads))
            case _:
                return 1

    def _page(self, page: Page) -> int:
        most, total = self._sizes.get(_asked(page), _size(page)), 1
        for part in page.parts:
            match part:
                case PageNodes():
                    total += 1 + most * self._selection(part.to)
                case PageEdges():
                    each_edge = len(part.parts) + sum(map(self._of_edge, part.parts))
                    total += 1 + most * each_edge
                case PageGroups():
                    each_group = len(part.told) + sum(map(self._selection, part.nodes.values()))
                    wanted = LIST_LENGTH if part.most is None else part.most
                    total += 1 + wanted * each_group
                case PageInfo():
                    total += 1 + len(part.shown)
                case _:
                    total += 1
        return total

    def _of_edge(self, part: EdgePart) -> int:
        match part:
            case EdgeNode(to=to):
                return self._selection(to)
            case EdgeRecords(to=to):
                return LIST_LENGTH * self._selection(to)
            case _:
                return 0


def _pages(plan: Plan) -> list[Page]:
    """Every list of a plan, each once."""
    found: dict[Page, None] = {}
    seen: dict[Selection, None] = {}
    waiting: list[Selection] = []
    for root in plan.roots:
        if isinstance(root, RootPage | RootSearch):
            found[root] = None
            waiting += targets(root.parts)
        elif isinstance(root, RootNode | RootNodes):
            waiting.append(root.to)
    while waiting:
        selection = waiting.pop()
        if selection in seen:
            continue
        seen[selection] = None
        for asked in (each for fields in selection.by_type.values() for each in fields):
            if isinstance(asked, Paged):
                found[asked] = None
                waiting += targets(asked.parts)
                waiting += (read.to for read in beside(asked.parts))
            elif isinstance(asked, Linked):
                waiting.append(asked.to)
            elif isinstance(asked, Matrix):
                waiting += (*asked.itself, *(read.to for read in asked.reads))
    return list(found)


def _asked(page: Page) -> Hashable:
    """What a list asks: the same for each of the types on which an interface's field is asked."""
    return (page.links, page.window) if isinstance(page, Paged) else page


def _size(page: Page) -> int:
    match page:
        case RootSearch(first=first):
            return first
        case RootPage(part=part):
            return part.window.most
        case Paged(window=window):
            return window.most


def _name(page: Page) -> str:
    match page:
        case RootSearch():
            return "search"
        case RootPage(part=part):
            return part.of.plural
        case Paged(links=links):
            return links.field.name
