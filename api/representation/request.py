"""Reading a request: headers, parameters, body, and noticing that its sender has gone."""

import asyncio
import ipaddress
import re
from collections.abc import Awaitable
from typing import Final, TypeVar
from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.types import Receive, Scope

from kg.errors import AskError, BadArgument, TooLarge

Answer = TypeVar("Answer")
MAX_BYTES: Final = 1024 * 1024
MOST_PARAMETERS: Final = 1000
BODY_SECONDS: Final = 10
# Under this name a request holds the origin by which the service is known, if a setting gives one.
KNOWN_AS: Final = "averment.origin"
CHARSETS: Final = frozenset({"", "utf-8", "utf8", "us-ascii"})
# Seconds before somebody looks whether the client is still there.
MOMENT: Final = 0.05
_AUTHORITY: Final = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")


class ClientGone(AskError):
    """The client hung up before its answer was ready; nobody is left to answer."""


def header(scope: Scope, name: bytes) -> str:
    """A header's value, "" without one; repeated ones are one list (RFC 9110, section 5.3)."""
    return ", ".join([value.decode("latin-1") for key, value in scope["headers"] if key == name])


def media_type(scope: Scope) -> tuple[str, str]:
    """Media type and charset of the request's Content-Type, in lower case."""
    kind, _, rest = header(scope, b"content-type").lower().partition(";")
    parameters = dict(part.strip().partition("=")[::2] for part in rest.split(";"))
    return kind.strip(), parameters.get("charset", "").strip('" ')


def origin(scope: Scope) -> str:
    """Where the service is reached, `http://localhost:8000` (RFC 6454, section 4).

    That is what a setting says, else the Host of the request where it names this machine, else the
    address at which the request came: no other Host is repeated (RFC 9110, section 7.2).

    Raises:
        BadArgument: its Host is neither a name nor an address, with or without a port.
    """
    host = header(scope, b"host")
    if not _AUTHORITY.fullmatch(host):
        raise BadArgument(f"Host is “{host[:80]}”; it must be a host name or an IP address.")
    if KNOWN_AS in scope:
        return str(scope[KNOWN_AS])
    address, port = scope["server"]
    if not _is_here(host, address):
        host = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
    return f"{scope['scheme']}://{host}"


def _is_here(host: str, address: str) -> bool:
    """Whether a Host names the machine that a request reached at an address."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name in ("localhost", address) or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def parameters(encoded: bytes) -> list[tuple[str, str]]:
    """Names and values of a query string or a form.

    Raises:
        BadArgument: they are no UTF-8, or too many.
    """
    if encoded.count(b"&") >= MOST_PARAMETERS:
        raise BadArgument(f"The request has more than {MOST_PARAMETERS:,} parameters; send fewer.")
    try:
        text = encoded.decode("ascii")
        try:
            return _decoded(text)
        except ValueError:  # a % that begins no escape stands for itself
            return parse_qsl(text, keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise BadArgument(f"The parameters cannot be decoded as UTF-8: {error}.") from error


def _decoded(text: str) -> list[tuple[str, str]]:
    """The same as `parse_qsl` where every % begins an escape, in a third of the time."""
    escaped = text.replace("\\", r"\\").replace("+", " ").replace("%", r"\x")
    parts = (part.partition("=") for part in escaped.split("&") if part)
    return [(_unescaped(name), _unescaped(value)) for name, _, value in parts]


def _unescaped(text: str) -> str:
    return text.encode().decode("unicode_escape").encode("latin-1").decode()


async def read_body(scope: Scope, receive: Receive) -> bytes:
    """The whole body, which is plain UTF-8.

    Raises:
        TooLarge: it has more than MAX_BYTES, or says so.
        ClientGone: the client left while sending.
        HTTPException: 408, it has not come within BODY_SECONDS; 415, it is packed or has another
            charset.
    """
    if packed := header(scope, b"content-encoding"):
        raise HTTPException(415, f"The body is compressed ({packed[:40]}); send it uncompressed.")
    if (charset := media_type(scope)[1]) not in CHARSETS:
        raise HTTPException(415, f"The body is in {charset[:40]}; send it in UTF-8.")
    if int(header(scope, b"content-length") or 0) > MAX_BYTES:
        raise TooLarge(f"The request has more than {MAX_BYTES:,} bytes.")
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _received(receive)
    except TimeoutError as error:
        detail = f"The body of the request did not arrive within {BODY_SECONDS} s; send it again."
        raise HTTPException(408, detail, {"Connection": "close"}) from error


async def _received(receive: Receive) -> bytes:
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

    Nobody looks for that in the first moments, in which most answers are ready.

    Raises:
        ClientGone: the client left; the work was cancelled and has cleaned up.
    """
    watch = _Watch(receive)
    try:
        return await work
    except asyncio.CancelledError:
        if watch.seen:
            raise ClientGone("The client left.") from None
        raise
    finally:
        await watch.end()


class _Watch:
    """Cancels the task that makes it when the client leaves."""

    def __init__(self, receive: Receive) -> None:
        self.seen = False
        self._receive = receive
        self._working = asyncio.current_task()
        self._looking: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(MOMENT, self._begin)

    async def end(self) -> None:
        """Looks no more."""
        self._timer.cancel()
        if self._looking:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    def _begin(self) -> None:
        self._looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.seen = True
        if self._working:
            self._working.cancel()
            self._working.uncancel()
