"""Who may read answers in a browser: pages of every origin, since nothing here is secret."""

from typing import Final

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

METHODS: Final = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")
EXPOSED: Final = (
    *("Averment-Snapshot", "Averment-Warning", "Content-Disposition", "Content-Location", "ETag"),
    *("Link", "Retry-After"),
)
VARY: Final = (b"vary", b"Origin")


class SharedWithOrigins(CORSMiddleware):
    """Lets pages of every origin ask and read, without credentials (Fetch, section 3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(
            app, ("*",), METHODS, allow_headers=("*",), expose_headers=EXPOSED, max_age=86400
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request; where no page asks, all there is to say is that it varies by that."""
        if scope["type"] != "http" or any(name == b"origin" for name, _ in scope["headers"]):
            return await super().__call__(scope, receive, send)

        async def varied(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], VARY]
            await send(message)

        return await self.app(scope, receive, varied)
