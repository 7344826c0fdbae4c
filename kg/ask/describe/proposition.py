"""What is recorded of a proposition: its content, who holds what, and through which documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.ask.describe.claims import claims, periods
from kg.ask.describe.entity import provenance
from kg.ask.describe.model import (
    Citation,
    Claim,
    Document,
    Listing,
    Period,
    Position,
    Provenance,
    Ref,
    Value,
)
from kg.ask.describe.nodes import Node, Shelf
from kg.ask.describe.records import citations_of, cited, document, position
from kg.ask.describe.sections import section
from kg.terms import AVD, PROLOGUE

if TYPE_CHECKING:
    from kg.ask.reader import Select

ROLES: Final = (
    "actionType",
    "actor",
    "counterparty",
    "affected",
    "arrangement",
    "topic",
    "phase",
    "modality",
    "edtf",
    "inEpisode",
)
ARGUMENT: Final = (
    "reason",
    "embeds",
    "entails",
    "negationOf",
    "incompatibleWith",
    "inTensionWith",
)


@dataclass(frozen=True)
class Trail:
    """That a citation reads one document and that its content begins in another (decision D6)."""

    citation: str
    document: str
    origin: str


@dataclass(frozen=True)
class Proposition:
    """All that the page about a proposition shows.

    `argument` pairs the name of a property with the claims it leads to (``reason`` from here,
    ``reason of`` towards here). `parents` gives for each document those it goes back to.
    """

    iri: str
    text: str
    language: str
    claim: Claim
    periods: tuple[Period, ...]
    roles: tuple[tuple[str, tuple[Value, ...]], ...]
    affirmative: bool
    positions: Listing[Position]
    unrecorded: tuple[Ref, ...]
    documents: dict[str, Document]
    parents: dict[str, tuple[str, ...]]
    trails: tuple[Trail, ...]
    argument: tuple[tuple[str, tuple[Claim, ...]], ...]
    describes: tuple[Ref, ...]
    citations: dict[str, Citation]
    provenance: Provenance | None


async def proposition(select: Select, slug: str, as_of: str = "") -> Proposition | None:
    """The proposition under a slug, or None; `as_of` is a day or ``""`` for the latest.

    Some twelve queries, however much is recorded.
    """
    iri = AVD + slug
    shelf = Shelf(select)
    await shelf.fetch([iri])
    here = shelf[iri]
    if "Proposition" not in here.kinds:
        return None
    held = await section(select, f"?s a av:Position ; av:proposition <{iri}> .")
    await shelf.fetch(held.iris)
    successors = await _successors(select, held.iris)
    positions = tuple(position(shelf[p], successors.get(p, ())) for p in held.iris)
    citations = await cited(shelf, citations_of(shelf, held.iris))
    documents, parents = await _documents(select, shelf, citations)
    related = await _argument(select, here)
    known = await claims(select, [iri, *(other for _, other in related)], as_of)
    return Proposition(
        iri=iri,
        text=here.text("text") or here.label,
        language=here.language("text"),
        claim=known[iri],
        periods=await periods(select, iri),
        roles=tuple((role, here.all(role)) for role in ROLES if here.all(role)),
        affirmative=here.text("affirmative") not in ("false", "0"),
        positions=Listing(positions, held.total, held.query),
        unrecorded=await _unrecorded(select, iri),
        documents=documents,
        parents=parents,
        trails=tuple(t for c in citations.values() for t in _trails(c, shelf)),
        argument=_grouped(related, known),
        describes=(*here.refs("describes"), *here.refs("aboutFact")),
        citations=citations,
        provenance=await provenance(select, iri),
    )


def _trails(citation: Citation, shelf: Shelf) -> tuple[Trail, ...]:
    """A stated origin that is the document read is its own reporting; else the chain's ends."""
    read, first = citation.document.iri, citation.origin.iri if citation.origin else ""
    ends = shelf[first or read].refs("origin")
    origins = [read] if first == read else [ref.iri for ref in ends] or [first or read]
    return tuple(Trail(citation.iri, read, origin) for origin in origins)


