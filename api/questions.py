"""Named questions over HTTP: the list of them, and each as a page or its answer in any format."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.representation.cited import DIGEST, cited_digest, verify_cited
from api.representation.negotiation import (
    GRAPH_TYPES,
    HTML,
    JSON,
    RESULT_TYPES,
    Offers,
    ending,
    location,
    negotiate,
)
from api.representation.request import unless_gone
from api.representation.stream import QueryResults
from kg.ask.executables import executables
from kg.ask.named import Catalogue, NamedQuestion
from kg.ask.values import Values
from kg.engine import Question, examine
from kg.errors import BadArgument

OFFERS: Final[Offers] = {**HTML, **RESULT_TYPES}
LIST_OFFERS: Final[Offers] = {**JSON, **HTML, "ttl": GRAPH_TYPES["ttl"]}


@dataclass(frozen=True, slots=True)
class NamedQuestions:
    """Answers `/queries` and `/queries/<slug>`; parameters are those of the question."""

    results: QueryResults
    catalogue: Catalogue
    values: Values
    page: Callable[[Request, str], Awaitable[Response]]
    list_page: Callable[[Request], Awaitable[Response]]

    async def index(self, request: Request) -> Response:
        """All questions with their parameters: a page, JSON, or SHACL's words for them."""
        path, named = ending(request.url.path, LIST_OFFERS)
        choice = negotiate(request.scope, LIST_OFFERS, named)
        if choice.format == "html":
            response = await self.list_page(request)
        else:
            questions = self.catalogue.values()
            content = executables(questions) if choice.format == "ttl" else _listed(questions)
            response = Response(content, media_type=choice.content_type)
        response.headers["Content-Location"] = location(request.scope, path, choice)
        return response

    async def respond(self, request: Request, name: str) -> Response:
        """The page or the answer; an unknown question is 404, a wrong parameter 400."""
        slug, named = ending(name, OFFERS)
        choice = negotiate(request.scope, OFFERS, named)
        question = self._found(slug)
        request, digest = _cited(request)
        place = location(request.scope, f"/queries/{slug}", choice)
        if choice.format == "html" and not digest:
            return await self._page(request, slug, place)
        text = await asyncio.to_thread(self.values.bind, question, _given(request))
        if digest:
            verifying = verify_cited(self.results.engine, Question(examine(text), ""), digest)
            await unless_gone(request.receive, verifying)
        if choice.format == "html":
            return await self._page(request, slug, place)
        asked = self.results.asked(request.scope, text, (choice.media_type,))
        if kept := self.results.kept(asked):
            return self.results.again(request.scope, kept, place)
        return await self.results.respond(
            request.scope,
            request.receive,
            Question(examine(text), choice.format),
            choice,
            place,
            asked=asked,
        )

    async def _page(self, request: Request, slug: str, place: str) -> Response:
        response = await self.page(request, slug)
        response.headers["Content-Location"] = place
        return response

    def _found(self, slug: str) -> NamedQuestion:
        try:
            return self.catalogue.find(slug)
        except BadArgument as error:
            cause = str(error)
            raise HTTPException(404, f"{cause[:1].upper()}{cause[1:]}") from error


def _cited(request: Request) -> tuple[Request, str]:
    """A request without the digest of a cited answer, which is not a parameter of a question."""
    pairs = request.query_params.multi_items()
    digest = cited_digest([value for name, value in pairs if name == DIGEST])
    if not digest:
        return request, ""
    others = urlencode([(name, value) for name, value in pairs if name != DIGEST])
    return Request({**request.scope, "query_string": others.encode()}, request.receive), digest


def _given(request: Request) -> Mapping[str, str]:
    """The parameters in the address.

    Raises:
        BadArgument: one is given twice.
    """
    pairs = request.query_params.multi_items()
    for name, times in Counter(name for name, _ in pairs).items():
        if times > 1:
            raise BadArgument(f"{name[:80]} is given {times} times; give it once.")
    return dict(pairs)


def _listed(questions: Iterable[NamedQuestion]) -> bytes:
    return orjson.dumps({"questions": [_described(question) for question in questions]})


def _described(question: NamedQuestion) -> dict[str, Any]:
    """What a program needs to ask a question."""
    return {
        "name": question.slug,
        "title": question.title,
        "description": question.description,
        "nothing": question.nothing,
        "tags": question.tags,
        "parameters": [
            {"name": each.name, "expects": each.expects, "default": each.shown}
            for each in question.parameters
        ],
        "address": f"/queries/{question.slug}",
    }
