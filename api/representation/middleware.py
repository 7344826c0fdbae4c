"""What every answer has, whichever door it leaves by: tag, 304, coding, Vary, its snapshot."""

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.representation.coding import SMALL, PackedStream, Packer, coding_for, gains
from api.representation.request import header
from api.representation.validators import coded, is_listed, strong_tag

OK: Final = 200
NOT_MODIFIED: Final = 304
REFUSED: Final = 400
NEVER_PACKED: Final = frozenset({204, 206, NOT_MODIFIED})
READING: Final = frozenset({"GET", "HEAD"})
VARY: Final = (b"Accept", b"Accept-Encoding")
REVALIDATED: Final = b"public, max-age=0, must-revalidate"
NOT_STORED: Final = b"no-store"


class NothingMoreWanted(Exception):
    """The rest of a body will not be sent; whoever makes it can stop."""


class RepresentationMiddleware:
    """Completes the answers of an application over one snapshot.

    A HEAD is answered as the GET would be, without the body (RFC 9110, section 9.3.2). A GET that
    succeeds has an entity tag: the door's own, or one made of the bytes unless they may not be
    stored; who knows it gets 304. Text is packed for those who take it.
    """

    def __init__(self, app: ASGIApp, snapshot: str) -> None:
        """`snapshot` is the id of the snapshot that answers."""
        self._app = app
        self._snapshot = snapshot.encode()
        self._packer = Packer()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        completed = _Completed(scope, send, self._snapshot, self._packer)
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        try:
            await self._app(scope, receive, completed)
        except NothingMoreWanted:
            return


class _Completed:
    """The `send` of one request: holds the head of its answer until the body begins."""

    def __init__(self, scope: Scope, send: Send, snapshot: bytes, packer: Packer) -> None:
        self._scope = scope
        self._send = send
        self._snapshot = snapshot
        self._packer = packer
        self._start: Message | None = None
        self._stream: PackedStream | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        body, last = message.get("body", b""), not message.get("more_body")
        if self._start:
            start, self._start = self._start, None
            await self._begin(start["status"], _joined(start["headers"]), body, whole=last)
        else:
            await self._go_on(body, last=last)

    async def _begin(
        self, status: int, head: dict[bytes, bytes], body: bytes, *, whole: bool
    ) -> None:
        """Sends the head, completed, and the first of the body, which may be all of it."""
        self._complete(status, head)
        coding = self._coding(status, head, len(body) if whole else None)
        tag = self._tag(status, head, body if whole else None)
        if tag:
            head[b"etag"] = (coded(tag, coding) if coding else tag).encode()
        if status == NOT_MODIFIED or (tag and self._is_known(head[b"etag"].decode())):
            return await self._end(NOT_MODIFIED, _without_content(head), whole=whole)
        if coding:
            head[b"content-encoding"] = coding.encode()
            body = await self._pack(head, body, coding, tag if whole else None)
        if self._scope["method"] == "HEAD":
            return await self._end(status, head, whole=whole)
        await self._send_head(status, head)
        await self._send({"type": "http.response.body", "body": body, "more_body": not whole})
        return None

    async def _go_on(self, piece: bytes, *, last: bool) -> None:
        if self._stream:
            piece = await self._stream.pack(piece, last=last)
        await self._send({"type": "http.response.body", "body": piece, "more_body": not last})

    async def _end(self, status: int, head: dict[bytes, bytes], *, whole: bool) -> None:
        """Sends an answer without its body."""
        await self._send_head(status, head)
        await self._send({"type": "http.response.body", "body": b"", "more_body": False})
        if not whole:
            raise NothingMoreWanted

    async def _send_head(self, status: int, head: dict[bytes, bytes]) -> None:
        start = {"type": "http.response.start", "status": status, "headers": list(head.items())}
        await self._send(start)

    def _complete(self, status: int, head: dict[bytes, bytes]) -> None:
        """Adds what every answer says of itself."""
        head[b"averment-snapshot"] = self._snapshot
        head[b"x-content-type-options"] = b"nosniff"
        head[b"vary"] = _varied(head.get(b"vary", b""))
        head.setdefault(b"cache-control", NOT_STORED if status >= REFUSED else REVALIDATED)

    def _tag(self, status: int, head: dict[bytes, bytes], body: bytes | None) -> str:
        """The answer's own tag, before any coding; "" for none."""
        if status != OK or self._scope["method"] not in READING:
            return ""
        if b"etag" in head:
            return head[b"etag"].decode()
        if body is None or head[b"cache-control"] == NOT_STORED:
            return ""
        return strong_tag(body)

    def _is_known(self, tag: str) -> bool:
        known = header(self._scope, b"if-none-match")
        return known == "*" or is_listed(tag, known)

    def _coding(self, status: int, head: dict[bytes, bytes], size: int | None) -> str:
        """How the body is packed on its way, "" for not at all; `size` is None for a stream."""
        can_be = (
            (size is None or size > SMALL)
            and status not in NEVER_PACKED
            and b"content-encoding" not in head
            and gains(head.get(b"content-type", b""))
        )
        return coding_for(header(self._scope, b"accept-encoding")) if can_be else ""

    async def _pack(
        self, head: dict[bytes, bytes], body: bytes, coding: str, tag: str | None
    ) -> bytes:
        """The first of the body, packed; the tag of a whole one, None for a stream."""
        head.pop(b"content-length", None)
        if tag is None:
            self._stream = PackedStream(coding)
            return await self._stream.pack(body, last=False)
        packed = await self._packer.pack(body, coding, tag)
        head[b"content-length"] = str(len(packed)).encode()
        return packed


def _joined(headers: list[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Headers by name; repeated ones are one list (RFC 9110, section 5.3)."""
    joined: dict[bytes, bytes] = {}
    for name, value in headers:
        joined[name] = joined[name] + b", " + value if name in joined else value
    return joined


def _without_content(head: dict[bytes, bytes]) -> dict[bytes, bytes]:
    """What a 304 says: nothing of the body that it does not have (section 15.4.5)."""
    return {
        name: value
        for name, value in head.items()
        if name == b"content-location" or not name.startswith(b"content-")
    }


def _varied(given: bytes) -> bytes:
    others = [name for name in given.split(b", ") if name and name not in VARY]
    return b", ".join((*VARY, *others))
