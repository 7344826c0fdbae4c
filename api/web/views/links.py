"""From IRIs to addresses of this site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from kg.terms import AV, AVC, AVD, BASE, short

if TYPE_CHECKING:
    from kg.ask.describe import Days

_HOUSE: Final = len(BASE.rstrip("/"))


def local(iri: str) -> str:
    """The page of a thing or concept, the place of a term; the IRI itself for all else."""
    return iri[_HOUSE:] if has_page(iri) else iri


def page(iri: str, days: Days | None = None) -> str:
    """The page of a thing, seen from a day, of a concept or term; "" for what has none."""
    return at(iri[_HOUSE:], days) if has_page(iri) else ""


def has_page(iri: str) -> bool:
    """Whether a thing, a concept or a term has a page on this site."""
    return iri.startswith((AVD, AVC, AV))


def slug(iri: str) -> str:
    """The part of one of our IRIs that names it in an address."""
    return iri.removeprefix(AVD)


def prefixed(iri: str) -> str:
    """An IRI as people read it in queries: ``av:Position``."""
    return short(iri)


def asking(text: str) -> str:
    """The address of the SPARQL page with a query in its box."""
    return f"/sparql?{urlencode({'query': text})}"


def citing(text: str) -> str:
    """The address that leads to the answer of a query as it is cited."""
    return f"/cite?{urlencode({'query': text})}"


def at(path: str, days: Days | None) -> str:
    """An address with the days that the reader looks from; terms and concepts have none."""
    is_dated = days and path.startswith("/id/")
    return f"{path}?{urlencode(asked(days))}" if days and is_dated else path


def asked(days: Days) -> dict[str, str]:
    """The parameters by which an address asks for days."""
    given = {"asOf": days.as_of, "knownAt": days.known_at}
    return {name: day for name, day in given.items() if day}
