"""What is recorded of any thing: its values, facts, what it said, what was said about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from kg.ask.describe import terms
from kg.ask.describe.around import ARRANGED, BODIES, STATES, TENURES, Around, around
from kg.ask.describe.claims import claim_questions, claims_of
from kg.ask.describe.days import LATEST
from kg.ask.describe.model import (
    Citation,
    Claim,
    Detail,
    Event,
    Fact,
    Listing,
    Period,
    Position,
    Property,
    Provenance,
    Records,
    alphabetical,
)
from kg.ask.describe.records import (
    CITED,
    READ_THROUGH,
    citations,
    citations_of,
    claims_said,
    detail,
    event,
    evidence,
    fact,
    position,
    record,
)
from kg.ask.describe.sections import WHOLE
from kg.ask.describe.standing import beside, claims_describing, period_of, standing_of
from kg.ask.reader import Ref, Value, local
from kg.terms import AV, SKOS

if TYPE_CHECKING:
    from kg.ask.describe.around import PageReader
    from kg.ask.describe.days import Days
    from kg.ask.describe.sections import Slice
    from kg.ask.describe.standing import Standing
    from kg.ask.describe.thing import Thing
    from kg.ask.reader import Node, NodeReader
    from kg.contract import Contract

T = TypeVar("T")
BODIES_CALLED: Final = "agencies and other bodies"
TENURES_CALLED: Final = "Headed by"


@dataclass(frozen=True)
class Group(Generic[T]):
    """A list of the page under a heading of its own; `name` leads to all of it."""

    name: str
    title: str
    listing: Listing[T]


@dataclass(frozen=True)
class Entity:
    """All that a page about a thing shows; lists hold the first of `total`.

    `kind` is the name of its narrowest class. `speaks` says that it could be the holder of a
    position. `linked` are facts among its values, by IRI. `first_reported` is the day on which a
    document first reported a record, "" where none with a date did.
    """

    iri: str
    label: str
    language: str
    kind: str
    kinds: tuple[Ref, ...]
    names: tuple[tuple[str, str], ...]
    properties: tuple[Property, ...]
    record: Fact | Position | Event | None
    period: Period | None
    citation: Citation | None
    responses: tuple[Ref, ...]
    facts: tuple[Group[Fact], ...]
    linked: dict[str, Fact]
    speaks: bool
    statements: Listing[Position]
    about: Listing[Claim]
    events: Listing[Event]
    details: tuple[Detail, ...]
    neighbours: tuple[Group[Ref], ...]
    claims: dict[str, Claim]
    citations: dict[str, Citation]
    provenance: Provenance | None
    remarks: tuple[Value, ...]
    first_reported: str


async def entity(
    reader: PageReader, contract: Contract, thing: Thing, days: Days = LATEST, part: Slice = WHOLE
) -> Entity:
    """What is recorded of a thing: three queries, however much it is.

    The days decide the status that claims are shown with, and which reports are heard.
    """
    found = await around(reader, contract, thing.iri, part, days)
    linked_facts = _leading_to(contract, thing.node, "StructuralFact")
    records = _with_itself(thing, found.records, linked_facts)
    texts = [iri for end in CITED for iri in thing.node.iris(end)]
    await reader.read(evidence(contract, records, texts) | beside(contract, records))
    linked = _linked_claims(contract, thing.node, found.pointing)
    said = claims_said(reader, contract, records.positions)
    described = claims_describing(reader)
    asked = claim_questions([*found.about.items, *said, *described, *linked], days)
    named = _named(reader, thing, found, records)
    known = claims_of(contract, await reader.name(named, asked), days)
    standing = standing_of(reader, contract, records)
    in_line = terms.IN_LINE if thing.is_a("Record") or thing.is_a("Citation") else frozenset()
    return Entity(
        iri=thing.iri,
        label=thing.node.label,
        language=_language(contract, thing.node),
        kind=thing.kind,
        kinds=tuple(Ref(kind.iri, kind.label) for kind in thing.kinds),
        names=_names(thing.node),
        properties=thing.properties(contract, terms.IN_SECTIONS | in_line),
        record=record(thing.node, contract, standing),
        period=period_of(contract, thing.node) if thing.is_a("StatusPeriod") else None,
        citation=citations(reader, contract, [thing.iri]).get(thing.iri),
        responses=alphabetical(thing.node.ref_to(iri) for iri in found.responses),
        facts=_fact_groups(reader, contract, thing, found, standing),
        linked=_facts(reader, contract, standing, linked_facts),
        speaks=thing.is_a("Agent"),
        statements=found.said.of(lambda iri: position(reader[iri], contract, standing)),
        about=found.about.of(known.get),
        events=found.events.of(lambda iri: event(reader[iri], standing)),
        details=tuple(detail(reader[iri]) for iri in records.details),
        neighbours=_neighbours(contract, thing.node, found.pointing),
        claims=known,
        citations=citations(reader, contract, citations_of(reader, records.every), days),
        provenance=thing.provenance,
        remarks=thing.remarks(contract),
        first_reported=thing.node.day("firstReported"),
    )


def _with_itself(thing: Thing, records: Records, linked: tuple[str, ...]) -> Records:
    """The records around a thing, the facts to which it leads, and the thing if it is a record."""
    here = (thing.iri,)
    return Records(
        facts=(*records.facts, *linked, *(here if thing.is_a("StructuralFact") else ())),
        positions=records.positions + (here if thing.is_a("Position") else ()),
        events=records.events + (here if thing.is_a("Event") else ()),
        details=records.details + (here if thing.is_a("Detail") else ()),
    )


def _facts(
    reader: NodeReader, contract: Contract, standing: Standing, iris: Iterable[str]
) -> dict[str, Fact]:
    """The facts among what was read, by IRI."""
    facts = (iri for iri in iris if "StructuralFact" in reader[iri].kinds)
    return {iri: fact(reader[iri], contract, standing) for iri in facts}


def _named(reader: NodeReader, thing: Thing, found: Around, records: Records) -> list[str]:
    """All things that the page names, for which labels are wanted."""
    pointing = [iri for many in found.pointing.values() for iri in many.items]
    called = (*records.events, *records.details, *found.responses, *pointing)
    return [*reader.pointed(READ_THROUGH), *thing.named_in_files, *called]


def _linked_claims(
    contract: Contract, node: Node, pointing: Mapping[str, Listing[str]]
) -> list[str]:
    """What may be a claim among the values of a thing, and among what points to it."""
    back = (local(f.path) for f in terms.fields(contract, "Proposition", *contract.groups, None))
    return [
        *_leading_to(contract, node, "Proposition"),
        *(iri for name in back if name in pointing for iri in pointing[name].items),
    ]


def _leading_to(contract: Contract, node: Node, name: str) -> tuple[str, ...]:
    """What may be a member of a class among the values of a thing."""
    onward = (f for f in terms.labelled(contract, node.types) if f.value.is_link)
    family = set(contract.below(name))
    led_to = (f for f in onward if not family.isdisjoint(contract.objects_of(f.value)))
    return tuple(iri for field in led_to for iri in node.iris(local(field.path)))


def _fact_groups(
    reader: NodeReader, contract: Contract, thing: Thing, found: Around, standing: Standing
) -> tuple[Group[Fact], ...]:
    """The facts about a thing by what it has to do with them; states before bodies."""
    arranged = _arranged(contract, thing)
    titles = {
        STATES: arranged if BODIES not in found.facts else f"{arranged}: states",
        BODIES: arranged if STATES not in found.facts else f"{arranged}: {BODIES_CALLED}",
    }
    titles[TENURES] = TENURES_CALLED
    ends = terms.fields(contract, "StructuralFact", "Ends", None)
    titles |= {local(f.path): f.inverse_phrase or f.label for f in ends}
    return tuple(
        Group(
            name,
            titles[name],
            found.facts[name].of(lambda iri: fact(reader[iri], contract, standing)),
        )
        for name in titles
        if name in found.facts
    )


def _arranged(contract: Contract, thing: Thing) -> str:
    """What an arrangement calls those who take part in it: members or parties."""
    classes = (contract.class_of(iri) for iri in thing.node.types)
    fields = (field for each in classes for field in (each.fields if each else ()))
    called = (f.label for f in fields if f.inverse and local(f.path) == ARRANGED)
    return next(called, "taking part").capitalize()


def _language(contract: Contract, node: Node) -> str:
    """That of its own name; of labels, which stand in several languages, the page takes English."""
    own = (path for path in contract.names if path.startswith(AV))
    languages = (node.language(local(path)) for path in own)
    return next((language for language in languages if language), "en")


def _names(node: Node) -> tuple[tuple[str, str], ...]:
    """Other names with their languages: alternative labels and those in other languages."""
    values = [*node.all(f"{SKOS}prefLabel"), *node.all(f"{SKOS}altLabel")]
    return tuple((v.text, v.language) for v in values if v.text != node.label)


def _neighbours(
    contract: Contract, node: Node, pointing: Mapping[str, Listing[str]]
) -> tuple[Group[Ref], ...]:
    """What leads to a thing, under headings as people say it."""
    called = {local(f.path): f.inverse_phrase or f.label for f in terms.leading_here(contract)}
    return tuple(
        Group(name, called[name], pointing[name].of(node.ref_to))
        for name in called
        if name in pointing
    )
