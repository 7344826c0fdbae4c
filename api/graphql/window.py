"""From the arguments of a list to the part of it that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.graphql.cursor import LENGTH, OfAnotherSnapshot, read
from api.graphql.maker import FIRST
from api.graphql.refusal import refuse
from kg.ask.reader import Window

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import FieldNode

    from kg.ask.reader import Cursor, Order


class Windows:
    """Reads windows on lists of one snapshot, of so many members at most."""

    def __init__(self, most: int, snapshot: str) -> None:
        self._most, self._snapshot = most, snapshot[:LENGTH]

    def window(self, arguments: Mapping[str, Any], by: Order, node: FieldNode) -> Window:
        """Which part of a list is wanted.

        Raises:
            Refusal: a number or a cursor is wrong.
            OfAnotherSnapshot: a cursor is that of another snapshot.
        """
        first, last = (self.number(name, arguments, node) for name in ("first", "last"))
        if first is not None and last is not None:
            raise refuse("Give `first` or `last`, not both: one end of the list at a time.", node)
        size = next((number for number in (first, last) if number is not None), FIRST)
        after, before = (
            self._place(name, arguments.get(name), by, node) for name in ("after", "before")
        )
        return Window(size, last is not None, after, before)

    def number(self, name: str, arguments: Mapping[str, Any], node: FieldNode) -> int | None:
        """How many are wanted, None where nothing is said; raises Refusal for too many."""
        number: int | None = arguments.get(name)
        if number is not None and not 0 <= number <= self._most:
            told = f"`{name}` must lie between 0 and {self._most:,}; it is {number:,}."
            raise refuse(told, node)
        return number

    def _place(self, name: str, cursor: str | None, by: Order, node: FieldNode) -> Cursor | None:
        if cursor is None:
            return None
        try:
            place, snapshot = read(cursor)
        except ValueError as error:
            message = f"`{name}` must be a cursor taken from an earlier answer."
            raise refuse(message, node) from error
        if snapshot != self._snapshot:
            raise OfAnotherSnapshot(snapshot)
        if len(place.keys) != len(by.keys):
            raise refuse(f"`{name}` must be a cursor of a list in the same order.", node)
        return place
