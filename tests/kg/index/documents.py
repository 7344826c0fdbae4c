"""Random documents of a GraphQL schema: whatever its types offer is asked for at some time."""

from dataclasses import dataclass

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_list_type,
    is_non_null_type,
)
from hypothesis import strategies as st

DEEPEST = 3
MOST_FIELDS = 4


@dataclass(frozen=True)
class Samples:
    """Values that the graph holds, by the name of a scalar, and places in lists to page from."""

    scalars: dict[str, list[str]]
    cursors: list[str]


class Documents:
    """Draws documents of one schema, with values that its graph holds."""

    def __init__(self, schema: GraphQLSchema, samples: Samples) -> None:
        self._schema = schema
        self._samples = samples

    def strategy(self) -> st.SearchStrategy[str]:
        """Queries with one to three roots; the search by words, which no reader answers, is not
        among them."""
        return st.composite(self._document)()

    def _document(self, draw) -> str:
        query = self._schema.query_type
        roots = sorted(name for name in query.fields if name != "search")
        chosen = draw(st.lists(st.sampled_from(roots), min_size=1, max_size=3))
        parts = (f"r{at}: {self._field(draw, query, name, 0)}" for at, name in enumerate(chosen))
        return f"{{ {' '.join(parts)} }}"

    def _field(self, draw, of, name: str, depth: int) -> str:
        field = of.fields[name]
        text = name + self._arguments(draw, field.args)
        kind = get_named_type(field.type)
        if isinstance(kind, GraphQLScalarType | GraphQLEnumType):
            return text
        return f"{text} {{ {self._selection(draw, kind, depth + 1)} }}"

    def _selection(self, draw, kind, depth: int) -> str:
        if isinstance(kind, GraphQLUnionType):
            one = draw(st.sampled_from(kind.types))
            return f"__typename ... on {one.name} {{ {self._selection(draw, one, depth)} }}"
        parts = self._fields(draw, kind, depth)
        if isinstance(kind, GraphQLInterfaceType) and draw(st.booleans()):
            one = draw(st.sampled_from(self._schema.get_possible_types(kind)))
            parts.append(f"... on {one.name} {{ {' '.join(self._fields(draw, one, depth, 'x'))} }}")
        return " ".join(parts)

    def _fields(self, draw, kind, depth: int, prefix: str = "f") -> list[str]:
        """Some fields of a type under names of their own, so that like ones may stand together."""
        inner = depth > DEEPEST
        names = sorted(
            name for name, field in kind.fields.items() if not (inner and self._is_node(field))
        )
        if not names:  # a part that holds nothing but nodes
            return ["__typename"]
        chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=MOST_FIELDS))
        return [
            f"{prefix}{depth}_{at}_{kind.name}: {self._field(draw, kind, name, depth)}"
            for at, name in enumerate(chosen)
        ]

    @staticmethod
    def _is_node(field) -> bool:
        kind = get_named_type(field.type)
        is_part = getattr(kind, "name", "").endswith(("Edge", "PageInfo", "Tally"))
        return not isinstance(kind, GraphQLScalarType | GraphQLEnumType) and not is_part

    def _arguments(self, draw, arguments) -> str:
        if not arguments:
            return ""
        needed = [name for name, each in arguments.items() if is_non_null_type(each.type)]
        free = sorted(set(arguments) - set(needed))
        if {"first", "last"} <= set(free):
            free.remove(draw(st.sampled_from(["first", "last"])))
        more = st.lists(st.sampled_from(free), unique=True, max_size=3) if free else st.just([])
        chosen = needed + draw(more)
        if not needed and {"id", "iri"} & set(free) and "where" not in free:
            chosen = [draw(st.sampled_from(free))]  # a look-up takes one of its keys
        is_paged = not {"after", "before"}.isdisjoint(chosen)
        values = (
            f"{name}: {self._argument(draw, name, arguments[name].type, is_paged)}"
            for name in chosen
        )
        return f"({', '.join(values)})" if chosen else ""

    def _argument(self, draw, name: str, kind, is_paged: bool) -> str:
        if name == "orderBy" and is_paged:  # the cursors are places in orders of one key
            return self._object(draw, get_named_type(kind), 0)
        if name in ("after", "before"):
            return f'"{draw(st.sampled_from(self._samples.cursors))}"'
        if name in ("first", "last"):
            return str(draw(st.integers(0, 12)))
        if name == "lang":
            return draw(st.sampled_from(['["de"]', '["fr-CA", "en"]', "[]"]))
        return self._value(draw, kind, 0)

    def _value(self, draw, kind, depth: int) -> str:
        if is_non_null_type(kind):
            return self._value(draw, kind.of_type, depth)
        if is_list_type(kind):
            most = 1 if depth > DEEPEST else 2
            parts = draw(st.lists(st.just(kind.of_type), max_size=most))
            return f"[{', '.join(self._value(draw, each, depth) for each in parts)}]"
        if isinstance(kind, GraphQLEnumType):
            return draw(st.sampled_from(sorted(kind.values)))
        if isinstance(kind, GraphQLInputObjectType):
            return self._object(draw, kind, depth)
        return self._scalar(draw, kind.name)

    def _object(self, draw, kind: GraphQLInputObjectType, depth: int) -> str:
        names = sorted(kind.fields)
        if depth > DEEPEST:
            plain = (GraphQLScalarType, GraphQLEnumType)
            simple = [n for n in names if isinstance(get_named_type(kind.fields[n].type), plain)]
            names = simple or names[:0]
        if not names:
            return "{}"
        is_order = kind.name.endswith("Order")
        chosen = draw(
            st.lists(st.sampled_from(names), unique=True, min_size=1, max_size=1 if is_order else 2)
        )
        parts = (f"{n}: {self._value(draw, kind.fields[n].type, depth + 1)}" for n in chosen)
        return f"{{{', '.join(parts)}}}"

    def _scalar(self, draw, name: str) -> str:
        if name == "Boolean":
            return draw(st.sampled_from(["true", "false"]))
        if name == "Int":
            return str(draw(st.integers(0, 4)))
        if name == "Float":
            return draw(st.sampled_from(["0.5", "1", "2.0"]))
        return f'"{draw(st.sampled_from(self._samples.scalars[name]))}"'
