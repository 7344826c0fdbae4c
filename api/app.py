"""The service put together: one readable list of routes."""

from pathlib import Path
from typing import Final

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.graphql import GraphQLEndpoint
from api.named import NamedQuestions
from api.problems import STATUS, problem
from api.resources import Resources
from api.sparql import SparqlEndpoint
from api.web.site import Site
from kg.contract import Contract
from kg.engine.client import WorkerEngine
from kg.errors import AskError
from kg.named import Catalogue
from kg.snapshot import Snapshot

STATIC: Final = Path(__file__).parent / "web" / "static"


def create_app(
    engine: WorkerEngine, snapshot: Snapshot, contract: Contract, catalogue: Catalogue
) -> FastAPI:
    """The ASGI application over one snapshot; `engine` answers every question that it asks."""
    marked = {"Averment-Snapshot": snapshot.id}
    site = Site(engine, catalogue, snapshot)
    named = NamedQuestions(engine, catalogue, site.query, marked)
    resources = Resources(engine, site.entity, snapshot.id, marked)

    async def sparql_page(scope: Scope, query: str) -> Response:
        return await site.sparql(Request(scope), query)

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "ok", "snapshot": snapshot.id})

    app = FastAPI(title="Averment", docs_url=None, redoc_url=None)
    app.router.routes += [
        Route("/", site.home),
        Route("/health", health),
        Route("/sparql", SparqlEndpoint(engine, sparql_page, marked)),
        Route("/graphql", GraphQLEndpoint(contract, engine.select, site.graphql)),
        Route("/id/{slug:path}", resources),
        Route("/queries/{slug}", named),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    for refusal in STATUS:
        app.add_exception_handler(refusal, _refused)
    app.add_middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "POST"], allow_headers=["*"]
    )
    return app


async def _refused(_: Request, error: Exception) -> Response:
    if not isinstance(error, AskError):
        raise error
    return problem(error)
