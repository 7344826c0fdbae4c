"""What a name is called here that a document uses where there is none such: told by its term.

Validation says what is spelt alike; who comes from the ontology writes `hasCitation`, or `speaker`
for what leads back over it. Where there are few names, all of them are told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    visit,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphql import DocumentNode, GraphQLSchema, Node

TERM: Final = re.compile(r"\^?[a-z]+:(\w+)")
UNKNOWN: Final = re.compile(r"type '(\w+)' not to include unknown field '(\w+)'")
NODES: Final = "nodes"
FEW: Final = 20
ALL: Final = "There are "
MEANT: Final = "Did you mean"


def explained(
    errors: Sequence[GraphQLError], schema: GraphQLSchema, document: DocumentNode
) -> list[GraphQLError]:
    """The errors of validation; one of a name that is none here says what its term is called."""
    types = TypeInfo(schema)
    called = _Called(types)
    visit(document, TypeInfoVisitor(types, called))
    return [_with(error, called.by_node) for error in errors]


def explained_values(errors: Sequence[GraphQLError], schema: GraphQLSchema) -> list[GraphQLError]:
    """The errors of variables, which have no nodes of their own: type and name stand in words."""
    return [_with_term(error, schema) for error in errors]


def _with_term(error: GraphQLError, schema: GraphQLSchema) -> GraphQLError:
    unknown = UNKNOWN.search(error.message)
    of = schema.type_map.get(unknown[1]) if unknown else None
    if unknown is None or not isinstance(of, GraphQLInputObjectType):
        return error
    return _adding(error, _told(unknown[2], of.fields))


def _with(error: GraphQLError, hints: Mapping[int, str]) -> GraphQLError:
    found = next((hints[id(node)] for node in error.nodes or () if id(node) in hints), "")
    return _adding(error, found)


def _adding(error: GraphQLError, told: str) -> GraphQLError:
    """An error with what is told of its name; what validation says comes first."""
    is_listed = MEANT in error.message and told.startswith(ALL)
    return GraphQLError(f"{error.message} {told}", error.nodes) if told and not is_listed else error


class _Called(Visitor):
    """Gathers what to say of names that are none, by the identity of their nodes."""

    def __init__(self, types: TypeInfo) -> None:
        super().__init__()
        self._types = types
        self.by_node: dict[int, str] = {}

    def enter_field(self, node: Any, *_: Any) -> None:
        of = self._types.get_parent_type()
        if not isinstance(of, GraphQLObjectType | GraphQLInterfaceType):
            return
        name = node.name.value
        things = of.fields.get(NODES) if name not in of.fields else None
        inner = get_named_type(things.type) if things else None
        if isinstance(inner, GraphQLObjectType | GraphQLInterfaceType) and name in inner.fields:
            self.by_node[id(node)] = f"Ask for it in `nodes {{ {name} }}`."
        else:
            self._tell(node, name, of.fields)

    def enter_argument(self, node: Any, *_: Any) -> None:
        field = self._types.get_field_def()
        if field:
            self._tell(node, node.name.value, field.args)

    def enter_object_field(self, node: Any, *_: Any) -> None:
        of = get_named_type(self._types.get_parent_input_type())
        if isinstance(of, GraphQLInputObjectType):
            self._tell(node, node.name.value, of.fields)

    def enter_enum_value(self, node: Any, *_: Any) -> None:
        of = get_named_type(self._types.get_input_type())
        if isinstance(of, GraphQLEnumType):
            self._tell(node, node.value, of.values)

    def _tell(self, node: Node, name: str, members: Mapping[str, Any]) -> None:
        if name not in members and (found := _told(name, members)):
            self.by_node[id(node)] = found


def _told(name: str, members: Mapping[str, Any]) -> str:
    """Which members stand for a term of this name, else all, if they are few."""
    called = _called(name, members)
    if called or len(members) > FEW:
        return called
    return f"{ALL}{', '.join(f'`{each}`' for each in members)}."


def _called(name: str, members: Mapping[str, Any]) -> str:
    """Which members stand for a term of this name."""
    terms = {member: _term(each.description or "", name) for member, each in members.items()}
    return " ".join(f"{term} is called `{each}` here." for each, term in terms.items() if term)


def _term(description: str, name: str) -> str | None:
    """The term of that local name which a description tells, in whatever case."""
    terms = (each for each in TERM.finditer(description) if each[1].lower() == name.lower())
    return next((each[0] for each in terms), None)
