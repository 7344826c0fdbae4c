"""The service put together: one readable list of routes."""

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
from kg.contract import contract_of
from kg.engine import Engine, select
from kg.errors import AskError
from kg.publish.history import Published


def create_app(engine: Engine, published: Published) -> FastAPI:
    """The doors of one snapshot, as an ASGI application.

    Args:
        engine: answers every question that is asked of it.
        published: the snapshot, which supplies all else that is served.

    Raises:
        BadFile, BadContract: the snapshot was built by another version of this program.
    """
    snapshot = published.snapshot
    contract, catalogue = contract_of(snapshot.ontology), Catalogue(snapshot.queries)
    marked = {"Averment-Snapshot": snapshot.id}
    site = Site(engine, catalogue, snapshot.id)
    named = NamedQuestions(engine, catalogue, site.question, marked)
    resources = Resources(engine, site.entity, snapshot.id, marked, snapshot.moved())
    pages = partial(rendered, Renderer(snapshot.id))
    ontology = ontology_of(snapshot, contract, pages, site.error)

    async def health(_: Request) -> Response:
        return JSONResponse(health_of(published))

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


def health_of(published: Published) -> dict[str, object]:
    """What `/health` says; a service that answers from an older snapshot says why."""
    told: dict[str, object] = {"status": "ok", "snapshot": published.snapshot.id}
    if refused := published.refused:
        cause = f"{refused.path} {refused.cause}"
        told |= {"status": "degraded", "refused": {"id": refused.identity, "cause": cause}}
    return told


async def _refused(_: Request, error: Exception) -> Response:
    if not isinstance(error, AskError):
        raise error
    return problem(error)
