"""Hits of a search as lines of a page."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

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


@dataclass(frozen=True)
class Kind:
    """How many of a kind were found, and where those alone are listed; "" for no kind of ours."""

    title: str
    number: int
    address: str
    current: bool


def kinds(hits: Hits, contract: Contract, words: str, class_name: str) -> tuple[Kind, ...]:
    """What was found by kind, each thing under the narrowest of the kinds that pages lead to.

    Args:
        hits: what was found.
        contract: says which kinds there are.
        words: what was searched for.
        class_name: the class that is asked for alone, or "".
    """
    found: Counter[str] = Counter()
    narrowest = sorted(contract.browsed, key=lambda each: -len(each.ancestors))
    for name, number in hits.by_class.items():
        of = (each.name for each in narrowest if contract.descends(name, each.name))
        found[next(of, "")] += number
    every = Kind("All", sum(hits.by_class.values()), _address(words), not class_name)
    listed = (
        Kind(of.title, found[of.name], _address(words, of.name), of.name == class_name)
        for of in contract.browsed
        if found[of.name]
    )
    others = (Kind("Others", found[""], "", False),) if found[""] else ()
    return (every, *listed, *others)


def _address(words: str, class_name: str = "") -> str:
    asked = {"q": words, "class": class_name}
    return f"/search?{urlencode({name: value for name, value in asked.items() if value})}"


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
