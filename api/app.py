"""The service put together: one readable list of routes."""

from functools import partial

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from api.advice import advisor_of
from api.cite import Citations
from api.description import Descriptions
from api.dump import Dump
from api.graphql.app import GraphqlEndpoint, graphql_app
from api.graphql.schema import build_schema
from api.ontology import ontology_of
from api.openapi.document import printed
from api.questions import NamedQuestions
from api.representation.cors import SharedWithOrigins
from api.representation.kept import KeptAnswers
from api.representation.middleware import RepresentationMiddleware
from api.representation.negotiation import HTML, JSON, offering
from api.representation.refusals import Page, Refusals, RefusedRoute
from api.representation.stream import QueryResults
from api.resources import Resources
from api.rest import Doors, rest
from api.search import Searching
from api.sparql import METHODS, SparqlEndpoint
from api.web.ontology import rendered
from api.web.pinned import PinnedLinks
from api.web.render import Renderer, Static
from api.web.site import Site
from kg.ask.named import Catalogue
from kg.ask.search import TextIndex
from kg.ask.values import Values
from kg.contract import Contract, make_contract
from kg.contract.ontology import Ontology, read_ontology
from kg.engine import Engine, select
from kg.errors import AskError
from kg.publish.history import Published
from kg.publish.snapshot import Snapshot


def create_app(
    engine: Engine, published: Published, answers: KeptAnswers, current: str | None = None
) -> ASGIApp:
    """The doors of one snapshot, as an ASGI application.

    Args:
        engine: answers every question that is asked of it.
        published: the snapshot, which supplies all else that is served.
        answers: keeps those that are asked for again.
        current: the id of the current snapshot, where this is another one.

    Raises:
        BadFile, BadContract: the snapshot was built by another version of this program.
    """
    snapshot = published.snapshot
    source, catalogue = read_ontology(snapshot.ontology), Catalogue(snapshot.queries)
    contract = make_contract(source)
    renderer = Renderer(snapshot.id, contract, current)
    index = TextIndex(snapshot.texts)
    values = Values(index, contract, source, snapshot.moved())
    site = Site(engine, contract, catalogue, values, renderer, today=snapshot.last_curated)
    results = QueryResults(engine, snapshot.id, answers)
    named = NamedQuestions(results, catalogue, values, site.question, site.catalogue)
    ontology = ontology_of(source, contract, partial(rendered, renderer))
    told = Descriptions(snapshot, catalogue, is_current=current is None)
    advise = advisor_of(source, snapshot.statistics())
    sparql = SparqlEndpoint(results, told.endpoint.respond, site.sparql, advise)
    doors = Doors(
        health=offering(JSON, partial(_health, published)),
        void=told.data.at_its_address,
        dump=Dump(snapshot).respond,
        catalogue=named.index,
        question=named.respond,
        search=Searching(index, contract, site.search).respond,
        thing=Resources(results, site.entity, snapshot.moved()).respond,
        cite=Citations(results).respond,
        ontology=ontology.respond,
    )
    # Routes are tried one after another: the two that are asked most come first.
    routes = [
        Route("/sparql", sparql, methods=METHODS),
        Route("/graphql", _graphql(snapshot, contract, engine, site, source), methods=METHODS),
        Route("/", offering(HTML, site.home)),
        Route("/graphql/schema.graphql", site.schema),
        *_with_ending(doors),
        *ontology.routes(),
    ]
    return RepresentationMiddleware(_assembled(routes, doors, catalogue, site.error), snapshot.id)


def _graphql(
    snapshot: Snapshot, contract: Contract, engine: Engine, site: Site, source: Ontology
) -> GraphqlEndpoint:
    return graphql_app(
        build_schema(contract),
        contract,
        partial(select, engine),
        page=site.graphql,
        about={"snapshot": snapshot.id, "licence": source.licence},
        texts=TextIndex(snapshot.texts),
    )


def _with_ending(doors: Doors) -> list[Route]:
    """Addresses whose ending names the format."""
    found = {"/queries": doors.catalogue, "/search": doors.search, "/.well-known/void": doors.void}
    return [Route(f"{path}.{{ending}}", door) for path, door in found.items()]


def _assembled(routes: list[Route], doors: Doors, catalogue: Catalogue, page: Page) -> ASGIApp:
    """All routes in one application, those that OpenAPI declares last."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.router.routes += [
        RefusedRoute(),
        *routes,
        Route("/openapi.json", offering(JSON, partial(_openapi, app, catalogue))),
        Mount("/static", Static()),
        *rest(doors).routes,
    ]
    return _completed(app, page)


def _completed(app: FastAPI, page: Page) -> ASGIApp:
    """With what all doors share: the form of refusals, and what every answer goes through."""
    refusals = Refusals(page)
    for kind in (AskError, HTTPException, Exception):
        app.add_exception_handler(kind, refusals)
    app.add_middleware(PinnedLinks)
    app.add_middleware(SharedWithOrigins)
    return app


async def _health(published: Published, _: Request) -> Response:
    return JSONResponse(health_of(published))


async def _openapi(app: FastAPI, catalogue: Catalogue, _: Request) -> Response:
    return Response(printed(app, catalogue.values()), media_type="application/json")


def health_of(published: Published) -> dict[str, object]:
    """What `/health` says; a service that answers from an older snapshot says why."""
    told: dict[str, object] = {"status": "ok", "snapshot": published.snapshot.id}
    if refused := published.refused:
        cause = f"{refused.path} {refused.cause}"
        told |= {"status": "degraded", "refused": {"id": refused.identity, "cause": cause}}
    return told
