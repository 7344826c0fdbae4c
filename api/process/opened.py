"""The snapshots that are held open beside the current one; the least recently used is closed."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from starlette.types import ASGIApp

    from kg.engine import Engine


@dataclass(frozen=True, slots=True)
class Opened:
    """A snapshot that answers: its doors, and the engine behind them."""

    app: ASGIApp
    engine: Engine


@dataclass(slots=True)
class _Entry:
    opening: asyncio.Task[Opened]
    users: int = 0

    async def close(self) -> None:
        await asyncio.wait([self.opening])
        if not self.opening.cancelled() and not self.opening.exception():
            await self.opening.result().engine.close()


class OpenSnapshots:
    """Opens snapshots when they are asked for, and holds so many of them open.

    A snapshot is opened once however many ask for it at the same time, and never closed while it
    answers.
    """

    def __init__(self, open_: Callable[[Path], Awaitable[Opened]], most: int) -> None:
        self._open = open_
        self._most = most
        self._entries: OrderedDict[Path, _Entry] = OrderedDict()
        self._closing: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def use(self, folder: Path) -> AsyncIterator[ASGIApp]:
        """The doors of the snapshot in a folder, for as long as the context lasts.

        Raises:
            Unavailable: as many are open as may be, and all of them are answering.
            AvermentError: what `open_` raises; the next one who asks tries again.
        """
        entry = self._entries.get(folder) or self._begin(folder)
        self._entries.move_to_end(folder)
        entry.users += 1
        try:
            yield (await asyncio.shield(entry.opening)).app
        finally:
            entry.users -= 1
            if not entry.users and self._entries.get(folder) is not entry:
                await entry.close()

    def forget(self, folder: Path) -> None:
        """Lets go of a snapshot whose engine has ended; the next request opens it again."""
        entry = self._entries.pop(folder, None)
        if entry and not entry.users:
            self._close_later(entry)

    async def close(self) -> None:
        """Closes all of them."""
        while self._entries:
            _, entry = self._entries.popitem()
            entry.opening.cancel()
            await entry.close()
        await asyncio.gather(*self._closing)

    def _begin(self, folder: Path) -> _Entry:
        surplus = self._surplus() if len(self._entries) >= self._most else None
        entry = _Entry(asyncio.ensure_future(self._replace(surplus, folder)))
        entry.opening.add_done_callback(lambda done: self._opened(folder, done))
        self._entries[folder] = entry
        return entry

    def _surplus(self) -> _Entry:
        """The least recently used one that answers nobody, taken out."""
        for folder, entry in self._entries.items():
            if not entry.users and entry.opening.done():
                return self._entries.pop(folder)
        raise Unavailable(
            f"{self._most} other snapshots are in use, the most that stay open; try again soon."
        )

    async def _replace(self, surplus: _Entry | None, folder: Path) -> Opened:
        if surplus:
            await surplus.close()
        return await self._open(folder)

    def _opened(self, folder: Path, opening: asyncio.Task[Opened]) -> None:
        entry = self._entries.get(folder)
        failed = opening.cancelled() or opening.exception()
        if failed and entry and entry.opening is opening:
            del self._entries[folder]

    def _close_later(self, entry: _Entry) -> None:
        closing = asyncio.ensure_future(entry.close())
        self._closing.add(closing)
        closing.add_done_callback(self._closing.discard)
