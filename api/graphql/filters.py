"""From the value of a `where` argument to the condition that a reader is asked."""

from __future__ import annotations

from difflib import get_close_matches
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from api.graphql.plan import FilterPart
from api.graphql.refusal import refuse
from kg.ask.reader import (
    ALWAYS,
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
    addresses,
    is_claim,
    slug,
)
from kg.contract import LABEL, Form, Kind, Value
from kg.terms import AVC, AVD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from graphql import FieldNode

    from kg.ask.reader import Condition
    from kg.contract import Class, Contract, Field

    Given = Mapping[str, Any]

MOST_PARTS: Final = 200
MOST_CHARACTERS: Final = 20_000
DEEPEST: Final = 30
NEAR: Final = 3
SHOWN: Final = 80
OPERATORS: Final = {
    "eq": Operator.IN,
    "in": Operator.IN,
    "lt": Operator.LT,
    "lte": Operator.LTE,
    "gt": Operator.GT,
    "gte": Operator.GTE,
    "contains": Operator.CONTAINS,
}


class Filters:
    """Reads the filters of one document; what is null in them is as if it were not given."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._parts = self._characters = 0

    def condition(self, value: Value, given: Given | None, node: FieldNode) -> Condition:
        """What nodes of a value must be like; raises Refusal where filters are too large or vain.

        A filter becomes part of a query several times over, and engines bound its text and depth.
        """
        if not given:
            return ALWAYS
        self._measure(given, 0, node)
        if self._parts > MOST_PARTS or self._characters > MOST_CHARACTERS:
            raise refuse(
                f"The filters of a request may have {MOST_PARTS} parts and {MOST_CHARACTERS:,} "
                "characters at most.",
                node,
            )
        return self._where(value, given, node)

    def parts(self, value: Value, given: Given, node: FieldNode) -> tuple[FilterPart, ...]:
        """The parts of a filter whose condition was made, each by itself."""
        of = self._contract.classes[value.name]
        fields = {field.name: field for field in of.fields}
        return tuple(
            FilterPart(
                name,
                self._part(value, name, each, node),
                _present(fields.get(name)),
                isinstance(each, dict) and bool(each.get("some") and each.get("count")),
            )
            for name, each in given.items()
            if each is not None
        )

    def _where(self, value: Value, given: Given, node: FieldNode) -> Condition:
        parts = (
            self._part(value, name, each, node) for name, each in given.items() if each is not None
        )
        return _all(tuple(parts))

    def _part(self, value: Value, name: str, given: Any, node: FieldNode) -> Condition:
        match name:
            case "and":
                return _all(tuple(self._where(value, each, node) for each in given))
            case "or":
                return AnyOf(tuple(self._where(value, each, node) for each in given))
            case "not":
                return Not(self._where(value, given, node))
            case "is" | "id" | "label" | "named":
                return self._of_any(value, name, given, node)
            case _:
                return self._own(value, name, given, node)

    def _of_any(self, value: Value, name: str, given: Any, node: FieldNode) -> Condition:
        """A part that every type has."""
        if name == "is":
            return IsA(tuple(self._class(value, plain(each), node).iri for each in given))
        if name == "id":
            told = [wanted for _, wanted in _operands(given)]
            return _all(tuple(Among(self._addresses(value, ids, node)) for ids in told))
        names = self._contract.all_names if name == "named" else (LABEL.path,)
        return _compared(names, "String", given)

    def _own(self, value: Value, name: str, given: Any, node: FieldNode) -> Condition:
        """A part that only some types have: a field, or one of those below a class."""
        of = self._contract.classes.get(value.name)
        field = next((each for each in of.fields if each.name == name), None) if of else None
        if field:
            return self._field(field, given, node)
        if of and name == "narrower":
            return NarrowerThan(self._addresses(value, given, node))
        if of and name == "status":
            return self._standing(of, given)
        narrow = self._contract.classes[name.removeprefix("as")]
        inner = self._where(Value(Kind.CLASS, narrow.name), given, node)
        return _all((IsA((narrow.iri,)), inner))

    def _field(self, field: Field, given: Given, node: FieldNode) -> Condition:
        if field.value.kind is Kind.ENUM:
            return self._enum(field, given)
        if not field.value.is_link:
            return _compared((field.path,), field.value.name, given)
        if field.form is Form.ONE:
            return Linked(field, self._where(field.value, given, node))
        return self._links(field, given, node)

    def _links(self, field: Field, given: Given, node: FieldNode) -> Condition:
        parts: list[Condition] = []
        some = given.get("some")
        for name in ("some", "every", "none"):
            if given.get(name) is not None:
                fits = self._where(field.value, given[name], node)
                parts.append(_quantified(name, field, fits))
        fitting = self._where(field.value, some, node) if some else ALWAYS
        for name, number in (given.get("count") or {}).items():
            if number is not None:
                numbers = tuple(number) if name == "in" else (number,)
                parts.append(Counted(field, fitting, OPERATORS[name], numbers))
        return _all(tuple(parts))

    def _enum(self, field: Field, given: Given) -> Condition:
        iris = {each.name: each.iri for each in self._contract.enums[field.value.name].values}
        parts: list[Condition] = []
        for name, wanted in _operands(given):
            if name == "isNull":
                parts.append(_is_null((field.path,), "IRI", wanted))
            else:
                chosen = tuple(iris[plain(each)] for each in wanted)
                parts.append(Compared((field.path,), "IRI", Operator.IN, chosen))
        return _all(tuple(parts))

    def _standing(self, of: Class, given: Given) -> Condition:
        iris = {each.name: each.iri for each in self._contract.enums["Status"].values}
        chosen = [plain(each) for each in given.get("in") or ()]
        if given.get("eq") is not None:
            chosen.append(plain(given["eq"]))
        return Stands(
            is_claim(of),
            tuple(iris[each] for each in dict.fromkeys(chosen)),
            day(given.get("asOf")),
            day(given.get("knownAt")),
        )

    def _addresses(self, value: Value, ids: Iterable[str], node: FieldNode) -> tuple[str, ...]:
        """What ids mean; raises Refusal for what can be no concept, since all of them are known."""
        if value.name != "Concept":
            return tuple(iri for each in ids for iri in addresses(each, (AVD,)))
        meant = {each: addresses(each, (AVC,)) for each in ids}
        for each, iris in meant.items():
            if self._contract.concepts.isdisjoint(iris):
                raise refuse(self._no_concept(each), node)
        return tuple(iri for iris in meant.values() for iri in iris)

    def _no_concept(self, name: str) -> str:
        known = sorted(map(slug, self._contract.concepts))
        near = get_close_matches(name, known, NEAR)
        meant = f"; did you mean {' or '.join(f'“{each}”' for each in near)}?" if near else "."
        return f"There is no concept “{name[:SHOWN]}”{meant}"

    def _class(self, value: Value, name: str, node: FieldNode) -> Class:
        chosen = self._contract.classes[name]
        objects = set(self._contract.objects_of(Value(Kind.CLASS, name)))
        if objects.isdisjoint(self._contract.objects_of(value)):
            raise refuse(f"`is: {name}` holds of no {value.name}.", node)
        return chosen

    def _measure(self, given: Any, depth: int, node: FieldNode) -> None:
        if depth > DEEPEST:
            raise refuse(f"A filter may be nested {DEEPEST} deep at most.", node)
        self._parts += 1
        if isinstance(given, dict | list):
            for each in given.values() if isinstance(given, dict) else given:
                self._measure(each, depth + 1, node)
        elif isinstance(given, str):
            self._characters += len(given)


def plain(value: Any) -> str:
    """The name of a coerced enum value."""
    return str(value.value if isinstance(value, Enum) else value)


def day(value: Any) -> str | None:
    """A coerced day as the graph writes it."""
    return value.isoformat() if value is not None else None


def _all(parts: tuple[Condition, ...]) -> Condition:
    return parts[0] if len(parts) == 1 else AllOf(parts)


def _quantified(name: str, field: Field, fits: Condition) -> Condition:
    if name == "some":
        return Linked(field, fits)
    return Not(Linked(field, fits if name == "none" else Not(fits)))


def _present(field: Field | None) -> Condition | None:
    """Holds of what has a field at all."""
    if field is None:
        return None
    if field.value.is_link:
        return Linked(field, ALWAYS)
    scalar = "IRI" if field.value.kind is Kind.ENUM else field.value.name
    return _is_null((field.path,), scalar, False)


def _operands(given: Given) -> Iterator[tuple[str, Any]]:
    """Operators with their operands, several ones for `eq` and `in` alike."""
    for name, operand in given.items():
        if operand is not None:
            yield name, operand if name in ("in", "isNull") else [operand]


def _compared(paths: tuple[str, ...], scalar: str, given: Given) -> Condition:
    parts: list[Condition] = []
    for name, wanted in _operands(given):
        if name == "isNull":
            parts.append(_is_null(paths, scalar, wanted))
        else:
            values = tuple(_lexical(each) for each in wanted)
            parts.append(Compared(paths, scalar, OPERATORS[name], values))
    return _all(tuple(parts))


def _is_null(paths: tuple[str, ...], scalar: str, wanted: bool) -> Condition:
    ways = tuple(Known(path, scalar) for path in paths)
    known = ways[0] if len(ways) == 1 else AnyOf(ways)
    return Not(known) if wanted else known


def _lexical(value: Any) -> str:
    """How the graph writes a coerced scalar."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
