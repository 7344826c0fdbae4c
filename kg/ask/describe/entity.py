"""What is recorded of any thing: its values, facts, what it said, what was said about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.ask.describe.claims import claims
from kg.ask.describe.labels import classes, labels
from kg.ask.describe.model import (
    Citation,
    Claim,
    Fact,
    Happening,
    Listing,
    Position,
    Property,
    Provenance,
    Ref,
)
from kg.ask.describe.nodes import Node, Shelf, local
from kg.ask.describe.records import ENDS, citations_of, cited, fact, happening, position
from kg.ask.describe.sections import Section, section
from kg.terms import AV, AVD, PROLOGUE, RDF_TYPE

if TYPE_CHECKING:
    from kg.ask.reader import Select

# Said in other parts of the page, or made for queries only.
UNSHOWN: Final = frozenset(
    {
        "label",
        "edtf",
        "dateWording",
        "earliestStart",
        "latestStart",
        "earliestEnd",
        "latestEnd",
        "definiteFrom",
        "definiteUntil",
        "possibleFrom",
        "possibleUntil",
        "ongoingAsOf",
        "lastConfirmed",
        "firstReported",
        "disputed",
        "hasCitation",
        "documentedIn",
        "discussedIn",
        "takesPartIn",
        "about",
        "contentKey",
        "coreKey",
        "propositionOf",
        "concerns",
        "derivedFrom",
        "consulted",
        "origin",
        "effect",
    }
)
SHOWN_ELSEWHERE: Final = frozenset(
    {
        "holder",
        "speaker",
        "onBehalfOf",
        "addressee",
        "respondsTo",
        "actor",
        "counterparty",
        "affected",
        "arrangement",
        # Symmetric: what points here is also pointed at from here.
        "sameUtteranceAs",
        "possiblySameSourceAs",
    }
)
MOST_NEIGHBOURS: Final = 200


@dataclass(frozen=True)
class Neighbour:
    """Things that point here by one property."""

    name: str
    label: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class Entity:
    """All that a page about a thing shows; lists hold the first 50 of `total`."""

    iri: str
    label: str
    language: str
    kinds: tuple[Ref, ...]
    names: tuple[tuple[str, str], ...]
    properties: tuple[Property, ...]
    record: Fact | Position | Happening | None
    citation: Citation | None
    responses: tuple[Ref, ...]
    facts: Listing[Fact]
    statements: Listing[Position]
    about: Listing[Claim]
    own: dict[str, tuple[Position, ...]]
    events: Listing[Happening]
    neighbours: tuple[Neighbour, ...]
    claims: dict[str, Claim]
    citations: dict[str, Citation]
    provenance: Provenance | None


async def entity(select: Select, slug: str, as_of: str = "") -> Entity | None:
    """The thing under a slug, or None when nothing is recorded there.

    `as_of` is a day (``2025-03-06``) or empty: it decides the status that claims are shown with.
    Some fifteen queries, however much is recorded.
    """
    iri = AVD + slug
    shelf = Shelf(select)
    await shelf.fetch([iri])
    here = shelf[iri]
    if not here.all(RDF_TYPE):
        return None
    facts = await section(select, f"VALUES ?end {{ {_ends()} }} ?s ?end <{iri}> .")
    said = await section(select, f"?s av:holder|av:speaker <{iri}> .")
    about = await section(select, f"?s a av:Proposition ; av:about <{iri}> .", newest=False)
    events = await section(select, f"?s a av:Event ; av:about <{iri}> .")
    own = await _own(select, iri, about.iris)
    records = [*facts.iris, *said.iris, *events.iris, *(p for ps in own.values() for p in ps)]
    await shelf.fetch(records)
    spoken = [shelf[s] for s in (*said.iris, iri)]
    mentioned = [r.iri for node in spoken for r in node.refs("proposition")]
    named = [r.iri for r in _things(here) if local(r.iri).startswith("prop-")]
    neighbours = await _neighbours(select, iri)
    pointing = [r.iri for n in neighbours for r in n.refs if local(r.iri).startswith("prop-")]
    return Entity(
        iri=iri,
        label=here.label,
        language=_language(here),
        kinds=await classes(select, iri),
        names=_names(here),
        properties=await _properties(select, here),
        record=_record(here),
        citation=(await cited(shelf, [iri])).get(iri) if "Citation" in here.kinds else None,
        responses=await _responses(select, iri),
        facts=_listing(facts, (fact(shelf[f]) for f in facts.iris)),
        statements=_listing(said, (position(shelf[s]) for s in said.iris)),
        about=await _about(select, about, as_of),
        own={prop: tuple(position(shelf[p]) for p in ps) for prop, ps in own.items()},
        events=_listing(events, (happening(shelf[e]) for e in events.iris)),
        neighbours=neighbours,
        claims=await claims(select, [*mentioned, *named, *pointing], as_of),
        citations=await cited(shelf, citations_of(shelf, [*records, iri])),
        provenance=await provenance(select, iri),
    )


def _ends() -> str:
    return " ".join(f"av:{end}" for end in ENDS)


def _things(node: Node) -> list[Ref]:
    return [ref for name in node.values for ref in node.refs(name)]


def _listing(found: Section, items: Iterable[object]) -> Listing:  # type: ignore[type-arg]
    return Listing(tuple(items), found.total, found.query)


async def _about(select: Select, found: Section, as_of: str) -> Listing[Claim]:
    known = await claims(select, found.iris, as_of)
    return Listing(tuple(known[p] for p in found.iris if p in known), found.total, found.query)


def _record(node: Node) -> Fact | Position | Happening | None:
    if "Position" in node.kinds:
        return position(node)
    if "StructuralFact" in node.kinds:
        return fact(node)
    return happening(node) if "Event" in node.kinds else None


def _language(node: Node) -> str:
    languages = [node.language(name) for name in ("text", "title", "descriptor", "name")]
    return next((language for language in languages if language), "en")


def _names(node: Node) -> tuple[tuple[str, str], ...]:
    """Other names with their languages: alternative labels and those in other languages."""
    skos = "http://www.w3.org/2004/02/skos/core#"
    values = [*node.all(f"{skos}prefLabel"), *node.all(f"{skos}altLabel")]
    return tuple((v.text, v.language) for v in values if v.text != node.label)


async def _properties(select: Select, node: Node) -> tuple[Property, ...]:
    """The plain values with the labels of their properties, ours only."""
    shown = [
        name
        for name in node.values
        if not name.startswith("http") and name not in UNSHOWN and name not in ENDS
    ]
    known = await labels(select, (AV + name for name in shown))
    return tuple(
        Property(name, known[AV + name].text if AV + name in known else name, node.all(name))
        for name in sorted(shown)
    )


async def _own(select: Select, iri: str, props: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Positions of the thing itself towards the propositions about it."""
    listed = " ".join(f"<{prop}>" for prop in props)
    rows = await select(f"""{PROLOGUE}SELECT ?prop ?s {{ VALUES ?prop {{ {listed} }}
  ?s av:proposition ?prop ; av:holder <{iri}> ; av:definiteFrom ?day }} ORDER BY ?prop ?day ?s""")
    own: dict[str, tuple[str, ...]] = {}
    for row in rows:
        prop = row["prop"]["value"]
        own[prop] = (*own.get(prop, ()), row["s"]["value"])
    return own


