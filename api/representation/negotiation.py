"""What is on offer, and which of it a request gets (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from api.representation.request import header
from kg.errors import BadArgument

# Media types by format; the first of each names it, the others are taken too.
Offers: TypeAlias = Mapping[str, Sequence[str]]

RESULT_TYPES: Final[Offers] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
GRAPH_TYPES: Final[Offers] = {
    "ttl": ("text/turtle", "application/x-turtle"),
    "jsonld": ("application/ld+json", "application/json"),
    "nt": ("application/n-triples", "text/plain"),
    "rdf": ("application/rdf+xml", "application/xml", "text/xml"),
    "trig": ("application/trig",),
    "nq": ("application/n-quads",),
}
FILE_TYPES: Final[Offers] = {
    "tsv": RESULT_TYPES["tsv"],
    "csv": RESULT_TYPES["csv"],
    "xml": ("application/xml", "text/xml"),
    "rq": ("application/sparql-query",),
    "ru": ("application/sparql-update",),
    "py": ("text/x-python",),
    "svg": ("image/svg+xml",),
}
# Names under which clients ask for a format beside its own and its media types.
ALIASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{"turtle": "ttl", "n3": "ttl", "ntriples": "nt", "n-triples": "nt", "nquads": "nq"},
        **{"n-quads": "nq", "rdf+xml": "rdf", "rdfxml": "rdf", "rdf-xml": "rdf", "xml": "rdf"},
        **{"json-ld": "jsonld", "json": "jsonld", "srj": "json", "srx": "xml"},
        **{"sparql-results+json": "json", "sparql-results+xml": "xml"},
    }
)
HTML: Final[Offers] = {"html": ("text/html", "application/xhtml+xml")}
JSON: Final[Offers] = {"json": ("application/json",)}
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]*)?")
_ANYTHING: Final = ("", "*/*")
_TEXT: Final = frozenset(
    {
        *("text/html", "text/csv", "text/tab-separated-values", "text/turtle", "text/plain"),
        "text/x-python",
    }
)


class Choice(NamedTuple):
    """A format on offer and the media type under which it was asked for."""

    format: str
    media_type: str

    @property
    def content_type(self) -> str:
        """The value of Content-Type, with the charset where the type has one."""
        return f"{self.media_type}; charset=utf-8" if self.media_type in _TEXT else self.media_type


class _Range(NamedTuple):
    kind: str
    subtype: str
    quality: float

    def specificity(self, media_type: str) -> int:
        """0 where the range does not cover the type, else more for a closer range."""
        kind, _, subtype = media_type.partition("/")
        if (self.kind, self.subtype) == (kind, subtype):
            return 3
        if self.kind == kind and self.subtype == "*":
            return 2
        return 1 if (self.kind, self.subtype) == ("*", "*") else 0


def negotiate(scope: Scope, offers: Offers, named: str = "") -> Choice:
    """The format that the request names, else the one that its header likes best.

    Args:
        scope: of the request, for its Accept header.
        offers: what is available at this address.
        named: the format that the path's ending or the parameter `format` names, if any.

    Raises:
        BadArgument: `named` is not on offer.
        HTTPException: 406, the header likes nothing that is on offer.
    """
    if named:
        if named not in offers:
            raise BadArgument(f"format is “{named[:20]}”; choose one of: {', '.join(offers)}.")
        return Choice(named, offers[named][0])
    choice = liked(scope, offers)
    if choice is None:
        types = ", ".join(media_types[0] for media_types in offers.values())
        raise HTTPException(406, f"Not available in an accepted format; choose one of: {types}.")
    return choice


def liked(scope: Scope, offers: Offers) -> Choice | None:
    """The offer that the request's header likes best, None where it likes nothing of it."""
    return choose(header(scope, b"accept"), offers)


def negotiate_named(scope: Scope, offers: Offers, names: Sequence[str]) -> Choice:
    """The first format on offer that a parameter names, else the one that the header likes best.

    A name that means nothing here is refused only where the header takes anything or nothing: some
    clients send names of formats that the answer to this form of query never has.

    Raises:
        BadArgument, HTTPException: as `negotiate`.
    """
    formats = [found for name in names if (found := format_named(name, offers))]
    accept = header(scope, b"accept")
    if formats or not names:
        return negotiate(scope, offers, *formats[:1])
    if accept not in _ANYTHING and (choice := choose(accept, offers)):
        return choice
    return negotiate(scope, offers, names[0])


def format_named(name: str, offers: Offers) -> str:
    """The format on offer that a client means by a name or a media type; "" for none.

    Clients ask for `json` of whatever comes, and for Turtle as `turtle`, `n3` or `text/turtle`.
    """
    name = name.strip().lower()
    if name in offers:
        return name
    if ALIASES.get(name) in offers:
        return ALIASES[name]
    return next((format_ for format_, types in offers.items() if name in types), "")


def offering(
    offers: Offers, respond: Callable[[Request], Awaitable[Response]]
) -> Callable[[Request], Awaitable[Response]]:
    """A handler that answers as `respond` does, but 406 to whom none of its formats will do."""

    async def negotiated(request: Request) -> Response:
        negotiate(request.scope, offers)
        return await respond(request)

    return negotiated


def ending(path: str, offers: Offers) -> tuple[str, str]:
    """A path without its ending, and the format that the ending names; "" where it names none."""
    stem, dot, name = path.rpartition(".")
    return (stem, name) if dot and name in offers else (path, "")


def location(scope: Scope, path: str, choice: Choice) -> str:
    """The address that always has the chosen format: the path with its ending."""
    query = scope["query_string"].decode("latin-1")
    return f"{quote(path)}.{choice.format}" + (f"?{query}" if query else "")


def choose(accept: str, offers: Offers) -> Choice | None:
    """The offer that the header likes best, the first offered among equals; None for none.

    `accept` is "" where the request has no such header, and then takes anything.
    """
    if accept in _ANYTHING:
        name = next(iter(offers))
        return Choice(name, offers[name][0])
    for name, types in offers.items():
        if accept in types:  # the header of most programs, which name one type
            return Choice(name, accept)
    ranges = [_Range(*of.partition("/")[::2], quality) for of, quality in weighted(accept)]
    choices = [Choice(name, media_type) for name, types in offers.items() for media_type in types]
    liked = max(choices, key=lambda choice: _quality(ranges, choice.media_type))
    return liked if _quality(ranges, liked.media_type) else None


def weighted(value: str) -> list[tuple[str, float]]:
    """The members of a list such as Accept with their weights (section 12.4.2), in lower case."""
    members = []
    for part in value.lower().split(","):
        member, *parameters = (piece.strip() for piece in part.split(";"))
        members.append((member, _weight(parameters)))
    return members


def _quality(ranges: Sequence[_Range], media_type: str) -> float:
    """The weight that the closest range gives a media type."""
    covering = [(one.specificity(media_type), one.quality) for one in ranges]
    specificity, quality = max(covering, default=(0, 0.0))
    return quality if specificity else 0.0


def _weight(parameters: Sequence[str]) -> float:
    """A weight from 0 to 1; one that cannot be read counts as a refusal."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            return min(float(value), 1.0) if _NUMBER.fullmatch(value.strip()) else 0.0
    return 1.0
