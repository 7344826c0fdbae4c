"""How a door tells the one in front that a request belongs to another snapshot."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

ELSEWHERE: Final = "elsewhere"


@dataclass(slots=True)
class Elsewhere:
    """What a request finds in its scope: a place to name the snapshot that it `wanted`.

    Where that is not available, `refused` says why, and the door has to report it.
    """

    wanted: str = ""
    refused: str = ""


def elsewhere_of(scope: Scope) -> Elsewhere | None:
    """Where a snapshot may be named; None where nobody in front knows others."""
    found: Elsewhere | None = scope.get("state", {}).get(ELSEWHERE)
    return found


def offering(scope: Scope, elsewhere: Elsewhere) -> Scope:
    """A scope in which a snapshot may be named."""
    return {**scope, "state": {**scope.get("state", {}), ELSEWHERE: elsewhere}}


@dataclass(slots=True)
class Taken:
    """Receives a request, and keeps its body for a second door."""

    receive: Receive
    body: list[Message] = field(default_factory=list)

    async def __call__(self) -> Message:
        """The next message."""
        message = await self.receive()
        if message["type"] == "http.request":
            self.body.append(message)
        return message

    def again(self) -> Receive:
        """Receives the same once more, and then what comes."""
        kept = iter(self.body)

        async def receive() -> Message:
            message = next(kept, None)
            return message if message is not None else await self.receive()

        return receive


def unless_wanted(elsewhere: Elsewhere, send: Send) -> Send:
    """Sends nothing of an answer where another snapshot is wanted for it."""

    async def sent(message: Message) -> None:
        if not elsewhere.wanted:
            await send(message)

    return sent
