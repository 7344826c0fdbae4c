"""The pages: asks, builds, renders. One method a page kind, each made for one request."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from starlette.requests import HTTPConnection

from api.problems import problem
from api.web import answers
from api.web.render import Renderer
from api.web.views import entity, links, proposition, questions, report, results
from api.web.views.faults import Fault, fault
from kg import describe
from kg.errors import AskError, BadArgument
from kg.named import expected_class
from kg.terms import PROLOGUE

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

    from api.web.ports import Engine
    from kg.named import NamedQuestion

NOT_FOUND: Final = 404
EXAMPLE: Final = """PREFIX av: <https://w3id.org/averment/ns#>
SELECT ?holder ?stance ?claim {
  ?position av:holder ?holder ; av:stance ?stance ; av:proposition ?claim .
} LIMIT 50
"""
TITLES: Final[Mapping[str, str]] = {
    "State": "States",
    "Partnership": "Partnerships",
    "Agreement": "Agreements",
    "IntelligenceAgency": "Intelligence agencies",
    "Organisation": "Organisations",
    "Person": "People",
    "UnnamedSource": "Unnamed sources",
    "Report": "Reports",
    "Document": "Documents",
    "Event": "Events",
    "Episode": "Stories",
    "Proposition": "Claims",
}
GRAPHQL_EXAMPLES: Final = (
    (
        "What is held towards one claim",
        '{ proposition(id: "prop-isr-reduce") '
        "{ text currentStatus positions { edges { node { holder { label } stance } } } } }",
    ),
)


@dataclass(frozen=True)
class SparqlPage:
    """Values for `sparql.html.j2`."""

    text: str
    lines: int
    prologue: str
    questions: tuple[dict[str, str], ...]
    problem: Fault | None
    result: results.Result | None
    whole: str
    share: str
    downloads: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class QuestionPage:
    """Values for `query.html.j2`."""

    title: str
    description: str
    path: str
    fields: tuple[questions.Field, ...]
    problem: Fault | None
    result: results.Result | None
    shown: str
    csv: str
    json: str
    share: str
    console: str


class Site:
    """All pages of the service on one snapshot.

    Args:
        engine: answers SPARQL under the service's guard and deadline.
        catalogue: named questions by slug.
        snapshot: the snapshot's id, shown in the foot.
    """

    def __init__(
        self,
        engine: Engine,
        catalogue: Mapping[str, NamedQuestion],
        snapshot: str,
    ) -> None:
        self._engine = engine
        self._catalogue = catalogue
        self._render = Renderer(snapshot).page

    async def home(self, request: HTTPConnection) -> Response:
        """`/`: what this is, the questions, what is contested; `?q=` searches, `?kind=` browses."""
        return await self._safely(request, self._home)

    async def entity(self, request: HTTPConnection, slug: str) -> Response:
        """`/id/<slug>`: the page about one thing, 404 with suggestions where there is none."""
        return await self._safely(request, lambda asked: self._entity(asked, slug))

    async def question(self, request: HTTPConnection, slug: str) -> Response:
        """`/queries/<slug>`: a named question with its form and its answer."""
        return await self._safely(request, lambda asked: self._question(asked, slug))

    async def sparql(self, scope: Scope, text: str) -> Response:
        """`/sparql` for people: the box, and the answer to `text` unless it is empty."""
        return await self._sparql(HTTPConnection(scope), text)

    async def graphql(self, scope: Scope, text: str, answer: str) -> Response:
        """`/graphql` for people: the box, examples, and the answer to `text` if there is one."""
        return self._graphql_page(HTTPConnection(scope), text, answer)

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
            told = problem(refusal)
            return self.error(request, told.status_code, told.title, told.detail)

    async def _home(self, request: HTTPConnection) -> Response:
        words, kind = request.query_params.get("q", "").strip(), request.query_params.get("kind")
        if words:
            return await self._found(request, words)
        if kind:
            return await self._listed(request, kind)
        return self._render(
            "home.html.j2",
            request,
            groups=questions.groups(self._catalogue.values()),
            contested=await describe.contested(self._engine.select),
            example=EXAMPLE,
        )

    async def _found(self, request: HTTPConnection, words: str) -> Response:
        found = await describe.search(self._engine.select, words)
        propositions = [f.ref.iri for f in found if links.slug(f.ref.iri).startswith("prop-")]
        claims = await describe.claims(self._engine.select, propositions)
        return self._render(
            "listing.html.j2",
            request,
            title=f"Search: {words}",
            searched=words,
            claims=tuple(claims.values()),
            found=tuple(item for item in found if item.ref.iri not in claims),
            listing=None,
            nothing=f"Nothing is recorded under a name with “{words}”.",
        )

    async def _listed(self, request: HTTPConnection, kind: str) -> Response:
        if kind not in TITLES:
            raise BadArgument(f"kind is “{kind[:40]}”; known are: {', '.join(TITLES)}.")
        listing = await describe.listing(self._engine.select, kind)
        found = [item.ref.iri for item in listing.items]
        is_claims = kind == "Proposition"
        claims = await describe.claims(self._engine.select, found) if is_claims else {}
        return self._render(
            "listing.html.j2",
            request,
            title=f"{TITLES[kind]} ({listing.total:,})",
            searched="",
            claims=tuple(claims[iri] for iri in found if iri in claims),
            found=() if is_claims else listing.items,
            listing=listing,
            nothing="Nothing of this kind is recorded.",
        )

    async def _entity(self, request: HTTPConnection, slug: str) -> Response:
        as_of, today = _day(request), datetime.now(UTC).date().isoformat()
        select = self._engine.select
        if claim := await describe.proposition(select, slug, as_of):
            built: Any = proposition.build(claim, as_of)
            return self._render("proposition.html.j2", request, page=built)
        if text := await describe.report(select, slug, as_of):
            built = report.build(text, as_of, today)
            return self._render("report.html.j2", request, page=built)
        if thing := await describe.entity(select, slug, as_of):
            built = entity.build(thing, as_of, today)
            return self._render("entity.html.j2", request, page=built)
        return self._render(
            "error.html.j2",
            request,
            NOT_FOUND,
            fault=Fault("Nothing is recorded here", f"There is no record of “{slug}”."),
            suggestions=await describe.suggestions(select, slug),
        )

    async def _question(self, request: HTTPConnection, slug: str) -> Response:
        if slug not in self._catalogue:
            return self.error(
                request, NOT_FOUND, "No such question", f"There is no question “{slug}”."
            )
        question = self._catalogue[slug]
        given = dict(request.query_params)
        text, shown, result = question.text, None, None
        try:
            text = question.bind(given)
            result = await self._result(text)
        except AskError as refusal:
            shown = fault(refusal, text)
        status = 200 if shown is None else 400
        page = await self._question_page(question, given, text, shown, result)
        return self._render("query.html.j2", request, status, page=page)

    async def _question_page(
        self,
        question: NamedQuestion,
        given: Mapping[str, str],
        text: str,
        shown: Fault | None,
        result: results.Result | None,
    ) -> QuestionPage:
        path = f"/queries/{question.slug}"
        fields = []
        for parameter in question.parameters:
            kind = expected_class(parameter)
            choices = await describe.options(self._engine.select, kind) if kind else ()
            fields.append(questions.field(parameter, given, choices))
        asked = urlencode({field.name: field.value for field in fields})
        suffix = f"?{asked}" if asked else ""
        return QuestionPage(
            title=question.title,
            description=question.description,
            path=path,
            fields=tuple(fields),
            problem=shown,
            result=result,
            shown=questions.without_header(text),
            csv=f"{path}.csv{suffix}",
            json=f"{path}.json{suffix}",
            share=path + suffix,
            console=links.asking(text),
        )

    async def _result(self, text: str) -> results.Result:
        began = time.perf_counter()
        answer = await answers.answer(self._engine, text)
        took = time.perf_counter() - began
        labels = await describe.labels(self._engine.select, results.mentioned(answer))
        return results.build(answer, labels, took)

    async def _sparql(self, request: HTTPConnection, text: str) -> Response:
        shown, result, status = None, None, 200
        if text:
            try:
                result = await self._result(text)
            except AskError as refusal:
                shown, status = fault(refusal, text), problem(refusal).status_code
        asking = links.asking(text)
        kinds = ("ttl", "nt", "jsonld") if result and result.kind == "text" else ("csv", "json")
        downloads = tuple((kind, f"{asking}&format={kind}") for kind in kinds)
        page = SparqlPage(
            text=text or EXAMPLE,
            lines=min(max((text or EXAMPLE).count("\n") + 2, 10), 30),
            prologue=PROLOGUE,
            questions=tuple(
                {"title": question.title, "address": links.asking(question.text)}
                for question in self._catalogue.values()
            ),
            problem=shown,
            result=result,
            whole=downloads[0][1],
            share=asking,
            downloads=downloads,
        )
        return self._render("sparql.html.j2", request, status, page=page)

    def _graphql_page(self, request: HTTPConnection, text: str, answer: str) -> Response:
        origin = f"{request.url.scheme}://{request.url.netloc}"
        page = {
            "text": text or GRAPHQL_EXAMPLES[0][1],
            "lines": min(max(text.count("\n") + 2, 10), 30),
            "answer": answer,
            "problem": None,
            "examples": [
                {
                    "title": title,
                    "curl": f"curl -G {origin}/graphql --data-urlencode 'query={document}'",
                    "address": f"/graphql?{urlencode({'query': document})}",
                }
                for title, document in GRAPHQL_EXAMPLES
            ],
        }
        return self._render("graphql.html.j2", request, page=page)


def _day(request: HTTPConnection) -> str:
    """The day that the reader looks from, or nothing.

    Raises:
        BadArgument: `asOf` is no day.
    """
    given = request.query_params.get("asOf", "")
    try:
        return date.fromisoformat(given).isoformat() if given else ""
    except ValueError as error:
        raise BadArgument(f"asOf is “{given[:40]}”; it must be a day, 2025-03-06.") from error
