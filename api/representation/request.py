"""Reading a request: headers, parameters, body, and noticing that its sender has gone."""

import asyncio
from collections.abc import Awaitable
from typing import Final, TypeVar
from urllib.parse import parse_qsl

from starlette.types import Receive, Scope

from kg.errors import AskError, BadArgument, TooLarge

Answer = TypeVar("Answer")
MAX_BYTES: Final = 1024 * 1024


class ClientGone(AskError):
    """The client hung up before its answer was ready; nobody is left to be told."""


def header(scope: Scope, name: bytes) -> str:
    """A header's value, "" without one; repeated ones are one list (RFC 9110, section 5.3)."""
    return ", ".join([value.decode("latin-1") for key, value in scope["headers"] if key == name])


def media_type(scope: Scope) -> tuple[str, str]:
    """Media type and charset of the request's Content-Type, in lower case."""
    kind, _, rest = header(scope, b"content-type").lower().partition(";")
    parameters = dict(part.strip().partition("=")[::2] for part in rest.split(";"))
    return kind.strip(), parameters.get("charset", "").strip('" ')


def parameters(encoded: bytes) -> list[tuple[str, str]]:
    """Names and values of a query string or a form.

    Raises:
        BadArgument: they are no UTF-8.
    """
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise BadArgument(f"The parameters cannot be decoded as UTF-8: {error}.") from error


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
