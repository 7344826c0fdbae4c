"""What stands around a thing: the lists of its page, as IRIs, by one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.ask.describe import terms
from kg.ask.describe.days import present, raised, told
from kg.ask.describe.model import Listing, Records
from kg.ask.describe.sections import (
    BY_DATE,
    WHEN_TAKEN,
    by_label,
    labelled_of,
    newest,
    newest_of,
    readable,
)
from kg.ask.reader import NodeReader, local
from kg.rdf.sparql import iri as term
from kg.rdf.sparql import iris
from kg.terms import AV, AVD, NO_START, short

if TYPE_CHECKING:
    from kg.ask.describe.days import Days
    from kg.ask.describe.sections import Slice
    from kg.ask.reader import Rows
    from kg.contract import Contract

MOST_NEIGHBOURS: Final = 2000
MOST_RESPONSES: Final = 50
MOST_DETAILS: Final = 200
# The lists of a page that are not named after the property that leads to the thing.
STATEMENTS: Final = "statements"
CLAIMS: Final = "claims"
EVENTS: Final = "events"
STATES: Final = "states"
BODIES: Final = "bodies"
TENURES: Final = "tenures"
# An end of a fact by which an arrangement has members or parties, and a fact done for somebody.
ARRANGED: Final = "inArrangement"
ON_BEHALF: Final = f"{AV}participatesFor"
# How a tenure leads to what its post heads.
HEADING: Final = "av:post/av:heads"


@dataclass(frozen=True)
class Around:
    """IRIs of what stands around a thing, as much of it as its page shows.

    `facts` and `pointing` are by the name of their list, which is that of the property that leads
    to the thing; those of an arrangement are `STATES` and `BODIES`, of who heads it `TENURES`.
    `about` are claims on which it said nothing itself, `responses` the positions that answer it,
    `details` the particulars of it that documents tell, `pointing` what leads to it otherwise.
    """

    facts: dict[str, Listing[str]]
    said: Listing[str]
    about: Listing[str]
    events: Listing[str]
    responses: tuple[str, ...]
    details: tuple[str, ...]
    pointing: dict[str, Listing[str]]

    @property
    def records(self) -> Records:
        """All records of the lists."""
        facts = tuple(iri for held in self.facts.values() for iri in held.items)
        return Records(facts, self.said.items, self.events.items, self.details)


class Lists(NamedTuple):
    """IRIs in the order of the page: all of `facts` and `pointing`, as `Around` has them by name;
    of the others what is wanted, and how many there are.
    """

    facts: Mapping[str, Sequence[str]]
    said: Some
    about: Some
    events: Some
    responses: Sequence[str]
    details: Sequence[str]
    pointing: Mapping[str, Sequence[str]]


class Some(NamedTuple):
    """Some of a list, and the size of the whole."""

    items: tuple[str, ...] = ()
    total: int = 0


class PageReader(NodeReader):
    """Reads nodes, and what stands around one of them."""

    async def lists(self, contract: Contract, iri: str, part: Slice, days: Days) -> Lists:
        """What the page of a thing lists: one query."""
        patterns = _patterns(iri, days)
        asked = {
            "facts": _facts_question(iri, ends(contract), days),
            STATEMENTS: newest(patterns[STATEMENTS], WHEN_TAKEN, part.most, part.skip),
            CLAIMS: by_label(patterns[CLAIMS], part.most, part.skip),
            EVENTS: newest(patterns[EVENTS], BY_DATE, part.most, part.skip),
            "responses": _responses_question(iri, days),
            "details": _details_question(iri, days),
            "pointing": _pointing_question(contract, iri, days),
        }
        found = await self.ask({n: q if is_wanted(part, n) else "" for n, q in asked.items()})
        return Lists(
            facts=_facts(found["facts"]),
            said=_some(newest_of("", found[STATEMENTS])),
            about=_some(labelled_of("", found[CLAIMS]).of(lambda ref: ref.iri)),
            events=_some(newest_of("", found[EVENTS])),
            responses=[row["s"]["value"] for row in found["responses"]],
            details=[row["s"]["value"] for row in found["details"]],
            pointing=_pointing(found["pointing"]),
        )


async def around(
    reader: PageReader, contract: Contract, iri: str, part: Slice, days: Days
) -> Around:
    """What the page shows of each list, with the size of the whole; raises what the reader does."""
    found, patterns = await reader.lists(contract, iri, part, days), _patterns(iri, days)
    return Around(
        facts=_listed(found.facts, iri, part, days),
        said=Listing(*found.said, readable(patterns[STATEMENTS])),
        about=Listing(*found.about, readable(patterns[CLAIMS])),
        events=Listing(*found.events, readable(patterns[EVENTS])),
        responses=tuple(found.responses),
        details=tuple(found.details),
        pointing=_listed(found.pointing, iri, part, days),
    )


def ends(contract: Contract) -> list[str]:
    """The properties by which facts lead to things, by IRI."""
    return [*(f.path for f in terms.fields(contract, "StructuralFact", "Ends")), ON_BEHALF]


def pointers(contract: Contract) -> list[str]:
    """The properties by which things lead to others that no list has, by IRI."""
    return [f.path for f in terms.leading_here(contract) if f.path != ON_BEHALF]


def _patterns(iri: str, days: Days) -> dict[str, str]:
    """What the lists of statements, claims and events hold, as `?s` of graph patterns."""
    # What it has taken a position on itself stands among its statements.
    own = f"?own av:proposition ?s ; av:holder|av:speaker {term(iri)} {told(days, '?own')}"
    about = f"av:about {term(iri)} ."
    return {
        STATEMENTS: f"?s av:holder|av:speaker {term(iri)} . {told(days)}",
        CLAIMS: f"?s a av:Proposition ; {about} {raised(days)} MINUS {{ {own} }}",
        EVENTS: f"?s a av:Event ; {about} {told(days)}",
    }


def _some(listing: Listing[str]) -> Some:
    return Some(listing.items, listing.total)


def is_wanted(part: Slice, name: str) -> bool:
    """Of a page for one list alone, what leads to it; which lists there are only answers tell."""
    if name in ("facts", "pointing"):
        return part.name not in (STATEMENTS, CLAIMS, EVENTS)
    return part.wants(name)


def _listed(
    found: Mapping[str, Iterable[str]], iri: str, part: Slice, days: Days
) -> dict[str, Listing[str]]:
    """What is wanted of each list."""
    lists = {name: tuple(dict.fromkeys(every)) for name, every in found.items() if part.wants(name)}
    return {
        name: Listing(
            tuple(part.of(every)), len(every), readable(f"{_leading_to(name, iri)} {present(days)}")
        )
        for name, every in lists.items()
    }


def _leading_to(name: str, iri: str) -> str:
    if name == TENURES:
        return f"?s {HEADING} {term(iri)} ."
    if name not in (STATES, BODIES):
        return f"?s av:{name} {term(iri)} ."
    test = "EXISTS" if name == STATES else "NOT EXISTS"
    return f"""?s av:{ARRANGED} {term(iri)} ; av:participant ?who .
  FILTER {test} {{ ?who a av:State }}"""


def _facts_question(iri: str, ends: Iterable[str], days: Days) -> str:
    """Every fact about the thing, by which end, since when, and whether a state takes part."""
    return f"""SELECT ?s ?p ?key ?last ?state {{
  {{ VALUES ?p {{ {" ".join(map(short, ends))} }} ?s ?p {term(iri)} }} UNION
  {{ ?s {HEADING} {term(iri)} BIND("{TENURES}" AS ?p) OPTIONAL {{ ?s av:lastConfirmed ?last }} }}
  {told(days)} OPTIONAL {{ ?s av:possibleFrom ?key }}
  OPTIONAL {{ ?s av:participant/a ?state FILTER(?state = av:State) }} }}"""


def _facts(rows: Rows) -> dict[str, list[str]]:
    """Facts by list, the earliest first, those without a known beginning last; of tenures those
    first that are vouched for last."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        name, since = local(row["p"]["value"]), row["key"]["value"] if "key" in row else NO_START
        if name == ARRANGED:
            name = STATES if "state" in row else BODIES
        key = "9999" if since == NO_START else since
        if name == TENURES:
            key = row["last"]["value"] if "last" in row else ""
        found[name].append((key, row["s"]["value"]))
    return {
        name: [iri for _, iri in sorted(found[name], reverse=name == TENURES)]
        for name in sorted(found)
    }


