"""One connection of a web process: what HTTP/1.1 asks of a request before any door sees it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from api.representation.problems import Problem
from api.representation.validators import NOT_STORED

if TYPE_CHECKING:
    from asyncio.events import TimerHandle

HEAD_BYTES: Final = 64 * 1024
HEAD_SECONDS: Final = 10
# A refusal may be lost where the connection closes while its client sends (RFC 9112, section 9.6).
LAST_SECONDS: Final = 2
STALL_SECONDS: Final = 30
VERSIONS: Final = frozenset({"1.0", "1.1"})


class Connection(HttpToolsProtocol):
    """Reads requests whose heads are bounded in size and time, and name one host.

    A client that takes nothing of its answer for `STALL_SECONDS` is left.

    What breaks a rule is refused with problem details, and the connection closed. An `Upgrade` is
    passed over (RFC 9110, section 7.8): its sender is answered in HTTP/1.1, body included.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        """Takes what uvicorn gives each connection."""
        super().__init__(*given, **named)
        self._in_head, self._head_size = True, 0
        self._limit: TimerHandle | None = None
        self._stall: TimerHandle | None = None
        self._refusal: Problem | None = None
        self._refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """The time of the first head begins, also where nothing of it comes."""
        super().connection_made(transport)
        self._begin_time()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is waited for any more."""
        self._end_time()
        self._end_stall()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """The client has yet to take what is written."""
        super().pause_writing()
        self._watch(self.transport.get_write_buffer_size())

    def resume_writing(self) -> None:
        """The client has taken it."""
        self._end_stall()
        super().resume_writing()

    def data_received(self, data: bytes) -> None:
        """Reads on; a head that did not end with this has used some of its size and time."""
        self._unset_keepalive_if_required()
        if self._refused:
            return
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as offered:
            self._pass_over_upgrade(data[offered.args[0] :])
        except httptools.HttpParserError:
            self._refuse()
        else:
            if self._in_head:
                self._measure(len(data))

    def on_message_begin(self) -> None:
        """A head begins."""
        super().on_message_begin()
        self._in_head, self._head_size = True, 0

    def on_headers_complete(self) -> None:
        """Goes on with a head that keeps the rules."""
        self._in_head = False
        self._end_time()
        self._refusal = self._broken_rule()
        if self._refusal:
            raise httptools.HttpParserError(self._refusal.title)
        super().on_headers_complete()

    def _should_upgrade(self) -> bool:
        """Makes uvicorn leave such a request alone until it is read without its `Upgrade`."""
        return True

    def _pass_over_upgrade(self, rest: bytes) -> None:
        """Reads the same head again without what made the parser skip its body."""
        kept = [(name, value) for name, value in self.headers if name != b"upgrade"]
        lines = [b"%s: %s\r\n" % header for header in kept]
        request = b"%s %s HTTP/1.1\r\n" % (self.parser.get_method(), self.url)
        self.parser = httptools.HttpRequestParser(self)
        self.data_received(b"".join([request, *lines, b"\r\n", rest]))

    def _broken_rule(self) -> Problem | None:
        version, method = self.parser.get_http_version(), self.parser.get_method()
        if version not in VERSIONS:
            return Problem(505, "HTTP version not supported", "Use HTTP/1.1.")
        if method == b"CONNECT":
            return Problem(400, "Bad request", "This is not a proxy: CONNECT is not served.")
        if len(self.url) >= HEAD_BYTES:
            return _too_long()
        hosts = len([name for name, _ in self.headers if name == b"host"])
        if hosts > 1 or (not hosts and version == "1.1"):
            detail = f"A request names one host (RFC 9112, section 3.2); this one has {hosts}."
            return Problem(400, "Bad request", detail)
        return None

    def _measure(self, size: int) -> None:
        self._head_size += size
        if self._head_size > HEAD_BYTES:
            self._refusal = _too_long() if not self.headers else _too_large()
            self._refuse()
        elif not self._limit:
            self._begin_time()

    def _begin_time(self) -> None:
        self._limit = self.loop.call_later(HEAD_SECONDS, self._too_slow)

    def _end_time(self) -> None:
        if self._limit:
            self._limit.cancel()
            self._limit = None

    def _watch(self, untaken: int) -> None:
        self._stall = self.loop.call_later(STALL_SECONDS, self._look, untaken)

    def _look(self, untaken: int) -> None:
        now = self.transport.get_write_buffer_size()
        if now < untaken:
            self._watch(now)
        else:
            self.transport.abort()

    def _end_stall(self) -> None:
        if self._stall:
            self._stall.cancel()
            self._stall = None

    def _too_slow(self) -> None:
        if not self._head_size:
            self.transport.close()
            return
        detail = f"The head of the request did not arrive within {HEAD_SECONDS} s; send it again."
        self._refusal = Problem(408, "Request timeout", detail)
        self._refuse()

    def _refuse(self) -> None:
        """Answers what no door shall see; what still comes is not read, so that the answer is."""
        self._refused = True
        self._end_time()
        if self.cycle and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            if self.cycle.response_started:
                self.transport.close()
                return
        answer = self._refusal or Problem(400, "Bad request", "This cannot be read as HTTP/1.1.")
        answer.headers.update({"Connection": "close"} | NOT_STORED)
        headers = [*self.server_state.default_headers, *answer.raw_headers]
        lines = [b"%s: %s\r\n" % header for header in headers]
        head = b"".join([STATUS_LINE[answer.status_code], *lines, b"\r\n"])
        self.transport.writelines([head, bytes(answer.body)])
        self.transport.write_eof()
        self._limit = self.loop.call_later(LAST_SECONDS, self.transport.close)


def _too_long() -> Problem:
    return Problem(
        414, "Address too long", f"Send what is longer than {HEAD_BYTES:,} bytes by POST."
    )


def _too_large() -> Problem:
    detail = f"The headers have more than {HEAD_BYTES:,} bytes; send fewer or shorter ones."
    return Problem(431, "Headers too large", detail)
