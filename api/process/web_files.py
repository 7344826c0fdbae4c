"""One web process of a service over files: the SPARQL endpoint, and nothing of a snapshot."""

import socket
import sys

import uvloop

from api.files import create_files_app
from api.process.engines import embedded_engine
from api.process.server import server_of
from api.process.settings import MEGABYTE, Settings
from api.representation.kept import KeptAnswers
from kg.engine.orders import Orders


async def serve(listening: socket.socket, control: socket.socket, identity: str, name: str) -> None:
    """Serves until it is told to stop or the forker is gone."""
    orders = Orders(control, on_gone=lambda: setattr(server, "should_exit", True))
    settings = Settings.from_environment()
    engine = embedded_engine(settings, orders)
    answers = KeptAnswers(settings.kept_answers * MEGABYTE)
    server = server_of(create_files_app(engine, identity, name, answers))
    try:
        await server.serve(sockets=[listening])
    finally:
        await engine.close()
        orders.close()


def main(listening: str, control: str, identity: str, name: str) -> None:
    """Takes over the descriptors that the supervisor passed on."""
    sockets = [socket.socket(fileno=int(number)) for number in (listening, control)]
    uvloop.run(serve(sockets[0], sockets[1], identity, name))


if __name__ == "__main__":
    main(*sys.argv[1:])
