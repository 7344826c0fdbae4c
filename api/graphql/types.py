"""The strawberry types of a contract, made by strawberry's own fields, annotations and decorators.

Fields carry no resolver: documents are compiled (see plan.py), and strawberry answers for the
schema itself.
"""

from __future__ import annotations

from enum import Enum
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Final

import strawberry

from api.graphql.annotations import Annotations
from api.graphql.inputs import InputMaker
from api.graphql.lists import ListMaker, connected, connection_of
from api.graphql.maker import FIRST, STANDING, Maker
from api.graphql.matrix import MATRIX, ways_of
from api.graphql.words import term
from kg.ask.reader import stands
from kg.contract import LABEL, OTHER_NAMES, Field, Form, Kind, Value, singular
from kg.terms import AV

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from strawberry.types.arguments import StrawberryArgument
    from strawberry.types.field import StrawberryField

    from kg.contract import Class, Contract, Enumeration

IDENTITY: Final = "The last part of the address: `state-isr`."
CALLED: Final = (
    "What to call it: the first of the languages in which it has a name, else English. (av:label)"
)
NAMED: Final = "Any of its names in full, in whatever language; null where several bear it."
STATUS: Final = Field(
    "status",
    f"{AV}status",
    False,
    Value(Kind.ENUM, "Status"),
    Form.ONE,
    False,
    "Where it stands on a day, as far as known on another; null where nothing says so. (av:status)",
)


