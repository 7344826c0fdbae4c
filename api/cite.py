"""Citing an answer: a link with query, snapshot and digest, by which it is checked years later."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import urlencode

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.representation.cited import DIGEST
from api.representation.negotiation import HTML, JSON, Offers, negotiate
from api.representation.request import origin, parameters, unless_gone
from api.representation.stream import QueryResults, is_changing
from api.sparql import ProtocolRequest, protocol_request
from api.web.pinned import PARAMETER
from kg.ask.named import Catalogue
from kg.ask.values import Values
from kg.engine import Question, digest_of, examine
from kg.errors import BadArgument

OFFERS: Final[Offers] = {**JSON, **HTML}
# The parameter that names a named question.
QUESTION: Final = "question"


class _Asked(NamedTuple):
    """What shall be cited: the path and parameters of its link, and its question."""

    path: str
    parameters: Sequence[tuple[str, str]]
    question: Question


@dataclass(frozen=True, slots=True)
class Citations:
    """Answers `/cite`, which is asked as `/sparql` is by GET, or for a named question as that is,
    with its name as `question`.
    """

    results: QueryResults
    catalogue: Catalogue
    values: Values

    async def respond(self, request: Request) -> Response:
        """The link with what it is made of; a browser is led to it.

        Raises:
            BadArgument: there is no query, or its answer is another each time.
            AskError: it has no answer.
        """
        choice = negotiate(request.scope, OFFERS)
        asked = await self._asked(parameters(request.scope["query_string"]))
        found = await unless_gone(request.receive, digest_of(self.results.engine, asked.question))
        held = [(PARAMETER, self.results.snapshot), (DIGEST, found.value)]
        encoded = urlencode([*asked.parameters, *held])
        link = f"{origin(request.scope)}{asked.path}?{encoded}"
        if choice.format == "html":
            return RedirectResponse(link, 303)
        told = {
            "link": link,
            "query": asked.question.query.text,
            "snapshot": self.results.snapshot,
            "digest": found.value,
            "size": found.size,
        }
        return Response(orjson.dumps(told), media_type=choice.content_type)

    async def _asked(self, pairs: Sequence[tuple[str, str]]) -> _Asked:
        names = [value for key, value in pairs if key == QUESTION]
        if names:
            given = [pair for pair in pairs if pair[0] != QUESTION]
            question = self.catalogue.find(names[0])
            text = await asyncio.to_thread(self.values.bind, question, dict(given))
            return _Asked(f"/queries/{question.slug}", given, Question(examine(text), ""))
        asked = protocol_request(pairs)
        if not asked.query or is_changing(asked.query):
            raise BadArgument(
                "Send a query; one with NOW, RAND, UUID, STRUUID or BNODE has no lasting answer."
            )
        graphs = (asked.default_graphs, asked.named_graphs)
        by_text = Question(examine(asked.query), "", *graphs, seconds=asked.seconds)
        return _Asked("/sparql", _parameters(asked), by_text)


def _parameters(asked: ProtocolRequest) -> list[tuple[str, str]]:
    return [
        ("query", asked.query),
        *(("default-graph-uri", graph) for graph in asked.default_graphs),
        *(("named-graph-uri", graph) for graph in asked.named_graphs),
    ]
