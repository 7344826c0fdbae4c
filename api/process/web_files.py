"""One web process of a service over files: the SPARQL endpoint, and nothing of a snapshot."""

import sys

import uvloop

from api.files import create_files_app
from api.process.engines import embedded_engine
from api.process.inherited import Inherited
from api.process.server import Server
from api.process.settings import MEGABYTE, Settings
from api.representation.kept import KeptAnswers
from kg.engine.orders import Orders


async def serve(inherited: Inherited, identity: str, name: str) -> None:
    """Serves until it is told to stop or the forker is gone."""
    orders = Orders(inherited.control, on_gone=lambda: setattr(server, "should_exit", True))
    settings = Settings.from_environment()
    engine = embedded_engine(settings, orders)
    answers = KeptAnswers(settings.kept_answers * MEGABYTE)
    server = Server(create_files_app(engine, identity, name, answers), inherited)
    try:
        await server.listen()
    finally:
        await engine.close()
        orders.close()


def main(inherited: str, identity: str, name: str) -> None:
    """Takes over the descriptors that the supervisor passed on."""
    uvloop.run(serve(Inherited.of(inherited), identity, name))


if __name__ == "__main__":
    main(*sys.argv[1:])