class TypeMaker(Maker):
    """Makes the types of one contract; annotations find each other in one namespace."""

    def __init__(self, contract: Contract) -> None:
        super().__init__(contract, Annotations())
        self._lists = ListMaker(contract, self._names)

    def query(self) -> type:
        """The root type, after all types that it leads to."""
        self.add_type("Node", (), self._node_fields(), "Whatever has an address.", interface=True)
        for enum in self._contract.enums.values():
            self._names[enum.name] = _enum(enum)
        for each in _from_wide_to_narrow(self._contract.classes.values()):
            self._add_class(each)
        for name, members in self._contract.unions.items():
            self._add_union(name, members)
        InputMaker(self._contract, self._names).add(connected(self._contract))
        self._lists.add_connections()
        self._lists.add_matrix()
        self._lists.add_search()
        return self.add_type("Query", (), self._root_fields(), "Where every question starts.")

    def objects(self) -> list[type]:
        """All object types: those that no field names are part of the schema too."""
        return [self._names[name] for name in self._contract.objects]

    def _node_fields(self) -> list[StrawberryField]:
        return [
            self.field("id", "ID", IDENTITY),
            self.field("iri", "URL", "The address that names it."),
            self.field("label", "String", CALLED, self.languages()),
            self._plain_field(OTHER_NAMES),
            *(self._class_field(each) for each in self._contract.common),
        ]

    def _add_class(self, of: Class) -> None:
        wider = (self._contract.classes[name].fields for name in of.ancestors)
        inherited = {each for fields in (self._contract.common, *wider) for each in fields}
        fields = [self._class_field(each) for each in of.fields if each not in inherited]
        if stands(of) and not any(stands(self._contract.classes[name]) for name in of.ancestors):
            fields.append(self._status_field())
        if ways_of(self._contract, of):
            fields.append(self._matrix_field())
        bases = of.parents or ("Node",)
        self.add_type(of.name, bases, fields, of.description, interface=of.is_interface)
        if of.is_interface and not of.abstract:
            direct = f"{of.description} (Of no narrower class.)"
            self.add_type(f"Generic{of.name}", (of.name,), (), direct)

    def _class_field(self, field: Field) -> StrawberryField:
        named = term(field.path, inverse=field.inverse)
        return self.field(
            field.name,
            annotation_of(field),
            f"{field.description} ({named})",
            self._arguments(field),
            field.deprecated,
        )

    def _plain_field(self, field: Field) -> StrawberryField:
        told = f"{field.description} ({term(field.path)})"
        arguments = self.languages() if field.is_worded else []
        return self.field(field.name, annotation_of(field), told, arguments)

    def _status_field(self) -> StrawberryField:
        arguments = [
            self.argument("asOf", "Optional[Date]", "On this day; else at present, or `knownAt`."),
            self.argument("knownAt", "Optional[Date]", "As reported by this day."),
        ]
        return self.field(STATUS.name, annotation_of(STATUS), STATUS.description, arguments)

    def _matrix_field(self) -> StrawberryField:
        arguments = [
            self.argument("where", "Optional[PositionWhere]", "What positions must be like."),
            self.argument("asOf", "Optional[Date]", "Only what stood on this day (av:from …)."),
            self.argument("knownAt", "Optional[Date]", STANDING[1][2]),
        ]
        return self.field(MATRIX.name, annotation_of(MATRIX), MATRIX.description, arguments)

    def _arguments(self, field: Field) -> list[StrawberryArgument]:
        """Those of a connection; of them, a plain list of things is only filtered and sorted."""
        if field.is_worded:
            return self.languages()
        if not field.value.is_link or field.form is Form.ONE:
            return []
        every = self.paging(field.value)
        return every if field.form is Form.PAGES else every[:2]

    def _add_union(self, name: str, members: Sequence[str]) -> None:
        either = reduce(or_, (self._names[member] for member in members))
        text = f"One of {', '.join(members)}."
        self._names[name] = Annotated[either, strawberry.union(name, description=text)]

    def _search_field(self) -> StrawberryField:
        arguments = [
            self.argument("text", "String", "Words in any case; the last may be a beginning."),
            self.argument("types", "Optional[List[Class]]", "Only things of these classes."),
            self.argument("first", "Optional[Int]", f"So many; {FIRST} where nothing is said."),
        ]
        told = "Things whose names, titles or texts hold all words, those of that name first."
        return self.field("search", "SearchConnection", told, arguments)

    def _root_fields(self) -> list[StrawberryField]:
        node_id = [self.argument("id", "ID", IDENTITY)]
        only_id = self.field("node", "Optional[Node]", "Anything that has an address.", node_id)
        ids = [self.argument("ids", "List[ID]", "Ids or addresses (IRIs), in the wanted order.")]
        several = self.field("nodes", "List[Optional[Node]]", "The same of several.", ids)
        fields = [only_id, several, self._search_field()]
        for each in self._contract.classes.values():
            one, all_of = f"Optional[{each.name}]", f"{each.name}Connection"
            told = f"{each.description} ({term(each.iri)})"
            paging = self.paging(Value(Kind.CLASS, each.name))
            fields.append(self.field(singular(each.name), one, told, self._keys(each)))
            fields.append(self.field(each.plural, all_of, told, paging))
        return fields

    def _keys(self, of: Class) -> list[StrawberryArgument]:
        """The arguments by one of which a member is looked up."""
        told = {
            name: f"{field.description} ({term(field.path)})" for name, field in keys_of(of).items()
        }
        told |= {"id": IDENTITY, "name": NAMED}
        kinds = {"id": "Optional[ID]"}
        return [
            self.argument(name, kinds.get(name, "Optional[String]"), text)
            for name, text in told.items()
        ]


def keys_of(of: Class | None) -> dict[str, Field]:
    """What members of a class are looked up by; of whatever has an address, its id alone."""
    if of is None:
        return {"id": LABEL}
    own = {field.key: field for field in of.fields if field.key}
    return {"id": LABEL, "name": LABEL, **own}


def annotation_of(field: Field) -> str:
    """The annotation of a field's type, in the names of the contract."""
    name = field.value.name
    if field.form is Form.PAGES:
        return f"{connection_of(field)}Connection"
    if field.form is Form.LIST:
        return f"List[{name}]"
    return name if field.required else f"Optional[{name}]"


def _enum(of: Enumeration) -> type:
    members = {
        each.name: strawberry.enum_value(each.name, description=each.description or None)
        for each in of.values
    }
    made = Enum(of.name, members)  # type: ignore[misc]
    return strawberry.enum(made, name=of.name, description=of.description or None)


def _from_wide_to_narrow(classes: Iterable[Class]) -> list[Class]:
    return sorted(classes, key=lambda each: (len(each.ancestors), each.name))
