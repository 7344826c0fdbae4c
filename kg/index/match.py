"""Of which nodes a condition holds, as a mask over all of them.

kg/ask/reader/where.py, which writes the same in SPARQL, says what each condition means.
"""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from kg.ask.reader import (
    Addressed,
    AllOf,
    Among,
    AnyOf,
    Compared,
    Counted,
    IsA,
    Known,
    Linked,
    NarrowerThan,
    Not,
    Operator,
    Stands,
)
from kg.index.compare import HELD, compared, known
from kg.index.standing import stands
from kg.index.steps import walk
from kg.terms import SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ask.reader import Condition
    from kg.index.layout import Array
    from kg.index.records import Records


def matching(records: Records, condition: Condition) -> Array:
    """By node, whether a condition holds of it."""
    match condition:
        case AllOf(of):
            return reduce(operator.and_, _each(records, of), np.ones(len(records), bool))
        case AnyOf(of):
            return reduce(operator.or_, _each(records, of), records.none())
        case Not(of):
            return ~matching(records, of)
        case IsA() | Among() | Addressed() | NarrowerThan():
            return _itself(records, condition)
        case Stands():
            return stands(records, condition)
        case _:
            return _along(records, condition)


def _each(records: Records, of: Iterable[Condition]) -> Iterable[Array]:
    return (matching(records, each) for each in of)


def _itself(records: Records, condition: IsA | Among | Addressed | NarrowerThan) -> Array:
    """Conditions on what a node is."""
    match condition:
        case IsA(classes):
            members = (records.mask(records.members(each)) for each in classes)
            return reduce(operator.or_, members, records.none())
        case Among(iris):
            return records.mask(records.numbers(iris))
        case NarrowerThan(iris):
            return _narrower(records, iris)
        case Addressed(texts):
            return _addressed(records, texts)


def _along(records: Records, condition: Condition) -> Array:
    """Conditions on what a property leads to."""
    match condition:
        case Compared():
            return compared(records, condition)
        case Known():
            return known(records, condition)
        case Linked(field, to):
            nodes, values = walk(records, field).pairs()
            return records.mask(nodes[matching(records, to)[values]])
        case Counted():
            return _counted(records, condition)
        case _:
            raise TypeError(f"{condition} is matched elsewhere")


def _counted(records: Records, condition: Counted) -> Array:
    nodes, values = walk(records, condition.field).pairs()
    kept = nodes[matching(records, condition.to)[values]]
    counts = np.bincount(kept, minlength=len(records))
    if condition.operator is Operator.IN:
        return np.isin(counts, condition.numbers)
    held: Array = HELD[condition.operator](counts, condition.numbers[0])
    return held


def _narrower(records: Records, iris: tuple[str, ...]) -> Array:
    below = records.links(f"{SKOS}broader", inverse=True)
    waiting = records.numbers(iris)
    found = set(waiting)
    while waiting:
        new = set(below.of(waiting.pop())) - found
        found |= new
        waiting += new
    return records.mask(sorted(found))


def _addressed(records: Records, texts: tuple[str, ...]) -> Array:
    found = records.none()
    for text in texts:
        found[records.addressed(text)] = True
    return found
