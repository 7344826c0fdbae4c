"""Bounds on what one request may ask, and the price of a plan before it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from api.graphql.plan import (
    Constant,
    EdgeNode,
    Linked,
    Paged,
    PageEdges,
    PageInfo,
    PageNodes,
    RootNode,
    RootPage,
)
from api.graphql.refusal import refuse
from kg.contract import Form

if TYPE_CHECKING:
    from api.graphql.plan import Asked, Part, Plan, Root, Selection

# A plain list has no `first`; this is what one is taken to hold before it is read.
LIST_LENGTH: Final = 10


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


class Price:
    """Adds up how many values and how many levels a plan can give at most."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._known: dict[Selection, int] = {}

    def check(self, plan: Plan) -> None:
        """Raises Refusal if the answer could hold more values than allowed."""
        values = sum(self._root(each) for each in plan.roots)
        if values > self._limits.values:
            raise refuse(
                f"This request could return {values:,} values; at most {self._limits.values:,} are "
                "allowed. Ask for fewer at once (`first`), or nest less."
            )

    def _root(self, root: Root) -> int:
        match root:
            case RootNode():
                return 1 + self._selection(root.to)
            case RootPage():
                return self._parts(root.parts, root.part.window.most)
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
                times = LIST_LENGTH if asked.field.form is Form.LIST else 1
                return 1 + times * self._selection(asked.to)
            case Paged():
                return self._parts(asked.parts, asked.window.most)
            case _:
                return 1

    def _parts(self, parts: tuple[Part, ...], most: int) -> int:
        total = 1
        for part in parts:
            match part:
                case PageNodes():
                    total += 1 + most * self._selection(part.to)
                case PageEdges():
                    inner = (each.to for each in part.parts if isinstance(each, EdgeNode))
                    each_edge = len(part.parts) + sum(map(self._selection, inner))
                    total += 1 + most * each_edge
                case PageInfo():
                    total += 1 + len(part.shown)
                case _:
                    total += 1
        return total
