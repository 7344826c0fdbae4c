"""Introspection (GraphQL, section 4) by graphql-core's own execution of the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    execute_sync,
)

from api.graphql.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import FieldNode, GraphQLSchema


def introspect(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    nodes: list[FieldNode],
    given: Mapping[str, Any],
) -> Any:
    """The value of one `__schema` or `__type` field of a valid document; raises Refusal."""
    fragments = (each for each in document.definitions if isinstance(each, FragmentDefinitionNode))
    only = OperationDefinitionNode(
        operation=OperationType.QUERY,
        selection_set=SelectionSetNode(selections=tuple(nodes)),
        variable_definitions=operation.variable_definitions,
    )
    alone = DocumentNode(definitions=(only, *fragments))
    result = execute_sync(schema, alone, variable_values=dict(given))
    if result.errors:
        raise Refusal(result.errors)
    return next(iter((result.data or {}).values()), None)
