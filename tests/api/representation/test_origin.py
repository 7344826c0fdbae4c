"""Under which address the service is told to be."""

import asyncio

import pytest
from starlette.types import Receive, Scope, Send

from api.process.server import known_as
from api.representation.request import origin


def asked(host: bytes) -> Scope:
    """A request that arrived at 10.0.0.5."""
    return {"scheme": "http", "server": ("10.0.0.5", 8000), "headers": [(b"host", host)]}


@pytest.mark.parametrize(
    ("host", "told"),
    [
        (b"localhost:8000", "http://localhost:8000"),
        (b"10.0.0.5", "http://10.0.0.5"),
        (b"graph.example", "http://10.0.0.5:8000"),
        (b"[1:2]", "http://10.0.0.5:8000"),
    ],
)
def test_only_what_names_this_machine_is_repeated(host: bytes, told: str) -> None:
    assert origin(asked(host)) == told


def test_what_a_setting_says_is_told_whatever_was_asked() -> None:
    found = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        found.append(origin(scope))

    async def unused(*_: object) -> None: ...

    for known in ("https://graph.example", ""):
        asyncio.run(known_as(known, app)(asked(b"localhost"), unused, unused))  # type: ignore[arg-type]
    assert found == ["https://graph.example", "http://localhost"]
