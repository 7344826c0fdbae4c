"""The web process's side of the embedded engine: killable workers, a deadline for each question."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, Final

import orjson

from kg.engine.complaint import late
from kg.engine.frames import Frame
from kg.engine.handle import WorkerEnded
from kg.engine.pool import MEGABYTE, Limits, Pool
from kg.errors import (
    AskError,
    BadQuery,
    OutOfResources,
    Refused,
    Unavailable,
)

if TYPE_CHECKING:
    from kg.engine.handle import Worker
    from kg.engine.orders import Orders
    from kg.engine.protocol import Question

REFUSALS: Final[dict[str, type[AskError]]] = {"Refused": Refused}
# Seconds of processor time after which a question is a long one, however busy the machine is.
LONG: Final = 0.1
# Seconds between two looks at what a question has spent, at the least.
LOOK: Final = 0.01


class EmbeddedEngine:
    """Sends questions to killable workers, in the order of their arrival."""

    is_remote = False

    def __init__(self, orders: Orders, limits: Limits) -> None:
        self._pool = Pool(orders, limits)
        self._deadline = limits.deadline

    async def ask(self, question: Question) -> WorkerAnswer:
        """The answer's bytes, the first of them ready when this returns (see `Engine.ask`).

        A worker that ends as it is asked costs nobody an answer: it may have been going already,
        so a second one is asked.

        Raises:
            AskError: refused by the parser, too late, or too much for a worker.
        """
        seconds = question.within(self._deadline)
        until = asyncio.get_running_loop().time() + seconds
        for _ in range(2):
            worker = self._pool.at_once() or await self._worker(until, seconds)
            answer = WorkerAnswer(self._pool, worker, until, seconds)
            if await answer.begin(question):
                return answer
        raise exhausted(self._pool.limits)

    async def ready(self) -> None:
        """Returns when a first worker waits for questions; raises Unavailable if none will."""
        self._pool.give_back(await self._pool.take(), usable=True)

    async def close(self) -> None:
        """Ends the workers and hangs up; the engine answers nothing after this."""
        self._pool.close()

    async def _worker(self, until: float, seconds: float) -> Worker:
        try:
            async with asyncio.timeout_at(until):
                return await self._pool.take()
        except TimeoutError as error:
            raise late(seconds) from error


class WorkerAnswer(AsyncIterator[bytes]):
    """The bytes of one answer. Until it ends, at the latest at the deadline, it holds a worker."""

    def __init__(self, pool: Pool, worker: Worker, until: float, seconds: float) -> None:
        """`until` is the deadline by the loop's clock, `seconds` what was given in all."""
        self._pool = pool
        self._worker = worker
        self._until = until
        self._seconds = seconds
        self._held: bytes | None = None
        self._ended = False
        self._is_long = False
        self._refusal: AskError | None = None
        self._loop = asyncio.get_running_loop()
        self._timer = self._loop.call_at(min(self._loop.time() + LONG, until), self._pass_time)

    @property
    def whole(self) -> bool:
        """Whether the bytes held are the whole answer."""
        return self._ended and not self._refusal

    async def begin(self, question: Question) -> bool:
        """Sends the question and waits for the first bytes of its answer.

        False where the worker ended at once, without a word.
        """
        try:
            self._worker.ask(question)
            self._held = await self._next()
        except WorkerEnded as error:
            self._end(usable=False)
            if self._is_long:
                raise exhausted(self._pool.limits) from error
            return False
        return True

    async def __anext__(self) -> bytes:
        """The next bytes; raises AskError when the rest will not come."""
        if self._held is not None:
            piece, self._held = self._held, None
            return piece
        if self.whole:
            raise StopAsyncIteration
        try:
            return await self._next()
        except WorkerEnded as error:
            raise exhausted(self._pool.limits) from error

    async def aclose(self) -> None:
        """Leaves the answer; the worker is ended if it is still at it."""
        self._end(usable=False)

    async def _next(self) -> bytes:
        """The next frame's bytes; raises WorkerEnded where the worker ended by itself."""
        try:
            kind, content = await self._worker.frame()
        except BaseException:
            self._end(usable=False)
            if self._refusal:
                raise self._refusal from None
            raise
        if kind is not Frame.MORE:
            self._end(usable=True)
        if kind in (Frame.REFUSED, Frame.FAILED):
            raise _error(orjson.loads(content))
        return content

    def _pass_time(self) -> None:
        """Makes room once the question is long; at the deadline, refuses it to whoever waits."""
        if self._loop.time() >= self._until:
            self._refuse(late(self._seconds))
        elif (left := self._left()) > 0:
            again = self._loop.time() + max(left, LOOK)
            self._timer = self._loop.call_at(min(again, self._until), self._pass_time)
        elif not self._pool.sink(self._worker):
            self._refuse(Unavailable("Too many long questions run at the moment; ask again soon."))
        else:
            self._is_long = True
            self._timer = self._loop.call_at(self._until, self._pass_time)

    def _left(self) -> float:
        """Seconds until the question is long; none where it waits for its reader."""
        try:
            return LONG - self._worker.spent() if self._worker.works else 0
        except WorkerEnded:  # whoever waits for the answer has been told
            return LONG

    def _refuse(self, refusal: AskError) -> None:
        self._refusal = refusal
        self._end(usable=False)

    def _end(self, *, usable: bool) -> None:
        if not self._ended:
            self._ended = True
            self._timer.cancel()
            self._pool.give_back(self._worker, usable=usable)


def exhausted(limits: Limits) -> OutOfResources:
    """What a question hears that has ended its worker."""
    return OutOfResources(
        f"The question ended its worker: it took more than {limits.memory // MEGABYTE:,} MB beside "
        "the graph, or nests too deep. Ask for less at a time: bind more of the pattern, sort and "
        "group fewer rows, or write it flatter."
    )


def _error(refusal: dict[str, Any]) -> AskError:
    if refusal["error"] in REFUSALS:
        return REFUSALS[refusal["error"]](refusal["cause"])
    return BadQuery(refusal["cause"], *(refusal["place"] or ()))
