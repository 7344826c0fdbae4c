"""Holds a snapshot beside the current one: `python -m kg.engine.keeper CONTROL QUADS MEMORY`.

A web process starts one for each such snapshot and gives it one end of a control socket. It forks
workers as the service's first process does, and ends when that socket hangs up. So another
snapshot costs the first process nothing, and its memory is free as soon as nobody asks for it.
"""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL
from typing import TYPE_CHECKING, Self

import pyoxigraph as px

from kg.engine.dataset import Dataset
from kg.engine.embedded import EmbeddedEngine
from kg.engine.forker import Forker, control_sockets, ended_child
from kg.engine.orders import Orders
from kg.engine.pool import Limits

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Callable
    from pathlib import Path


class KeptEngine(EmbeddedEngine):
    """An embedded engine whose workers are forked by a keeper of its own."""

    def __init__(self, orders: Orders, limits: Limits, process: Process) -> None:
        super().__init__(orders, limits)
        self._process = process

    @classmethod
    async def start(cls, quads: Path, limits: Limits, on_gone: Callable[[], None]) -> Self:
        """Starts a keeper, and returns when it has read the quads and forked its first worker.

        Args:
            quads: a file of N-Quads.
            limits: what may be asked of the workers.
            on_gone: called once if the keeper ends before the engine is closed.

        Raises:
            Unavailable: the keeper ended before it was ready.
        """
        ours, theirs = control_sockets()
        with theirs:
            words = (str(theirs.fileno()), str(quads), str(limits.memory))
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "kg.engine.keeper", *words),
                pass_fds=[theirs.fileno()],
                stdin=DEVNULL,
            )
        engine = cls(Orders(ours, on_gone), limits, process)
        try:
            await engine.ready()
        except BaseException:
            await engine.close()
            raise
        return engine

    async def close(self) -> None:
        """Hangs up, and waits until the keeper has ended."""
        await super().close()
        await self._process.wait()


def main(control: str, quads: str, memory: str) -> None:
    """Keeps a snapshot until nobody is left to ask for it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which hangs up
    store = px.Store()
    store.bulk_load(path=quads, format=px.RdfFormat.N_QUADS)
    forker = Forker(Dataset(store), int(memory))

    def reap(_: bytes) -> None:
        while pid := ended_child():
            forker.reap(pid)

    forker.watch_signals(reap, signal.SIGCHLD)
    forker.serve(socket.socket(fileno=int(control)))
    while forker.connected:
        forker.serve_once()


if __name__ == "__main__":
    main(*sys.argv[1:])
