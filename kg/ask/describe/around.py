"""What stands around a thing: the lists of its page, as IRIs, by one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

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
from kg.ask.reader import local
from kg.rdf.sparql import iri as term
from kg.rdf.sparql import iris
from kg.terms import AV, AVD, NO_START, short

if TYPE_CHECKING:
    from kg.ask.describe.days import Days
    from kg.ask.describe.sections import Slice
    from kg.ask.reader import NodeReader, Rows
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
# An end of a fact by which an arrangement has members or parties, and a fact done for somebody.
ARRANGED: Final = "inArrangement"
ON_BEHALF: Final = f"{AV}participatesFor"


@dataclass(frozen=True)
class Around:
    """IRIs of what stands around a thing, as much of it as its page shows.

    `facts` and `pointing` are by the name of their list, which is that of the property that leads
    to the thing; those of an arrangement are `STATES` and `BODIES`. `about` are claims on which
    it said nothing itself, `responses` the positions that answer it, `details` the particulars of
    it that documents tell, `pointing` what leads to it otherwise.
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


async def around(
    reader: NodeReader, contract: Contract, iri: str, part: Slice, days: Days
) -> Around:
    """What the page shows of each list, with the size of the whole; raises what the reader does."""
    said = f"?s av:holder|av:speaker {term(iri)} . {told(days)}"
    # What it has taken a position on itself stands among its statements.
    own = f"?own av:proposition ?s ; av:holder|av:speaker {term(iri)} {told(days, '?own')}"
    about = f"?s a av:Proposition ; av:about {term(iri)} . {raised(days)} MINUS {{ {own} }}"
    events = f"?s a av:Event ; av:about {term(iri)} . {told(days)}"
    ends = [f.path for f in terms.fields(contract, "StructuralFact", "Ends")]
    asked = {
        "facts": _facts_question(iri, [*ends, ON_BEHALF], days),
        STATEMENTS: newest(said, WHEN_TAKEN, part.most, part.skip),
        CLAIMS: by_label(about, part.most, part.skip),
        EVENTS: newest(events, BY_DATE, part.most, part.skip),
        "responses": _responses_question(iri, days),
        "details": _details_question(iri, days),
        "pointing": _pointing_question(contract, iri, days),
    }
    found = await reader.ask({n: q if _is_wanted(part, n) else "" for n, q in asked.items()})
    return Around(
        facts=_listed(_facts(found["facts"]), iri, part, days),
        said=newest_of(said, found[STATEMENTS]),
        about=labelled_of(about, found[CLAIMS]).of(lambda ref: ref.iri),
        events=newest_of(events, found[EVENTS]),
        responses=tuple(row["s"]["value"] for row in found["responses"]),
        details=tuple(row["s"]["value"] for row in found["details"]),
        pointing=_listed(_pointing(found["pointing"]), iri, part, days),
    )


def _is_wanted(part: Slice, name: str) -> bool:
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
    if name not in (STATES, BODIES):
        return f"?s av:{name} {term(iri)} ."
    test = "EXISTS" if name == STATES else "NOT EXISTS"
    return f"""?s av:{ARRANGED} {term(iri)} ; av:participant ?who .
  FILTER {test} {{ ?who a av:State }}"""


def _facts_question(iri: str, ends: Iterable[str], days: Days) -> str:
    """Every fact about the thing, by which end, since when, and whether a state takes part."""
    return f"""SELECT ?s ?p ?key ?state {{ VALUES ?p {{ {" ".join(map(short, ends))} }}
  ?s ?p {term(iri)} . {told(days)} OPTIONAL {{ ?s av:possibleFrom ?key }}
  OPTIONAL {{ ?s av:participant/a ?state FILTER(?state = av:State) }} }}"""


def _facts(rows: Rows) -> dict[str, list[str]]:
    """Facts by list, the earliest first, those without a known beginning last."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        name, since = local(row["p"]["value"]), row["key"]["value"] if "key" in row else NO_START
        if name == ARRANGED:
            name = STATES if "state" in row else BODIES
        found[name].append(("9999" if since == NO_START else since, row["s"]["value"]))
    return {name: [iri for _, iri in sorted(found[name])] for name in sorted(found)}


def _responses_question(iri: str, days: Days) -> str:
    return f"""SELECT ?s ?key {{ ?s av:respondsTo {term(iri)} ; av:holder/av:label ?key
  {told(days)} }} ORDER BY ?key ?s LIMIT {MOST_RESPONSES}"""


def _details_question(iri: str, days: Days) -> str:
    return f"""SELECT ?s ?key {{ ?s av:detailOf {term(iri)} ; av:label ?key {told(days)} }}
  ORDER BY ?key ?s LIMIT {MOST_DETAILS}"""


def _pointing_question(contract: Contract, iri: str, days: Days) -> str:
    """What points here by properties that no other part of the page shows."""
    paths = iris(f.path for f in terms.leading_here(contract) if f.path != ON_BEHALF)
    return f"""SELECT DISTINCT ?p ?s ?label {{ VALUES ?p {{ {paths} }}
  ?s ?p {term(iri)} . ?s av:label ?label
  FILTER(STRSTARTS(STR(?s), "{AVD}") && ?s != {term(iri)}) {present(days)} }}
  ORDER BY ?p ?label ?s LIMIT {MOST_NEIGHBOURS}"""


def _pointing(rows: Rows) -> dict[str, tuple[str, ...]]:
    """What points here by the name of the property, in order of labels."""
    ordered = sorted((r["p"]["value"], r["label"]["value"], r["s"]["value"]) for r in rows)
    return _grouped((local(path), iri) for path, _, iri in ordered)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, iri in pairs:
        found.setdefault(key, {})[iri] = None
    return {key: tuple(held) for key, held in found.items()}
