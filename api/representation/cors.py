"""Who may read answers in a browser: pages of every origin, since nothing here is secret."""

from typing import Final

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

METHODS: Final = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")
EXPOSED: Final = (
    *("Averment-Snapshot", "Averment-Warning", "Content-Disposition", "Content-Location", "ETag"),
    *("Link", "Retry-After"),
)


class SharedWithOrigins(CORSMiddleware):
    """Lets pages of every origin ask and read, without credentials (Fetch, section 3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(
            app, ("*",), METHODS, allow_headers=("*",), expose_headers=EXPOSED, max_age=86400
        )
