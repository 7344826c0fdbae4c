"""From the value of an `orderBy` argument to the order that a reader is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from api.graphql.filters import plain
from api.graphql.refusal import refuse
from kg.ask.reader import STANDARD, By, Order, SortKey
from kg.contract import Form, Kind, Value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphql import FieldNode

    from kg.contract import Contract, Field

MOST: Final = 5


def order(
    contract: Contract, value: Value, given: Sequence[Mapping[str, Any]] | None, node: FieldNode
) -> Order:
    """The order in which nodes of a value are wanted; raises Refusal where one is no order."""
    keys = [_key(contract, value, each, node) for each in given or ()]
    if len(keys) > MOST:
        raise refuse(f"`orderBy` takes {MOST} keys at most.", node)
    return Order(tuple(keys)) if keys else STANDARD


def _key(contract: Contract, value: Value, given: Mapping[str, Any], node: FieldNode) -> SortKey:
    chosen = {name: each for name, each in given.items() if each is not None}
    if len(chosen) != 1:
        raise refuse("Give `orderBy` one key in each: [{from: DESC}, {label: ASC}].", node)
    ((name, direction),) = chosen.items()
    descending = plain(direction) == "DESC"
    if name == "label":
        return SortKey(By.NAME, None, descending)
    field = field_of(contract, value, name)
    return SortKey(_by(field), field, descending)


def field_of(contract: Contract, value: Value, name: str) -> Field:
    """The field of that name, of the class itself if it has one, else of another of its family."""
    of = contract.classes[value.name]
    tops = of.ancestors[-1:] or (of.name,)
    family = (of.name, *of.descendants, *tops, *contract.classes[tops[0]].descendants)
    fields = (field for each in family for field in contract.classes[each].fields)
    return next(field for field in fields if field.name == name)


def _by(field: Field) -> By:
    if field.form is not Form.ONE:
        return By.COUNT
    if field.value.is_link:
        return By.LINKED_NAME
    return By.NUMBER if field.value == Value(Kind.SCALAR, "Int") else By.VALUE
