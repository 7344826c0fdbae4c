"""The pages: asks, builds, renders. One method per kind of page; an instance serves one request."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from starlette.requests import HTTPConnection
from starlette.responses import FileResponse, RedirectResponse

from api.graphql.recipes import counterparts
from api.representation.problems import problem
from api.web.comparing import Comparing
from api.web.render import HEADERS, Renderer
from api.web.shown import shown
from api.web.views import (
    argument,
    console,
    entity,
    home,
    lineage,
    links,
    listing,
    margin,
    neighbourhood,
    parts,
    proposition,
    questions,
    report,
    sharing,
    story,
    tour,
)
from api.web.views import search as hits_shown
from api.web.views.faults import Fault, fault
from kg.ask import describe
from kg.ask.describe.labels import MOST_OPTIONS
from kg.ask.named import expected_classes
from kg.engine import examine, select
from kg.errors import AskError, BadArgument
from kg.terms import AVD

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

    from api.search import Findings, Search
    from kg.ask.named import NamedQuestion, Parameter
    from kg.ask.reader import Select
    from kg.ask.values import Values
    from kg.contract import Contract
    from kg.engine import Engine, Query

NOT_FOUND: Final = 404
SCHEMA: Final = Path(__file__).parents[1] / "graphql" / "schema.graphql"


class Site:
    """All pages of the service on one snapshot.

    Args:
        engine: answers SPARQL under the service's guard and deadline.
        contract: says which classes and fields there are.
        catalogue: named questions by slug.
        values: reads what is given for their parameters.
        renderer: makes pages of templates and values.
        margins: makes what stands beside every thing.
        today: the day until which what is open is drawn, the snapshot's own.
        deadline: seconds that the engine gives a question.
        reading: makes what reads the nodes of a page.
    """

    def __init__(
        self,
        engine: Engine,
        contract: Contract,
        catalogue: Mapping[str, NamedQuestion],
        values: Values,
        renderer: Renderer,
        *,
        margins: margin.Margins,
        today: date,
        deadline: float,
        reading: Callable[[Select], describe.PageReader],
    ) -> None:
        self._engine = engine
        self._select = partial(select, engine)
        self._contract = contract
        self._catalogue = catalogue
        self._values = values
        self._render = renderer.page
        self._comparing = Comparing(self._select, contract, values, renderer)
        self._margins = margins
        self._in_graphql = counterparts()
        self._today = today.isoformat()
        self._sharing: describe.Sharing | None = None
        self._deadline = deadline
        self._thing = partial(describe.thing, self._select, contract, reading=reading)

    async def home(self, request: HTTPConnection) -> Response:
        """`/`: who shares with whom, what is contested, what is new; `?kind=` browses."""
        return await self._safely(request, self._home)

    async def search(self, request: HTTPConnection, search: Search, findings: Findings) -> Response:
        """`/search?q=`: what was found, claims with their status, terms beneath."""
        hits, terms, suggestion = findings
        found = (hit.iri for hit in hits.hits)
        claims = await describe.claims(self._select, self._contract, found)
        return self._render(
            "search.html.j2",
            request,
            searched=search.words,
            kinds=hits_shown.kinds(hits, self._contract, search.words, search.class_name),
            lines=hits_shown.lines(hits, claims, self._contract),
            shown=hits_shown.place(hits, search.skip),
            total=hits.total,
            further=search.further(hits.total),
            terms=terms,
            suggestion=suggestion,
        )

    async def entity(self, request: HTTPConnection, slug: str) -> Response:
        """`/id/<slug>`: the page about one thing, 404 with suggestions where there is none."""
        return await self._safely(request, lambda asked: self._entity(asked, slug))

    async def catalogue(self, request: HTTPConnection) -> Response:
        """`/queries`: all named questions in groups, `?q=` those with these words."""
        words = request.query_params.get("q", "")
        groups = questions.groups(self._catalogue.values(), words)
        return self._render("questions.html.j2", request, groups=groups, words=words)

    async def question(self, request: HTTPConnection, slug: str) -> Response:
        """`/queries/<slug>`: a named question with its form and its answer."""
        return await self._safely(request, lambda asked: self._question(asked, slug))

    async def editing(self, request: HTTPConnection) -> Response:
        """`/queries/<slug>/edit`: leads to the SPARQL page with the text of a question."""
        return await self._safely(request, self._editing)

    async def compare(self, request: HTTPConnection) -> Response:
        """`/compare`: two things, or one thing on two days, differences first."""
        return await self._safely(request, self._comparing.respond)

    async def tour(self, request: HTTPConnection) -> Response:
        """`/tour`: a way through one story, for who is here the first time."""
        return self._render("tour.html.j2", request, steps=tour.STEPS)

    async def sparql(
        self, scope: Scope, text: str, query: Query | AskError, advice: Sequence[str]
    ) -> Response:
        """`/sparql` for people: the box, and the answer to `text` unless it is empty.

        `query` is what the guard made of the text, `advice` what is said on it.
        """
        return await self._sparql(HTTPConnection(scope), text, query, advice)

    async def graphql(self, scope: Scope, text: str, answer: str) -> Response:
        """`/graphql` for people: the box, examples, and the answer to `text` if there is one."""
        request = HTTPConnection(scope)
        origin = f"{request.url.scheme}://{request.url.netloc}"
        page = console.graphql(text, answer, origin)
        return self._render("graphql.html.j2", request, page=page)

    async def schema(self, _: HTTPConnection) -> Response:
        """`/graphql/schema.graphql`: the printed schema."""
        return FileResponse(SCHEMA, media_type="text/plain", headers=HEADERS)

    def error(self, request: HTTPConnection, status: int, title: str, detail: str) -> Response:
        """A refusal as a page."""
        shown = Fault(title, detail)
        return self._render("error.html.j2", request, status, fault=shown, suggestions=())

    async def _safely(
        self, request: HTTPConnection, make: Callable[[HTTPConnection], Awaitable[Response]]
    ) -> Response:
        """The page, or the page of the refusal that making it met."""
        try:
            return await make(request)
        except AskError as refusal:
            answer = problem(refusal)
            return self.error(request, answer.status_code, answer.title, answer.detail)

    async def _home(self, request: HTTPConnection) -> Response:
        if "q" in request.query_params:  # where searches had their address first
            return RedirectResponse(f"/search?{request.url.query}", 308)
        if kind := request.query_params.get("kind"):
            return await self._listed(request, kind)
        if self._sharing is None:  # the same for as long as the snapshot is served
            self._sharing = await describe.sharing(self._select)
        given = request.query_params
        chosen = (given.get("year", ""), given.getlist("arrangement"), given.getlist("certainty"))
        choice = sharing.chosen(*chosen, today=self._today)
        kinds = self._contract.browsed
        page = home.build(
            sharing.build(self._sharing, choice, self._today),
            await describe.contested(self._select, self._contract),
            await describe.recent(self._select, kinds, self._today),
            kinds,
            self._today,
        )
        groups = questions.groups(self._catalogue.values())
        return self._render(
            "home.html.j2", request, page=page, groups=groups, asked=len(self._catalogue)
        )

    async def _listed(self, request: HTTPConnection, kind: str) -> Response:
        if kind not in self._contract.classes:
            known = ", ".join(self._contract.classes)
            raise BadArgument(f"kind is “{kind[:40]}”; choose one of: {known}.")
        of, part = self._contract.classes[kind], listing.part(request.query_params)
        found = await describe.members(self._select, of, part)
        are_claims = self._contract.descends(kind, "Proposition")
        iris = (each.ref.iri for each in found.items)
        claims = await describe.claims(self._select, self._contract, iris) if are_claims else {}
        page = listing.build(of, part, found, claims)
        return self._render("listing.html.j2", request, page=page)

    async def _entity(self, request: HTTPConnection, slug: str) -> Response:
        days = describe.Days(_day(request, "asOf"), _day(request, "knownAt"))
        part = parts.asked(request.query_params)
        if part.name == neighbourhood.NEIGHBOURHOOD:
            return await self._neighbourhood(request, slug, days)
        match await self._thing(slug, days, part):
            case describe.Proposition() as found:
                page: Any = proposition.build(found, days)
                bearing = describe.bearing(self._contract, found.iri)
                shown = {"page": page, "argument": argument.argument_map(page, bearing)}
                by = self._margin(found, found.text, "Proposition")
                return self._render("proposition.html.j2", request, margin=by, **shown)
            case describe.Report() as found:
                page = report.build(found, days, self._today, part)
                parts.found(part, page.said)
                by = self._margin(found, page.title, found.kind)
                return self._render("report.html.j2", request, page=page, margin=by)
            case describe.Entity() as found:
                near = describe.one_step(self._contract, found.iri)
                page = entity.build(found, days, self._today, part, near)
                told = await self._story(found, days, part)
                parts.found(part, *page.listed, *((told.days, told.rows) if told else ()))
                by = self._margin(found, page.title, found.kind)
                shown = {"page": page, "story": told, "lineage": await self._lineage(found, part)}
                return self._render("entity.html.j2", request, margin=by, **shown)
        return await self._missing(request, slug)

    async def _missing(self, request: HTTPConnection, slug: str) -> Response:
        return self._render(
            "error.html.j2",
            request,
            NOT_FOUND,
            fault=Fault("Nothing is recorded here", f"There is no record of “{slug}”."),
            suggestions=await describe.suggestions(self._select, slug),
        )

    async def _neighbourhood(
        self, request: HTTPConnection, slug: str, days: describe.Days
    ) -> Response:
        """What stands one and two steps from a thing, as a picture and a table."""
        found = await self._thing(slug, days)
        if not isinstance(found, describe.Entity):
            return await self._missing(request, slug)
        near = [ref.iri for ref in neighbourhood.near(found)]
        further = await describe.two_steps(self._select, self._contract, found.iri, near, days)
        query = describe.one_step(self._contract, found.iri)
        page = neighbourhood.build(found, further, query)
        return self._render(
            "neighbourhood.html.j2", request, page=page, title=found.label, days=days
        )

    def _margin(
        self, thing: describe.Entity | describe.Report | describe.Proposition, title: str, kind: str
    ) -> margin.Margin:
        file = thing.provenance.file.iri if thing.provenance else ""
        return self._margins.of(thing.iri, title, kind, file)

    async def _lineage(
        self, thing: describe.Entity, part: describe.Slice
    ) -> lineage.LineageShown | None:
        """The lineage of a body that took a place, or whose place was taken."""
        named = [value.name for value in thing.properties] + [g.name for g in thing.neighbours]
        if part.name or describe.SUCCEEDS not in named:
            return None
        found = await describe.lineage(self._select, thing.iri)
        return lineage.build(found, thing.iri, self._today) if found.successions else None

    async def _story(
        self, thing: describe.Entity, days: describe.Days, part: describe.Slice
    ) -> story.StoryShown | None:
        """What a story holds; None for what is none."""
        if self._contract.classes["Episode"].iri not in {kind.iri for kind in thing.kinds}:
            return None
        told = await describe.story(self._select, self._contract, thing.iri, days)
        return story.build(told, parts.Place(thing.iri, days, part))

    async def _question(self, request: HTTPConnection, slug: str) -> Response:
        if slug not in self._catalogue:
            return self._unknown(request, slug)
        question, given = self._catalogue[slug], dict(request.query_params)
        text, wrong, result, status = question.text, None, None, 200
        try:
            given = await asyncio.to_thread(self._values.read, question, given)
            text = question.bind(given)
            result = await shown(self._engine, self._contract, examine(text))
        except AskError as refusal:
            wrong, status = fault(refusal, text), problem(refusal).status_code
        fields = [await self._field(parameter, given) for parameter in question.parameters]
        page = questions.build(
            question, fields, text, wrong, result, graphql=self._in_graphql.get(slug, "")
        )
        return self._render("query.html.j2", request, status, page=page)

    async def _editing(self, request: HTTPConnection) -> Response:
        slug = request.path_params["slug"]
        if slug not in self._catalogue:
            return self._unknown(request, slug)
        question, given = self._catalogue[slug], dict(request.query_params)
        given = await asyncio.to_thread(self._values.read, question, given)
        return RedirectResponse(links.asking(question.bind(given)), 303)

    def _unknown(self, request: HTTPConnection, slug: str) -> Response:
        return self.error(request, NOT_FOUND, "No such question", f"There is no question “{slug}”.")

    async def _field(self, parameter: Parameter, given: Mapping[str, str]) -> questions.Field:
        kinds = expected_classes(parameter)
        choices = await describe.options(self._select, kinds) if kinds else ()
        label = ""
        if len(choices) > MOST_OPTIONS:
            held = AVD + questions.value(parameter, given)
            labels = await describe.labels(self._select, self._contract, [held])
            label = f"“{labels[held].text}”." if held in labels else ""
        return questions.field(parameter, given, choices, label)

    async def _sparql(
        self, request: HTTPConnection, text: str, query: Query | AskError, advice: Sequence[str]
    ) -> Response:
        wrong, result, status = None, None, 200
        if text:
            try:
                if isinstance(query, AskError):
                    raise query
                result = await shown(self._engine, self._contract, query)
            except AskError as refusal:
                wrong, status = fault(refusal, text), problem(refusal).status_code
        groups = questions.groups(self._catalogue.values())
        page = console.sparql(
            text,
            groups,
            wrong,
            result,
            advice,
            is_cited="digest" in request.query_params,
            endpoint=_endpoint(request),
        )
        deadline = f"{self._deadline:g}"
        return self._render("sparql.html.j2", request, status, page=page, deadline=deadline)


def _endpoint(request: HTTPConnection) -> str:
    return f"{request.url.scheme}://{request.url.netloc}/sparql"


def _day(request: HTTPConnection, name: str) -> str:
    """An ISO day that the reader looks from, or nothing.

    Raises:
        BadArgument: the parameter of this name is not a day.
    """
    given = request.query_params.get(name, "")
    try:
        return date.fromisoformat(given).isoformat() if given else ""
    except ValueError as error:
        raise BadArgument(
            f"{name} is “{given[:40]}”; it must be a day such as 2025-03-06."
        ) from error
