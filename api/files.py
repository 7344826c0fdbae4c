"""The service over files as they are: `/sparql`, and words about what is not here."""

from collections.abc import Mapping
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from api.description import Description
from api.representation.cors import SharedWithOrigins
from api.representation.kept import KeptAnswers
from api.representation.middleware import RepresentationMiddleware
from api.representation.problems import Problem
from api.representation.refusals import Refusals
from api.representation.stream import QueryResults
from api.sparql import METHODS, SparqlEndpoint
from kg.engine import Advisor, Engine, Holdings, service_description
from kg.errors import AskError

ABSENT = (
    "Files are served at /sparql alone. Pages, GraphQL, /id and /queries belong to a snapshot: "
    "`averment build`, then `averment serve` without --dataset."
)


def create_files_app(
    engine: Engine, identity: str, name: str, answers: KeptAnswers, held: Holdings
) -> ASGIApp:
    """The endpoint over files, as an ASGI application.

    Args:
        engine: holds the files.
        identity: the digest on which answers depend; it stands where a snapshot's id does.
        name: of the files, for people.
        answers: keeps those that are asked for again.
        held: what the files hold, as far as it is known.
    """
    refusals = Refusals(_problem)
    results = QueryResults(engine, identity, answers)
    described = Description(partial(_described, held.graphs))
    endpoint = SparqlEndpoint(results, described.respond, advise=Advisor(held.vocabulary))
    app = Starlette(
        routes=[
            Route("/sparql", endpoint, methods=METHODS),
            Route("/", partial(_home, name)),
            Route("/health", partial(_health, identity, name)),
            Route("/{path:path}", _absent),
        ],
        middleware=[Middleware(SharedWithOrigins)],
        exception_handlers=dict.fromkeys((AskError, HTTPException, Exception), refusals),
    )
    return RepresentationMiddleware(app, identity)


def _described(graphs: Mapping[str, int], origin: str, format_: str) -> bytes:
    return service_description(f"{origin}/sparql", graphs, format_, union=False)


async def _home(name: str, _: Request) -> Response:
    return PlainTextResponse(f"{name}: ask SPARQL at /sparql.\n{ABSENT}\n")


async def _health(identity: str, name: str, _: Request) -> Response:
    return JSONResponse({"status": "ok", "snapshot": identity, "files": name})


async def _absent(_: Request) -> Response:
    raise HTTPException(404, ABSENT)


def _problem(_: HTTPConnection, status: int, title: str, detail: str) -> Response:
    return Problem(status, title, detail)
