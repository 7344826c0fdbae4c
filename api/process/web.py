"""One web process: uvicorn on the shared socket, and a worker ordered from the forker."""

import socket
import sys
from pathlib import Path

import uvicorn
import uvloop

from api.app import create_app
from api.process.settings import Settings
from kg.engine.embedded import EmbeddedEngine
from kg.engine.orders import Orders
from kg.errors import BadSnapshot
from kg.publish.history import Published
from kg.publish.snapshot import open_snapshot

GRACE = 3


async def serve(listening: socket.socket, control: socket.socket, published: Published) -> None:
    """Serves until it is told to stop or the forker is gone."""
    settings = Settings.from_environment()
    orders = Orders(control, on_gone=lambda: setattr(server, "should_exit", True))
    engine = EmbeddedEngine(orders, settings.deadline)
    app = create_app(engine, published)
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            http="httptools",
            lifespan="off",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
        )
    )
    try:
        await server.serve(sockets=[listening])
    finally:
        await engine.close()


def main(listening: str, control: str, folder: str, *refused: str) -> None:
    """Takes over the descriptors that the supervisor passed on.

    `refused` are id, path and cause of the current snapshot where it is damaged, else nothing.
    """
    published = Published(open_snapshot(Path(folder)), BadSnapshot(*refused) if refused else None)
    sockets = [socket.socket(fileno=int(number)) for number in (listening, control)]
    uvloop.run(serve(sockets[0], sockets[1], published))


if __name__ == "__main__":
    main(*sys.argv[1:])
