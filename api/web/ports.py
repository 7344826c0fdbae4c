"""What the pages need from the rest of the house."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kg.ask.reader import Rows
    from kg.engine.question import Question


class Pieces(AsyncIterator[bytes], Protocol):
    """The bytes of one answer as they come; `aclose` leaves the rest unasked."""

    async def aclose(self) -> None:
        """Frees whoever is at work on the rest."""


class Engine(Protocol):
    """Answers SPARQL, with the service's guard and deadline."""

    async def ask(self, question: Question) -> Pieces:
        """The answer's bytes; raises `AskError`."""

    async def select(self, text: str) -> Rows:
        """The bindings of a SELECT; raises `AskError`."""
