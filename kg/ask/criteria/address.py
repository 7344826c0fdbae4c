"""Criteria as the parameters of an address, by which they are shared and changed.

`find` names the class; `1=parties` is its first demand, on the property parties; `1.t` how it is
tested, `1.v` against what (several times for several values), `1.d` on which day; `1.1` is the
first demand on what parties lead to, of the kind `1.k`. `any=1` and `1.any=1` ask for any of the
demands in place of all. `count=all` counts what is found, `count=stance` by that property.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from kg.ask.criteria.model import LINKING, STATUS, Comparator, Count, Criteria, Criterion
from kg.ask.criteria.offers import comparators_of, countable, fields_of, is_concept, kinds_of
from kg.ask.named import Parameter
from kg.contract import Kind
from kg.errors import BadArgument
from kg.terms import AVC, AVD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.ask.values import Values
    from kg.contract import Class, Contract, Field

    Pairs = Iterable[tuple[str, str]]

FIND: Final = "find"
COUNT: Final = "count"
ALL: Final = "all"
MOST_ROWS: Final = 40
DEEPEST: Final = 5
_PLACE: Final = re.compile(r"[1-9]\d?(?:\.[1-9]\d?)*")
_DATATYPES: Final = {"Date": "xsd:date", "Int": "xsd:integer", "Boolean": "xsd:boolean"}


def read(pairs: Pairs, contract: Contract, values: Values) -> Criteria | None:
    """The criteria of an address, None where it names no class.

    A value that cannot be read is reported at its demand; blank parts count as not given.

    Raises:
        BadArgument: a class, property or test that there is none of, or too many demands.
    """
    given: dict[str, list[str]] = defaultdict(list)
    for name, value in pairs:
        if value.strip():
            given[name].append(value.strip())
    if not given[FIND]:
        return None
    if sum(map(bool, map(_PLACE.fullmatch, given))) > MOST_ROWS:
        raise BadArgument(f"A question may have at most {MOST_ROWS} conditions.")
    return _Reading(contract, values, given).criteria("", _class(contract, given[FIND][0]))


def pairs_of(criteria: Criteria) -> list[tuple[str, str]]:
    """The parameters of criteria, renumbered, so that the same criteria have one address."""
    name = criteria.of.name if criteria.of else ""
    pairs = [(FIND, name), *_pairs(criteria, "")]
    if count := criteria.count:
        pairs.append((COUNT, count.by.name if count.by else ALL))
    return pairs


def without(pairs: Pairs, place: str) -> list[tuple[str, str]]:
    """Parameters without the demand at a place and all below it."""
    return [
        (name, value) for name, value in pairs if name != place and not name.startswith(f"{place}.")
    ]


class _Reading:
    """Reads the demands of one address."""

    def __init__(self, contract: Contract, values: Values, given: dict[str, list[str]]) -> None:
        self._contract, self._values, self._given = contract, values, given

    def criteria(self, place: str, of: Class | None) -> Criteria:
        """What stands below a place; "" is the top."""
        begin = f"{place}." if place else ""
        if begin.count(".") > DEEPEST:
            raise BadArgument(f"A question may go at most {DEEPEST} steps deep.")
        numbers = sorted(int(n) for n in range(1, 100) if self._given.get(f"{begin}{n}"))
        rows = tuple(self._row(f"{begin}{number}", of) for number in numbers)
        count = None if place else self._count(of)
        return Criteria(of, rows, self._first(f"{begin}any") == "1", count)

    def _count(self, of: Class | None) -> Count | None:
        by = self._first(COUNT)
        if by in ("", ALL):
            return Count() if by else None
        fields = {field.name: field for field in countable(of)}
        if by not in fields:
            raise BadArgument(
                f"{COUNT} is “{by[:40]}”; choose one of: {', '.join((ALL, *fields))}."
            )
        return Count(fields[by])

    def _row(self, place: str, of: Class | None) -> Criterion:
        field = self._field(self._first(place), of)
        test = self._test(self._first(f"{place}.t"), field)
        typed = tuple(self._given.get(f"{place}.v", ()))
        day = self._first(f"{place}.d") if field is STATUS else ""
        linked = self.criteria(place, self._kind(place, field)) if test in LINKING else None
        try:
            values = tuple(self._value(field, each) for each in typed)
            day = _literal("the day", "xsd:date", day) if day else ""
        except BadArgument as error:
            return Criterion(field, test, typed, day, linked, fault=str(error))
        return Criterion(field, test, tuple(dict.fromkeys(values)), day, linked)

    def _first(self, name: str) -> str:
        return next(iter(self._given.get(name, ())), "")

    def _field(self, name: str, of: Class | None) -> Field:
        fields = fields_of(of)
        for each in fields:
            if each.name == name:
                return each
        known = ", ".join(each.name for each in fields)
        what = of.label if of else "thing of any kind"
        raise BadArgument(f"“{name[:40]}” is not a property of a {what}; choose one of: {known}.")

    def _test(self, name: str, field: Field) -> Comparator:
        tests = comparators_of(field)
        if not name:
            return tests[0]
        for each in tests:
            if each.value == name:
                return each
        known = ", ".join(each.value for each in tests)
        raise BadArgument(
            f"{field.name} cannot be compared by “{name[:40]}”; choose one of: {known}."
        )

    def _kind(self, place: str, field: Field) -> Class | None:
        """The class of what a property leads to, as narrow as it is asked for."""
        classes, value = self._contract.classes, field.value
        chosen = self._first(f"{place}.k")
        if not chosen or chosen == value.name:
            return classes.get(value.name)
        if chosen not in kinds_of(self._contract, value):
            raise BadArgument(f"“{chosen[:40]}” is not a class that {field.name} leads to.")
        return classes[chosen]

    def _value(self, field: Field, typed: str) -> str:
        value = field.value
        if value.kind is Kind.ENUM:
            return _member(self._contract, value.name, typed)
        if is_concept(field):
            return self._values.meant(Parameter(field.label, "skos:Concept", ""), typed)
        if value.is_link:
            return self._values.meant(wanted(self._contract, field), typed)
        if value.name in _DATATYPES:
            return _literal(field.label, _DATATYPES[value.name], typed)
        return typed


def _class(contract: Contract, name: str) -> Class:
    if name not in contract.classes:
        known = ", ".join(contract.classes)
        raise BadArgument(f"{FIND} is “{name[:40]}”; choose one of: {known}.")
    return contract.classes[name]


def wanted(contract: Contract, field: Field) -> Parameter:
    """What a link leads to, in the terms of a named question."""
    if field.value.kind is Kind.UNION:
        kinds = kinds_of(contract, field.value)
    else:
        kinds = (field.value.name,)
    return Parameter(field.label, " or ".join(f"av:{kind}" for kind in kinds), "")


def _member(contract: Contract, enum: str, typed: str) -> str:
    members = contract.enums[enum].values
    for each in members:
        if typed in (each.name, each.iri, each.iri.removeprefix(AVC)):
            return each.iri
    known = ", ".join(each.name for each in members)
    raise BadArgument(f"“{typed[:40]}” is not one of: {known}.")


def _literal(name: str, datatype: str, typed: str) -> str:
    """A text as the graph writes it; raises BadArgument."""
    Parameter(name, datatype, "").term(typed)
    return typed


def _pairs(criteria: Criteria, begin: str) -> Iterator[tuple[str, str]]:
    if criteria.is_any:
        yield f"{begin}any", "1"
    for number, row in enumerate(criteria.rows, 1):
        place = f"{begin}{number}"
        yield place, row.field.name
        yield f"{place}.t", row.comparator.value
        for value in row.values:
            yield f"{place}.v", value.removeprefix(AVD).removeprefix(AVC)
        if row.day:
            yield f"{place}.d", row.day
        if row.linked:
            if row.linked.of and row.linked.of.name != row.field.value.name:
                yield f"{place}.k", row.linked.of.name
            yield from _pairs(row.linked, f"{place}.")
