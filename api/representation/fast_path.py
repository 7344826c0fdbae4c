"""The doors that are asked most, without the layers that a framework lays before the others."""

from collections.abc import Collection, Mapping
from typing import ClassVar, Protocol

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.representation.refusals import is_refused, refused


class Door(Protocol):
    """What answers at an address, to requests by one of its methods; an ASGI application too."""

    methods: ClassVar[Collection[str]]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""

    async def respond(self, scope: Scope, receive: Receive) -> Response:
        """The answer, not yet sent."""


class FastPath:
    """Answers at some addresses at once; the application has all others, and tells refusals.

    It has these doors too, for methods that they do not take.
    """

    def __init__(self, app: ASGIApp, doors: Mapping[str, Door]) -> None:
        """`doors` by their paths."""
        self._app = app
        self._doors = doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        door = self._doors.get(scope.get("path", ""))
        if not door or scope["method"] not in door.methods or is_refused(scope):
            return await self._app(scope, receive, send)
        try:
            response = await door.respond(scope, receive)
        except Exception as error:
            return await self._app(refused(scope, error), receive, send)
        return await response(scope, receive, send)
