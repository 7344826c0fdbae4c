"""`/events`: tells those who listen when a snapshot is published (HTML, section 9.2)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from api.representation.validators import NOT_STORED
from kg.errors import AvermentError
from kg.publish.history import CURRENT, find, is_beginning
from kg.publish.snapshot import Snapshot
from kg.publish.statistics import changed_classes

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import ASGIApp, Receive, Scope, Send

PATH: Final = "/events"
MOST_LISTENERS: Final = 200
# Seconds between two looks, and between two signs of life, which keep the connection open.
LOOK: Final = 1.0
ALIVE: Final = 15


class Publications:
    """Answers `/events` for an application, and leaves all else to it.

    A listener first hears which snapshot is current, then of each that is published. One that
    comes back hears at once what was published while it was away (`Last-Event-ID`).
    """

    def __init__(self, app: ASGIApp, var: Path, is_ending: Callable[[], bool]) -> None:
        """`var` is where snapshots are published; `is_ending` says that the service stops."""
        self._app = app
        self._snapshots = var / "snapshots"
        self._is_ending = is_ending
        self._listeners = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http" or scope["path"] != PATH:
            return await self._app(scope, receive, send)
        return await self._respond(Request(scope))(scope, receive, send)

    def _respond(self, request: Request) -> Response:
        shared = {"Access-Control-Allow-Origin": "*", **NOT_STORED}
        if request.method == "HEAD":
            return Response(None, 200, shared, "text/event-stream")
        if request.method != "GET":
            return PlainTextResponse("Listen with GET.\n", 405, {**shared, "Allow": "GET, HEAD"})
        if self._listeners >= MOST_LISTENERS:
            later = {**shared, "Retry-After": "60"}
            return PlainTextResponse(
                f"{MOST_LISTENERS} clients are listening already; try again in a minute.\n",
                503,
                later,
            )
        known = request.headers.get("last-event-id", "")
        return StreamingResponse(self._events(known), 200, shared, "text/event-stream")

    async def _events(self, known: str) -> AsyncIterator[bytes]:
        self._listeners += 1
        try:
            current = self._current()
            yield await asyncio.to_thread(self._told, known, current)
            quiet = 0.0
            while not self._is_ending():
                await asyncio.sleep(LOOK)
                quiet += LOOK
                before, current = current, self._current() or current
                if current != before:
                    yield await asyncio.to_thread(self._told, before, current)
                elif quiet >= ALIVE:
                    yield b":\n\n"
                else:
                    continue
                quiet = 0.0
        finally:
            self._listeners -= 1

    def _current(self) -> str:
        """The id of the current snapshot, "" where none is published any more."""
        link = self._snapshots / CURRENT
        return link.readlink().name if link.is_symlink() else ""

    def _told(self, before: str, current: str) -> bytes:
        """The event for a client that knows the snapshot `before`, or none (``""``)."""
        if before in ("", current):
            return _event("current", current, {"snapshot": current})
        told = {"snapshot": current, "before": before, "classes": self._changes(before, current)}
        return _event("published", current, told)

    def _changes(self, before: str, current: str) -> dict[str, list[int]]:
        """Numbers of members before and after; nothing where the one before is gone."""
        try:
            if not is_beginning(before):
                return {}
            folders = (find(self._snapshots.parent, name) for name in (before, current))
            earlier, later = (Snapshot(folder.name, folder).statistics() for folder in folders)
        except AvermentError:
            return {}
        return changed_classes(earlier, later)


def _event(name: str, identity: str, data: dict[str, Any]) -> bytes:
    return b"event: %b\nid: %b\ndata: %b\n\n" % (
        name.encode(),
        identity.encode(),
        orjson.dumps(data),
    )
