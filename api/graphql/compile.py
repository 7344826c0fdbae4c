"""Compiles a valid document and its variables to a plan."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import orjson
from graphql import (
    GraphQLError,
    get_argument_values,
    get_variable_values,
)

from api.graphql.collect import Collector
from api.graphql.connections import Connections, Listed
from api.graphql.days import DAYS, on_days
from api.graphql.document import fragments_of, operation_of
from api.graphql.filters import MOST_CHARACTERS, SHOWN, Filters, day, plain
from api.graphql.introspect import introspect
from api.graphql.lists import connection_of
from api.graphql.matrix import MATRIX, Matrices, held_on, ways_of
from api.graphql.misnamed import explained_values
from api.graphql.plan import (
    Called,
    Constant,
    Identity,
    Linked,
    Paged,
    Plain,
    Plan,
    RootNode,
    RootNodes,
    RootPage,
    RootSearch,
    Selection,
    Worded,
    is_counted,
    shows_a_cut,
)
from api.graphql.refusal import Refusal, refuse
from api.graphql.sorts import order
from api.graphql.types import STATUS, keys_of
from api.graphql.window import Windows
from kg.ask.reader import (
    ALWAYS,
    STANDARD,
    By,
    Compared,
    Links,
    Operator,
    Order,
    Slice,
    SortKey,
    StatusOn,
    Texts,
    Window,
    addresses,
    is_claim,
)
from kg.contract import OTHER_NAMES, Field, Form, Kind, Value, singular
from kg.terms import AVC, AVD, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graphql import (
        DocumentNode,
        FieldNode,
        GraphQLObjectType,
        GraphQLSchema,
        OperationDefinitionNode,
    )

    from api.graphql.limits import Limits
    from api.graphql.matrix import Ways
    from api.graphql.plan import Asked, Matrix, Part, Root
    from kg.ask.reader import Condition
    from kg.contract import Class, Contract

    Variables = Mapping[str, Any]

ENGLISH = ("en",)
CANDIDATES = 5


class Compiler:
    """Compiles documents for one schema. Holds nothing of a request."""

    def __init__(
        self, schema: GraphQLSchema, contract: Contract, limits: Limits, snapshot: str
    ) -> None:
        self.windows = Windows(limits.first, snapshot)
        self.schema = schema
        self.contract = contract
        self.limits = limits
        self.lookups: dict[str, Class | None] = {"node": None}
        self.lists: dict[str, Class] = {}
        for each in contract.classes.values():
            self.lookups[singular(each.name)] = each
            self.lists[each.plural] = each
        self.fields: dict[str, dict[str, Field]] = {
            name: {field.name: field for field in each.of.fields}
            for name, each in contract.objects.items()
        }

    def compile(self, document: DocumentNode, name: str | None, given: Variables) -> Plan:
        """The plan of one operation.

        Raises:
            Refusal: variables, arguments or cursors are wrong.
            OfAnotherSnapshot: a cursor is that of another snapshot.
        """
        operation = operation_of(document, name)
        return _Compilation(self, document, operation, given).plan()


class _Compilation:
    """One document on its way to a plan; like sets of nodes become one selection."""

    def __init__(
        self,
        compiler: Compiler,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        given: Variables,
    ) -> None:
        self._compiler = compiler
        self._schema = compiler.schema
        self.contract = compiler.contract
        self.windows = compiler.windows
        self._document = document
        self._operation = operation
        self._given = given
        self._variables = _coerced(compiler.schema, operation, given)
        self._collector = Collector(compiler.schema, fragments_of(document), self._variables)
        self._made: dict[tuple[tuple[int, ...], str], Selection] = {}
        self._sought: dict[tuple[Field, Condition, Order], Links] = {}
        self._filters = Filters(compiler.contract)
        self._connections = Connections(self)
        self.is_wide = False

    def plan(self) -> Plan:
        query = self._schema.query_type
        if query is None:
            raise refuse("The schema has no queries.")
        grouped = self._collector.fields([self._operation.selection_set], query)
        roots = tuple(self._root(key, nodes, query) for key, nodes in grouped.items())
        is_chosen = any(where != ALWAYS or by != STANDARD for _, where, by in self._sought)
        return Plan(
            roots,
            self._weight(roots),
            is_wide=self.is_wide or is_chosen,
            remarks=tuple(_undeclared(self._operation, self._given)),
        )

    def _weight(self, roots: tuple[Root, ...]) -> int:
        """How much memory a plan takes, counted in fields; a field takes some hundred bytes."""
        constants = [root.value for root in roots if isinstance(root, Constant)]
        asked = (fields for made in self._made.values() for fields in made.by_type.values())
        looked_up = sum(len(root.each) for root in roots if isinstance(root, RootNodes))
        size = len(orjson.dumps(constants)) // 100 + len(roots) + looked_up
        return size + sum(map(len, asked))

    def _root(self, key: str, nodes: list[FieldNode], query: GraphQLObjectType) -> Root:
        name = nodes[0].name.value
        if name == "__typename":
            return Constant(key, query.name)
        if name in ("__schema", "__type"):
            return Constant(key, self._introspected(nodes))
        arguments = self.arguments(query.name, nodes[0])
        if name == "search":
            return self._search(key, arguments, nodes)
        if name == "nodes":
            return self._nodes(key, arguments["ids"], nodes)
        if name in self._compiler.lists:
            return self._root_page(key, self._compiler.lists[name], arguments, nodes)
        return self._lookup(key, self._compiler.lookups[name], arguments, nodes)

    def _search(self, key: str, arguments: Mapping[str, Any], nodes: list[FieldNode]) -> RootSearch:
        names = [plain(each) for each in arguments.get("types") or ()]
        classes = {below for name in names for below in self.contract.below(name)}
        first = self.windows.window(arguments, STANDARD, nodes[0]).most
        parts = self._connections.parts(nodes, Listed(Value(Kind.CLASS, "Node"), "Search"))
        return RootSearch(key, arguments["text"], tuple(sorted(classes)), first, parts)

    def _root_page(
        self, key: str, of: Class, arguments: Mapping[str, Any], nodes: list[FieldNode]
    ) -> RootPage:
        value, node = Value(Kind.CLASS, of.name), nodes[0]
        where, by = self.fitting(value, arguments, node)
        parts_of_filter = self._filters.parts(value, _filter(arguments), node)
        members = Field(of.plural, RDF_TYPE, True, value, Form.PAGES, True, "")
        links = self.links(members, where, by)
        parts = self._connections.parts(nodes, Listed(value, value.name, links))
        window = self.windows.window(arguments, by, node)
        part = Slice(of, window, where, by, is_counted(parts))
        return RootPage(key, part, parts, parts_of_filter, _is_silent(arguments, parts))

    def _introspected(self, nodes: list[FieldNode]) -> Any:
        return introspect(self._schema, self._document, self._operation, nodes, self._given)

    def _lookup(
        self, key: str, of: Class | None, arguments: Mapping[str, Any], nodes: list[FieldNode]
    ) -> RootNode:
        given = {name: str(value) for name, value in arguments.items() if value is not None}
        if len(given) != 1:
            names = ", ".join(f"`{name}`" for name in keys_of(of))
            raise refuse(f"Look a thing up by one of {names}; give one of them.", nodes[0])
        ((by, value),) = given.items()
        to = self.selection(nodes, Value(Kind.CLASS, of.name if of else "Node"))
        if of is None or by == "id":
            space = (AVC, AVD) if of is None else (AVC,) if of.name == "Concept" else (AVD,)
            return RootNode(key, by, value, of, addresses(value, space), None, to)
        part = self._matching(of, by, value, nodes[0])
        return RootNode(key, by, value, of, (), part, to)

    def _nodes(self, key: str, ids: Sequence[str], nodes: list[FieldNode]) -> RootNodes:
        if len(ids) > self._compiler.limits.first:
            most = self._compiler.limits.first
            raise refuse(f"`ids` may be {most:,} at most; they are {len(ids):,}.", nodes[0])
        each = (self._lookup(key, None, {"id": node_id}, nodes) for node_id in ids)
        to = self.selection(nodes, Value(Kind.CLASS, "Node"))
        return RootNodes(key, tuple(each), to)

    def _matching(self, of: Class, by: str, value: str, node: FieldNode) -> Slice:
        """The members that bear a name or another value; of many the first few, to be told."""
        if len(value) > MOST_CHARACTERS:
            raise refuse(f"`{by}` is too long.", node)
        self.is_wide = True
        paths, scalar = self.contract.all_names, "String"
        if by != "name":
            field = keys_of(of)[by]
            paths, scalar = (field.path,), field.value.name
        where = Compared(paths, scalar, Operator.MATCHES, (value,))
        return Slice(of, Window(CANDIDATES), where, Order((SortKey(By.NAME),)))

    def selection(self, nodes: Sequence[FieldNode], value: Value) -> Selection:
        """What is asked of the nodes that a value leads to, whatever their type."""
        made_of = tuple(id(node) for node in nodes), value.name
        if made_of not in self._made:
            self._made[made_of] = selection = Selection()
            for name in self.contract.objects_of(value):
                grouped = self.grouped(nodes, name)
                selection.by_type[name] = tuple(
                    self._asked(key, inner, name) for key, inner in grouped.items()
                )
        return self._made[made_of]

    def grouped(self, nodes: Sequence[FieldNode], type_name: str) -> dict[str, list[FieldNode]]:
        sets = [node.selection_set for node in nodes if node.selection_set]
        return self._collector.fields(sets, self._object(type_name))

    def _asked(self, key: str, nodes: list[FieldNode], type_name: str) -> Asked:
        match nodes[0].name.value:
            case "__typename":
                return Constant(key, type_name)
            case "id" | "iri" as which:
                return Identity(key, short=which == "id")
            case "label":
                arguments = self.arguments(type_name, nodes[0])
                return Called(key, tuple(arguments.get("lang") or ENGLISH))
            case OTHER_NAMES.name:
                return self._text(key, OTHER_NAMES, nodes[0], type_name)
            case name if name in self._compiler.fields[type_name]:
                field = self._compiler.fields[type_name][name]
                return self._field(key, field, nodes, type_name)
            case _:
                return self._computed(key, nodes, type_name)

    def _computed(self, key: str, nodes: list[FieldNode], type_name: str) -> Plain | Matrix:
        """What no property says: where a thing stands, and who held what."""
        ways = ways_of(self.contract, self.contract.objects[type_name].of)
        if ways and nodes[0].name.value == MATRIX.name:
            return self._matrix(key, nodes, ways, type_name)
        return self._status(key, nodes[0], type_name)

    def _status(self, key: str, node: FieldNode, type_name: str) -> Plain:
        self.is_wide = True
        arguments = self.arguments(type_name, node)
        claim = is_claim(self.contract.objects[type_name].of)
        sought = StatusOn(claim, day(arguments.get("asOf")), day(arguments.get("knownAt")))
        return Plain(key, STATUS, sought)

    def _text(self, key: str, field: Field, node: FieldNode, type_name: str) -> Plain | Worded:
        languages = self.arguments(type_name, node).get("lang")
        if not languages:
            return Plain(key, field, field)
        return Worded(key, field, Texts(field), tuple(languages))

    def _field(self, key: str, field: Field, nodes: list[FieldNode], type_name: str) -> Asked:
        if not field.value.is_link:
            return self._text(key, field, nodes[0], type_name)
        if field.form is Form.ONE:
            return Linked(key, field, field, self.selection(nodes, field.value))
        node, arguments = nodes[0], self.arguments(type_name, nodes[0])
        where, by = self.fitting(field.value, arguments, node)
        links = self.links(field, where, by)
        if field.form is Form.LIST:
            return Linked(key, field, links, self.selection(nodes, field.value))
        window = self.windows.window(arguments, by, node)
        records = self.contract.records_of(field)
        of = Listed(field.value, connection_of(field), links, records)
        parts = self._connections.parts(nodes, of)
        return Paged(key, links, window, parts, _is_silent(arguments, parts))

    def fitting(
        self, value: Value, arguments: Mapping[str, Any], node: FieldNode
    ) -> tuple[Condition, Order]:
        """Which of a list are wanted, and in which order."""
        where = self._filters.condition(value, _filter(arguments), node)
        return where, order(self.contract, value, arguments.get("orderBy"), node)

    def links(self, field: Field, where: Condition, by: Order) -> Links:
        """The same question is the same object, so that it is asked once."""
        return self._sought.setdefault((field, where, by), Links(field, where, by))

    def walk(self, value: Value, *steps: Linked) -> Selection:
        """The nodes of a value, of which only links are read."""
        return Selection(dict.fromkeys(self.contract.objects_of(value), steps))

    def _matrix(self, key: str, nodes: list[FieldNode], ways: Ways, type_name: str) -> Matrix:
        arguments, node = self.arguments(type_name, nodes[0]), nodes[0]
        where = self._filters.condition(ways.positions.value, arguments.get("where"), node)
        held = held_on(where, *(day(arguments.get(name)) for name in DAYS))
        return Matrices(self, ways, held).matrix(key, nodes)

    def _object(self, name: str) -> GraphQLObjectType:
        found: Any = self._schema.type_map[name]
        return found  # type: ignore[no-any-return]

    def arguments(self, type_name: str, node: FieldNode) -> dict[str, Any]:
        """Coerced arguments (section 6.4.1) under the names that the schema shows."""
        definition = self._object(type_name).fields[node.name.value]
        try:
            return get_argument_values(definition, node, self._variables)
        except GraphQLError as error:
            raise Refusal([error]) from error


def _is_silent(arguments: Mapping[str, Any], parts: tuple[Part, ...]) -> bool:
    is_said = any(arguments.get(name) is not None for name in ("first", "last"))
    return not is_said and shows_a_cut(parts)


def _filter(arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a list is filtered by, with the days on which it is asked."""
    days = {name: arguments[name] for name in DAYS if arguments.get(name) is not None}
    return on_days(arguments.get("where") or {}, days)


def _undeclared(operation: OperationDefinitionNode, given: Variables) -> Iterator[str]:
    """What is told of variables that are given and nothing uses."""
    declared = [each.variable.name.value for each in operation.variable_definitions or ()]
    for name in sorted(given.keys() - declared)[:CANDIDATES]:
        near = get_close_matches(name, declared, 1)
        meant = f"; did you mean `${near[0]}`?" if near else "."
        yield f"The operation declares no variable `${name[:SHOWN]}`, so nothing uses it{meant}"


def _coerced(schema: GraphQLSchema, operation: OperationDefinitionNode, given: Variables) -> Any:
    """Variables as their types have them (section 6.1.2); raises Refusal."""
    definitions = operation.variable_definitions or ()
    values = get_variable_values(schema, definitions, dict(given), max_errors=20)
    if isinstance(values, list):
        raise Refusal(explained_values(values, schema))
    return values
