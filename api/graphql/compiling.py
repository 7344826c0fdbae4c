"""What the compilation of a document does for the parts of it that have a compiler of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graphql import FieldNode

    from api.graphql.plan import Linked, Selection
    from api.graphql.window import Windows
    from kg.ask.reader import Condition, Links, Order
    from kg.contract import Contract, Field, Value


class Compiling(Protocol):
    """The compilation of one document."""

    contract: Contract
    windows: Windows
    is_wide: bool
    """Whether all nodes must be looked at for it."""

    def arguments(self, type_name: str, node: FieldNode) -> dict[str, Any]:
        """Coerced arguments of a field of an object type."""
        ...

    def grouped(self, nodes: Sequence[FieldNode], type_name: str) -> dict[str, list[FieldNode]]:
        """What field nodes select of an object type, by result key."""
        ...

    def selection(self, nodes: Sequence[FieldNode], value: Value) -> Selection:
        """What is asked of the nodes that a value leads to."""
        ...

    def walk(self, value: Value, *steps: Linked) -> Selection:
        """The nodes of a value, of which only links are read."""
        ...

    def links(self, field: Field, where: Condition, by: Order) -> Links:
        """The question where a field leads; the same one is the same object."""
        ...

    def fitting(
        self, value: Value, arguments: Mapping[str, Any], node: FieldNode
    ) -> tuple[Condition, Order]:
        """Which of a list are wanted, and in which order."""
        ...
