"""Pages of things are kept as bytes, each for its address."""

import asyncio

import httpx

from api.app import create_app
from api.representation.kept import KeptAnswers
from bench.html import InProcess
from kg.publish.history import Published

KEPT = 10_000_000


def test_a_page_that_is_asked_for_again_needs_no_engine(snapshot, store):
    async def asked():
        engine = InProcess(store, is_remote=False)
        app = create_app(engine, Published(snapshot), KeptAnswers(KEPT), 60)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            for address in (
                "/id/state-isr",
                "/id/state-isr",
                "/id/state-isr?asOf=2025-03-06",
                "http://elsewhere/id/state-isr",
            ):
                before = engine.took
                page = await client.get(address, headers={"Accept": "text/html"})
                yield page, engine.took > before

    async def every():
        return [each async for each in asked()]

    (first, one), (again, two), (on_a_day, three), (elsewhere, four) = asyncio.run(every())
    assert [one, two, three, four] == [True, False, True, True]
    assert first.status_code == 200
    assert (again.content, again.headers) == (first.content, first.headers)
    assert first.headers["content-location"] == "/id/state-isr.html"
    assert on_a_day.content != first.content
    assert b"http://elsewhere/id/state-isr" in elsewhere.content
