"""The SPARQL of sort keys: ?k0, ?k1 … of a node, and whether they lie beyond a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.ask.reader.order import By
from kg.ask.reader.where import walk
from kg.rdf.sparql import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ask.reader.order import Cursor, Order, SortKey
    from kg.contract import Field

DIGITS: Final = 10


def bound(order: Order, node: str) -> str:
    """Patterns that bind the keys of a node, given as a variable; what is unknown is empty."""
    return " ".join(_key(key, f"?k{place}", node) for place, key in enumerate(order.keys))


def sorting(order: Order, node: str, *, backward: bool) -> str:
    """The order conditions (SPARQL 1.1, section 15.1), from the start or from the end."""
    parts = [
        f"DESC(?k{place})" if key.descending is not backward else f"?k{place}"
        for place, key in enumerate(order.keys)
    ]
    return " ".join([*parts, f"DESC(STR({node}))" if backward else f"STR({node})"])


def beyond(order: Order, place: Cursor, node: str, *, backward: bool) -> str:
    """Whether a node stands behind a place, or, backward, before it."""
    compared = f"STR({node}) {'<' if backward else '>'} {quoted(place.iri)}"
    steps = list(zip(order.keys, place.keys, strict=True))
    for number, (key, text) in reversed(list(enumerate(steps))):
        sign = "<" if key.descending is not backward else ">"
        own, other = f"?k{number}", quoted(text)
        compared = f"({own} {sign} {other} || ({own} = {other} && {compared}))"
    return compared


def columns(orders: Iterable[Order]) -> str:
    """The variables of the keys of several orders."""
    most = max((len(order.keys) for order in orders), default=0)
    return " ".join(f"?k{place}" for place in range(most))


def _key(key: SortKey, name: str, node: str) -> str:
    value, label = f"{name}v", f"{name}n"
    match key.by, key.field:
        case By.DAY_AND_NAME, _:
            return _day_and_name(name, node)
        case By.NAME, _:
            return f"OPTIONAL {{ {node} av:label {value} }} {_text(value, name)}"
        case By.LINKED_NAME, field if field:
            linked = f"{walk(field, node, value)} . {value} av:label {label}"
            return f"OPTIONAL {{ {linked} }} {_text(label, name)}"
        case By.COUNT, field if field:
            return f"{_count(field, node, value, label)} {_padded(f'COALESCE({label}, 0)', name)}"
        case By.NUMBER, field if field:
            padded = _padded(f"IF(BOUND({value}), {value}, '')", name)
            return f"OPTIONAL {{ {walk(field, node, value)} }} {padded}"
        case _, field if field:
            return f"OPTIONAL {{ {walk(field, node, value)} }} {_text(value, name)}"
    raise ValueError(f"{key.by} needs a field")


def _day_and_name(name: str, node: str) -> str:
    """The day by which it was said, first confirmed, or had appeared or happened; and its name."""
    return (
        f"OPTIONAL {{ {node} av:from|av:firstConfirmed {name}a }} "
        f"OPTIONAL {{ {node} av:possibleUntil {name}b }} OPTIONAL {{ {node} av:label {name}n }} "
        f"BIND(CONCAT(COALESCE(STR({name}a), STR({name}b), ''), ' ', COALESCE(STR({name}n), '')) "
        f"AS {name})"
    )


def _count(field: Field, node: str, value: str, number: str) -> str:
    each = f"SELECT {node} (COUNT(DISTINCT {value}) AS {number})"
    return f"OPTIONAL {{ {{ {each} WHERE {{ {walk(field, node, value)} }} GROUP BY {node} }} }}"


def _text(value: str, name: str) -> str:
    return f"BIND(COALESCE(STR({value}), '') AS {name})"


def _padded(number: str, name: str) -> str:
    """A number as a text of so many digits that texts sort as numbers do; none is empty."""
    text = f"STR({number})"
    filled = f"SUBSTR(CONCAT('{'0' * DIGITS}', {text}), STRLEN({text}) + 1)"
    return f"BIND(IF({text} = '', '', {filled}) AS {name})"
