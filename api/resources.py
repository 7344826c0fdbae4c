"""Things as linked data: `/id/…` as a page, Turtle or JSON-LD, by negotiation or ending."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.representation.kept import Asked, Kept
from api.representation.negotiation import (
    GRAPH_TYPES,
    HTML,
    Choice,
    Offers,
    ending,
    location,
    negotiate,
)
from api.representation.stream import QueryResults, StreamedAnswer
from kg.ask.concise import concise_description
from kg.engine import Question, examine

OFFERS: Final[Offers] = {
    **HTML,
    **{name: GRAPH_TYPES[name] for name in ("ttl", "jsonld", "nt", "rdf")},
}


@dataclass(frozen=True, slots=True)
class Resources:
    """Answers `/id/<slug>`; `page` makes the page of a thing, or says that there is none.

    `moved` maps slugs of things that were merged to the slugs of what they were merged into.
    """

    results: QueryResults
    page: Callable[[Request, str], Awaitable[Response]]
    moved: Mapping[str, str]

    async def respond(self, request: Request, name: str) -> Response:
        """The thing in the format that the ending names, else the one the header likes best."""
        slug, named = ending(name, OFFERS)
        if slug in self.moved:
            return _moved(request, f"/id/{self.moved[slug]}{name.removeprefix(slug)}")
        choice = negotiate(request.scope, OFFERS, named)
        if choice.format != "html":
            return await self._data(request, slug, choice)
        return await self._page(request, slug, choice)

    async def _page(self, request: Request, slug: str, choice: Choice) -> Response:
        """The page of a thing, which is kept for later requests to the same address."""
        answers = self.results.answers
        asked = Asked(self.results.snapshot, str(request.url), (choice.format,))
        if kept := answers.find(asked):
            return Response(kept.body, headers=dict(kept.beside))
        response = await self.page(request, slug)
        if response.status_code == HTTPStatus.OK:
            response.headers["Content-Location"] = location(request.scope, f"/id/{slug}", choice)
            head, body = tuple(response.headers.items()), bytes(response.body)
            answers.keep(asked, Kept(choice, "", body, head))
        return response

    async def _data(self, request: Request, slug: str, choice: Choice) -> Response:
        if not slug:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        question = Question(examine(concise_description(slug)), choice.format)
        place = location(request.scope, f"/id/{slug}", choice)
        response = await self.results.respond(
            request.scope, request.receive, question, choice, place
        )
        if isinstance(response, StreamedAnswer) and not response.tells_of(slug):
            raise HTTPException(404, f"Nothing here is called {slug}.")
        return response


def _moved(request: Request, place: str) -> Response:
    query = request.url.query
    return RedirectResponse(f"{place}?{query}" if query else place, 308)
