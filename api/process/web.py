"""One web process: uvicorn on the shared socket, the engine that answers from the current snapshot,
and snapshots beside it, each with a process that holds it.
"""

import asyncio
import gc
import sys
from functools import partial
from pathlib import Path

import uvloop

from api.app import create_app
from api.process.dispatch import Dispatcher
from api.process.engines import engine_for, kept_engine
from api.process.inherited import Inherited
from api.process.opened import Opened, OpenSnapshots
from api.process.publications import Publications
from api.process.server import Server
from api.process.settings import MEGABYTE, Settings
from api.representation.kept import KeptAnswers
from kg.engine.orders import Orders
from kg.errors import BadSnapshot
from kg.publish.history import Published
from kg.publish.snapshot import open_snapshot


async def serve(inherited: Inherited, published: Published) -> None:
    """Serves until it is told to stop or the forker is gone."""
    settings = Settings.from_environment()
    orders = Orders(inherited.control, on_gone=lambda: setattr(server, "should_exit", True))
    engine = engine_for(settings, published.snapshot, orders)
    answers = KeptAnswers(settings.kept_answers * MEGABYTE)
    current = published.snapshot.id
    others = OpenSnapshots(
        lambda folder: open_beside(folder, current, settings, others, answers), settings.snapshots
    )
    app = Dispatcher(
        create_app(engine, published, answers, settings.deadline), current, others, settings.var
    )
    told = Publications(app, settings.var, lambda: server.should_exit)
    server = Server(told, inherited, settings.origin)
    # What was read until here lasts; a collection that went through it would hold up every answer.
    gc.collect()
    gc.freeze()
    try:
        await server.listen()
    finally:
        await others.close()
        await engine.close()
        orders.close()


async def open_beside(
    folder: Path, current: str, settings: Settings, others: OpenSnapshots, answers: KeptAnswers
) -> Opened:
    """Opens a snapshot beside the current one; raises BadSnapshot where it is damaged."""
    snapshot = await asyncio.to_thread(open_snapshot, folder)
    engine = await kept_engine(settings, snapshot, partial(others.forget, folder))
    try:
        app = await asyncio.to_thread(
            create_app, engine, Published(snapshot), answers, settings.deadline, current
        )
    except BaseException:
        await engine.close()
        raise
    return Opened(app, engine)


def main(inherited: str, folder: str, *refused: str) -> None:
    """Takes over the descriptors that the supervisor passed on.

    `refused` are id, path and cause of the current snapshot where it is damaged, else nothing.
    """
    published = Published(open_snapshot(Path(folder)), BadSnapshot(*refused) if refused else None)
    uvloop.run(serve(Inherited.of(inherited), published))


if __name__ == "__main__":
    main(*sys.argv[1:])
