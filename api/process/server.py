"""The HTTP server of a web process, which also listens in the place of another until that does."""

import asyncio
import os
import socket
from typing import Final

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from api.process.connection import Connection
from api.process.inherited import STAND_IN, Inherited
from api.representation.request import KNOWN_AS

GRACE: Final = 3


def config_of(app: ASGIApp) -> uvicorn.Config:
    """How an application is served; answers under way get some seconds when it shall stop."""
    return uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )


def known_as(origin: str, app: ASGIApp) -> ASGIApp:
    """An application whose requests carry the service's public origin, "" for none."""

    async def told(scope: Scope, receive: Receive, send: Send) -> None:
        scope[KNOWN_AS] = origin
        await app(scope, receive, send)

    return told if origin else app


class Server(uvicorn.Server):
    """Serves an application at the socket that it inherits."""

    def __init__(self, app: ASGIApp, inherited: Inherited, origin: str) -> None:
        super().__init__(config_of(known_as(origin, app)))
        self._inherited = inherited
        self._standing_in: set[asyncio.Task[None]] = set()
        self._one_by_one = asyncio.Lock()

    async def listen(self) -> None:
        """Serves until it is told to stop."""
        await self.serve(sockets=[self._inherited.listening])
        for task in self._standing_in:
            task.cancel()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listens, says so, and hears from then on for whom to stand in."""
        await super().startup(sockets)
        os.close(self._inherited.ready)
        asyncio.get_running_loop().add_reader(self._inherited.relief, self._asked_to_stand_in)

    def _asked_to_stand_in(self) -> None:
        relief = self._inherited.relief
        asked, descriptors, _, _ = socket.recv_fds(relief, len(STAND_IN), 2)
        if not asked:  # the supervisor has gone, and the forker's socket says so too
            asyncio.get_running_loop().remove_reader(relief)
            return
        listening, pipe = descriptors
        task = asyncio.create_task(self._stand_in(socket.socket(fileno=listening), pipe))
        self._standing_in.add(task)
        task.add_done_callback(self._standing_in.discard)

    async def _stand_in(self, listening: socket.socket, pipe: int) -> None:
        """Accepts at another's socket as well, until the pipe ends."""
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(pipe, over.set)
        async with self._one_by_one:
            own = self.servers
            await super().startup([listening])
            (other,) = self.servers
            self.servers = [*own, other]
        try:
            await over.wait()
        finally:
            loop.remove_reader(pipe)
            os.close(pipe)
            other.close()
            self.servers.remove(other)
