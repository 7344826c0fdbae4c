"""The ontology as linked data: `/ns`, `/ontology/…`, `/concept/…`, `/shape/…` and the context.

Graphs are made when the process starts, pages and packed forms when they are first asked for; then
they are kept, and a request only chooses.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from api.representation.negotiation import GRAPH_TYPES, HTML, RESULT_TYPES, Choice, choose
from api.representation.problems import Problem
from api.web.render import HEADERS
from api.web.views.ontology import concept_places
from kg.contract import Contract
from kg.contract.context import context_text
from kg.contract.reference import Reference, publications, read_parts, reference
from kg.publish.snapshot import Snapshot

OFFERS: Final = {
    **HTML,
    **{name: GRAPH_TYPES[name] for name in ("ttl", "rdf", "jsonld", "nt")},
    "tsv": RESULT_TYPES["tsv"],
}
TOPS: Final = ("ns", "ontology", "concept", "shape")
PAGE: Final = "html"
VARY: Final = "Accept, Accept-Encoding"
# Below this size packing saves no packet.
SMALL: Final = 1200


class Body:
    """Bytes made when they are first asked for, and kept as they are and packed."""

    def __init__(self, make: Callable[[], bytes]) -> None:
        self._make = make

    @cached_property
    def content(self) -> bytes:
        """The bytes as they are."""
        return self._make()

    @cached_property
    def packed(self) -> bytes | None:
        """The bytes by gzip, where that saves something."""
        return gzip.compress(self.content, mtime=0) if len(self.content) > SMALL else None

    @cached_property
    def digest(self) -> str:
        """What changes with the content."""
        return hashlib.sha256(self.content).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Ontology:
    """Answers for every address of the ontology.

    Args:
        documents: bodies by format (`html ttl rdf jsonld nt tsv`) by address, `/ontology/core`.
        elsewhere: addresses that have their words on another page, with that place.
        refuse: makes the page of a refusal from request, status, title and detail.
    """

    documents: Mapping[str, Mapping[str, Body]]
    elsewhere: Mapping[str, str]
    refuse: Callable[[HTTPConnection, int, str, str], Response]

    def routes(self) -> list[Route]:
        """The routes below which the ontology answers."""
        paths = [f"/{top}{rest}" for top in TOPS for rest in ("", ".{ending}", "/{name:path}")]
        return [Route(path, self.respond) for path in (*paths, "/context.jsonld")]

    async def respond(self, request: Request) -> Response:
        """The document in the format that the ending names, else the one the header likes best."""
        address, choice = self._asked(request)
        found = self.documents.get(address, {})
        place = self.elsewhere.get(address)
        offers = {
            name: OFFERS[name] for name in OFFERS if name in found or (name == PAGE and place)
        }
        if not offers or (choice and choice.format not in offers):
            return self._missing(request, address)
        choice = choice or self._chosen(request, offers)
        if choice is None:
            types = ", ".join(media_types[0] for media_types in offers.values())
            refusal = Problem(406, "Not acceptable", f"This is offered as: {types}.")
            refusal.headers["Vary"] = VARY
            return refusal
        if choice.format == PAGE and place:
            return RedirectResponse(place, 303, {"Vary": VARY})
        return await run_in_threadpool(_sent, request, found[choice.format], choice, address)

    def _asked(self, request: Request) -> tuple[str, Choice | None]:
        """The address without ending, and the format that an ending named."""
        path = request.url.path.rstrip("/")
        if path in self.documents:
            return path, None
        address, _, ending = path.rpartition(".")
        if ending in OFFERS:
            return address, Choice(ending, OFFERS[ending][0])
        return path, None

    @staticmethod
    def _chosen(request: Request, offers: Mapping[str, Sequence[str]]) -> Choice | None:
        """What the header likes best; where there is but one format, that one."""
        if len(offers) == 1:
            ((name, media_types),) = offers.items()
            return Choice(name, media_types[0])
        return choose(request.headers.get("accept"), offers)

    def _missing(self, request: Request, address: str) -> Response:
        title, detail = "Not found", f"The ontology has nothing at {address[:200]}."
        liked = choose(request.headers.get("accept"), OFFERS)
        refusal: Response = Problem(404, title, detail)
        if liked and liked.format == PAGE:
            refusal = self.refuse(request, 404, title, detail)
        refusal.headers["Vary"] = VARY
        return refusal


def _sent(request: Request, body: Body, choice: Choice, address: str) -> Response:
    """The body as the client takes it, or word that its copy is still good."""
    packed = body.packed if _takes_gzip(request.headers.get("accept-encoding", "")) else None
    tag = f'"{body.digest}-{choice.format}{"-gzip" if packed else ""}"'
    headers = {
        "Vary": VARY,
        "ETag": tag,
        "Cache-Control": "public, max-age=0, must-revalidate",
        "Content-Location": _location(address, choice.format),
    }
    if _is_known(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    headers["Content-Type"] = _content_type(choice)
    if choice.format == PAGE:
        headers |= HEADERS
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(packed or body.content, headers=headers)


def _location(address: str, ending: str) -> str:
    return address if address.endswith(f".{ending}") else f"{address}.{ending}"


def _content_type(choice: Choice) -> str:
    return f"{choice.content_type}; charset=utf-8" if choice.format == PAGE else choice.content_type


def _takes_gzip(accepted: str) -> bool:
    """Whether Accept-Encoding names gzip without refusing it (RFC 9110, section 12.5.3)."""
    for part in accepted.split(","):
        coding, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if coding == "gzip":
            return not any(re.fullmatch(r"q=0(\.0*)?", each) for each in parameters)
    return False


def _is_known(given: str, tag: str) -> bool:
    """Whether If-None-Match holds the tag; weak tags count alike (RFC 9110, section 13.1.2)."""
    known = (each.strip().removeprefix("W/") for each in given.split(","))
    return given.strip() == "*" or tag in known


def ontology_of(
    snapshot: Snapshot,
    contract: Contract,
    pages: Callable[[Reference], Mapping[str, Callable[[], bytes]]],
    refuse: Callable[[HTTPConnection, int, str, str], Response],
) -> Ontology:
    """All documents of a snapshot's ontology.

    Args:
        snapshot: holds the files of the ontology.
        contract: what GraphQL makes of them, and the JSON-LD context.
        pages: gives what makes each page, by address.
        refuse: makes the page of a refusal.
    """
    folder = snapshot.ontology
    parts = read_parts(folder)
    told = reference(parts, contract, folder)
    documents = {
        address: {name: Body(partial(bytes, content)) for name, content in one.content.items()}
        for address, one in publications(parts).items()
    }
    for address, make in pages(told).items():
        documents.setdefault(address, {})[PAGE] = Body(make)
    documents["/context.jsonld"] = {"jsonld": Body(lambda: context_text(told).encode())}
    for table in told.tables:
        read = (folder / "align" / table).read_bytes
        documents[f"/ontology/align/{table}"] = {"tsv": Body(read)}
    return Ontology(documents, concept_places(told), refuse)
