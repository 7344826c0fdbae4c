"""Which engine stands behind the seam: the one place that knows more than one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.process.settings import MEGABYTE
from kg.engine.embedded import EmbeddedEngine
from kg.engine.keeper import KeptEngine
from kg.engine.pool import Limits
from kg.engine.remote import RemoteEngine

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.process.settings import Settings
    from kg.engine import Engine
    from kg.engine.orders import Orders
    from kg.publish.snapshot import Snapshot


def engine_for(settings: Settings, snapshot: Snapshot, orders: Orders) -> Engine:
    """What answers from the current snapshot: the endpoint of the settings, else our workers."""
    return _remote(settings, snapshot) if settings.engine else embedded_engine(settings, orders)


def embedded_engine(settings: Settings, orders: Orders) -> Engine:
    """Workers of ours, which the service's first process forks from what it holds."""
    return EmbeddedEngine(orders, _limits(settings))


async def verify_engine(settings: Settings, snapshot: Snapshot) -> None:
    """Looks whether the endpoint of the settings, if there is one, holds the snapshot.

    Raises:
        AskError: it cannot be asked, or holds something else.
    """
    if not settings.engine:
        return
    engine = _remote(settings, snapshot)
    try:
        await engine.verify(snapshot.manifest()["quads"])
    finally:
        await engine.close()


def _remote(settings: Settings, snapshot: Snapshot) -> RemoteEngine:
    return RemoteEngine(
        settings.engine, snapshot.id, settings.deadline, settings.engine_connections
    )


async def kept_engine(
    settings: Settings, snapshot: Snapshot, on_gone: Callable[[], None]
) -> Engine:
    """What answers from a snapshot beside the current one: workers of ours, with any settings."""
    return await KeptEngine.start(snapshot.quads, _limits(settings), on_gone)


def _limits(settings: Settings) -> Limits:
    memory = settings.worker_memory * MEGABYTE
    return Limits(settings.deadline, settings.long_questions, settings.waiting, memory)
