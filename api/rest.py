"""The doors that answer by address alone, declared so that `/openapi.json` describes them."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any, Final, NamedTuple, TypeAlias

from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from api import ontology, questions, resources, search
from api.openapi.schemas import UNCHANGED, Responses, moved, offered, refused
from api.representation.coding import GZIP_TYPE
from api.representation.negotiation import GRAPH_TYPES, JSON, Offers
from kg.ask.named import EXAMPLE

Handler: TypeAlias = Callable[[Request], Awaitable[Response]]
NamedHandler: TypeAlias = Callable[[Request, str], Awaitable[Response]]

BAD_ARGUMENT: Final = "A parameter is unknown or wrong; what is expected is said."
NOT_FOUND: Final = "Nothing is here under this name; what comes near is named."
NOT_OFFERED: Final = "None of the accepted formats is available; the answer names those that are."
NO_INDEX: Final = "The snapshot was published before there was a text index."
COSTLY: Final = "The answer took more memory than it may."
BUSY: Final = "No worker is free; Retry-After says when to come back."
NOT_DONE: Final = "SERVICE, an update, or a graph that is not here."
LONG: Final = "The query or its answer is too long."
LATE: Final = "The answer took longer than it may."
# OpenAPI can say that any parameter may come, FastAPI cannot.
CHOSEN: Final[dict[str, Any]] = {
    "name": "chosen",
    "in": "query",
    "description": "Values in place of the defaults of the question's parameters, by their names.",
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
    "style": "form",
    "explode": True,
    "example": {"day": "2025-03-06"},
}
QUERY: Final[dict[str, Any]] = {
    "name": "query",
    "in": "query",
    "description": "A query in SPARQL; the dataset is named as for `/sparql`.",
    "required": True,
    "schema": {"type": "string"},
    "example": EXAMPLE,
}
NAMED: Final[dict[str, Any]] = {
    "name": "question",
    "in": "query",
    "description": "In place of a query: the name of a question, whose parameters stand beside.",
    "schema": {"type": "string"},
}
AS_OF: Final[dict[str, Any]] = {
    "name": "asOf",
    "in": "query",
    "description": "The day from which a page looks.",
    "schema": {"type": "string", "format": "date"},
    "example": "2025-03-06",
}
KNOWN_AT: Final[dict[str, Any]] = {
    "name": "knownAt",
    "in": "query",
    "description": "The day by which reports had told what a page shows.",
    "schema": {"type": "string", "format": "date"},
    "example": "2025-03-10",
}


SEARCHED: Final[list[dict[str, Any]]] = [
    {
        "name": "q",
        "in": "query",
        "required": True,
        "description": "Words that a name, title or text of the thing holds, in any case, with or "
        "without diacritics; the last one may be a beginning.",
        "schema": {"type": "string"},
        "example": "five eyes",
    },
    {
        "name": "class",
        "in": "query",
        "description": "Only members of this class.",
        "schema": {"type": "string"},
        "example": "Partnership",
    },
    {
        "name": "first",
        "in": "query",
        "description": "How many hits are wanted.",
        "schema": {
            "type": "integer",
            "minimum": 1,
            "maximum": search.MOST_FIRST,
            "default": search.FIRST,
        },
    },
    {
        "name": "skip",
        "in": "query",
        "description": "How many hits are left out before them.",
        "schema": {"type": "integer", "minimum": 0, "maximum": search.MOST_SKIPPED, "default": 0},
    },
]


class Doors(NamedTuple):
    """The handlers behind the declarations; some take the name from the address."""

    health: Handler
    void: Handler
    dump: Handler
    catalogue: Handler
    question: NamedHandler
    search: Handler
    thing: NamedHandler
    ontology: Handler
    cite: Handler


def rest(doors: Doors) -> APIRouter:
    """The declared routes."""
    router = APIRouter(
        default_response_class=Response, generate_unique_id_function=lambda route: route.name
    )
    _add_service(router, doors)
    _add_dumps(router, doors)
    _add_questions(router, doors)
    _add_search(router, doors)
    _add_citations(router, doors)
    _add_things(router, doors)
    _add_ontology(router, doors)
    return router


def _add_service(router: APIRouter, doors: Doors) -> None:
    @router.get("/health", tags=["service"], responses=_prepared("It answers.", JSON, "Health"))
    async def health(request: Request) -> Response:
        """Which snapshot answers, and whether it is the one published last."""
        return await doors.health(request)

    described = _prepared("What is held, in numbers, and how it is asked.", GRAPH_TYPES)

    @router.get("/.well-known/void", tags=["service"], responses=described)
    async def void(request: Request) -> Response:
        """The data set described in VoID, with prefixes and questions to start from."""
        return await doors.void(request)


def _add_dumps(router: APIRouter, doors: Doors) -> None:
    async def dump(request: Request) -> Response:
        return await doors.dump(request)

    for path, name, media_type, summary in (
        ("/dump.nq", "quads", GRAPH_TYPES["nq"][0], "All quads, as N-Quads"),
        ("/dump.nq.gz", "packed", GZIP_TYPE, "All quads, as a packed file of N-Quads"),
        ("/dump.nq.sha256", "digest", "text/plain", "The digest of the file of all quads"),
        ("/dump.trig", "trig", GRAPH_TYPES["trig"][0], "All quads, as TriG"),
        ("/dump.trig.gz", "trigPacked", GZIP_TYPE, "All quads, as a packed file of TriG"),
        ("/dump.trig.sha256", "trigDigest", "text/plain", "The digest of the file of TriG"),
    ):
        responses = {**offered("The file.", {name: (media_type,)}), **UNCHANGED}
        router.add_api_route(
            path, dump, name=name, summary=summary, tags=["data"], responses=responses
        )


def _add_questions(router: APIRouter, doors: Doors) -> None:
    listed = _prepared("All questions.", questions.LIST_OFFERS, "Questions")
    answered = _computed("The answer.", questions.OFFERS, "QueryResults")

    @router.get("/queries", tags=["questions"], responses=listed)
    async def catalogue(request: Request) -> Response:
        """The named questions, each with its parameters; in Turtle as sh:SPARQLExecutable."""
        return await doors.catalogue(request)

    @router.get(
        "/queries/{name}",
        tags=["questions"],
        responses=answered,
        openapi_extra={"parameters": [CHOSEN]},
    )
    async def question(
        request: Request,
        name: Annotated[
            str, Path(description=_ending(questions.OFFERS), examples=["contested-on-day.csv"])
        ],
    ) -> Response:
        """The answer to a named question."""
        return await doors.question(request, name)


def _add_search(router: APIRouter, doors: Doors) -> None:
    found = _prepared("What was found.", search.OFFERS, "Hits")
    home = moved({303: "For browsers without a word to search for: the home page."})

    @router.get(
        search.PATH,
        tags=["things"],
        responses={**found, **home, **refused({400: BAD_ARGUMENT, 403: NO_INDEX})},
        openapi_extra={"parameters": SEARCHED},
    )
    async def find(request: Request) -> Response:
        """Things by words of their names, titles and texts, what has that very name first."""
        return await doors.search(request)


def _add_citations(router: APIRouter, doors: Doors) -> None:
    led = moved({303: "For browsers: the answer itself, as it is cited."})
    answered = _computed("A link to the answer, by which it can be checked.", JSON, "Citation")

    @router.get(
        "/cite",
        tags=["queries"],
        responses={**answered, **led, **refused({403: NOT_DONE, 413: LONG})},
        openapi_extra={"parameters": [{**QUERY, "required": False}, NAMED]},
    )
    async def cite(request: Request) -> Response:
        """A link with snapshot and digest to the answer of a SPARQL query, or of the named question
        that `question` names, with its parameters."""
        return await doors.cite(request)


def _add_things(router: APIRouter, doors: Doors) -> None:
    answered = _computed("What is recorded of the thing.", resources.OFFERS)
    merged = moved({308: "The thing was merged into the one that is named."})

    @router.get(
        "/id/{name:path}",
        tags=["things"],
        responses={**answered, **merged},
        openapi_extra={"parameters": [AS_OF, KNOWN_AT]},
    )
    async def thing(
        request: Request,
        name: Annotated[str, Path(description=_ending(resources.OFFERS), examples=["state-isr"])],
    ) -> Response:
        """What is said of a thing, with its citations, and what points to it."""
        return await doors.thing(request, name)


def _add_ontology(router: APIRouter, doors: Doors) -> None:
    answered = _prepared("The ontology, or this part of it.", ontology.OFFERS)
    page = moved({303: "For browsers: the page on which a concept has its words."})
    responses = {**answered, **page, **refused({404: NOT_FOUND})}

    async def whole(request: Request) -> Response:
        return await doors.ontology(request)

    async def part(
        request: Request,
        name: Annotated[str, Path(description=_ending(ontology.OFFERS), examples=["claims"])],
    ) -> Response:
        return await doors.ontology(request)

    for path, endpoint, name, summary in (
        ("/ns", whole, "terms", "All terms, with all schemes and shapes"),
        ("/ontology", whole, "ontology", "The ontology as a whole"),
        ("/ontology/{name:path}", part, "module", "A module or another file, or one version of it"),
        ("/concept", whole, "schemes", "All concept schemes"),
        ("/concept/{name:path}", part, "concept", "A concept, or a scheme or its version"),
        ("/shape", whole, "shapes", "All SHACL shapes"),
        ("/shape/{name}", part, "shape", "The shapes of one module"),
        ("/rule", whole, "rules", "All rules: their place on the page"),
        ("/rule/{name}", part, "rule", "A rule, as a SPARQL update"),
        ("/context.jsonld", whole, "context", "The JSON-LD context"),
    ):
        router.add_api_route(
            path, endpoint, name=name, summary=summary, tags=["ontology"], responses=responses
        )


def _prepared(description: str, offers: Offers, json: str = "") -> Responses:
    """Responses of a door that has its answers ready."""
    return {**offered(description, offers, json), **UNCHANGED, **refused({406: NOT_OFFERED})}


def _computed(description: str, offers: Offers, json: str = "") -> Responses:
    """Responses of a door that asks the engine."""
    reasons = {400: BAD_ARGUMENT, 404: NOT_FOUND, 422: COSTLY, 503: BUSY, 504: LATE}
    return {**_prepared(description, offers, json), **refused(reasons)}


def _ending(offers: Offers) -> str:
    endings = ", ".join(f".{name}" for name in offers)
    return f"its name; an ending chooses the format: {endings}"
