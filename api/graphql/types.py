"""The strawberry types of a contract, made by strawberry's own fields, annotations and decorators.

Fields carry no resolver: documents are compiled (see plan.py), and strawberry answers for the
schema itself.
"""

from __future__ import annotations

import keyword
import types
from enum import Enum
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Final

import strawberry
from strawberry import UNSET
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from api.graphql.annotations import Annotations
from api.graphql.inputs import InputMaker, key_of, order_of
from api.graphql.matrix import MATRIX, ways_of
from api.graphql.words import term
from kg.ask.reader import stands
from kg.contract import LABEL, OTHER_NAMES, Field, Form, Kind, Value, singular
from kg.terms import AV

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.contract import Class, Contract, Enumeration, Records

Namespace = dict[str, Any]

FIRST: Final = 20
IDENTITY: Final = "The last part of the address: `state-isr`."
CALLED: Final = (
    "What to call it: the first of the languages in which it has a name, else English. (av:label)"
)
LANGUAGES: Final = (
    "Language tags (BCP 47), the one liked best first; with none of them, as without."
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
STANDING: Final = (
    ("asOf", "Optional[Date]", "The day on which `status` is asked; alone, what stood then."),
    ("knownAt", "Optional[Date]", "The day until which it was reported (av:firstReported)."),
)
ORDER: Final = "Keys, the weightiest first; without any, by day and name."


class TypeMaker:
    """Makes the types of one contract; annotations find each other in one namespace."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._names = Annotations()
        self._paged: dict[str, list[StrawberryArgument]] = {}

    def query(self) -> type:
        """The root type, after all types that it leads to."""
        self._add_type("Node", (), self._node_fields(), "Whatever has an address.", interface=True)
        self._add_page_info()
        for enum in self._contract.enums.values():
            self._names[enum.name] = _enum(enum)
        for each in _from_wide_to_narrow(self._contract.classes.values()):
            self._add_class(each)
        for name, members in self._contract.unions.items():
            self._add_union(name, members)
        connected = _connected(self._contract)
        InputMaker(self._contract, self._names).add(connected)
        self._add_type("Tally", (), self._tally_fields(), "How many have one value of a field.")
        for name in connected:
            self._add_connection(name, name)
        for field in _recorded(self._contract):
            self._add_connection(connection_of(field), field.value.name, field)
        if any(ways_of(self._contract, each) for each in self._contract.classes.values()):
            self._add_matrix()
        self._add_search()
        return self._add_type("Query", (), self._root_fields(), "Where every question starts.")

    def objects(self) -> list[type]:
        """All object types: those that no field names are part of the schema too."""
        return [self._names[name] for name in self._contract.objects]

    def _add_type(
        self,
        name: str,
        bases: Sequence[str],
        fields: Iterable[StrawberryField],
        description: str,
        *,
        interface: bool = False,
    ) -> type:
        body: Namespace = {each.python_name: each for each in fields}
        annotations = {name: each.type_annotation for name, each in body.items()}
        for each in body.values():
            each.type_annotation = self._names.of("String")
        body["__annotations__"] = dict.fromkeys(body, Any)
        body["__module__"] = __name__
        parents = tuple(self._names[base] for base in bases)
        made = types.new_class(name, parents, exec_body=lambda space: space.update(body))
        decorate = strawberry.interface if interface else strawberry.type
        self._names[name] = decorate(made, name=name, description=description or None)
        for python_name, annotation in annotations.items():
            # Given back once the dataclass is made, which looks names up before they exist.
            body[python_name].type_annotation = annotation
        return made

    def _field(
        self,
        name: str,
        annotation: str,
        description: str,
        arguments: Sequence[StrawberryArgument] = (),
        deprecated: str | None = None,
    ) -> StrawberryField:
        field = StrawberryField(
            python_name=f"{name}_" if keyword.iskeyword(name) else name,
            graphql_name=name,
            type_annotation=self._names.of(annotation),
            description=description or None,
            deprecation_reason=deprecated,
        )
        field.arguments = list(arguments)
        return field

    def _node_fields(self) -> list[StrawberryField]:
        return [
            self._field("id", "ID", IDENTITY),
            self._field("iri", "URL", "The address that names it."),
            self._field("label", "String", CALLED, self._languages()),
            self._plain_field(OTHER_NAMES),
            *(self._class_field(each) for each in self._contract.common),
        ]

    def _add_page_info(self) -> None:
        rows = [
            ("hasNextPage", "Boolean", "Whether more follow."),
            ("hasPreviousPage", "Boolean", "Whether some come before."),
            ("startCursor", "Optional[String]", "The place of the first one of the page."),
            ("endCursor", "Optional[String]", "The place of the last one of the page."),
        ]
        fields = [self._field(*row) for row in rows]
        self._add_type("PageInfo", (), fields, "Where a page stands in the whole.")

    def _tally_fields(self) -> list[StrawberryField]:
        value = "The value; of a thing its id, of a day as much as is asked; null where unknown."
        return [
            self._field("key", "Optional[String]", value),
            self._field("node", "Optional[Node]", "The value, where it is a thing."),
            self._field("count", "Int", "How many have it; who has several counts for each."),
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
        self._add_type(of.name, bases, fields, of.description, interface=of.is_interface)
        if of.is_interface and not of.abstract:
            direct = f"{of.description} (Of no narrower class.)"
            self._add_type(f"Generic{of.name}", (of.name,), (), direct)

    def _class_field(self, field: Field) -> StrawberryField:
        named = term(field.path, inverse=field.inverse)
        return self._field(
            field.name,
            annotation_of(field),
            f"{field.description} ({named})",
            self._arguments(field),
            field.deprecated,
        )

    def _plain_field(self, field: Field) -> StrawberryField:
        told = f"{field.description} ({term(field.path)})"
        arguments = self._languages() if field.is_worded else []
        return self._field(field.name, annotation_of(field), told, arguments)

    def _status_field(self) -> StrawberryField:
        arguments = [
            self._argument("asOf", "Optional[Date]", "On this day; else at present, or `knownAt`."),
            self._argument("knownAt", "Optional[Date]", "As reported by this day."),
        ]
        return self._field(STATUS.name, annotation_of(STATUS), STATUS.description, arguments)

    def _matrix_field(self) -> StrawberryField:
        arguments = [
            self._argument("where", "Optional[PositionWhere]", "What positions must be like."),
            self._argument("asOf", "Optional[Date]", "Only what stood on this day (av:from …)."),
            self._argument("knownAt", "Optional[Date]", STANDING[1][2]),
        ]
        return self._field(MATRIX.name, annotation_of(MATRIX), MATRIX.description, arguments)

    def _add_matrix(self) -> None:
        every = "The propositions, whether or not any position towards them is recorded."
        rows = "One for each holder (av:holder), in the order in which they are first heard of."
        cells = "One for each proposition towards which a position is recorded."
        held = "The positions that count for the holder, by day. (av:proposition)"
        self._add_parts(
            "StanceMatrix",
            "Who held what towards which propositions.",
            [("propositions", "List[Proposition]", every), ("rows", "List[StanceRow]", rows)],
        )
        self._add_parts(
            "StanceRow",
            "What one held.",
            [("holder", "Agent", "Who. (av:holder)"), ("cells", "List[StanceCell]", cells)],
        )
        self._add_parts(
            "StanceCell",
            "What one held towards a proposition, through time.",
            [
                ("proposition", "Proposition", "Towards what."),
                ("positions", "List[Position]", held),
            ],
        )

    def _add_parts(self, name: str, description: str, rows: list[tuple[str, str, str]]) -> None:
        self._add_type(name, (), [self._field(*row) for row in rows], description)

    def _arguments(self, field: Field) -> list[StrawberryArgument]:
        """Those of a connection; of them, a plain list of things is only filtered and sorted."""
        if field.is_worded:
            return self._languages()
        if not field.value.is_link or field.form is Form.ONE:
            return []
        every = self._paging(field.value)
        return every if field.form is Form.PAGES else every[:2]

    def _languages(self) -> list[StrawberryArgument]:
        return [self._argument("lang", "Optional[List[String]]", LANGUAGES)]

    def _paging(self, value: Value) -> list[StrawberryArgument]:
        """The arguments of a connection."""
        if value.name in self._paged:
            return self._paged[value.name]
        rows = [
            ("where", f"Optional[{value.name}Where]", "What the ones that are shown must be like."),
            ("orderBy", f"Optional[List[{order_of(value, self._contract)}]]", ORDER),
            ("first", "Optional[Int]", f"So many from the start; {FIRST} where nothing is said."),
            ("after", "Optional[String]", "Only those behind this cursor."),
            ("last", "Optional[Int]", "So many from the end, in place of `first`."),
            ("before", "Optional[String]", "Only those before this cursor."),
        ]
        if value.kind is Kind.CLASS and stands(self._contract.classes[value.name]):
            rows += STANDING
        made = self._paged[value.name] = [self._argument(*row) for row in rows]
        return made

    def _argument(
        self, name: str, annotation: str, description: str, default: object = UNSET
    ) -> StrawberryArgument:
        return StrawberryArgument(
            name, name, self._names.of(annotation), description=description, default=default
        )

    def _add_union(self, name: str, members: Sequence[str]) -> None:
        either = reduce(or_, (self._names[member] for member in members))
        text = f"One of {', '.join(members)}."
        self._names[name] = Annotated[either, strawberry.union(name, description=text)]

    def _add_connection(self, name: str, of: str, field: Field | None = None) -> None:
        """The connection of that name to things of a type; of a field that records say in full."""
        edge = [
            self._field("node", of, "The thing itself."),
            self._field("cursor", "String", "Its place, for `after`."),
        ]
        if field and (records := self._contract.records_of(field)):
            edge.append(self._records_field(records))
        self._add_type(f"{name}Edge", (), edge, "A thing at its place in a list.")
        connection = [
            self._field("nodes", f"List[{of}]", "The things of this page."),
            self._field("edges", f"List[{name}Edge]", "The things of this page with their places."),
            self._field("pageInfo", "PageInfo", "Where this page stands in the whole."),
            self._field("totalCount", "Int", "How many there are on all pages."),
        ]
        if of in self._contract.classes:
            connection += self._group_fields(self._contract.classes[of])
        self._add_type(f"{name}Connection", (), connection, "One page of a list.")

    def _records_field(self, records: Records) -> StrawberryField:
        ways = f"{term(records.back.path, inverse=True)}, {term(records.forth.path)}"
        told = f"The records that say in full what leads to it: when, and as what. ({ways})"
        arguments = self._paging(records.back.value)[:2]
        return self._field("records", f"List[{records.of.name}]", told, arguments)

    def _group_fields(self, of: Class) -> list[StrawberryField]:
        arguments = [
            self._argument("by", key_of(of), "The field by which they are told apart."),
            self._argument("every", "Interval", "How much of a day tells it apart.", "YEAR"),
        ]
        groups = "How many there are on all pages by values of a field, the most first."
        number = "How many different values of a field there are on all pages."
        return [
            self._field("groups", "List[Tally]", groups, arguments),
            self._field("distinctCount", "Int", number, arguments),
        ]

    def _add_search(self) -> None:
        edge = [
            self._field("node", "Node", "The thing itself."),
            self._field(
                "reason", "String", "What holds the words: a name, another, title or text."
            ),
            self._field("snippet", "String", "That name, title or text, cut around the words."),
        ]
        self._add_type("SearchEdge", (), edge, "A thing that was found, and by what.")
        connection = [
            self._field("nodes", "List[Node]", "The things that were found, the best first."),
            self._field("edges", "List[SearchEdge]", "The same, each with why it was found."),
            self._field("totalCount", "Int", "How many there are in all."),
        ]
        self._add_type("SearchConnection", (), connection, "What was found by words.")

    def _search_field(self) -> StrawberryField:
        arguments = [
            self._argument("text", "String", "Words in any case; the last may be a beginning."),
            self._argument("types", "Optional[List[Class]]", "Only things of these classes."),
            self._argument("first", "Optional[Int]", f"So many; {FIRST} where nothing is said."),
        ]
        told = "Things whose names, titles or texts hold all words, those of that name first."
        return self._field("search", "SearchConnection", told, arguments)

    def _root_fields(self) -> list[StrawberryField]:
        node_id = [self._argument("id", "ID", IDENTITY)]
        only_id = self._field("node", "Optional[Node]", "Anything that has an address.", node_id)
        fields = [only_id, self._search_field()]
        for each in self._contract.classes.values():
            one, all_of = f"Optional[{each.name}]", f"{each.name}Connection"
            told = f"{each.description} ({term(each.iri)})"
            paging = self._paging(Value(Kind.CLASS, each.name))
            fields.append(self._field(singular(each.name), one, told, self._keys(each)))
            fields.append(self._field(each.plural, all_of, told, paging))
        return fields

    def _keys(self, of: Class) -> list[StrawberryArgument]:
        """The arguments by one of which a member is looked up."""
        told = {
            name: f"{field.description} ({term(field.path)})" for name, field in keys_of(of).items()
        }
        told |= {"id": IDENTITY, "name": NAMED}
        kinds = {"id": "Optional[ID]"}
        return [
            self._argument(name, kinds.get(name, "Optional[String]"), text)
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


def connection_of(field: Field) -> str:
    """What the connection of a field is named after: the field where its edges hold records."""
    return f"{field.name[:1].upper()}{field.name[1:]}" if field.recorded else field.value.name


def _enum(of: Enumeration) -> type:
    members = {
        each.name: strawberry.enum_value(each.name, description=each.description or None)
        for each in of.values
    }
    made = Enum(of.name, members)  # type: ignore[misc]
    return strawberry.enum(made, name=of.name, description=of.description or None)


def _from_wide_to_narrow(classes: Iterable[Class]) -> list[Class]:
    return sorted(classes, key=lambda each: (len(each.ancestors), each.name))


def _recorded(contract: Contract) -> list[Field]:
    """The connections whose edges hold records, each name once."""
    fields = (field for each in contract.classes.values() for field in each.fields)
    named = {field.name: field for field in fields if field.recorded and field.form is Form.PAGES}
    return [named[name] for name in sorted(named)]


def _connected(contract: Contract) -> list[str]:
    """Names of the types that connections lead to."""
    fields = (field for each in contract.classes.values() for field in each.fields)
    paged = {field.value for field in fields if field.form is Form.PAGES}
    classes = {Value(Kind.CLASS, name) for name in contract.classes}
    return sorted(value.name for value in paged | classes)
