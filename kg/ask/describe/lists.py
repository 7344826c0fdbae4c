"""Lists that stand on no thing's page: contested propositions, names like one that is unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from kg.ask.describe.claims import claims
from kg.ask.describe.model import Claim, Listing
from kg.ask.describe.sections import labelled_of, most_voiced
from kg.ask.reader import Ref, local, together
from kg.rdf.sparql import quoted
from kg.terms import AVD, PROLOGUE

if TYPE_CHECKING:
    from kg.ask.reader import Select
    from kg.contract import Contract

MOST_SUGGESTED: Final = 5


@dataclass(frozen=True)
class Found:
    """Something that a search found, with the label of its kind."""

    ref: Ref
    kind: str


async def contested(select: Select, contract: Contract) -> Listing[Claim]:
    """Propositions that are supported and opposed, those of most voices first: two queries."""
    pattern = "?s a av:Proposition ; av:currentStatus avc:status-contested ."
    found = await together(select, {"members": most_voiced(pattern)})
    listing = labelled_of(pattern, found["members"])
    known = await claims(select, contract, (ref.iri for ref in listing.items))
    ordered = sorted(known.values(), key=lambda c: (-c.supporting - c.opposing, c.text))
    return Listing(tuple(ordered), listing.total, listing.query)


async def suggestions(select: Select, slug: str) -> tuple[Found, ...]:
    """Things with a name like that of a slug under which nothing is recorded: one query."""
    parts = [part for part in re.split(r"[^a-z0-9]+", slug.lower()) if part[2:]]
    if not parts:
        return ()
    tests = " || ".join(f"CONTAINS(?text, {quoted(part)})" for part in parts[-3:])
    rows = await select(f"""{PROLOGUE}SELECT ?s ?label {{ ?s av:label ?label
  FILTER(STRSTARTS(STR(?s), "{AVD}"))
  BIND(LCASE(CONCAT(STRAFTER(STR(?s), "{AVD}"), " ", ?label)) AS ?text) FILTER({tests}) }}
ORDER BY ?s LIMIT 400""")
    found = {local(row["s"]["value"]): row for row in rows}
    near = get_close_matches(slug.lower(), sorted(found), MOST_SUGGESTED, 0.0)
    things = ((found[name]["s"]["value"], found[name]["label"]["value"]) for name in near)
    return tuple(Found(Ref(iri, label), "") for iri, label in things)
