"""From an Accept header to one of the formats on offer (RFC 9110, section 12.5.1)."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

RESULT_TYPES: Final[Mapping[str, Sequence[str]]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
GRAPH_TYPES: Final[Mapping[str, Sequence[str]]] = {
    "ttl": ("text/turtle", "application/x-turtle"),
    "jsonld": ("application/ld+json", "application/json"),
    "nt": ("application/n-triples", "text/plain"),
    "rdf": ("application/rdf+xml", "application/xml", "text/xml"),
    "trig": ("application/trig",),
    "nq": ("application/n-quads",),
}
HTML: Final[Mapping[str, Sequence[str]]] = {"html": ("text/html", "application/xhtml+xml")}
_TEXT: Final = frozenset({"text/csv", "text/tab-separated-values", "text/turtle", "text/plain"})


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


def choose(accept: str | None, offers: Mapping[str, Sequence[str]]) -> Choice | None:
    """The offer that the header likes best, the first offered among equals; None for none.

    Args:
        accept: the header, `None` or empty where the request has none.
        offers: media types by format; the first of each names it, the others are taken too.
    """
    ranges = _parse(accept or "*/*")
    choices = [Choice(name, media_type) for name, types in offers.items() for media_type in types]
    liked = max(choices, key=lambda choice: _quality(ranges, choice.media_type))
    return liked if _quality(ranges, liked.media_type) else None


def _quality(ranges: Sequence[_Range], media_type: str) -> float:
    """The weight that the closest range gives a media type."""
    covering = [(one.specificity(media_type), one.quality) for one in ranges]
    specificity, quality = max(covering, default=(0, 0.0))
    return quality if specificity else 0.0


def _parse(accept: str) -> list[_Range]:
    ranges = []
    for part in accept.split(","):
        media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
        kind, slash, subtype = media_range.partition("/")
        if slash:
            ranges.append(_Range(kind, subtype, _weight(parameters)))
    return ranges


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
