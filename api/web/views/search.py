"""Hits of a search as lines of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.ask.describe import Claim, Ref

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.ask.search import Hit, Hits
    from kg.contract import Contract


@dataclass(frozen=True)
class Line:
    """One hit: a claim with its status, else a thing, its kind, and by what it was found where
    the label does not say so."""

    ref: Ref
    kind: str
    reason: str
    snippet: str
    claim: Claim | None


def lines(hits: Hits, claims: Mapping[str, Claim], contract: Contract) -> tuple[Line, ...]:
    """The hits in their order; `claims` are the propositions among them, by IRI."""
    return tuple(_line(hit, claims.get(hit.iri), contract) for hit in hits.hits)


def place(hits: Hits, skip: int) -> str:
    """Which of all hits these are: `21 to 40`."""
    return f"{skip + 1:,} to {skip + len(hits.hits):,}"


def _line(hit: Hit, claim: Claim | None, contract: Contract) -> Line:
    snippet = "" if hit.snippet == hit.label else hit.snippet
    kind = contract.classes[hit.class_name].label
    return Line(Ref(hit.iri, hit.label), kind, hit.reason.words, snippet, claim)
