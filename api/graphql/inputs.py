"""Input types of a contract: what may be asked of nodes (`where`) and their order (`orderBy`).

What the names mean for a reader is told by filters.py and sorts.py.
"""

from __future__ import annotations

import keyword
import types
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

import strawberry
from strawberry.types.field import StrawberryField

from api.graphql.words import term
from kg.ask.reader import stands
from kg.contract import Form, Kind, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from api.graphql.annotations import Annotations
    from kg.contract import Class, Contract, Field

Row = tuple[str, str, str]
"""Name, annotation and description of an input field."""

ORDERED: Final = ("eq", "in", "lt", "lte", "gt", "gte")
OPERATORS: Final = {
    "String": (*ORDERED, "contains"),
    "URL": ("eq", "in", "contains"),
    "Int": ORDERED,
    "Float": ORDERED,
    "Date": ORDERED,
    "DateTime": ORDERED,
    "Boolean": ("eq",),
}
MEANINGS: Final = {
    "eq": "It is this.",
    "in": "It is one of these.",
    "lt": "It comes before this.",
    "lte": "It comes before this, or is it.",
    "gt": "It comes after this.",
    "gte": "It comes after this, or is it.",
    "contains": "This stands in it, in capital letters or small ones.",
    "isNull": "Whether nothing is recorded.",
}
DAYS: Final = " A start that is not known comes before all days, an end not recorded after all."
INTERVALS: Final = {
    "DAY": "The whole day: 2025-03-06.",
    "MONTH": "Year and month: 2025-03.",
    "YEAR": "The year: 2025.",
}
LIST_PARTS: Final = (
    ("some", "At least one fits."),
    ("every", "None is there that does not fit; also where there is none at all."),
    ("none", "None fits."),
)
BOOLEAN_PARTS: Final = (("and", "All of these."), ("or", "At least one of these."))


