"""The service put together: one readable list of routes."""

from collections.abc import Mapping
from functools import partial

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from api.graphql.app import graphql_app
from api.graphql.schema import build_schema
from api.ontology import ontology_of
from api.questions import NamedQuestions
from api.representation.problems import STATUS, problem
from api.resources import Resources
from api.sparql import SparqlEndpoint
from api.web.ontology import rendered
from api.web.render import Renderer, Static
from api.web.site import Site
from kg.ask.named import Catalogue
from kg.contract import Contract
from kg.engine import Engine, select
from kg.errors import AskError
from kg.publish.snapshot import Snapshot


def create_app(
    engine: Engine,
    snapshot: Snapshot,
    contract: Contract,
    catalogue: Catalogue,
    moved: Mapping[str, str],
) -> FastAPI:
    """The ASGI application over one snapshot; `engine` answers every question that it asks.

    `moved` maps slugs of things that were merged to the slugs of what they were merged into.
    """
    marked = {"Averment-Snapshot": snapshot.id}
    site = Site(engine, catalogue, snapshot.id)
    named = NamedQuestions(engine, catalogue, site.question, marked)
    resources = Resources(engine, site.entity, snapshot.id, marked, moved)
    pages = partial(rendered, Renderer(snapshot.id))
    ontology = ontology_of(snapshot, contract, pages, site.error)

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "ok", "snapshot": snapshot.id})

    schema = build_schema(contract)
    graphql = graphql_app(
        schema, contract, partial(select, engine), page=site.graphql, headers=marked
    )
    app = FastAPI(title="Averment", docs_url=None, redoc_url=None)
    app.router.routes += [
        Route("/", site.home),
        Route("/health", health),
        Route("/sparql", SparqlEndpoint(engine, site.sparql, marked)),
        Route("/graphql", graphql),
        Route("/graphql/schema.graphql", site.schema),
        Route("/id/{slug:path}", resources.respond),
        Route("/queries/{slug}", named.respond),
        *ontology.routes(),
        Mount("/static", Static()),
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
