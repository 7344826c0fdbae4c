"""What a document says, what it goes back to and who repeats it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias

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
    CITES,
    DERIVES,
    NAMES,
    READ_THROUGH,
    citations,
    claims_said,
    document,
    evidence,
    record,
)
from kg.ask.describe.sections import FURTHER, SHOWN, WHOLE, readable
from kg.ask.describe.standing import beside, claims_describing, standing_of
from kg.ask.reader import Reached, Ref, Step, Value, Whole, local
from kg.contract import TYPE
from kg.rdf.sparql import iri as term
from kg.terms import AV

if TYPE_CHECKING:
    from kg.ask.describe.days import Days
    from kg.ask.describe.sections import Slice
    from kg.ask.describe.thing import Thing
    from kg.ask.reader import Node, NodeReader
    from kg.contract import Contract, Field


Place: TypeAlias = tuple[bool, tuple[int, ...], str]

# From a citation to the document that was read, from a claim to what it is about, from a source to
# the document in which it speaks.
READ: Final = Step((f"{AV}citedDocument",))
ABOUT: Final = Step((f"{AV}about",))
SCOPED: Final = Step((f"{AV}scopedTo",))
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
    here, ways = thing.node, contract.fields_in("Document", "Derivation")
    await reader.read(_around(contract, thing.iri))
    places = _places(reader, days)
    records = _in_order(_carried(thing.iri, days), places, part)
    repeats, held = _repeats(reader, days), [reader[iri].iris("proposition") for iri in places]
    shown = [node.iri for node in repeats[:SHOWN]]
    derivations = _derivations(here, ways)
    origins = [iri for iri in here.iris("origin") if iri != thing.iri]
    further = [*shown, *origins, *chain.from_iterable(derivations.values())]
    every = Records.of_any_kind(records.items)
    beside_them = _states(reader, contract) | beside(contract, every)
    await reader.read(evidence(contract, every, further) | beside_them)
    unrecorded, sources = _unheard(reader), [node.iri for node in reader.found("sources")]
    called = [*unrecorded, *sources, *(i for i in records.items if "Event" in reader[i].kinds)]
    named = [*reader.pointed(READ_THROUGH), *thing.named_in_files, *called]
    said = [*claims_said(reader, contract, records.items), *claims_describing(reader)]
    known = claims_of(contract, await reader.name(named, claim_questions(said, days)), days)
    standing = standing_of(reader, contract, every)
    made = [each for iri in records.items if (each := record(reader[iri], contract, standing))]
    cited = citations(reader, contract, [iri for each in made for iri in each.citations], days)
    return Report(
        iri=thing.iri,
        document=document(here),
        kind=thing.kind,
        kinds=tuple(Ref(kind.iri, kind.label) for kind in thing.kinds),
        derivations=tuple((how, _documents(reader, iris)) for how, iris in derivations.items()),
        origins=_documents(reader, origins),
        repeated_by=_documents(reader, shown),
        parents=_parents(repeats, ways),
        passages=_passages(made, cited, thing.iri),
        total=records.total,
        query=records.query,
        positions=sum(map(bool, held)),
        propositions=len({claim for claims in held for claim in claims}),
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


def _around(contract: Contract, iri: str) -> dict[str, Whole]:
    """What to read of a document's citations, of records that have them, of what repeats it."""
    citing = Reached((iri,), (NAMES.back,))
    records = Reached((iri,), (NAMES.back, CITES.back))
    read = Reached((iri,), (NAMES.back, READ))
    repeating = terms.fields(contract, "Document", "Derivation", "Dates")
    named = terms.fields(contract, "Position", "Speech", "Sources")
    return {
        "citing": Whole((citing,), terms.fields(contract, "Citation", "Citation")),
        "carried": Whole((records,), named),
        "read": Whole((read,), terms.fields(contract, "Document", "Dates")),
        "repeats": Whole((Reached((iri,), (DERIVES.back,)),), repeating),
        "sources": Whole((Reached((iri,), (SCOPED.back,)),), (TYPE,)),
    }


def _places(reader: NodeReader, days: Days) -> dict[str, Place]:
    """The first place of each record that was read in the document or goes back to it."""
    citing = {node.iri for node in reader.found("citing") if _was_published(reader, node, days)}
    found: dict[str, Place] = {}
    for node in reader.found("carried"):
        cited = citing.intersection(node.iris("hasCitation"))
        if places := [_place(reader[citation].text("locator")) for citation in cited]:
            found[node.iri] = min(places)
    return found


def _was_published(reader: NodeReader, citation: Node, days: Days) -> bool:
    return any(_had_appeared(reader[iri], days) for iri in citation.iris("citedDocument"))


def _had_appeared(document: Node, days: Days) -> bool:
    """Whether a document was there on the day by which reports had told."""
    return not days.known_at or "" < document.text("possibleUntil") <= days.known_at


def _repeats(reader: NodeReader, days: Days) -> list[Node]:
    """What goes back to the document, the newest first."""
    there = (node for node in reader.found("repeats") if _had_appeared(node, days))
    return sorted(there, key=_newest_first)


def _newest_first(document: Node) -> tuple[int, str]:
    day = document.text("possibleFrom")
    return (-int(day.replace("-", "")) if day else 0, document.iri)


def _states(reader: NodeReader, contract: Contract) -> dict[str, Whole]:
    """The states that are named in what the document says."""
    every = (claim for node in reader.found("carried") for claim in node.iris("proposition"))
    named = Reached(tuple(dict.fromkeys(every)), (ABOUT,), contract.classes["State"].iri)
    return {"states": Whole((named,), (TYPE,))}


def _unheard(reader: NodeReader) -> list[str]:
    """States named in what the document says, for whom nobody speaks in it."""
    heard = {holder for node in reader.found("carried") for holder in node.iris("holder")}
    return [node.iri for node in reader.found("states") if node.iri not in heard]


def _derivations(here: Node, ways: Iterable[Field]) -> dict[str, tuple[str, ...]]:
    """What the document goes back to by its own account, by how it does."""
    found = ((field.phrase, here.iris(local(field.path))) for field in ways)
    return {phrase: iris for phrase, iris in found if iris}


def _parents(documents: Iterable[Node], ways: Iterable[Field]) -> dict[str, tuple[str, ...]]:
    """What each of some documents goes back to by its own account."""
    names = [local(field.path) for field in ways]
    back = {node.iri: [iri for name in names for iri in node.iris(name)] for node in documents}
    return {iri: tuple(sorted(parents)) for iri, parents in sorted(back.items()) if parents}


def _in_order(carried: str, places: Mapping[str, Place], part: Slice) -> Listing[str]:
    """What is wanted of the records that a document carries, in order of their first place."""
    ordered = sorted(places, key=lambda iri: (places[iri], iri))
    here = tuple(ordered[part.skip : part.skip + FURTHER])
    return Listing(here, len(ordered), readable(carried))


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


def _place(locator: str) -> Place:
    """A key by which paragraph 10 comes after 9; places without a number come last."""
    numbers = tuple(int(number) for number in re.findall(r"[0-9]+", locator))
    return (not numbers, numbers, locator)
