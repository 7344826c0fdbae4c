"""How descriptions name the term that stands behind a field."""

from __future__ import annotations

from kg.terms import ALL_PREFIXES, short


def term(iri: str, *, inverse: bool = False) -> str:
    """The prefixed name of a term; of a property that is walked backwards, as paths write it."""
    return f"{'^' if inverse else ''}{short(iri, ALL_PREFIXES)}"
