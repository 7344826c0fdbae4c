"""Citing an answer: a link with query, snapshot and digest, by which it is checked years later."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.representation.negotiation import HTML, JSON, Offers, negotiate
from api.representation.request import origin, parameters, unless_gone
from api.representation.stream import QueryResults, is_changing
from api.sparql import ProtocolRequest, protocol_request
from api.web.pinned import PARAMETER
from kg.engine import Question, digest_of, examine
from kg.errors import BadArgument

OFFERS: Final[Offers] = {**JSON, **HTML}


@dataclass(frozen=True, slots=True)
class Citations:
    """Answers `/cite`, which is asked as `/sparql` is by GET."""

    results: QueryResults

    async def respond(self, request: Request) -> Response:
        """The link with what it is made of; a browser is led to it.

        Raises:
            BadArgument: there is no query, or its answer is another each time.
            AskError: it has no answer.
        """
        choice = negotiate(request.scope, OFFERS)
        asked = protocol_request(parameters(request.scope["query_string"]))
        if not asked.query or is_changing(asked.query):
            raise BadArgument("Send a query whose answer is the same each time.")
        graphs = (asked.default_graphs, asked.named_graphs)
        question = Question(examine(asked.query), "", *graphs, seconds=asked.seconds)
        found = await unless_gone(request.receive, digest_of(self.results.engine, question))
        link = f"{origin(request.scope)}/sparql?{self._parameters(asked, found.value)}"
        if choice.format == "html":
            return RedirectResponse(link, 303)
        told = {
            "link": link,
            "query": asked.query,
            "snapshot": self.results.snapshot,
            "digest": found.value,
            "size": found.size,
        }
        return Response(orjson.dumps(told), media_type=choice.content_type)

    def _parameters(self, asked: ProtocolRequest, digest: str) -> str:
        return urlencode(
            [
                ("query", asked.query),
                *(("default-graph-uri", graph) for graph in asked.default_graphs),
                *(("named-graph-uri", graph) for graph in asked.named_graphs),
                (PARAMETER, self.results.snapshot),
                ("digest", digest),
            ]
        )