async def _responses(select: Select, iri: str) -> tuple[Ref, ...]:
    rows = await select(f"""{PROLOGUE}SELECT ?s ?label {{ ?s av:respondsTo <{iri}> ;
  av:holder/av:label ?holder ; av:stance/skos:prefLabel ?stance FILTER(LANG(?stance) = "en")
  BIND(CONCAT(?holder, " ", ?stance) AS ?label) }} ORDER BY ?label LIMIT 50""")
    return tuple(Ref(row["s"]["value"], row["label"]["value"]) for row in rows)


async def _neighbours(select: Select, iri: str) -> tuple[Neighbour, ...]:
    """What points here by properties that no other part of the page shows."""
    hidden = ", ".join(f"av:{name}" for name in sorted({*UNSHOWN, *ENDS, *SHOWN_ELSEWHERE}))
    rows = await select(f"""{PROLOGUE}SELECT DISTINCT ?p ?name ?s ?label {{
  ?s ?p <{iri}> . ?s av:label ?plain . ?p rdfs:label ?name
  FILTER(LANG(?name) = "en")
  OPTIONAL {{ ?s av:holder/av:label ?who ; av:stance/av:label ?how
    BIND(CONCAT(?who, " ", ?how) AS ?stand) }} BIND(COALESCE(?stand, ?plain) AS ?label)
  FILTER(STRSTARTS(STR(?p), STR(av:)) && STRSTARTS(STR(?s), "{AVD}") && ?s != <{iri}>)
  FILTER(?p NOT IN ({hidden})) }} ORDER BY ?name ?label LIMIT {MOST_NEIGHBOURS}""")
    by_name: dict[tuple[str, str], tuple[Ref, ...]] = {}
    for row in rows:
        key = (local(row["p"]["value"]), row["name"]["value"])
        by_name[key] = (*by_name.get(key, ()), Ref(row["s"]["value"], row["label"]["value"]))
    return tuple(Neighbour(name, label, refs) for (name, label), refs in by_name.items())


async def provenance(select: Select, iri: str) -> Provenance | None:
    """The curated file that says what the thing is; None for derived things. One query."""
    rows = await select(f"""{PROLOGUE}SELECT ?file ?who ?label ?day ?from ?title {{
  GRAPH ?file {{ <{iri}> a ?type }} ?file a av:CuratedFile ; av:curatedOn ?day .
  OPTIONAL {{ ?file av:curator ?who . ?who av:label ?label }}
  OPTIONAL {{ ?file av:drawnFrom ?from . ?from av:label ?title }} }} ORDER BY ?file ?title""")
    if not rows:
        return None
    first = rows[0]
    sources = {r["from"]["value"]: r["title"]["value"] for r in rows if "from" in r}
    return Provenance(
        file=Ref(first["file"]["value"], local(first["file"]["value"])),
        curator=Ref(first["who"]["value"], first["label"]["value"]) if "who" in first else None,
        curated_on=first["day"]["value"],
        drawn_from=tuple(Ref(source, title) for source, title in sources.items()),
    )
