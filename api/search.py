"""Text search over HTTP: `/search?q=…`, a page for people, JSON for programs."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.representation.negotiation import HTML, JSON, Offers, ending, location, negotiate
from api.web.views.links import local
from kg.ask.reader import slug
from kg.ask.search import Hit, Hits, TextIndex
from kg.ask.search.terms import FoundTerm, TermSearch
from kg.contract import Contract
from kg.errors import BadArgument

OFFERS: Final[Offers] = {**JSON, **HTML}
PATH: Final = "/search"
FIRST: Final = 20
MOST_FIRST: Final = 100
MOST_SKIPPED: Final = 10_000


class Search(NamedTuple):
    """What is searched for: words, and which part of the hits is wanted; a class, or "" for any."""

    words: str
    first: int = FIRST
    skip: int = 0
    class_name: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it begins with the first of all kinds, beneath which terms are found too."""
        return not (self.skip or self.class_name)

    def further(self, total: int) -> str:
        """The address of the next hits, "" where these are the last."""
        skip = self.skip + self.first
        if skip >= min(total, MOST_SKIPPED + 1):
            return ""
        asked = {"q": self.words, "class": self.class_name, "first": self.first, "skip": skip}
        return f"{PATH}?{urlencode({name: value for name, value in asked.items() if value})}"


class Findings(NamedTuple):
    """Things, terms of the ontology, and if there are neither, words that would find some."""

    hits: Hits
    terms: Sequence[FoundTerm]
    suggestion: str


@dataclass(frozen=True, slots=True)
class Searching:
    """Answers `/search` from the text index and the ontology of a snapshot."""

    index: TextIndex
    terms: TermSearch
    contract: Contract
    page: Callable[[Request, Search, Findings], Awaitable[Response]]

    async def respond(self, request: Request) -> Response:
        """The page or the hits; without a word people are led to the home page.

        Raises:
            BadArgument: no word, too many, or a parameter that cannot be read.
        """
        path, named = ending(request.url.path, OFFERS)
        choice = negotiate(request.scope, OFFERS, named)
        is_page = choice.format == "html"
        search = self._read(request)
        if is_page and not search.words:
            return RedirectResponse("/", 303)
        found = await asyncio.to_thread(self._found, search)
        if is_page:
            response = await self.page(request, search, found)
        else:
            content = orjson.dumps(self._listed(search, found))
            response = Response(content, media_type=choice.content_type)
        response.headers["Content-Location"] = location(request.scope, path, choice)
        return response

    def _found(self, search: Search) -> Findings:
        classes = self.contract.below(search.class_name)
        hits = self.index.find(search.words, search.first, search.skip, classes)
        terms = self.terms.find(search.words) if search.is_whole else ()
        is_empty = not (hits.by_class or terms)
        return Findings(hits, terms, self.index.respelled(search.words) if is_empty else "")

    def _read(self, request: Request) -> Search:
        given = request.query_params
        return Search(
            words=given.get("q", "").strip(),
            first=_number(given.get("first") or str(FIRST), "first", 1, MOST_FIRST),
            skip=_number(given.get("skip") or "0", "skip", 0, MOST_SKIPPED),
            class_name=self._class(given.get("class", "")),
        )

    def _class(self, name: str) -> str:
        if not name or name in self.contract.classes:
            return name
        near = get_close_matches(name, self.contract.classes, 1, 0.5)
        rest = f"did you mean {near[0]}?" if near else f"known: {', '.join(self.contract.classes)}."
        raise BadArgument(f"class is “{name[:80]}”, which does not exist; {rest}")

    def _listed(self, search: Search, found: Findings) -> dict[str, Any]:
        return {
            "query": search.words,
            "total": found.hits.total,
            "hits": [self._hit(hit) for hit in found.hits.hits],
            "terms": [_term(term) for term in found.terms],
            "suggestion": found.suggestion or None,
            "next": search.further(found.hits.total) or None,
        }

    def _hit(self, hit: Hit) -> dict[str, str]:
        return {
            "id": slug(hit.iri),
            "iri": hit.iri,
            "class": hit.class_name,
            "kind": self.contract.classes[hit.class_name].label,
            "label": hit.label,
            "reason": hit.reason.words,
            "snippet": hit.snippet,
        }


def _term(term: FoundTerm) -> dict[str, str]:
    return term._asdict() | {"page": local(term.iri)}


def _number(text: str, name: str, least: int, most: int) -> int:
    if text.isascii() and text.isdigit() and len(text) <= len(str(most)):
        number = int(text)
        if least <= number <= most:
            return number
    raise BadArgument(f"{name} is “{text[:20]}”; it must be a number from {least} to {most}.")
