"""What a document says, what it goes back to and who repeats it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.ask.describe import terms
from kg.ask.describe.claims import claim_questions, claims_of
from kg.ask.describe.days import LATEST, published
from kg.ask.describe.model import (
    Citation,
    Claim,
    Document,
    Event,
    Fact,
    Listing,
    Position,
    Property,
    Provenance,
    Records,
    alphabetical,
)
from kg.ask.describe.records import (
    READ_THROUGH,
    citations,
    citations_of,
    claims_said,
    document,
    evidence,
    record,
)
from kg.ask.describe.sections import FURTHER, WHOLE, newest, newest_of, readable
from kg.ask.describe.standing import beside, claims_describing, standing_of
from kg.ask.reader import Ref, Value, local
from kg.rdf.sparql import iri as term
from kg.rdf.sparql import iris

if TYPE_CHECKING:
    from kg.ask.describe.days import Days
    from kg.ask.describe.sections import Slice
    from kg.ask.describe.thing import Thing
    from kg.ask.reader import Node, NodeReader, Rows
    from kg.contract import Contract, Field


# Groups of fields that stand in the head of the page or in sections of their own.
ELSEWHERE: Final = terms.IN_SECTIONS | {"Names", "Publication", "Derivation", "Story"}


@dataclass(frozen=True)
class Passage:
    """One record that a document carries, with the citation that says where."""

    record: Position | Fact | Event
    citation: str


@dataclass(frozen=True)
class Report:
    """All that the page about a document shows; `passages` stand in order of their place in it.

    `kind` is the name of its narrowest class. There are `total` records in it, `positions` towards
    `propositions` among them. `parents` are by the IRIs of those that repeat it: what each goes
    back to by its own account.
    """

    iri: str
    document: Document
    kind: str
    kinds: tuple[Ref, ...]
    derivations: tuple[tuple[str, tuple[Document, ...]], ...]
    origins: tuple[Document, ...]
    repeated_by: tuple[Document, ...]
    parents: dict[str, tuple[str, ...]]
    passages: tuple[Passage, ...]
    total: int
    query: str
    positions: int
    propositions: int
    unrecorded: tuple[Ref, ...]
    sources: tuple[Ref, ...]
    episodes: tuple[Ref, ...]
    properties: tuple[Property, ...]
    claims: dict[str, Claim]
    citations: dict[str, Citation]
    provenance: Provenance | None
    remarks: tuple[Value, ...]


async def report(
    reader: NodeReader, contract: Contract, thing: Thing, days: Days = LATEST, part: Slice = WHOLE
) -> Report:
    """What a document says, nothing before it appeared: three queries, however much it is.

    Claims have their status as it is seen from a day.
    """
    here = thing.node
    carried = _carried(thing.iri, days)
    repeats = f"?s av:derivedFrom {term(thing.iri)} . {published(days)}"
    ways = contract.fields_in("Document", "Derivation")
    around = await reader.ask(_around(thing.iri, carried, repeats, ways))
    records = _in_order(carried, around["carried"], part)
    repeating = newest_of(repeats, around["repeats"]).items
    derivations = _derivations(here, ways)
    origins = [iri for iri in here.iris("origin") if iri != thing.iri]
    further = [*repeating, *origins, *(iri for iris in derivations.values() for iri in iris)]
    every = Records.of_any_kind(records.items)
    await reader.read(evidence(contract, every, further) | beside(contract, every))
    unrecorded, sources = _iris(around["unrecorded"]), _iris(around["sources"])
    events = [iri for iri in records.items if "Event" in reader[iri].kinds]
    named = [*reader.pointed(READ_THROUGH), *thing.named_in_files, *unrecorded, *sources, *events]
    said = [*claims_said(reader, contract, records.items), *claims_describing(reader)]
    known = claims_of(contract, await reader.name(named, claim_questions(said, days)), days)
    standing = standing_of(reader, contract, every)
    cited = citations(reader, contract, citations_of(reader, records.items), days)
    made = [each for iri in records.items if (each := record(reader[iri], contract, standing))]
    return Report(
        iri=thing.iri,
        document=document(here),
        kind=thing.kind,
        kinds=tuple(Ref(kind.iri, kind.label) for kind in thing.kinds),
        derivations=tuple((how, _documents(reader, iris)) for how, iris in derivations.items()),
        origins=_documents(reader, origins),
        repeated_by=_documents(reader, repeating),
        parents=_parents(around["parents"]),
        passages=_passages(made, cited, thing.iri),
        total=records.total,
        query=records.query,
        positions=_number(around["held"], "positions"),
        propositions=_number(around["held"], "propositions"),
        unrecorded=alphabetical(here.ref_to(iri) for iri in unrecorded),
        sources=alphabetical(here.ref_to(iri) for iri in sources),
        episodes=here.refs("inEpisode"),
        properties=thing.properties(contract, ELSEWHERE),
        claims=known,
        citations=cited,
        provenance=thing.provenance,
        remarks=thing.remarks(contract),
    )


def _carried(iri: str, days: Days) -> str:
    """What is read in a document, or in one that goes back to it."""
    pattern = f"?c av:citedDocument|av:originDocument {term(iri)} . ?s av:hasCitation ?c ."
    by_then = f" ?c av:citedDocument ?text . {published(days, '?text')}"
    return pattern + by_then if days.known_at else pattern


def _around(iri: str, carried: str, repeats: str, ways: Iterable[Field]) -> dict[str, str]:
    cites = f"av:citedDocument|av:originDocument {term(iri)}"
    how = iris(field.path for field in ways)
    return {
        "carried": f"SELECT DISTINCT ?s ?place {{ {carried} OPTIONAL {{ ?c av:locator ?place }} }}",
        "held": f"""SELECT (COUNT(DISTINCT ?s) AS ?positions)
  (COUNT(DISTINCT ?claim) AS ?propositions) {{ {carried} ?s av:proposition ?claim }}""",
        "repeats": newest(repeats),
        "parents": f"SELECT ?s ?parent {{ {repeats} VALUES ?how {{ {how} }} ?s ?how ?parent }}",
        # States named in what the document says, for whom nobody speaks in it.
        "unrecorded": f"""SELECT DISTINCT ?s {{ ?c {cites} .
  ?x av:hasCitation ?c ; av:proposition/av:about ?s FILTER EXISTS {{ ?s a av:State }}
  MINUS {{ ?c2 {cites} . ?o av:hasCitation ?c2 ; av:holder ?s }} }}""",
        "sources": f"SELECT DISTINCT ?s {{ ?s av:scopedTo {term(iri)} }}",
    }


def _derivations(here: Node, ways: Iterable[Field]) -> dict[str, tuple[str, ...]]:
    """What the document goes back to by its own account, by how it does."""
    found = ((field.phrase, here.iris(local(field.path))) for field in ways)
    return {phrase: iris for phrase, iris in found if iris}


def _parents(rows: Rows) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for child, parent in sorted((row["s"]["value"], row["parent"]["value"]) for row in rows):
        found[child] = (*found.get(child, ()), parent)
    return found


def _in_order(carried: str, rows: Rows, part: Slice) -> Listing[str]:
    """What is wanted of the records that a document carries, in order of their first place."""
    places: dict[str, tuple[bool, tuple[int, ...], str]] = {}
    for row in rows:
        iri, place = row["s"]["value"], _place(row["place"]["value"] if "place" in row else "")
        places[iri] = min(place, places.get(iri, place))
    ordered = sorted(places, key=lambda iri: (places[iri], iri))
    here = tuple(ordered[part.skip : part.skip + FURTHER])
    return Listing(here, len(ordered), readable(carried))


def _number(rows: Rows, name: str) -> int:
    return int(rows[0][name]["value"]) if rows else 0


def _iris(rows: Rows) -> list[str]:
    return [row["s"]["value"] for row in rows]


def _documents(reader: NodeReader, iris: Iterable[str]) -> tuple[Document, ...]:
    return tuple(document(reader[iri]) for iri in iris)


def _passages(
    records: Iterable[Position | Fact | Event], cited: Mapping[str, Citation], iri: str
) -> tuple[Passage, ...]:
    found = []
    for each in records:
        for citation in (cited[c] for c in each.citations if c in cited):
            origin = citation.origin.iri if citation.origin else ""
            if iri in (citation.document.iri, origin):
                found.append((_place(citation.locator), each.iri, Passage(each, citation.iri)))
    return tuple(passage for _, _, passage in sorted(found, key=lambda item: item[:2]))


def _place(locator: str) -> tuple[bool, tuple[int, ...], str]:
    """A key by which paragraph 10 comes after 9; places without a number come last."""
    numbers = tuple(int(number) for number in re.findall(r"[0-9]+", locator))
    return (not numbers, numbers, locator)
