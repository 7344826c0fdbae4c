"""Streams the engine's answers: bytes as they come, broken off where the rest will not."""

import logging
import re
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.representation.kept import Asked, Kept, KeptAnswers
from api.representation.negotiation import Choice
from api.representation.request import ClientGone, header, unless_gone
from api.representation.validators import NOT_STORED, is_listed, weak_tag
from kg.engine import Answer, Engine, Question
from kg.errors import AskError

log = logging.getLogger("averment")
NOT_MODIFIED: Final = 304
# Functions whose value is another at each call, and the escape that could hide their names.
NAMES: Final = ("NOW", "RAND", "UUID", "BNODE", r"\U")
_WHOLE_NAME: Final = re.compile(r"\b(?:NOW|RAND|(?:STR)?UUID|BNODE)\b|\\U")


@dataclass(frozen=True, slots=True)
class QueryResults:
    """The answers of an engine to queries on one snapshot, new or kept."""

    engine: Engine
    snapshot: str
    answers: KeptAnswers

    def asked(
        self,
        scope: Scope,
        text: str,
        formats: Sequence[str],
        default_graphs: tuple[str, ...] = (),
        named_graphs: tuple[str, ...] = (),
    ) -> Asked:
        """What the answer to a query depends on; `formats` are those that the request names."""
        wanted = (header(scope, b"accept"), *formats)
        return Asked(self.snapshot, text, wanted, default_graphs, named_graphs)

    def kept(self, asked: Asked) -> Kept | None:
        """The answer, if it is kept from when the same was asked; see `respond`."""
        return self.answers.find(asked)

    def again(self, scope: Scope, kept: Kept, location: str) -> Response:
        """A kept answer, or 304 for a client that has it.

        Args:
            scope: of the request.
            kept: the answer.
            location: the address at which it always has its format, "" for none.
        """
        headers = _headers(kept.choice, location) | dict(kept.beside)
        if scope["method"] == "GET":
            headers["ETag"] = kept.tag
            if is_listed(kept.tag, header(scope, b"if-none-match")):
                return Response(status_code=NOT_MODIFIED, headers=headers)
        return Response(kept.body, headers=headers)

    async def respond(
        self,
        scope: Scope,
        receive: Receive,
        question: Question,
        choice: Choice,
        location: str = "",
        *,
        asked: Asked | None = None,
        beside: Sequence[tuple[str, str]] = (),
    ) -> Response:
        """The answer as a stream, or 304 for a client that has it from this snapshot.

        An answer that comes whole in one piece is kept, unless it may be another each time.

        Args:
            scope: of the request.
            receive: reports when the client leaves; its question is then dropped.
            question: in the format of `choice`.
            choice: what was negotiated.
            location: the address at which the answer always has this format, if there is one.
            asked: what the answer depends on, to be kept under it; None where none is kept.
            beside: headers that belong to the answer.

        Raises:
            AskError: the question gets no answer.
        """
        headers, tag = _headers(choice, location) | dict(beside), ""
        if is_changing(question.query.text):
            headers |= NOT_STORED
        else:
            graphs = (question.default_graphs, question.named_graphs)
            tag = weak_tag(self.snapshot, choice.media_type, question.query.text, graphs)
        if tag and scope["method"] == "GET":
            headers["ETag"] = tag
            if is_listed(tag, header(scope, b"if-none-match")):
                return Response(status_code=NOT_MODIFIED, headers=headers)
        answer = await unless_gone(receive, self.engine.ask(question))
        first = await anext(answer)
        if asked and tag and answer.whole:
            self.answers.keep(asked, Kept(choice, tag, first, tuple(beside)))
        return StreamedAnswer(first, answer, headers)


def _headers(choice: Choice, location: str) -> dict[str, str]:
    headers = {"Content-Type": choice.content_type}
    return headers | {"Content-Location": location} if location else headers


def is_changing(text: str) -> bool:
    """Whether a query may be answered otherwise each time; any use of such a word counts."""
    words = text.upper()
    return any(name in words for name in NAMES) and bool(_WHOLE_NAME.search(words))


class StreamedAnswer(Response):
    """Sends the bytes of an answer, and frees its worker when the client leaves.

    A failure after the first byte leaves the body without its end, so that the server breaks the
    connection and nobody takes the part for the whole.
    """

    def __init__(self, first: bytes, rest: Answer, headers: Mapping[str, str]) -> None:
        length = {"Content-Length": str(len(first))}
        super().__init__(headers={**headers, **length})
        self.first = first
        self.whole = rest.whole
        self._rest = rest
        if not self.whole:
            del self.headers["content-length"]

    def tells_of(self, word: str) -> bool:
        """Whether the answer holds a word; assumed of one that goes on after its first bytes."""
        return not self.whole or word.encode() in self.first

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends it; a client that leaves meanwhile is not an error."""
        async with aclosing(self._rest):
            if self.whole:
                return await self._send(send)
            try:
                await unless_gone(receive, self._send(send))
            except ClientGone:
                log.info("the client left before its answer ended")
            except AskError as error:
                log.warning("an answer was broken off: %s", error)

    async def _send(self, send: Send) -> None:
        start = {"type": "http.response.start", "status": self.status_code}
        await send(start | {"headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self.first, "more_body": not self.whole})
        if self.whole:
            return
        async for piece in self._rest:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
