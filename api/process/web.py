"""One web process: uvicorn on the shared socket, and a worker ordered from the forker."""

import socket
import sys
from pathlib import Path

import uvicorn
import uvloop

from api.app import create_app
from api.process.settings import Settings
from kg.ask.named import Catalogue
from kg.contract import contract_of
from kg.engine.embedded import EmbeddedEngine
from kg.engine.orders import Orders
from kg.publish.redirects import read_ledger, redirects
from kg.publish.snapshot import Snapshot

GRACE = 3


async def serve(listening: socket.socket, control: socket.socket, snapshot: Snapshot) -> None:
    """Serves until it is told to stop or the forker is gone."""
    settings = Settings.from_environment()
    orders = Orders(control, on_gone=lambda: setattr(server, "should_exit", True))
    engine = EmbeddedEngine(orders, settings.deadline)
    contract = contract_of(snapshot.folder / "ontology")
    catalogue = Catalogue(Path("queries"))
    app = create_app(engine, snapshot, contract, catalogue, redirects(read_ledger(Path())))
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
        orders.close()


def main(listening: str, control: str, folder: str) -> None:
    """Takes over the descriptors that the supervisor passed on."""
    path = Path(folder)
    uvloop.run(
        serve(
            socket.socket(fileno=int(listening)),
            socket.socket(fileno=int(control)),
            Snapshot(path.name, path),
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
