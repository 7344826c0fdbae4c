"""The ontology as linked data: `/ns`, `/ontology/…`, `/concept/…`, `/shape/…`, `/rule/…`.

Graphs are made when the process starts, pages when they are first asked for; then they are kept,
and a request only chooses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from api.representation.negotiation import (
    FILE_TYPES,
    GRAPH_TYPES,
    HTML,
    Choice,
    Offers,
    ending,
    location,
    negotiate,
)
from api.representation.validators import strong_tag
from api.web.render import HEADERS
from api.web.views.ontology import concept_places, rule_places
from kg.contract import Contract
from kg.contract.context import context_text
from kg.contract.ontology import Ontology as Source
from kg.contract.reference import Reference, publications, reference

OFFERS: Final[Offers] = {
    **HTML,
    **{name: GRAPH_TYPES[name] for name in ("ttl", "rdf", "jsonld", "nt")},
    **FILE_TYPES,
}
TOPS: Final = ("ns", "ontology", "concept", "shape")
RULES: Final = "ontology/rules/"
PAGE: Final = "html"
SHOWN: Final = 200


class Body:
    """Bytes made when they are first asked for, and kept."""

    def __init__(self, make: Callable[[], bytes]) -> None:
        self._make = make

    @cached_property
    def content(self) -> bytes:
        """The bytes."""
        return self._make()

    @cached_property
    def tag(self) -> str:
        """The bytes' entity tag."""
        return strong_tag(self.content)


@dataclass(frozen=True, slots=True)
class Ontology:
    """Answers for every address of the ontology.

    Args:
        documents: bodies by format (`html ttl rdf jsonld nt`, `ru` for a rule) by address,
            `/ontology/core`; of a file as it stands, by its path, `/ontology/terms.tsv`.
        elsewhere: addresses that have their words on another page, with that place.
    """

    documents: Mapping[str, Mapping[str, Body]]
    elsewhere: Mapping[str, str]

    def routes(self) -> list[Route]:
        """The routes of the forms of what stands at the top, whose addresses are declared."""
        return [Route(f"/{top}.{{ending}}", self.respond) for top in TOPS]

    async def respond(self, request: Request) -> Response:
        """The document in the format that the ending names, else the one the header likes best."""
        address, named = self._document_at(request.url.path.rstrip("/"))
        found, place = self.documents.get(address, {}), self.elsewhere.get(address)
        offers = {
            name: OFFERS[name] for name in OFFERS if name in found or (name == PAGE and place)
        }
        if not offers or (named and named not in offers):
            raise HTTPException(404, f"The ontology has nothing at {address[:SHOWN]}.")
        choice = negotiate(request.scope, offers, named)
        if choice.format == PAGE and place:
            return RedirectResponse(place, 303)
        return await run_in_threadpool(_sent, request, found[choice.format], choice, address)

    def _document_at(self, path: str) -> tuple[str, str]:
        """The address of a document, and the format that an ending names."""
        if path not in self.documents:
            return ending(path, OFFERS)
        named = ending(path, OFFERS)[1]
        return path, named if named in self.documents[path] else ""


def _sent(request: Request, body: Body, choice: Choice, address: str) -> Response:
    own = address.endswith(f".{choice.format}")
    headers = {
        **(HEADERS if choice.format == PAGE else {}),
        "ETag": body.tag,
        "Content-Type": choice.content_type,
        "Content-Location": address if own else location(request.scope, address, choice),
    }
    return Response(body.content, headers=headers)


def ontology_of(
    source: Source,
    contract: Contract,
    pages: Callable[[Reference], Mapping[str, Callable[[], bytes]]],
) -> Ontology:
    """All documents of a snapshot's ontology.

    Args:
        source: the ontology as it was read.
        contract: what GraphQL makes of them, and the JSON-LD context.
        pages: gives what makes each page, by address.
    """
    manual = reference(source, contract)
    documents = {
        address: {name: Body(partial(bytes, content)) for name, content in one.content.items()}
        for address, one in publications(source).items()
    }
    for address, make in pages(manual).items():
        documents.setdefault(address, {})[PAGE] = Body(make)
    documents["/context.jsonld"] = {"jsonld": Body(lambda: context_text(source, manual).encode())}
    return Ontology(documents | _files(source), {**concept_places(manual), **rule_places(manual)})


def _files(source: Source) -> dict[str, dict[str, Body]]:
    """Every file as it stands: under its path, where the catalogue has it; rules by their IRIs."""
    kept = {path: Body(partial(bytes, content)) for path, content in source.files.items()}
    files = {f"/{path}": {ending(path, OFFERS)[1]: body} for path, body in kept.items()}
    rules = {f"/rule/{one.name}": {"ru": kept[f"{RULES}{one.name}.rq"]} for one in source.rules}
    return {address: one for address, one in files.items() if f"/{RULES}" not in address} | rules
