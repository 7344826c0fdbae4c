"""The web process's side of the embedded engine: one worker, one question at a time, a deadline."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, Final

import orjson

from kg.engine.frames import Frame
from kg.engine.orders import Orders, Worker
from kg.engine.protocol import Question
from kg.errors import AskError, BadQuery, DeadlinePassed, OutOfResources, Refused, TooLarge

REFUSALS: Final[dict[str, type[AskError]]] = {"Refused": Refused, "TooLarge": TooLarge}


class EmbeddedEngine:
    """Sends questions to one killable worker, in the order of their arrival."""

    def __init__(self, orders: Orders, deadline: float) -> None:
        self._orders = orders
        self._deadline = deadline
        self._turn = asyncio.Lock()
        self._worker: Worker | None = None

    async def ask(self, question: Question) -> "WorkerAnswer":
        """The answer's bytes, the first of them ready when this returns (see `Engine.ask`).

        Raises:
            AskError: refused by the parser, too late, or too much for a worker.
        """
        until = asyncio.get_running_loop().time() + self._deadline
        try:
            async with asyncio.timeout_at(until):
                await self._turn.acquire()
        except TimeoutError as error:
            raise self.late() from error
        return await self._ask_in_turn(question, until)

    async def ready(self) -> None:
        """Returns when a first worker waits for questions; raises Unavailable if none will."""
        async with self._turn:
            self._worker = self._worker or await self._orders.worker()

    async def close(self) -> None:
        """Ends the worker and hangs up; the engine answers nothing after this."""
        if self._worker:
            self._worker.kill()
            self._worker = None
        self._orders.close()

    async def _ask_in_turn(self, question: Question, until: float) -> "WorkerAnswer":
        """Asks while holding the turn, which the answer gives back when it ends."""
        try:
            async with asyncio.timeout_at(until):
                self._worker = self._worker or await self._orders.worker()
        except TimeoutError as error:
            self._turn.release()
            raise self.late() from error
        except BaseException:
            self._turn.release()
            raise
        answer = WorkerAnswer(self, self._worker, until)
        await answer.begin(question)
        return answer

    def late(self) -> DeadlinePassed:
        """What a question hears that was not answered in time."""
        return DeadlinePassed(
            f"Ended after {self._deadline:g} s, waiting included. Ask for less: bind more of "
            "the pattern, avoid products of unconnected patterns, or add a LIMIT."
        )

    def give_back(self, worker: Worker, *, usable: bool) -> None:
        """Ends a turn; a worker in the middle of something is killed and not used again."""
        if not usable:
            worker.kill()
            self._worker = None
        self._turn.release()


class WorkerAnswer(AsyncIterator[bytes]):
    """The bytes of one answer. Until it ends, at the latest at the deadline, it holds the turn."""

    def __init__(self, engine: EmbeddedEngine, worker: Worker, until: float) -> None:
        self._engine = engine
        self._worker = worker
        self._held: bytes | None = None
        self._ended = False
        self._expired = False
        self._timer = asyncio.get_running_loop().call_at(until, self._expire)

    @property
    def whole(self) -> bool:
        """Whether the bytes held are the whole answer."""
        return self._ended and not self._expired

    async def begin(self, question: Question) -> None:
        """Sends the question and waits for the first bytes of its answer."""
        self._worker.ask(question)
        self._held = await self._next()

    async def __anext__(self) -> bytes:
        """The next bytes; raises AskError when the rest will not come."""
        if self._held is not None:
            piece, self._held = self._held, None
            return piece
        if self._ended and not self._expired:
            raise StopAsyncIteration
        return await self._next()

    async def aclose(self) -> None:
        """Leaves the answer; the worker is killed if it is still at it."""
        self._end(usable=False)

    async def _next(self) -> bytes:
        try:
            kind, content = await self._worker.frame()
        except OutOfResources as error:
            self._end(usable=False)
            raise (self._engine.late() if self._expired else error) from error
        except BaseException:
            self._end(usable=False)
            raise
        if kind is not Frame.MORE:
            self._end(usable=True)
        if kind in (Frame.REFUSED, Frame.FAILED):
            raise _error(orjson.loads(content))
        return content

    def _expire(self) -> None:
        """Answers at the deadline whoever waits, without waiting for the worker to be gone."""
        self._expired = True
        self._end(usable=False)

    def _end(self, *, usable: bool) -> None:
        if not self._ended:
            self._ended = True
            self._timer.cancel()
            self._engine.give_back(self._worker, usable=usable)


def _error(refusal: dict[str, Any]) -> AskError:
    if refusal["error"] in REFUSALS:
        return REFUSALS[refusal["error"]](refusal["cause"])
    return BadQuery(refusal["cause"], *(refusal["place"] or ()))
