"""How many of the nodes to which links lead have which value of a field."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from kg.ask.reader import Tally
from kg.contract import Kind, Value
from kg.index.lists import NONE
from kg.index.reach import Reach
from kg.index.steps import walk
from kg.terms import NO_END, NO_START

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.ask.reader import Tallies
    from kg.contract import Contract
    from kg.index.column import Column
    from kg.index.lists import Numbers
    from kg.index.records import Records

DATE = Value(Kind.SCALAR, "Date")
# Of so many nodes it is quicker to look through all values of the field than to look each up.
MANY = 1_000


class Counts(NamedTuple):
    """How many have which value, the largest first, then by text or IRI.

    A value is a thing by number, or else, under NONE, a text; a text of None where it is unknown.
    """

    things: Numbers
    texts: Sequence[str | None]
    totals: Numbers

    def first(self, most: int | None) -> Counts:
        """So many of the largest; None for all."""
        return Counts(self.things[:most], self.texts[:most], self.totals[:most])

    @property
    def distinct(self) -> int:
        """How many different values there are; what is unknown is none."""
        return int((self.things != NONE).sum()) + len({*self.texts} - {None})


class Tallying:
    """Counts what one question asks for, node by node."""

    def __init__(self, records: Records, contract: Contract, sought: Tallies) -> None:
        self._records, self._contract = records, contract
        self._reach = Reach(records, sought.links)
        self._by, self._length = sought.by, sought.every.value
        self._is_thing = self._by.value.is_link or self._by.value.kind is Kind.ENUM
        self._values: Column = (
            walk(records, self._by) if self._is_thing else records.literals(self._by.path)
        )

    def of(self, node: int) -> tuple[Tally, ...]:
        """As a reader tells it."""
        things, texts, totals = self.counts(node)
        iris = (None if thing == NONE else self._records.iri(thing) for thing in things.tolist())
        return tuple(map(Tally, texts, iris, totals.tolist()))

    def counts(self, node: int) -> Counts:
        """What belongs to a node, counted."""
        members = self._reach.column.of(node)
        counts = self._looked_through(members) if len(members) > MANY else self._each(members)
        totals = np.fromiter(counts.values(), np.int64, len(counts))
        if self._by.value.is_link:
            things = np.array([NONE if value is None else value for value in counts], np.int64)
            ranks = np.where(things == NONE, NONE, self._records.iri_ranks[things].astype(np.int64))
            order = np.lexsort((ranks, -totals))
            return Counts(things[order], [None] * len(order), totals[order])
        told = sorted(zip(map(self._text, counts), totals.tolist(), strict=True), key=_largest)
        things = np.full(len(told), NONE)
        return Counts(things, [text for text, _ in told], np.array([n for _, n in told], np.int64))

    def _each(self, members: Sequence[int]) -> dict[str | int | None, int]:
        counts: Counter[str | int | None] = Counter()
        for member in members:
            counts.update({self._shown(value) for value in self._values.of(member)} or {None})
        return counts

    def _looked_through(self, members: Sequence[int]) -> dict[str | int | None, int]:
        nodes, values = self._values.pairs()
        kept = self._records.mask(members)[nodes]
        nodes, values = nodes[kept], values[kept]
        totals = np.bincount(values)
        distinct = np.flatnonzero(totals)
        shown = [self._shown(value) for value in distinct.tolist()]
        counts: Counter[str | int | None] = Counter()
        if self._values.is_single:
            for each, total in zip(shown, totals[distinct].tolist(), strict=True):
                counts[each] += total
            known = len(nodes)
        else:  # a node of several values that are shown alike counts once
            groups = {each: place for place, each in enumerate(dict.fromkeys(shown))}
            group_of = np.zeros(len(totals), np.int64)
            group_of[distinct] = [groups[each] for each in shown]
            pairs = np.unique(nodes * max(len(groups), 1) + group_of[values])
            found = np.bincount(pairs % max(len(groups), 1), minlength=len(groups))
            counts.update(dict(zip(groups, found.tolist(), strict=True)))
            known = len(np.unique(nodes))
        if unknown := len(members) - known:
            counts[None] += unknown
        return counts

    def _shown(self, value: int) -> str | int | None:
        """What distinguishes values: a thing or literal by number, a day as its part."""
        if self._by.value != DATE:
            return value
        day = self._records.text(self._records.text_of(value))
        return None if day in (NO_START, NO_END) else day[: self._length]

    def _text(self, value: str | int | None) -> str | None:
        """A value that is not a thing: a day as its part, a concept by its name, or a literal."""
        if not isinstance(value, int):
            return value
        if self._is_thing:
            return self._contract.notation(self._records.iri(value))
        return self._records.text(self._records.text_of(value))


def _largest(told: tuple[str | None, int]) -> tuple[int, str]:
    text, total = told
    return -total, text or ""
