"""Reading a request's body, and noticing that its sender has gone."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from starlette.types import Receive

from kg.errors import AskError, TooLarge

Answer = TypeVar("Answer")
MAX_BYTES = 1024 * 1024


class ClientGone(AskError):
    """The client hung up before its answer was ready; nobody is left to be told."""


async def read_body(receive: Receive) -> bytes:
    """The whole body.

    Raises:
        TooLarge: it has more than MAX_BYTES.
        ClientGone: the client left while sending.
    """
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone("The client left.")
        body += message.get("body", b"")
        if len(body) > MAX_BYTES:
            raise TooLarge(f"The request has more than {MAX_BYTES:,} bytes.")
        if not message.get("more_body"):
            return bytes(body)


async def unless_gone(receive: Receive, work: Awaitable[Answer]) -> Answer:
    """Does the work, and cancels it when the client leaves meanwhile.

    Raises:
        ClientGone: the client left; the work was cancelled and has cleaned up.
    """
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_left(receive))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientGone("The client left.")
        return working.result()
    finally:
        for task in (working, leaving):
            task.cancel()
        await asyncio.gather(working, leaving, return_exceptions=True)


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
