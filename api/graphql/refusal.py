"""A request that is refused before anything is asked (GraphQL, section 7.1.3: request errors)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphql import GraphQLError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graphql import Node


class Refusal(Exception):
    """Carries the GraphQL errors that say why."""

    def __init__(self, errors: Sequence[GraphQLError]) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = tuple(errors)


class NotAQuery(Refusal):
    """A mutation or subscription."""


def refuse(message: str, *nodes: Node) -> Refusal:
    """A refusal for one reason, at these places of the document."""
    return Refusal([GraphQLError(message, list(nodes) or None)])


def too_many(most: int) -> Refusal:
    """A refusal of an answer that holds more values than are allowed."""
    return refuse(
        f"The answer holds more than {most:,} values. Ask for fewer at once (`first`), or nest "
        "less."
    )
