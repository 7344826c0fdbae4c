"""Lists that stand on no thing's page: contested propositions, members of a class, search."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.ask.describe.claims import claims
from kg.ask.describe.model import Claim, Listing, Ref
from kg.ask.describe.nodes import Shelf, local
from kg.ask.describe.sections import section
from kg.rdf.sparql import quoted
from kg.terms import AVD, PROLOGUE

if TYPE_CHECKING:
    from kg.ask.reader import Select

MOST_FOUND: Final = 50


@dataclass(frozen=True)
class Found:
    """Something that a search found, with the label of its kind."""

    ref: Ref
    kind: str


async def contested(select: Select) -> Listing[Claim]:
    """Propositions that are supported and opposed by positions that still stand."""
    found = await section(select, "?s av:currentStatus avc:status-contested .", newest=False)
    known = await claims(select, found.iris)
    return Listing(
        tuple(known[iri] for iri in found.iris if iri in known), found.total, found.query
    )


async def listing(select: Select, kind: str) -> Listing[Found]:
    """Things of one of our classes, given by its local name, by label."""
    found = await section(select, f"?s a av:{kind} .", newest=False)
    shelf = Shelf(select)
    await shelf.fetch(found.iris)
    items = tuple(Found(shelf[iri].here, kind) for iri in found.iris)
    return Listing(items, found.total, found.query)


async def search(select: Select, words: str) -> tuple[Found, ...]:
    """Things whose label or other name holds every word, whatever its case: one query."""
    wanted = [word.lower() for word in words.split()][:8]
    if not wanted:
        return ()
    tests = " && ".join(f"CONTAINS(LCASE(STR(?name)), {quoted(word)})" for word in wanted)
    rows = await select(f"""{PROLOGUE}SELECT DISTINCT ?s ?label ?kind {{
  {{ SELECT DISTINCT ?s {{ ?s av:label|skos:prefLabel|skos:altLabel ?name FILTER({tests})
     FILTER(STRSTARTS(STR(?s), "{AVD}")) }} LIMIT {MOST_FOUND} }}
  ?s av:label ?label . GRAPH ?file {{ ?s a ?type }} ?file a av:CuratedFile .
  ?type rdfs:label ?kind FILTER(LANG(?kind) = "en") }} ORDER BY STRLEN(?label) ?label""")
    found = {
        r["s"]["value"]: Found(Ref(r["s"]["value"], r["label"]["value"]), r["kind"]["value"])
        for r in rows
    }
    return tuple(found.values())


async def suggestions(select: Select, slug: str) -> tuple[Found, ...]:
    """Things with a name like that of a slug under which nothing is recorded: one query."""
    parts = [part for part in re.split(r"[^a-z0-9]+", slug.lower()) if part[2:]]
    if not parts:
        return ()
    tests = " || ".join(f"CONTAINS(?text, {quoted(part)})" for part in parts[-3:])
    rows = await select(f"""{PROLOGUE}SELECT ?s ?label {{ ?s av:label ?label
  FILTER(STRSTARTS(STR(?s), "{AVD}"))
  BIND(LCASE(CONCAT(STRAFTER(STR(?s), "{AVD}"), " ", ?label)) AS ?text) FILTER({tests}) }}
LIMIT 400""")
    scored = sorted(
        (_distance(slug, r["s"]["value"]), r["s"]["value"], r["label"]["value"]) for r in rows
    )
    return tuple(Found(Ref(iri, label), "") for _, iri, label in scored[:5])


def _distance(slug: str, iri: str) -> int:
    """How few of the slug's pairs of letters the name lacks."""
    wanted, held = _pairs(slug.lower()), _pairs(local(iri).lower())
    return len(wanted ^ held)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
