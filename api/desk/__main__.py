"""Serves the desk of a checkout on the loopback address: `python -m api.desk ROOT PORT`."""

import socket
import sys
from pathlib import Path
from typing import Final

import uvicorn
import uvloop

from api.desk.app import create_desk
from api.process.server import config_of

ADDRESS: Final = "127.0.0.1"


def main(root: str, port: str) -> None:
    """Serves until it is stopped."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((ADDRESS, int(port)))
            listening.listen()
        except (OSError, OverflowError) as error:
            cause = getattr(error, "strerror", "") or "ports end at 65535"
            sys.exit(f"averment: port {port} cannot be had: {cause}; give another --port")
        print(
            f"The desk: http://{ADDRESS}:{listening.getsockname()[1]}/ (stop with Ctrl-C)",
            flush=True,
        )
        server = uvicorn.Server(config_of(create_desk(Path(root).resolve())))
        uvloop.run(server.serve(sockets=[listening]))


if __name__ == "__main__":
    main(*sys.argv[1:])
