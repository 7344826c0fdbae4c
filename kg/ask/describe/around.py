"""What stands around a thing: the lists of its page, as IRIs, by one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.ask.describe import terms
from kg.ask.describe.model import Listing, Records
from kg.ask.describe.sections import (
    WHEN_TAKEN,
    by_label,
    first_by_label,
    labelled_of,
    newest,
    newest_of,
)
from kg.rdf.sparql import iri as term
from kg.rdf.sparql import iris
from kg.terms import AVD, short

if TYPE_CHECKING:
    from kg.ask.reader import NodeReader, Rows
    from kg.contract import Contract

MOST_NEIGHBOURS: Final = 200
MOST_RESPONSES: Final = 50
MOST_DETAILS: Final = 200


@dataclass(frozen=True)
class Around:
    """IRIs of what stands around a thing.

    `own` are positions of the thing itself by the claims about it, `responses` the positions that
    answer it, `details` the particulars of it that documents tell, `pointing` what leads to it
    otherwise, by the IRI of the property.
    """

    facts: Listing[str]
    said: Listing[str]
    about: Listing[str]
    events: Listing[str]
    own: dict[str, tuple[str, ...]]
    responses: tuple[str, ...]
    details: tuple[str, ...]
    pointing: dict[str, tuple[str, ...]]

    @property
    def records(self) -> Records:
        """All records of the lists."""
        own = (iri for held in self.own.values() for iri in held)
        said = (*self.said.items, *own)
        return Records(self.facts.items, said, self.events.items, self.details)


async def around(reader: NodeReader, contract: Contract, iri: str) -> Around:
    """The first of each list, with the size of the whole; raises what the reader raises."""
    ends = " ".join(short(field.path) for field in terms.fields(contract, "StructuralFact", "Ends"))
    facts = f"VALUES ?end {{ {ends} }} ?s ?end {term(iri)} ."
    said = f"?s av:holder|av:speaker {term(iri)} ."
    about = f"?s a av:Proposition ; av:about {term(iri)} ."
    events = f"?s a av:Event ; av:about {term(iri)} ."
    found = await reader.ask(
        {
            "facts": newest(facts),
            "said": newest(said, WHEN_TAKEN),
            "about": by_label(about),
            "events": newest(events),
            "own": _own_question(iri, about),
            "responses": _responses_question(iri),
            "details": _details_question(iri),
            "pointing": _pointing_question(contract, iri),
        },
    )
    return Around(
        facts=newest_of(facts, found["facts"]),
        said=newest_of(said, found["said"]),
        about=labelled_of(about, found["about"]).of(lambda ref: ref.iri),
        events=newest_of(events, found["events"]),
        own=_grouped(_own_rows(found["own"])),
        responses=tuple(row["s"]["value"] for row in found["responses"]),
        details=tuple(row["s"]["value"] for row in found["details"]),
        pointing=_grouped((row["p"]["value"], row["s"]["value"]) for row in found["pointing"]),
    )


def _own_question(iri: str, about: str) -> str:
    """Positions of the thing itself towards the propositions about it that are shown."""
    return f"""SELECT ?s ?held ?day {{ {{ {first_by_label(about)} }}
  ?held av:proposition ?s ; av:holder {term(iri)} ; av:from ?day }}"""


def _own_rows(rows: Rows) -> list[tuple[str, str]]:
    """Pairs of proposition and position, the earliest first."""
    found = sorted((r["day"]["value"], r["held"]["value"], r["s"]["value"]) for r in rows)
    return [(claim, held) for _, held, claim in found]


def _responses_question(iri: str) -> str:
    return f"""SELECT ?s ?key {{ ?s av:respondsTo {term(iri)} ; av:holder/av:label ?key }}
  ORDER BY ?key ?s LIMIT {MOST_RESPONSES}"""


def _details_question(iri: str) -> str:
    return f"""SELECT ?s ?key {{ ?s av:detailOf {term(iri)} ; av:label ?key }}
  ORDER BY ?key ?s LIMIT {MOST_DETAILS}"""


def _pointing_question(contract: Contract, iri: str) -> str:
    """What points here by properties that no other part of the page shows."""
    paths = iris(field.path for field in terms.leading_here(contract))
    return f"""SELECT DISTINCT ?p ?s ?label {{ VALUES ?p {{ {paths} }}
  ?s ?p {term(iri)} . ?s av:label ?label
  FILTER(STRSTARTS(STR(?s), "{AVD}") && ?s != {term(iri)}) }}
  ORDER BY ?p ?label ?s LIMIT {MOST_NEIGHBOURS}"""


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, iri in pairs:
        found.setdefault(key, {})[iri] = None
    return {key: tuple(held) for key, held in found.items()}
