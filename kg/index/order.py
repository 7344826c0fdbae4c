"""Nodes in an order: what they sort by, from columns.

kg/ask/reader/keys.py, which writes the same in SPARQL, says what the keys are.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.ask.reader import By, Link
from kg.ask.reader.keys import DIGITS
from kg.contract import LABEL, Kind
from kg.index.lists import Lists
from kg.index.steps import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.ask.reader import Order, SortKey
    from kg.contract import Field
    from kg.index.column import Column
    from kg.index.layout import Array
    from kg.index.lists import Numbers
    from kg.index.records import Records


class Key(NamedTuple):
    """Ranks of nodes, greater ones behind smaller ones, and the text that a node sorts by."""

    ranks: Callable[[], Array]
    text: Callable[[int], str]


class Sorting:
    """Sorts nodes, and says where they stand."""

    def __init__(self, records: Records, order: Order) -> None:
        self._records, self._order = records, order
        self._keys = [_key(records, key) for key in order.keys]

    def sort(self, lists: Lists) -> Lists:
        """The lists of nodes, each in this order."""
        given = lists.values
        ranks = [self._records.iri_ranks[given]]
        for key, by in zip(reversed(self._keys), reversed(self._order.keys), strict=True):
            own = key.ranks()[given].astype(np.int64)
            ranks.append(-own if by.descending else own)
        return Lists(given[np.lexsort((*ranks, lists.owners))], lists.bounds)

    def link(self, node: int) -> Link:
        """A node with the keys that it sorts by."""
        return Link(tuple(key.text(node) for key in self._keys), self._records.iri(node))

    def behind(self, nodes: Numbers, place: Link) -> int:
        """Where in a sorted list that begins which does not stand before a place, nor at it."""
        precedes = self._order.precedes
        return bisect_left(nodes, True, key=lambda each: precedes(place, self.link(int(each))))

    def before(self, nodes: Numbers, place: Link) -> int:
        """Where in a sorted list that begins which does not stand before a place."""
        precedes = self._order.precedes
        return bisect_left(nodes, True, key=lambda each: not precedes(self.link(int(each)), place))


def _key(records: Records, key: SortKey) -> Key:
    match key.by, key.field:
        case By.DAY_AND_NAME, _:
            return _day_and_name(records)
        case By.NAME, _:
            return _of_literal(records, records.literals(LABEL.path))
        case By.LINKED_NAME, field if field:
            return _linked_name(records, walk(records, field))
        case By.COUNT, field if field:
            return _count(records, walk(records, field))
        case _, field if field:
            return _value(records, field, is_number=key.by is By.NUMBER)
    raise ValueError(f"{key.by} needs a field")


def _value(records: Records, field: Field, *, is_number: bool) -> Key:
    if field.value.kind is Kind.ENUM:
        return _of_concept(records, records.links(field.path))
    column = records.literals(field.path)
    return _number(records, column) if is_number else _of_literal(records, column)


def _day_and_name(records: Records) -> Key:
    name = _of_literal(records, records.literals(LABEL.path)).text
    return Key(lambda: records.key_ranks, lambda node: f"{records.day(node)} {name(node)}")


def _of_literal(records: Records, column: Column) -> Key:
    def text(node: int) -> str:
        literal = column.first(node)
        return records.text(records.text_of(literal)) if literal >= 0 else ""

    def ranks() -> Array:
        nodes, literals = column.pairs()
        return _ranks(records, nodes, records.literal_texts[literals])

    return Key(ranks, text)


def _of_concept(records: Records, column: Column) -> Key:
    def text(node: int) -> str:
        concept = column.first(node)
        return records.iri(concept) if concept >= 0 else ""

    def ranks() -> Array:
        nodes, concepts = column.pairs()
        return _ranks(records, nodes, records.iri_ranks[concepts])

    return Key(ranks, text)


def _linked_name(records: Records, column: Column) -> Key:
    name = _of_literal(records, records.literals(LABEL.path))

    def text(node: int) -> str:
        thing = column.first(node)
        return name.text(thing) if thing >= 0 else ""

    def ranks() -> Array:
        nodes, things = column.pairs()
        return _ranks(records, nodes, name.ranks()[things] - 1)

    return Key(ranks, text)


def _count(records: Records, column: Column) -> Key:
    def ranks() -> Array:
        nodes, _ = column.pairs()
        return np.bincount(nodes, minlength=len(records))

    return Key(ranks, lambda node: _padded(str(len(column.of(node)))))


def _number(records: Records, column: Column) -> Key:
    plain = _of_literal(records, column).text

    def ranks() -> Array:
        nodes, literals = column.pairs()
        distinct, places = np.unique(literals, return_inverse=True)
        texts = [_padded(records.text(records.text_of(each))) for each in distinct.tolist()]
        _, found = np.unique(np.array(texts, str), return_inverse=True)
        return _ranks(records, nodes, found[places])

    return Key(ranks, lambda node: _padded(plain(node)))


def _padded(number: str) -> str:
    return ("0" * DIGITS + number)[len(number) :] if number else ""


def _ranks(records: Records, nodes: Numbers, ranks: Array) -> Array:
    """Ranks by node, of several the first; 0 for nodes without one, which stand first."""
    found = np.zeros(len(records), np.int64)
    found[nodes[::-1]] = ranks[::-1].astype(np.int64) + 1
    return found