class InputMaker:
    """Adds input types to the namespace in which annotations find each other."""

    def __init__(self, contract: Contract, names: Annotations) -> None:
        self._contract = contract
        self._names = names

    def add(self, connected: Iterable[str]) -> None:
        """Adds what connections to these types, and the links of what they hold, need."""
        self._add_enum("Direction", {"ASC": "From small to large.", "DESC": "From large to small."})
        described = {name: each.description for name, each in self._contract.classes.items()}
        self._add_enum("Class", described)
        self._add_enum("Interval", INTERVALS)
        self._add_scalars()
        for enum in self._contract.enums.values():
            self._add_comparison(f"{enum.name}Where", enum.name, ("eq", "in"), "")
        for each in self._contract.classes.values():
            self._add_where(each.name, self._of_class(each))
        for name in self._contract.unions:
            self._add_where(name, self._of_union(name))
        for name in connected:
            self._add_list(name)
        for each in self._contract.classes.values():
            if not each.ancestors:
                self._add_order(each)
                self._add_keys(each)
        self._add("NodeOrder", "In which order; give one key in each.", _general_keys())

    def _add_scalars(self) -> None:
        for scalar, operators in OPERATORS.items():
            text = DAYS if scalar == "Date" else ""
            self._add_comparison(f"{scalar}Where", scalar, operators, text)
        self._add_comparison("CountWhere", "Int", ORDERED, "")
        self._add_comparison("IDWhere", "ID", ("eq", "in"), "")
        if "Status" in self._contract.enums:
            self._add_standing()

    def _add_standing(self) -> None:
        rows = [
            ("eq", "Optional[Status]", "The status is this."),
            ("in", "Optional[List[Status]]", "The status is one of these."),
            ("asOf", "Optional[Date]", "On this day (av:from, av:until); else at present."),
            ("knownAt", "Optional[Date]", "As reported by this day (av:firstReported)."),
        ]
        told = "Where it stands. Without a status: a fact has not ended, a claim was spoken of."
        self._add("StandingWhere", told, rows)

    def _add_comparison(self, name: str, of: str, operators: tuple[str, ...], told: str) -> None:
        many = {"in": f"Optional[List[{of}]]"}
        rows = [(each, many.get(each, f"Optional[{of}]"), MEANINGS[each]) for each in operators]
        if name not in ("IDWhere", "CountWhere"):
            rows.append(("isNull", "Optional[Boolean]", MEANINGS["isNull"]))
        self._add(name, f"All that is given must hold; of several values, of one.{told}", rows)

    def _add_where(self, name: str, rows: list[Row]) -> None:
        either = [(each, f"Optional[List[{name}Where]]", told) for each, told in BOOLEAN_PARTS]
        rows = [*rows, *either, ("not", f"Optional[{name}Where]", "Not this.")]
        self._add(f"{name}Where", f"What a {name} must be like; all that is given holds.", rows)

    def _of_class(self, of: Class) -> list[Row]:
        rows = [*_of_any(), *(self._field(each) for each in of.fields)]
        if of.name == "Concept":
            told = "One of these concepts, or narrower than one over any steps (skos:broader)."
            rows.append(("narrower", "Optional[List[ID]]", told))
        if stands(of):
            told = "Where it stands, on a day, as known on another (av:statusOf, av:status)."
            rows.append(("status", "Optional[StandingWhere]", told))
        return [*rows, *map(self._narrowed, of.descendants)]

    def _of_union(self, name: str) -> list[Row]:
        return [*_of_any(), *map(self._narrowed, self._members(name))]

    def _members(self, name: str) -> list[str]:
        """The classes of which a union is made, and those below them."""
        objects = (self._contract.objects[each].of for each in self._contract.unions[name])
        held = {each.name for each in objects}
        wide = (each.name for each in self._contract.classes.values() if _covers(each, held))
        return sorted({*held, *wide})

    def _narrowed(self, name: str) -> Row:
        of = self._contract.classes[name]
        return f"as{name}", f"Optional[{name}Where]", f"It is one ({term(of.iri)}), and like this."

    def _field(self, field: Field) -> Row:
        name = field.value.name
        several = field.value.is_link and field.form is not Form.ONE
        annotation = f"Optional[{name}{'ListWhere' if several else 'Where'}]"
        return field.name, annotation, term(field.path, inverse=field.inverse)

    def _add_list(self, name: str) -> None:
        parts = [(each, f"Optional[{name}Where]", told) for each, told in LIST_PARTS]
        told = "How many there are; beside `some`, how many fit it."
        rows = [*parts, ("count", "Optional[CountWhere]", told)]
        self._add(f"{name}ListWhere", "What the ones linked must be like.", rows)

    def _add_order(self, top: Class) -> None:
        """One type for a class and all below it: what a thing does not have sorts as unknown."""
        fields = {each.name: each for each in self._family(top) if is_sortable(each)}
        rows = [
            (field.name, "Optional[Direction]", term(field.path, inverse=field.inverse))
            for field in fields.values()
        ]
        told = "In which order; give one key in each. What is linked sorts by its label or number."
        self._add(f"{top.name}Order", told, [*_general_keys(), *rows])

    def _add_keys(self, top: Class) -> None:
        """By what members of a class and of all below it are told apart."""
        named = {
            each.name: term(each.path, inverse=each.inverse)
            for each in self._family(top)
            if each.value.name != "URL"
        }
        self._add_enum(key_of(top), named)

    def _family(self, top: Class) -> list[Field]:
        family = [top, *(self._contract.classes[name] for name in top.descendants)]
        return [field for of in family for field in of.fields]

    def _add_enum(self, name: str, values: dict[str, str]) -> None:
        members = {
            each: strawberry.enum_value(each, description=told) for each, told in values.items()
        }
        made = Enum(name, members)  # type: ignore[misc]
        self._names[name] = strawberry.enum(made, name=name)

    def _add(self, name: str, description: str, rows: Iterable[Row]) -> None:
        fields = [self._input_field(*row) for row in rows]
        body = {each.python_name: each for each in fields}
        annotations = {key: each.type_annotation for key, each in body.items()}
        for each in fields:
            each.type_annotation = self._names.of("String")
        space: dict[str, Any] = {**body, "__module__": __name__}
        space["__annotations__"] = dict.fromkeys(body, Any)
        made = types.new_class(name, (), exec_body=lambda filled: filled.update(space))
        self._names[name] = strawberry.input(made, name=name, description=description)
        for key, annotation in annotations.items():
            # Given back once the dataclass is made, which looks names up before they exist.
            body[key].type_annotation = annotation

    def _input_field(self, name: str, annotation: str, description: str) -> StrawberryField:
        return StrawberryField(
            python_name=f"{name}_" if keyword.iskeyword(name) else name,
            graphql_name=name,
            type_annotation=self._names.of(annotation),
            description=description,
            default=strawberry.UNSET,
        )


def order_of(value: Value, contract: Contract) -> str:
    """The name of the input type by which nodes of a value are sorted."""
    if value.kind is not Kind.CLASS:
        return "NodeOrder"
    of = contract.classes[value.name]
    return f"{of.ancestors[-1] if of.ancestors else of.name}Order"


def key_of(of: Class) -> str:
    """The name of the enumeration of fields by which members are told apart."""
    return f"{of.ancestors[-1] if of.ancestors else of.name}Key"


def is_sortable(field: Field) -> bool:
    """Whether nodes can be sorted by a field: by its one value, or by how many it leads to."""
    return field.value.is_link or field.form is Form.ONE


def _covers(of: Class, held: set[str]) -> bool:
    return bool(of.descendants) and held.issuperset(of.descendants) and of.name not in held


def _of_any() -> list[Row]:
    return [
        ("is", "Optional[List[Class]]", "It is of one of these classes (rdf:type)."),
        ("id", "Optional[IDWhere]", "The last part of its address, or the whole of it."),
        ("label", "Optional[StringWhere]", "What it is called in English (av:label)."),
        ("named", "Optional[StringWhere]", "Any of its names, in any language (skos:altLabel …)."),
    ]


def _general_keys() -> list[Row]:
    return [("label", "Optional[Direction]", "av:label")]
