"""Things as linked data: `/id/…` as a page, Turtle or JSON-LD, by negotiation or ending."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.representation.negotiation import GRAPH_TYPES, HTML, Choice, choose
from api.representation.problems import Problem
from kg.ask.concise import concise_description
from kg.engine import Engine, Question, examine

OFFERS: Final = {**HTML, **{name: GRAPH_TYPES[name] for name in ("ttl", "jsonld", "nt", "rdf")}}
MOST_BYTES: Final = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Resources:
    """Answers `/id/<slug>`; `page` makes the page of a thing, or says that there is none.

    `moved` maps slugs of things that were merged to the slugs of what they were merged into.
    """

    engine: Engine
    page: Callable[[Request, str], Awaitable[Response]]
    snapshot: str
    headers: Mapping[str, str]
    moved: Mapping[str, str]

    async def respond(self, request: Request) -> Response:
        """The thing in the format that the ending names, else the one the header likes best."""
        path: str = request.path_params["slug"]
        slug, choice = _ending(path)
        if slug in self.moved:
            return RedirectResponse(f"/id/{self.moved[slug]}{path.removeprefix(slug)}", 308)
        choice = choice or choose(request.headers.get("accept"), OFFERS)
        if choice is None:
            types = ", ".join(media_types[0] for media_types in OFFERS.values())
            return Problem(406, "Not acceptable", f"A thing is offered as: {types}.")
        if choice.format == "html":
            response = await self.page(request, slug)
        else:
            response = await self._data(request, slug, choice)
        response.headers["Vary"] = "Accept"
        return response

    async def _data(self, request: Request, slug: str, choice: Choice) -> Response:
        tag = f'"{self.snapshot[:32]}-{choice.format}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"ETag": tag})
        question = Question(examine(concise_description(slug)), choice.format)
        async with aclosing(await self.engine.ask(question)) as answer:
            content = b"".join([piece async for piece in answer])
        if slug.encode() not in content:
            return Problem(404, "Not found", f"Nothing here is called {slug}.")
        headers = {
            **self.headers,
            "Content-Type": choice.content_type,
            "Content-Location": f"/id/{slug}.{choice.format}",
            "ETag": tag,
        }
        return Response(content, headers=headers)


def _ending(path: str) -> tuple[str, Choice | None]:
    """Slug and format of a path such as `state-isr.ttl`."""
    slug, dot, ending = path.rpartition(".")
    if dot and ending in OFFERS:
        return slug, Choice(ending, OFFERS[ending][0])
    return path, None