async def _successors(select: Select, positions: tuple[str, ...]) -> dict[str, tuple[Ref, ...]]:
    listed = " ".join(f"<{iri}>" for iri in positions)
    rows = await select(f"""{PROLOGUE}SELECT ?old ?new ?label {{ VALUES ?old {{ {listed} }}
  ?new av:supersedes ?old ; av:holder/av:label ?who ; av:stance/av:label ?how
  BIND(CONCAT(?who, " ", ?how) AS ?label) }} ORDER BY ?old ?new""")
    found: dict[str, tuple[Ref, ...]] = {}
    for row in rows:
        old = row["old"]["value"]
        found[old] = (*found.get(old, ()), Ref(row["new"]["value"], row["label"]["value"]))
    return found


async def _unrecorded(select: Select, iri: str) -> tuple[Ref, ...]:
    """Agents named in the content for whom no position towards it is recorded."""
    rows = await select(f"""{PROLOGUE}SELECT DISTINCT ?who ?label {{
  <{iri}> av:about ?who . ?who a av:Agent ; av:label ?label
  FILTER NOT EXISTS {{ ?x av:proposition <{iri}> ; av:holder ?who }} }} ORDER BY ?label""")
    return tuple(Ref(row["who"]["value"], row["label"]["value"]) for row in rows)


async def _documents(
    select: Select, shelf: Shelf, citations: dict[str, Citation]
) -> tuple[dict[str, Document], dict[str, tuple[str, ...]]]:
    """Documents that carry the positions or that those go back to, and what each goes back to."""
    carried = {c.document.iri for c in citations.values()}
    carried |= {c.origin.iri for c in citations.values() if c.origin}
    listed = " ".join(f"<{iri}>" for iri in sorted(carried))
    rows = await select(f"""{PROLOGUE}SELECT DISTINCT ?d ?parent {{ VALUES ?start {{ {listed} }}
  ?start av:derivedFrom? ?d . ?d ?how ?parent
  VALUES ?how {{ av:reReports av:quotesFrom av:translates av:updates }} }} ORDER BY ?d ?parent""")
    parents: dict[str, tuple[str, ...]] = {}
    for row in rows:
        child, parent = row["d"]["value"], row["parent"]["value"]
        parents[child] = (*parents.get(child, ()), parent)
    for citation in citations.values():
        child, origin = citation.document.iri, citation.origin
        if origin and origin.iri != child and origin.iri not in _ancestors(child, parents):
            parents[child] = (*parents.get(child, ()), origin.iri)
    everything = sorted(carried | set(parents) | {p for ps in parents.values() for p in ps})
    await shelf.fetch(everything)
    return {iri: document(shelf[iri]) for iri in everything}, parents


def _ancestors(start: str, parents: dict[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for parent in parents.get(waiting.pop(), ()):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found


async def _argument(select: Select, here: Node) -> tuple[tuple[str, str], ...]:
    """Pairs of relation and proposition, in both directions."""
    onward = [(name, ref.iri) for name in ARGUMENT for ref in here.refs(name)]
    rows = await select(f"""{PROLOGUE}SELECT ?s ?p {{
  VALUES ?p {{ av:reason av:embeds av:entails }} ?s ?p <{here.iri}> }} ORDER BY ?p ?s""")
    back = [(f"{row['p']['value'].rpartition('#')[2]} of", row["s"]["value"]) for row in rows]
    return (*onward, *back)


def _grouped(
    related: tuple[tuple[str, str], ...], known: dict[str, Claim]
) -> tuple[tuple[str, tuple[Claim, ...]], ...]:
    names = dict.fromkeys(name for name, _ in related)
    return tuple(
        (name, tuple(known[iri] for other, iri in related if other == name and iri in known))
        for name in names
    )
