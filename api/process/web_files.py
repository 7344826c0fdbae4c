"""One web process of a service over files: the SPARQL endpoint, and nothing of a snapshot."""

import asyncio
import sys

import uvloop

from api.files import create_files_app
from api.process.engines import embedded_engine
from api.process.inherited import Inherited
from api.process.server import Server
from api.process.settings import MEGABYTE, Settings
from api.representation.kept import KeptAnswers
from kg.engine import holdings_of
from kg.engine.orders import Orders


async def serve(inherited: Inherited, identity: str, name: str) -> None:
    """Serves until it is told to stop or the forker is gone."""
    gone = asyncio.Event()
    orders = Orders(inherited.control, on_gone=gone.set)
    settings = Settings.from_environment()
    engine = embedded_engine(settings, orders)
    answers = KeptAnswers(settings.kept_answers * MEGABYTE)
    held = await holdings_of(engine)
    app = create_files_app(engine, identity, name, answers, held)
    server = Server(app, inherited, settings.origin)
    ending = asyncio.create_task(gone.wait())
    ending.add_done_callback(lambda _: setattr(server, "should_exit", True))
    try:
        await server.listen()
    finally:
        ending.cancel()
        await engine.close()
        orders.close()


def main(inherited: str, identity: str, name: str) -> None:
    """Takes over the descriptors that the supervisor passed on."""
    uvloop.run(serve(Inherited.of(inherited), identity, name))


if __name__ == "__main__":
    main(*sys.argv[1:])
