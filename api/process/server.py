"""The HTTP server of a web process."""

from typing import Final

import uvicorn
from starlette.types import ASGIApp

GRACE: Final = 3


def server_of(app: ASGIApp) -> uvicorn.Server:
    """A server that gives answers that are under way some seconds when it is told to stop."""
    config = uvicorn.Config(
        app,
        http="httptools",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    return uvicorn.Server(config)
