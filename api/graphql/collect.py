"""Which fields a selection set asks of an object type (GraphQL, section 6.3.2, CollectFields)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLSkipDirective,
    InlineFragmentNode,
    get_directive_values,
    is_abstract_type,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graphql import (
        FragmentDefinitionNode,
        GraphQLObjectType,
        GraphQLSchema,
        NamedTypeNode,
        SelectionNode,
        SelectionSetNode,
    )

    Grouped = dict[str, list[FieldNode]]


# graphql-core's own `collect_fields` says that it is for internal use only, is exported by no
# package, and takes almost three times as long, for deferred fragments that we do not offer.
class Collector:
    """Collects fields for one document and its variables."""

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Any,
    ) -> None:
        self._schema = schema
        self._fragments = fragments
        self._variables = variables

    def fields(self, sets: Iterable[SelectionSetNode], of: GraphQLObjectType) -> Grouped:
        """Field nodes by result key, in the order in which they are first met."""
        grouped: Grouped = {}
        seen: set[str] = set()
        for selection_set in sets:
            self._walk(selection_set, of, grouped, seen)
        return grouped

    def _walk(
        self, chosen: SelectionSetNode, of: GraphQLObjectType, grouped: Grouped, seen: set[str]
    ) -> None:
        for selection in chosen.selections:
            if not self._is_included(selection):
                continue
            match selection:
                case FieldNode():
                    key = (selection.alias or selection.name).value
                    grouped.setdefault(key, []).append(selection)
                case InlineFragmentNode():
                    if self._applies(selection.type_condition, of):
                        self._walk(selection.selection_set, of, grouped, seen)
                case FragmentSpreadNode():
                    self._spread(selection.name.value, of, grouped, seen)

    def _spread(self, name: str, of: GraphQLObjectType, grouped: Grouped, seen: set[str]) -> None:
        if name in seen:
            return
        seen.add(name)
        fragment = self._fragments[name]
        if self._applies(fragment.type_condition, of):
            self._walk(fragment.selection_set, of, grouped, seen)

    def _is_included(self, selection: SelectionNode) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, selection, self._variables)
        if skip and skip["if"]:
            return False
        include = get_directive_values(GraphQLIncludeDirective, selection, self._variables)
        return not include or bool(include["if"])

    def _applies(self, condition: NamedTypeNode | None, of: GraphQLObjectType) -> bool:
        if condition is None:
            return True
        wanted = self._schema.type_map[condition.name.value]
        return wanted is of or (is_abstract_type(wanted) and self._schema.is_sub_type(wanted, of))
