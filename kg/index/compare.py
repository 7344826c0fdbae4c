"""Which nodes have a value that stands so to others, from the texts of an index.

kg/ask/reader/where.py, which writes the same in SPARQL, says what is compared.
"""

from __future__ import annotations

import operator
from datetime import UTC, datetime
from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from kg.ask.reader import Compared, Known, Operator
from kg.terms import AV, NO_END, NO_START, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.index.layout import Array
    from kg.index.records import Records

    Reading = tuple[Callable[[str], Any], Sequence[str]]

DATE: Final = f"{XSD}date"
NUMBERS: Final = tuple(
    f"{XSD}{name}"
    for name in ("integer", "nonNegativeInteger", "positiveInteger", "decimal", "double", "float")
)
HELD: Final = {
    Operator.LT: operator.lt,
    Operator.LTE: operator.le,
    Operator.GT: operator.gt,
    Operator.GTE: operator.ge,
}


def compared(records: Records, condition: Compared) -> Array:
    """By node, whether some value of one of the properties stands so to one of the others."""
    return reduce(operator.or_, (_along(records, condition, path) for path in condition.paths))


def known(records: Records, condition: Known) -> Array:
    """By node, whether the property has a value that is not a sentinel."""
    path, scalar = condition.path, condition.scalar
    nodes, literals = records.literals(path).pairs()
    if scalar == "Date":
        unknown = Compared((path,), scalar, Operator.IN, (NO_START, NO_END))
        is_day = records.of_datatype(DATE)[literals]
        nodes = nodes[is_day & ~_fitting(records, unknown, literals)]
    linked, _ = records.links(path).pairs()
    return records.mask(np.concatenate([nodes, linked]))


def dated(records: Records, name: str, sign: Operator, day: str) -> Array:
    """By node, whether a date of it, a property of ours by its local name, stands so to a day."""
    return compared(records, Compared((f"{AV}{name}",), "Date", sign, (day,)))


def _along(records: Records, condition: Compared, path: str) -> Array:
    if condition.scalar == "IRI":
        wanted = records.mask(records.numbers(condition.values))
        nodes, values = records.links(path).pairs()
        return records.mask(nodes[wanted[values]])
    nodes, literals = records.literals(path).pairs()
    return records.mask(nodes[_fitting(records, condition, literals)])


def _fitting(records: Records, condition: Compared, literals: Array) -> Array:
    """By place in a list of literals, whether they stand so to the values of a condition."""
    scalar, texts = condition.scalar, records.literal_texts[literals]
    if condition.operator in (Operator.CONTAINS, Operator.MATCHES):
        return _written(records, condition)[texts]
    if scalar in VALUES:
        return _by_value(records, condition, literals)
    held = _ordered(records, condition, texts)
    return held & records.of_datatype(DATE)[literals] if scalar == "Date" else held


def _written(records: Records, condition: Compared) -> Array:
    """By text, whether it contains one of the values or is the same but for capitals."""
    found = np.zeros(records.texts(), bool)
    for value in condition.values:
        if condition.operator is Operator.CONTAINS:
            found[records.containing(value)] = True
        else:
            found[records.same(value)] = True
            if condition.scalar == "URL":
                found[records.ending(f"/{value}")] = True
    return found


def _ordered(records: Records, condition: Compared, texts: Array) -> Array:
    """By place in a list of texts, how they stand to the values; their numbers are in order."""
    if condition.operator is Operator.IN:
        places = ((records.least(value), value) for value in condition.values)
        return np.isin(texts, [at for at, value in places if _is(records, at, value)])
    value = condition.values[0]
    place = records.least(value)
    behind = place + _is(records, place, value)
    match condition.operator:
        case Operator.LT:
            return texts < place
        case Operator.LTE:
            return texts < behind
        case Operator.GT:
            return texts >= behind
        case _:
            return texts >= place


def _is(records: Records, place: int, text: str) -> bool:
    return place < records.texts() and records.text(place) == text


def _by_value(records: Records, condition: Compared, literals: Array) -> Array:
    """The same by what the texts stand for: `1` and `1.0` are one number."""
    value_of, datatypes = VALUES[condition.scalar]
    wanted = [value_of(value) for value in condition.values]
    typed = reduce(operator.or_, map(records.of_datatype, datatypes))

    def holds(literal: int) -> bool:
        try:
            value = value_of(records.text(records.text_of(literal)))
        except (ArithmeticError, ValueError):
            return False
        if condition.operator is Operator.IN:
            return value in wanted
        return bool(HELD[condition.operator](value, wanted[0]))

    distinct, places = np.unique(literals, return_inverse=True)
    fits = [bool(typed[literal]) and holds(literal) for literal in distinct.tolist()]
    return np.array(fits, bool)[places]


def _truth(text: str) -> bool:
    return text in ("true", "1")


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


VALUES: Final[dict[str, Reading]] = {
    "Int": (Decimal, NUMBERS),
    "Float": (Decimal, NUMBERS),
    "Boolean": (_truth, (f"{XSD}boolean",)),
    "DateTime": (_moment, (f"{XSD}dateTime",)),
}
