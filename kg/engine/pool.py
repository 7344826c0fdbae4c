"""The workers of one web process: some for quick questions, some for long ones, and the queue.

Every question begins as a quick one. Of those few run at once, so that they are done one after
the other and not all at the same time. One that turns out long makes room: as soon as another is
at work it goes on with the time that nothing else wants, and its worker is not used again.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import Unavailable

if TYPE_CHECKING:
    from kg.engine.handle import Worker
    from kg.engine.orders import Orders

QUICK: Final = 2
MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a web process may ask of its workers.

    Args:
        deadline: seconds for a question, waiting included.
        long: questions that may run on after their first moments.
        waiting: questions that may wait for their turn.
        memory: bytes that a question may take beyond the snapshot.
    """

    deadline: float = 10.0
    long: int = 8
    waiting: int = 256
    memory: int = 1024 * MEGABYTE


class Pool:
    """Lends workers, at most `QUICK` at once for quick questions, in the order of asking."""

    def __init__(self, orders: Orders, limits: Limits) -> None:
        self._orders = orders
        self.limits = limits
        self._idle: list[Worker] = []
        self._lent: set[Worker] = set()
        self._quick = 0
        self._long: set[Worker] = set()
        self._spare: asyncio.Future[Worker] | None = None
        self._waiting: deque[asyncio.Future[None]] = deque()

    def at_once(self) -> Worker | None:
        """An idle worker if one may be had without waiting."""
        if self._quick >= QUICK or not (worker := self._usable()):
            return None
        self._quick += 1
        self._lend(worker)
        return worker

    async def take(self) -> Worker:
        """A worker for one question, to be given back; the caller bounds the wait.

        Raises:
            Unavailable: too many wait already, or no worker is available.
        """
        await self._turn()
        try:
            worker = self._usable() or await self._fresh()
        except BaseException:
            self._next()
            raise
        self._lend(worker)
        return worker

    def give_back(self, worker: Worker, *, usable: bool) -> None:
        """Takes a worker back; one in the middle of something, or a long one, is ended."""
        self._lent.discard(worker)
        if worker in self._long:
            self._long.remove(worker)
            worker.kill()
            return
        if usable and not worker.ended:
            self._idle.append(worker)
        else:
            worker.kill()
            self._restock()
        self._next()

    def sink(self, worker: Worker) -> bool:
        """Whether the worker's question may go on as a long one; its turn is then another's."""
        if len(self._long) >= self.limits.long:
            return False
        self._long.add(worker)
        self._make_room()
        self._restock()
        self._next()
        return True

    def close(self) -> None:
        """Ends all workers."""
        for worker in (*self._idle, *self._lent):
            worker.kill()
        if self._spare:
            self._spare.cancel()
        self._orders.close()

    def _usable(self) -> Worker | None:
        """The idle worker that was last at work; its memory is warm."""
        while self._idle:
            worker = self._idle.pop()
            if not worker.ended:
                return worker
        return None

    def _lend(self, worker: Worker) -> None:
        self._lent.add(worker)
        if self._long:
            self._make_room()

    def _make_room(self) -> None:
        """Sinks what is long, unless it is alone: then only other programs would gain by it."""
        if len(self._lent) > 1:
            for worker in self._long:
                worker.sink()

    def _restock(self) -> None:
        """Orders a worker before the next question misses it."""
        if not self._idle and not self._spare:
            self._spare = asyncio.ensure_future(self._orders.worker())
            self._spare.add_done_callback(self._stock)

    def _stock(self, spare: asyncio.Future[Worker]) -> None:
        if spare is not self._spare:  # somebody waits for it already
            return
        self._spare = None
        if not spare.cancelled() and not spare.exception():
            self._idle.append(spare.result())

    async def _fresh(self) -> Worker:
        """The worker that is on its way, or one that is ordered now."""
        spare, self._spare = self._spare, None
        return await (spare or self._orders.worker())

    async def _turn(self) -> None:
        if self._quick < QUICK:
            self._quick += 1
            return
        if len(self._waiting) >= self.limits.waiting:
            raise Unavailable("Too many queries are waiting; try again soon.")
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():
                self._next()
            elif turn in self._waiting:
                self._waiting.remove(turn)
            raise

    def _next(self) -> None:
        """Hands a turn to the one that has waited longest."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(None)
                return
        self._quick -= 1
