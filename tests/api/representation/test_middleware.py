"""What the middleware makes of whatever an application sends."""

import asyncio
from collections.abc import AsyncIterator, Mapping

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from api.representation.middleware import RepresentationMiddleware
from api.representation.refusals import Refusals

TEXT = "a line of text\n" * 200


async def plain(_: Request) -> Response:
    return PlainTextResponse(TEXT)


async def varied(_: Request) -> Response:
    response = PlainTextResponse(TEXT, headers={"Vary": "Accept, Origin"})
    response.headers.append("Link", "</a>; rel=up")
    response.headers.append("Link", "</b>; rel=next")
    return response


async def packed_already(_: Request) -> Response:
    return Response(b"x" * 2000, headers={"Content-Encoding": "br"}, media_type="text/plain")


async def part(_: Request) -> Response:
    return PlainTextResponse(TEXT, 206, headers={"Content-Range": "bytes 0-2999/9000"})


async def broken(_: Request) -> Response:
    raise ZeroDivisionError


async def stream(request: Request) -> Response:
    """A stream that tells how far it was read."""
    read = request.app.state.read = []

    async def pieces() -> AsyncIterator[bytes]:
        for number in range(100):
            read.append(number)
            yield TEXT.encode()

    return StreamingResponse(pieces(), media_type="text/plain", headers={"ETag": '"s"'})


@pytest.fixture
def app() -> Starlette:
    doors = (plain, varied, packed_already, part, broken, stream)
    refusals = Refusals(lambda request, status, title, detail: HTMLResponse(title, status))
    return Starlette(
        routes=[Route(f"/{door.__name__}", door) for door in doors],
        exception_handlers={Exception: refusals},
    )


def ask(
    app: Starlette, path: str, method: str = "GET", headers: Mapping[str, str] | None = None
) -> httpx.Response:
    async def asked() -> httpx.Response:
        completed = RepresentationMiddleware(app, "abc")
        transport = httpx.ASGITransport(completed, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://here") as client:
            return await client.request(method, path, headers=headers)

    return asyncio.run(asked())


def test_what_the_door_says_it_varies_by_is_kept(app: Starlette) -> None:
    answer = ask(app, "/varied")
    assert answer.headers["vary"] == "Accept, Accept-Encoding, Origin"
    assert answer.headers["link"] == "</a>; rel=up, </b>; rel=next"


def test_what_is_packed_already_is_left_alone(app: Starlette) -> None:
    request = {"Accept-Encoding": "gzip"}
    assert ask(app, "/part", headers=request).headers.get("content-encoding") is None
    head = ask(app, "/packed_already", "HEAD", request).headers
    assert (head["content-encoding"], head["content-length"]) == ("br", "2000")


def test_a_part_has_no_tag_of_the_whole(app: Starlette) -> None:
    answer = ask(app, "/part")
    assert (answer.status_code, answer.text) == (206, TEXT)
    assert "etag" not in answer.headers


@pytest.mark.parametrize(
    ("method", "known", "status"), [("HEAD", "", 200), ("GET", '"s"', 304), ("GET", "*", 304)]
)
def test_a_stream_that_nobody_wants_is_not_made(
    app: Starlette, method: str, known: str, status: int
) -> None:
    request = {"If-None-Match": known, "Accept-Encoding": "identity"}
    answer = ask(app, "/stream", method, request)
    assert (answer.status_code, answer.content) == (status, b"")
    assert len(app.state.read) == 1
    assert ask(app, "/stream").text == TEXT * 100


def test_what_nobody_foresaw_is_a_problem_without_its_secrets(app: Starlette) -> None:
    answer = ask(app, "/broken")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["averment-snapshot"] == "abc"
    assert answer.headers["vary"] == "Accept, Accept-Encoding"
    assert answer.json()["title"] == "Internal server error"
    assert "ZeroDivision" not in answer.text
    page = ask(app, "/broken", headers={"Accept": "text/html"})
    assert (page.status_code, page.text) == (500, "Internal server error")
