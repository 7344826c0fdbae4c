"""The service put together: one readable list of routes."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from api.advice import SnapshotThings, advisor_of
from api.cite import Citations
from api.description import Descriptions
from api.discovery import Discovery
from api.dump import Dump
from api.feeds import feeds
from api.graphql.app import GraphqlEndpoint, graphql_app
from api.graphql.schema import build_schema
from api.ontology import Body, ontology_of
from api.ontology import Ontology as Pages
from api.openapi.document import printed
from api.questions import NamedQuestions
from api.representation.cors import SharedWithOrigins
from api.representation.fast_path import Door, FastPath
from api.representation.kept import KeptAnswers
from api.representation.middleware import RepresentationMiddleware
from api.representation.negotiation import HTML, JSON, offering
from api.representation.refusals import Page, Refusals, RefusedRoute
from api.representation.stream import QueryResults
from api.resources import Resources
from api.rest import Doors, Handler, rest
from api.search import Searching
from api.sparql import SparqlEndpoint
from api.vocabulary import vocabulary
from api.web.builder import Builder
from api.web.ontology import rendered
from api.web.pinned import PinnedLinks
from api.web.render import Renderer, Static
from api.web.site import Site
from api.web.views.margin import Margins, in_schema
from kg.ask.describe import PageReader
from kg.ask.named import Catalogue
from kg.ask.search import TermSearch, TextIndex
from kg.ask.values import Values
from kg.contract import Contract, make_contract
from kg.contract.ontology import Ontology, read_ontology
from kg.contract.reference import reference
from kg.engine import Engine, select
from kg.errors import AskError, Refused
from kg.index import IndexPageReader, Records, open_records
from kg.publish.history import Published
from kg.publish.snapshot import Snapshot
from kg.publish.statistics import Statistics


def create_app(
    engine: Engine,
    published: Published,
    answers: KeptAnswers,
    deadline: float,
    current: str | None = None,
) -> ASGIApp:
    """The doors of one snapshot, as an ASGI application.

    Args:
        engine: answers every question that is asked of it.
        published: the snapshot, which supplies all else that is served.
        answers: keeps those that are asked for again.
        deadline: seconds that the engine gives a question, of which pages tell.
        current: the id of the current snapshot, where this is another one.

    Raises:
        BadFile, BadContract: the snapshot was built by another version of this program.
    """
    # An engine that was chosen by address answers all that is asked.
    read = _read(published.snapshot, indexed=not engine.is_remote)
    snapshot, contract = read.snapshot, read.contract
    renderer = Renderer(snapshot.id, contract, current)
    site = _site(read, engine, renderer, deadline)
    results = QueryResults(engine, snapshot.id, answers)
    builder = Builder(engine, contract, read.values, renderer)
    named = NamedQuestions(results, read.catalogue, read.values, site.question, site.catalogue)
    ontology = _ontology(read, renderer)
    told = Descriptions(snapshot, read.catalogue, is_current=current is None)
    doors = Doors(
        health=offering(JSON, partial(_health, published)),
        void=told.data.at_its_address,
        dump=Dump(snapshot).respond,
        catalogue=named.index,
        question=named.respond,
        search=Searching(read.texts, read.terms, contract, site.search).respond,
        thing=Resources(results, site.entity, snapshot.moved()).respond,
        cite=Citations(results, read.catalogue, read.values).respond,
        ontology=ontology.respond,
    )
    asked = _asked(_sparql(read, results, told, site), _graphql(read, engine, site))
    routes = [
        *(Route(path, door, methods=door.methods) for path, door in asked.items()),
        Route("/sparql/vocabulary.json", _vocabulary(read)),
        *_pages(site, builder, doors),
        *_news(engine, read),
        *ontology.routes(),
    ]
    app = FastPath(_assembled(routes, doors, read.catalogue, site.error), asked)
    return RepresentationMiddleware(SharedWithOrigins(PinnedLinks(app)), snapshot.id)


class _Read(NamedTuple):
    """What the doors of a snapshot share."""

    snapshot: Snapshot
    statistics: Statistics
    source: Ontology
    contract: Contract
    catalogue: Catalogue
    texts: TextIndex
    terms: TermSearch
    values: Values
    records: Records | None


def _read(snapshot: Snapshot, *, indexed: bool) -> _Read:
    source, index = read_ontology(snapshot.ontology), TextIndex(snapshot.texts)
    contract = make_contract(source)
    values = Values(index, contract, source, snapshot.moved())
    statistics, catalogue = snapshot.statistics(), Catalogue(snapshot.queries)
    terms = TermSearch(source, contract)
    records = _records(snapshot) if indexed else None
    return _Read(snapshot, statistics, source, contract, catalogue, index, terms, values, records)


def _site(read: _Read, engine: Engine, renderer: Renderer, deadline: float) -> Site:
    return Site(
        engine,
        read.contract,
        read.catalogue,
        read.values,
        renderer,
        margins=Margins(read.contract, read.catalogue, in_schema(read.source)),
        today=read.snapshot.last_curated,
        deadline=deadline,
        reading=partial(IndexPageReader, read.records) if read.records else PageReader,
    )


def _ontology(read: _Read, renderer: Renderer) -> Pages:
    pages = partial(rendered, renderer, read.statistics)
    return ontology_of(read.source, read.contract, pages)


def _sparql(read: _Read, results: QueryResults, told: Descriptions, site: Site) -> SparqlEndpoint:
    moved, records = read.snapshot.moved(), read.records
    things = SnapshotThings(records, read.texts, moved) if records else None
    advise = advisor_of(read.source, read.contract, read.statistics, things)
    return SparqlEndpoint(results, told.endpoint.respond, site.sparql, advise)


def _graphql(read: _Read, engine: Engine, site: Site) -> GraphqlEndpoint:
    return graphql_app(
        build_schema(read.contract),
        read.contract,
        partial(select, engine),
        page=site.graphql,
        about={"snapshot": read.snapshot.id, "licence": read.source.licence},
        texts=read.texts,
        records=read.records,
    )


def _records(snapshot: Snapshot) -> Records | None:
    """The index that GraphQL and pages are read from; one of another version is not asked."""
    try:
        return open_records(snapshot.records)
    except Refused:
        return None


def _vocabulary(read: _Read) -> Handler:
    """Answers with what editors complete, made when it is first asked for."""

    def made() -> bytes:
        manual = reference(read.source, read.contract)
        return vocabulary(read.contract, manual, read.statistics)

    body = Body(made)

    async def respond(_: Request) -> Response:
        content = await run_in_threadpool(lambda: body.content)
        return Response(content, headers={"ETag": body.tag}, media_type="application/json")

    return offering(JSON, respond)


def _pages(site: Site, builder: Builder, doors: Doors) -> Iterator[Route]:
    """What OpenAPI does not declare: pages, and addresses whose ending names the format."""
    yield Route("/", offering(HTML, site.home))
    yield Route("/compare", offering(HTML, site.compare))
    yield Route("/tour", offering(HTML, site.tour))
    yield Route("/build", offering(HTML, builder.respond))
    yield Route("/queries/{slug}/edit", site.editing)
    yield Route("/graphql/schema.graphql", site.schema)
    for path, door in (
        ("/queries", doors.catalogue),
        ("/search", doors.search),
        ("/.well-known/void", doors.void),
    ):
        yield Route(f"{path}.{{ending}}", door)


def _news(engine: Engine, read: _Read) -> Iterator[Route]:
    """What programs of readers come back for."""
    ask, today = partial(select, engine), read.snapshot.last_curated.isoformat()
    yield from Discovery(ask, read.contract).routes()
    for feed in feeds(ask, read.contract, today):
        yield Route(feed.path, feed.respond)


def _asked(sparql: SparqlEndpoint, graphql: GraphqlEndpoint) -> Mapping[str, Door]:
    """The doors of the query languages, which are asked most, by their paths."""
    return {"/sparql": sparql, "/graphql": graphql, "/graphql.csv": graphql}


def _assembled(routes: list[Route], doors: Doors, catalogue: Catalogue, page: Page) -> ASGIApp:
    """All routes in one application, tried one after another in this order, which tells refusals
    in their own form.
    """
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.router.routes += [
        RefusedRoute(),
        *routes,
        Route("/openapi.json", offering(JSON, partial(_openapi, app, catalogue))),
        Mount("/static", Static()),
        *rest(doors).routes,
    ]
    refusals = Refusals(page)
    for kind in (AskError, HTTPException, Exception):
        app.add_exception_handler(kind, refusals)
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
