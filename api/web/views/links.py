"""From IRIs to addresses of this site."""

from __future__ import annotations

from urllib.parse import urlencode

from kg.terms import AVD, short


def local(iri: str) -> str:
    """The page of a thing; the IRI itself for what has no page here."""
    return f"/id/{iri.removeprefix(AVD)}" if iri.startswith(AVD) else iri


def has_page(iri: str) -> bool:
    """Whether the thing has a page on this site."""
    return iri.startswith(AVD)


def slug(iri: str) -> str:
    """The part of one of our IRIs that names it in an address."""
    return iri.removeprefix(AVD)


def prefixed(iri: str) -> str:
    """An IRI as people read it in queries: ``av:Position``."""
    return short(iri)


def asking(text: str) -> str:
    """The address of the SPARQL page with a query in its box."""
    return f"/sparql?{urlencode({'query': text})}"


def at(path: str, as_of: str) -> str:
    """An address with the day that the reader looks from."""
    return f"{path}?{urlencode({'asOf': as_of})}" if as_of else path
