"""An answer on its way out: bytes as they come, broken off when the rest will not come."""

import logging
from collections.abc import Mapping
from contextlib import aclosing

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.representation.body import ClientGone, unless_gone
from kg.engine import Answer
from kg.errors import AskError

log = logging.getLogger("averment")


class StreamedAnswer(Response):
    """Sends the bytes of an answer, and frees its worker when the client leaves.

    A failure after the first byte leaves the body without its end, so that the server breaks the
    connection and nobody takes the part for the whole.
    """

    def __init__(self, answer: Answer, headers: Mapping[str, str]) -> None:
        super().__init__(headers=dict(headers))
        del self.headers["content-length"]
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends it; a client that leaves meanwhile is no error."""
        async with aclosing(self._answer):
            try:
                await unless_gone(receive, self._send(send, body=scope["method"] != "HEAD"))
            except ClientGone:
                log.info("the client left before its answer ended")
            except AskError as error:
                log.warning("an answer was broken off: %s", error)

    async def _send(self, send: Send, *, body: bool) -> None:
        first = await anext(self._answer)
        if self._answer.whole:
            self.headers["content-length"] = str(len(first))
        await send(
            {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        )
        if body:
            await send({"type": "http.response.body", "body": first, "more_body": True})
            async for piece in self._answer:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
