"""What a door raises, or the lack of one, as problem details or as a page that says the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, TypeAlias

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from api.representation.negotiation import HTML, Offers, choose
from api.representation.problems import MEDIA_TYPE, Problem, problem
from api.representation.request import ClientGone, header
from kg.errors import AskError

OFFERS: Final[Offers] = {"json": (MEDIA_TYPE, "application/json"), **HTML}
METHODS: Final = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")
# Nobody reads it; the number is the one that logs know.
CLIENT_GONE: Final = 499
SHOWN: Final = 200

REFUSAL: Final = "refusal"

Page: TypeAlias = Callable[[HTTPConnection, int, str, str], Response]


@dataclass(frozen=True, slots=True)
class Refusals:
    """The handler of every exception: AskError, HTTPException, and what nobody foresaw.

    `page` makes a page of request, status, title and detail, for those who like pages best.
    """

    page: Page

    async def __call__(self, request: Request, error: Exception) -> Response:
        """The refusal in the form that its asker reads."""
        if isinstance(error, ClientGone):
            return Response(status_code=CLIENT_GONE)
        refusal = _problem_of(request, error)
        if refusal.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": refusal.headers["allow"]})
        liked = choose(header(request.scope, b"accept"), OFFERS)
        if liked and liked.format == "html":
            return self._paged(request, refusal)
        return refusal

    def _paged(self, request: Request, refusal: Problem) -> Response:
        page = self.page(request, refusal.status_code, refusal.title, refusal.detail)
        for name in ("allow", "retry-after"):
            if name in refusal.headers:
                page.headers[name] = refusal.headers[name]
        return page


class RefusedRoute(BaseRoute):
    """Raises what a request was refused for before it came to any door; `refused` marks those."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whatever its path."""
        return (Match.FULL if is_refused(scope) else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Leaves the rest to the handler of exceptions."""
        raise scope["state"][REFUSAL]


def is_refused(scope: Scope) -> bool:
    """Whether a request is answered by its refusal and no door."""
    return REFUSAL in scope.get("state", {})


def refused(scope: Scope, error: Exception) -> Scope:
    """The scope of a request that is answered by its refusal and no door."""
    return {**scope, "state": {**scope.get("state", {}), REFUSAL: error}}


def _problem_of(request: Request, error: Exception) -> Problem:
    if isinstance(error, AskError):
        return problem(error)
    if isinstance(error, HTTPException):
        return _http_problem(request, error)
    return Problem(500, "Internal server error", "This is a fault of the service, not of yours.")


def _http_problem(request: Request, error: HTTPException) -> Problem:
    """The problem of an HTTP status, in words of ours where the framework raised it."""
    phrase, headers = HTTPStatus(error.status_code).phrase, dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers = {"Allow": _allowed(headers)}
    detail = error.detail if error.detail != phrase else _sentence(request, phrase, headers)
    return Problem(error.status_code, phrase.capitalize(), detail, headers)


def _sentence(request: Request, phrase: str, headers: Mapping[str, str]) -> str:
    if "Allow" in headers:
        return f"Use {headers['Allow']}."
    if phrase == HTTPStatus.NOT_FOUND.phrase:
        return f"Nothing is served at {request.url.path[:SHOWN]}."
    return f"{phrase}."


def _allowed(headers: Mapping[str, str]) -> str:
    """The methods of an address; HEAD comes with GET, and OPTIONS is always there."""
    given = {method.strip() for method in headers.get("Allow", "").split(",")}
    taken = given | {"OPTIONS"} | ({"HEAD"} if "GET" in given else set())
    return ", ".join(method for method in METHODS if method in taken)
