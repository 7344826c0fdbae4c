"""What is recorded of any thing: its values, facts, what it said, what was said about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.ask.describe import terms
from kg.ask.describe.claims import claim_questions, claims_of
from kg.ask.describe.model import (
    Citation,
    Claim,
    Event,
    Fact,
    Listing,
    Position,
    Property,
    Provenance,
)
from kg.ask.describe.records import (
    CITED,
    READ_THROUGH,
    citations,
    citations_of,
    event,
    evidence,
    fact,
    position,
    record,
)
from kg.ask.describe.sections import by_label, first_by_label, labelled_of, newest, newest_of
from kg.ask.reader import Ref, local
from kg.rdf.sparql import iris
from kg.terms import AV, AVD, SKOS, short

if TYPE_CHECKING:
    from kg.ask.describe.thing import Thing
    from kg.ask.reader import Node, NodeReader, Rows
    from kg.contract import Contract

MOST_NEIGHBOURS: Final = 200
MOST_RESPONSES: Final = 50
# By this end of a fact an arrangement has members or parties.
ARRANGED: Final = "inArrangement"


@dataclass(frozen=True)
class Neighbour:
    """Things that point here by one property."""

    label: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True)
class Entity:
    """All that a page about a thing shows; lists hold the first 50 of `total`.

    `facts_title` is what its class calls its facts, if it calls all of them alike. `speaks` says
    that it could be the holder of a position.
    """

    iri: str
    label: str
    language: str
    kinds: tuple[Ref, ...]
    names: tuple[tuple[str, str], ...]
    properties: tuple[Property, ...]
    record: Fact | Position | Event | None
    citation: Citation | None
    responses: tuple[Ref, ...]
    facts: Listing[Fact]
    facts_title: str
    speaks: bool
    statements: Listing[Position]
    about: Listing[Claim]
    own: dict[str, tuple[Position, ...]]
    events: Listing[Event]
    neighbours: tuple[Neighbour, ...]
    claims: dict[str, Claim]
    citations: dict[str, Citation]
    provenance: Provenance | None


@dataclass(frozen=True)
class _Around:
    """What stands around a thing: IRIs of records, of claims and of what points to it."""

    facts: Listing[str]
    said: Listing[str]
    about: Listing[str]
    events: Listing[str]
    own: dict[str, tuple[str, ...]]
    responses: tuple[str, ...]
    pointing: dict[str, tuple[str, ...]]

    @property
    def records(self) -> tuple[str, ...]:
        """All records that the page tells."""
        own = (iri for held in self.own.values() for iri in held)
        return (*self.facts.items, *self.said.items, *self.events.items, *own)


async def entity(reader: NodeReader, contract: Contract, thing: Thing, as_of: str = "") -> Entity:
    """What is recorded of a thing: three queries, however much it is.

    `as_of` is a day (``2025-03-06``) or empty: it decides the status that claims are shown with.
    """
    around = await _around(reader, contract, thing.iri)
    records = [*around.records, thing.iri] if thing.is_a("Record") else around.records
    named = [iri for end in CITED for iri in thing.node.iris(end)]
    await reader.read(evidence(contract, records, named))
    known = await _named(reader, contract, thing, around, as_of)
    in_line = terms.IN_LINE if thing.is_a("Record") or thing.is_a("Citation") else frozenset()
    facts = around.facts.of(lambda iri: fact(reader[iri], contract))
    return Entity(
        iri=thing.iri,
        label=thing.node.label,
        language=_language(contract, thing.node),
        kinds=tuple(Ref(kind.iri, kind.label) for kind in thing.kinds),
        names=_names(thing.node),
        properties=_properties(contract, thing.node, terms.IN_SECTIONS | in_line),
        record=record(thing.node, contract),
        citation=citations(reader, [thing.iri]).get(thing.iri),
        responses=_by_label(thing.node.ref_to(iri) for iri in around.responses),
        facts=facts,
        facts_title=_facts_title(contract, thing, facts.items),
        speaks=thing.is_a("Agent"),
        statements=around.said.of(lambda iri: position(reader[iri], contract)),
        about=around.about.of(known.get),
        own={
            claim: tuple(position(reader[iri], contract) for iri in held)
            for claim, held in around.own.items()
        },
        events=around.events.of(lambda iri: event(reader[iri])),
        neighbours=_neighbours(contract, thing.node, around.pointing),
        claims=known,
        citations=citations(reader, citations_of(reader, records)),
        provenance=thing.provenance,
    )


async def _around(reader: NodeReader, contract: Contract, iri: str) -> _Around:
    ends = " ".join(short(field.path) for field in terms.fields(contract, "StructuralFact", "Ends"))
    facts = f"VALUES ?end {{ {ends} }} ?s ?end <{iri}> ."
    said = f"?s av:holder|av:speaker <{iri}> ."
    about = f"?s a av:Proposition ; av:about <{iri}> ."
    events = f"?s a av:Event ; av:about <{iri}> ."
    found = await reader.read(
        {},
        {
            "facts": newest(facts),
            "said": newest(said),
            "about": by_label(about),
            "events": newest(events),
            "own": _own_question(iri, about),
            "responses": _responses_question(iri),
            "pointing": _pointing_question(contract, iri),
        },
    )
    return _Around(
        facts=newest_of(facts, found["facts"]),
        said=newest_of(said, found["said"]),
        about=labelled_of(about, found["about"]).of(lambda ref: ref.iri),
        events=newest_of(events, found["events"]),
        own=_grouped(_own_rows(found["own"])),
        responses=tuple(row["s"]["value"] for row in found["responses"]),
        pointing=_grouped((row["p"]["value"], row["s"]["value"]) for row in found["pointing"]),
    )


def _own_question(iri: str, about: str) -> str:
    """Positions of the thing itself towards the propositions about it that are shown."""
    return f"""SELECT ?s ?held ?day {{ {{ {first_by_label(about)} }}
  ?held av:proposition ?s ; av:holder <{iri}> ; av:definiteFrom ?day }}"""


def _own_rows(rows: Rows) -> list[tuple[str, str]]:
    """Pairs of proposition and position, the earliest first."""
    found = sorted((r["day"]["value"], r["held"]["value"], r["s"]["value"]) for r in rows)
    return [(claim, held) for _, held, claim in found]


def _responses_question(iri: str) -> str:
    return f"""SELECT ?s ?key {{ ?s av:respondsTo <{iri}> ; av:holder/av:label ?key }}
  ORDER BY ?key ?s LIMIT {MOST_RESPONSES}"""


def _pointing_question(contract: Contract, iri: str) -> str:
    """What points here by properties that no other part of the page shows."""
    paths = iris(field.path for field in terms.leading_here(contract))
    return f"""SELECT DISTINCT ?p ?s ?label {{ VALUES ?p {{ {paths} }}
  ?s ?p <{iri}> . ?s av:label ?label
  FILTER(STRSTARTS(STR(?s), "{AVD}") && ?s != <{iri}>) }}
  ORDER BY ?p ?label ?s LIMIT {MOST_NEIGHBOURS}"""


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, iri in pairs:
        found.setdefault(key, {})[iri] = None
    return {key: tuple(held) for key, held in found.items()}


async def _named(
    reader: NodeReader, contract: Contract, thing: Thing, around: _Around, as_of: str
) -> dict[str, Claim]:
    """Reads the labels of all that the page names; the claims among that, by IRI."""
    pointing = [iri for many in around.pointing.values() for iri in many]
    said = [iri for each in around.said.items for iri in reader[each].iris("proposition")]
    linked = [iri for name in thing.node.cells for iri in thing.node.iris(name)]
    named = [*reader.pointed(READ_THROUGH), *thing.named_in_files, *around.responses, *pointing]
    asked = claim_questions([*around.about.items, *said, *linked, *pointing], as_of)
    return claims_of(contract, await reader.name(named, asked), as_of)


def _facts_title(contract: Contract, thing: Thing, facts: Iterable[Fact]) -> str:
    """An arrangement calls its facts members or parties; others have facts of many kinds."""
    if {end.name for fact in facts for end in fact.ends if end.ref.iri == thing.iri} != {ARRANGED}:
        return ""
    classes = (contract.class_of(iri) for iri in thing.node.types)
    fields = (field for each in classes for field in (each.fields if each else ()))
    return next((f.label for f in fields if f.inverse and local(f.path) == ARRANGED), "")


def _by_label(refs: Iterable[Ref]) -> tuple[Ref, ...]:
    return tuple(sorted(refs, key=lambda ref: (ref.label, ref.iri)))


def _language(contract: Contract, node: Node) -> str:
    """That of its own name; of labels, which stand in several languages, the page takes English."""
    own = (path for path in contract.names if path.startswith(AV))
    languages = (node.language(local(path)) for path in own)
    return next((language for language in languages if language), "en")


def _names(node: Node) -> tuple[tuple[str, str], ...]:
    """Other names with their languages: alternative labels and those in other languages."""
    values = [*node.all(f"{SKOS}prefLabel"), *node.all(f"{SKOS}altLabel")]
    return tuple((v.text, v.language) for v in values if v.text != node.label)


def _properties(contract: Contract, node: Node, elsewhere: frozenset[str]) -> tuple[Property, ...]:
    """Values that no other part of the page tells, with the labels of their properties."""
    found = (
        Property(local(field.path), field.label, node.all(local(field.path)))
        for field in terms.labelled(contract, node.types, elsewhere)
    )
    return tuple(each for each in found if each.values)


def _neighbours(
    contract: Contract, node: Node, pointing: Mapping[str, tuple[str, ...]]
) -> tuple[Neighbour, ...]:
    return tuple(
        Neighbour(field.label, _by_label(node.ref_to(iri) for iri in pointing[field.path]))
        for field in terms.leading_here(contract)
        if field.path in pointing
    )