def _responses_question(iri: str, days: Days) -> str:
    return f"""SELECT ?s ?key {{ ?s av:respondsTo {term(iri)} ; av:holder/av:label ?key
  {told(days)} }} ORDER BY ?key ?s LIMIT {MOST_RESPONSES}"""


def _details_question(iri: str, days: Days) -> str:
    return f"""SELECT ?s ?key {{ ?s av:detailOf {term(iri)} ; av:label ?key {told(days)} }}
  ORDER BY ?key ?s LIMIT {MOST_DETAILS}"""


def _pointing_question(contract: Contract, iri: str, days: Days) -> str:
    """What points here by properties that no other part of the page shows."""
    paths = iris(pointers(contract))
    return f"""SELECT DISTINCT ?p ?s ?label {{ VALUES ?p {{ {paths} }}
  ?s ?p {term(iri)} . ?s av:label ?label
  FILTER(STRSTARTS(STR(?s), "{AVD}") && ?s != {term(iri)}) {present(days)} }}
  ORDER BY ?p ?label ?s LIMIT {MOST_NEIGHBOURS}"""


def _pointing(rows: Rows) -> dict[str, tuple[str, ...]]:
    """What points here by the name of the property, in order of labels."""
    ordered = sorted((r["p"]["value"], r["label"]["value"], r["s"]["value"]) for r in rows)
    return grouped((local(path), iri) for path, _, iri in ordered)


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, iri in pairs:
        found.setdefault(key, {})[iri] = None
    return {key: tuple(held) for key, held in found.items()}
