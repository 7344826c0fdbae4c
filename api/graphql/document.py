"""From the text of a document to one that is parsed, measured and valid (GraphQL, section 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSyntaxError,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    get_operation_ast,
    parse,
    validate,
)

from api.graphql.misnamed import explained
from api.graphql.refusal import NotAQuery, Refusal, refuse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphql import DocumentNode, GraphQLSchema, SelectionNode, SelectionSetNode

    from api.graphql.limits import Limits

ONLY_QUERIES: Final = "Only queries are answered: what is published is changed in its files."


def prepare(schema: GraphQLSchema, limits: Limits, text: str) -> DocumentNode:
    """The valid document of a text; raises Refusal with what is wrong with it."""
    if len(text) > limits.document_length:
        raise refuse(f"A document may have {limits.document_length:,} characters at most.")
    try:
        document = parse(text, max_tokens=limits.document_tokens, allow_empty_selection_sets=False)
    except GraphQLSyntaxError as error:
        raise Refusal([error]) from error
    _refuse_changes(document)
    _measure(document, limits)
    errors = validate(schema, document, max_errors=20, allow_empty_selection_sets=False)
    if errors:
        raise Refusal(explained(errors, schema, document))
    return document


def operation_of(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """The operation to run (section 6.1, GetOperation); raises Refusal where there is no one."""
    operation = get_operation_ast(document, name)
    if operation is not None:
        return operation
    if name:
        raise refuse(f"The document has no operation called “{name}”.")
    raise refuse("The document needs one operation, or an operationName that chooses one.")


def fragments_of(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    """The fragments of a document by name."""
    definitions = document.definitions
    return {
        each.name.value: each for each in definitions if isinstance(each, FragmentDefinitionNode)
    }


def _refuse_changes(document: DocumentNode) -> None:
    for each in document.definitions:
        if isinstance(each, OperationDefinitionNode) and each.operation is not OperationType.QUERY:
            raise NotAQuery([GraphQLError(ONLY_QUERIES, each)])


def _measure(document: DocumentNode, limits: Limits) -> None:
    """Raises Refusal where fragments, spread out, make a document too deep or too wide.

    Stands before validation, whose check of merging fields takes long on such documents.
    """
    ruler = _Ruler(fragments_of(document), limits)
    for each in document.definitions:
        if isinstance(each, OperationDefinitionNode | FragmentDefinitionNode):
            depth, fields = ruler.measure(each.selection_set)
            if depth > limits.depth:
                raise refuse(
                    f"Fields are nested {depth} deep; at most {limits.depth} are allowed.", each
                )
            if fields > limits.fields:
                raise refuse(
                    f"{fields:,} fields are selected; at most {limits.fields:,} are allowed.", each
                )


class _Ruler:
    """Depth and number of fields of selection sets, each fragment measured once."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode], limits: Limits) -> None:
        self._fragments = fragments
        self._limits = limits
        self._known: dict[str, tuple[int, int]] = {}

    def measure(self, chosen: SelectionSetNode) -> tuple[int, int]:
        depth = fields = 0
        for selection in chosen.selections:
            deep, many = self._selection(selection)
            depth, fields = max(depth, deep), fields + many
        return depth, fields

    def _selection(self, selection: SelectionNode) -> tuple[int, int]:
        match selection:
            case FieldNode():
                chosen = selection.selection_set
                depth, fields = self.measure(chosen) if chosen else (0, 0)
                return depth + 1, fields + 1
            case InlineFragmentNode():
                return self.measure(selection.selection_set)
            case FragmentSpreadNode():
                return self._fragment(selection.name.value)
            case _:
                raise TypeError(f"{selection.kind} is no selection")

    def _fragment(self, name: str) -> tuple[int, int]:
        """Nothing for one that is unknown or spreads itself: validation names those."""
        if name not in self._known:
            self._known[name] = (0, 0)
            fragment = self._fragments.get(name)
            if fragment:
                self._known[name] = self.measure(fragment.selection_set)
        return self._known[name]
