"""What can be asked of a class: its properties, and the tests that suit each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.ask.criteria.model import NAMED, STATUS, Comparator
from kg.ask.reader import stands
from kg.contract import Form, Kind

if TYPE_CHECKING:
    from kg.contract import Class, Contract, Field, Value

# Groups of properties that say what a record is about.
_TELLING: Final = ("Ends", "Speech")
_MOST_TELLING: Final = 3
_ORDERED: Final = (Comparator.LT, Comparator.LTE, Comparator.GT, Comparator.GTE)
_PRESENCE: Final = (Comparator.KNOWN, Comparator.UNKNOWN, Comparator.SHOW)
_SCALARS: Final = {
    "Boolean": (Comparator.IS, Comparator.SHOW),
    "Date": (Comparator.IS, *_ORDERED, *_PRESENCE),
    "Int": (Comparator.IS, *_ORDERED, *_PRESENCE),
    "String": (Comparator.CONTAINS, Comparator.IS, *_PRESENCE),
    "URL": (Comparator.CONTAINS, Comparator.IS, *_PRESENCE),
}


def fields_of(of: Class | None) -> tuple[Field, ...]:
    """The properties of a class: those that each member has first, ways back last."""
    if of is None:
        return (NAMED,)
    own = sorted(
        (field for field in of.fields if not field.deprecated),
        key=lambda field: (field.inverse, not is_always(field), field.order),
    )
    return (NAMED, *((STATUS,) if stands(of) else ()), *own)


def telling(contract: Contract, of: Class) -> tuple[Field, ...]:
    """The properties that distinguish members of a class without a name: what a record
    ties together."""
    ends = contract.fields_in(of.name, *_TELLING)
    return tuple(each for each in ends if is_always(each) and each.value.kind is not Kind.SCALAR)[
        :_MOST_TELLING
    ]


def countable(of: Class | None) -> tuple[Field, ...]:
    """The properties by whose values members of a class can be counted."""
    return tuple(
        field
        for field in fields_of(of)
        if field not in (NAMED, STATUS)
        and not field.inverse
        and (field.value.is_link or field.value.kind is Kind.ENUM)
    )


def is_always(field: Field) -> bool:
    """Whether each member of the class has the property."""
    return field.demanded or (field.form is Form.ONE and field.required)


def comparators_of(field: Field) -> tuple[Comparator, ...]:
    """The tests that suit a property; the first one is the usual one."""
    if field is NAMED:
        return (Comparator.CONTAINS, Comparator.IS)
    if field is STATUS:
        return (Comparator.IS,)
    if field.value.kind is Kind.ENUM:
        return (Comparator.IS, *_PRESENCE)
    if is_concept(field):
        return (Comparator.IS, Comparator.UNDER, *_PRESENCE)
    if not field.value.is_link:
        return _SCALARS[field.value.name]
    # Records are asked about, things are named.
    usual = (Comparator.HAS, Comparator.IS) if field.inverse else (Comparator.IS, Comparator.HAS)
    return (*usual, Comparator.NONE, Comparator.SHOW)


def is_concept(field: Field) -> bool:
    """Whether values are concepts of a scheme."""
    return field.value.kind is Kind.CLASS and field.value.name == "Concept"


def kinds_of(contract: Contract, value: Value) -> tuple[str, ...]:
    """The names of the classes to which the values of a link can be narrowed, sorted."""
    if value.kind is Kind.UNION:
        return tuple(
            sorted({contract.objects[each].of.name for each in contract.unions[value.name]})
        )
    return tuple(sorted(contract.classes[value.name].descendants))
