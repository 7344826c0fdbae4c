"""Named questions over HTTP: `/queries/<slug>` as a page, or its answer in any result format."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from api.representation.body import unless_gone
from api.representation.negotiation import HTML, RESULT_TYPES, Choice, choose
from api.representation.problems import Problem
from api.representation.stream import StreamedAnswer
from kg.ask.named import Catalogue, NamedQuestion
from kg.engine import Engine, Question, examine

OFFERS: Final = {**HTML, **RESULT_TYPES}


@dataclass(frozen=True, slots=True)
class NamedQuestions:
    """Answers `/queries/<slug>`; parameters are those of the question, in the address."""

    engine: Engine
    catalogue: Catalogue
    page: Callable[[Request, str], Awaitable[Response]]
    headers: Mapping[str, str]

    async def respond(self, request: Request) -> Response:
        """The page or the answer; an unknown question is 404, a wrong parameter 400."""
        slug, choice = _ending(request.path_params["slug"])
        choice = choice or choose(request.headers.get("accept"), OFFERS)
        if choice is None:
            types = ", ".join(media_types[0] for media_types in OFFERS.values())
            return Problem(406, "Not acceptable", f"An answer is offered as: {types}.")
        if choice.format == "html":
            return await self.page(request, slug)
        if slug not in self.catalogue:
            return Problem(404, "Not found", f"There is no question “{slug}”.")
        return await self._answer(request, self.catalogue[slug], choice)

    async def _answer(self, request: Request, named: NamedQuestion, choice: Choice) -> Response:
        query = examine(named.bind(dict(request.query_params)))
        question = Question(query, choice.format)
        answer = await unless_gone(request.receive, self.engine.ask(question))
        headers = {**self.headers, "Content-Type": choice.content_type, "Vary": "Accept"}
        return StreamedAnswer(answer, headers)


def _ending(path: str) -> tuple[str, Choice | None]:
    """Slug and format of a path such as `withheld.csv`."""
    slug, dot, ending = path.rpartition(".")
    if dot and ending in OFFERS:
        return slug, Choice(ending, OFFERS[ending][0])
    return path, None
