"""The bytes of an answer over HTTP: up to the deadline, and never a part as if it were whole."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Final

import httpx

from kg.errors import OutOfResources

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.errors import DeadlinePassed

PIECE: Final = 64 * 1024
# What an answer ends with. Engines that fail in the middle are known to end it in good form, with
# what went wrong as its last words; in CSV and TSV nothing tells those from a value.
ENDS: Final = {
    "json": b"}",
    "xml": b">",
    "rdf": b">",
    "jsonld": b"]}",
    "ttl": b".",
    "nt": b".",
    "trig": b".}",
    "nq": b".",
}


class RemoteAnswer(AsyncIterator[bytes]):
    """The bytes of one answer. Until it ends, at the latest at the deadline, it holds a connection.

    A failure after the first byte is raised by the iterator, as by that of the embedded engine.
    """

    def __init__(
        self,
        response: httpx.Response,
        format_: str,
        until: float,
        late: Callable[[], DeadlinePassed],
    ) -> None:
        self._response = response
        self._pieces = response.aiter_bytes(PIECE)
        self._end_marks = ENDS.get(format_)
        self._until = until
        self._late = late
        self._held: bytes | None = None
        self._reads = False
        self._ended = False
        self._leaving: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_at(until, self._expire)

    @property
    def whole(self) -> bool:
        """Whether the bytes held are the whole answer."""
        return self._ended and self._leaving is None

    async def begin(self) -> None:
        """Waits for the first bytes; raises AskError when none will come."""
        self._held = await self._next()

    async def __anext__(self) -> bytes:
        """The next bytes; raises AskError when the rest will not come."""
        if self._held is not None:
            piece, self._held = self._held, None
            return piece
        if self.whole:
            raise StopAsyncIteration
        return await self._next()

    async def aclose(self) -> None:
        """Leaves the answer; the engine is hung up on if it is still at it."""
        self._ended = True
        self._timer.cancel()
        await self._response.aclose()

    async def _next(self) -> bytes:
        if self._leaving:
            await self._leaving
            raise self._late()
        self._reads = True
        try:
            async with asyncio.timeout_at(self._until):
                piece = await anext(self._pieces, b"")
            if len(piece) < PIECE:
                self._refuse_other_end(piece)
                await self.aclose()
        except TimeoutError as error:
            await self.aclose()
            raise self._late() from error
        except httpx.HTTPError as error:
            await self.aclose()
            raise OutOfResources("The engine broke off its answer. Ask for less.") from error
        except BaseException:
            await self.aclose()
            raise
        finally:
            self._reads = False
        return piece

    def _refuse_other_end(self, last: bytes) -> None:
        """Pieces are full but for the last, which may be empty."""
        end = last.rstrip()[-1:]
        if end and self._end_marks and end not in self._end_marks:
            raise OutOfResources("The engine broke off its answer. Ask for less.")

    def _expire(self) -> None:
        """Frees the connection at the deadline, also where nobody reads on."""
        if not self._reads:
            self._leaving = asyncio.ensure_future(self.aclose())
