"""Answers of a snapshot that was asked for by name: what they link to asks for it too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PARAMETER: Final = "snapshot"
# Links and forms to this site; what begins with two slashes leads elsewhere, styles are for all.
_LINK: Final = re.compile(r'(?P<place>\s(?:href|action)="/(?!/|static/)[^"#]*)')
_FORM: Final = re.compile(r'<form\b[^>]*\bmethod="get"[^>]*>')
_PLACES: Final = frozenset({b"location", b"content-location"})


class PinnedLinks:
    """Completes links, forms and `Location` of an application where the scope names a snapshot.

    The name is taken from `scope["state"]`, where whoever chose the application put it; what is
    asked without one passes as it is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        name = scope.get("state", {}).get(PARAMETER)
        await self._app(scope, receive, _Pinned(name, send) if name else send)


class _Pinned:
    """The `send` of one request; a page is held until it is whole, all else goes through."""

    def __init__(self, name: str, send: Send) -> None:
        self._name = name
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [(key, self._place(key, value)) for key, value in message["headers"]]
            message = {**message, "headers": headers}
            if dict(headers).get(b"content-type", b"").startswith(b"text/html"):
                self._start = message
                return
        elif self._start:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page(self._start)
            return
        await self._send(message)

    def _place(self, key: bytes, value: bytes) -> bytes:
        is_here = key in _PLACES and value.startswith(b"/")
        return pinned_place(value.decode("latin-1"), self._name).encode() if is_here else value

    async def _send_page(self, start: Message) -> None:
        body = pinned_page(self._body.decode(), self._name).encode()
        # The page's own tag, if it has one, stands for the bytes that were not rewritten.
        others = (b"content-length", b"etag")
        headers = [(key, value) for key, value in start["headers"] if key not in others]
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body, "more_body": False})


def pinned_place(place: str, name: str, ampersand: str = "&") -> str:
    """An address with the name of the snapshot among its parameters."""
    address, hash_, fragment = place.partition("#")
    joint = ampersand if "?" in address else "?"
    return f"{address}{joint}{PARAMETER}={name}{hash_}{fragment}"


def pinned_page(html: str, name: str) -> str:
    """A page whose links and forms ask for the snapshot; `name` needs no escaping."""
    linked = _LINK.sub(lambda link: pinned_place(link["place"], name, "&amp;"), html)
    hidden = f'<input type="hidden" name="{PARAMETER}" value="{name}">'
    return _FORM.sub(lambda form: form[0] + hidden, linked)
