"""A small HTTP/1.1 load generator: some connections, each asking one thing after the other."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from statistics import quantiles
from typing import cast

import httptools
import uvloop

GRACE = 10.0


class BadAnswer(RuntimeError):
    """A server that answers with anything but 200, or closes the connection."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run found: answers, how many a second, and latencies in milliseconds."""

    answers: int
    rate: float
    p50: float
    p99: float


@dataclass(slots=True)
class Run:
    """The shared course of one run over all its connections."""

    requests: Iterator[bytes]
    until: float
    latencies: list[float] = field(default_factory=list)


class Asker(asyncio.Protocol):
    """Sends the next request as soon as the last is answered, until the run's end."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.ask()

    def ask(self) -> None:
        self.parser = httptools.HttpResponseParser(self)
        self.asked = time.perf_counter()
        self.transport.write(next(self.run.requests))

    def data_received(self, data: bytes) -> None:
        self.parser.feed_data(data)

    def on_message_complete(self) -> None:
        now = time.perf_counter()
        self.run.latencies.append(now - self.asked)
        if (status := self.parser.get_status_code()) != HTTPStatus.OK:
            self.finish(BadAnswer(f"status {status}"))
        elif now >= self.run.until:
            self.finish()
        else:
            asyncio.get_running_loop().call_soon(self.ask)

    def connection_lost(self, exc: Exception | None) -> None:
        self.finish(exc or BadAnswer("connection closed"))

    def finish(self, error: Exception | None = None) -> None:
        if self.done.done():
            return
        if error:
            self.done.set_exception(error)
        else:
            self.done.set_result(None)
        self.transport.close()


async def _load(
    port: int, requests: Iterator[bytes], seconds: float, connections: int, grace: float
) -> Figures:
    loop = asyncio.get_running_loop()
    start = time.perf_counter()
    run = Run(requests, start + seconds)
    askers = []
    for _ in range(connections):
        _, asker = await loop.create_connection(lambda: Asker(run), "127.0.0.1", port)
        askers.append(asker)
    await asyncio.wait_for(asyncio.gather(*(asker.done for asker in askers)), seconds + grace)
    spent = time.perf_counter() - start
    found = run.latencies
    cuts = quantiles(found, n=100) if len(found) > 1 else found * 99
    return Figures(len(found), len(found) / spent, cuts[49] * 1000, cuts[98] * 1000)


def load(
    port: int, requests: Iterator[bytes], seconds: float, connections: int, grace: float = GRACE
) -> Figures:
    """Figures of one run against 127.0.0.1; ends by itself soon after `seconds`.

    `requests` are sent one after the other, each by the connection that is free next.

    Raises:
        BadAnswer: a status other than 200, or a closed connection.
        TimeoutError: an answer is still missing `grace` seconds after the end.
    """
    return uvloop.run(_load(port, requests, seconds, connections, grace))
