"""Records, citations and documents of a page, made from nodes that were read for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from kg.ask.describe import terms
from kg.ask.describe.days import LATEST
from kg.ask.describe.model import (
    Citation,
    Dates,
    Detail,
    Document,
    End,
    Event,
    Fact,
    Position,
    Records,
)
from kg.ask.reader import NodeReader, Reached, Ref, Step, Whole, agreeing, local
from kg.contract import TYPE
from kg.terms import AV, RDF_TYPE

if TYPE_CHECKING:
    from kg.ask.describe.days import Days
    from kg.ask.describe.standing import Standing
    from kg.ask.reader import Node
    from kg.contract import Contract, Field

# Groups of fields that pages read of records, of citations and of documents. Fields without a group
# have None.
RECORD: Final = (
    *("Names", "Ends", "Role", "Speech", "Action", "Argument", "Dates", "Standing", "Sources"),
)
CITATION: Final = ("Citation", "Remarks", None)
DOCUMENT: Final = ("Names", "Publication", "Dates")

CITED: Final = ("citedDocument", "originDocument")
# From a record to its citations, and from these to the documents that they name.
CITES: Final = Step((f"{AV}hasCitation",))
NAMES: Final = Step(tuple(f"{AV}{end}" for end in CITED))
# From a document to those that it goes back to.
DERIVES: Final = Step((f"{AV}derivedFrom",))
# Where these lead is read whole, with its own title in place of a label.
READ_THROUGH: Final = frozenset({"hasCitation", *CITED, RDF_TYPE})


def evidence(
    contract: Contract, records: Records, documents: Iterable[str] = ()
) -> dict[str, Whole]:
    """What to read of records, of their citations, and of the documents that those name.

    Args:
        contract: says which fields there are.
        records: the records, by kind.
        documents: IRIs of further documents.
    """
    return (
        by_class(contract, records.facts, "StructuralFact")
        | by_class(contract, records.positions, "Position")
        | by_class(contract, records.events, "Event")
        | by_class(contract, records.details, "Detail")
        | carriers(contract, records.every, documents)
    )


def by_class(contract: Contract, records: Iterable[str], name: str) -> dict[str, Whole]:
    """The members of a class among records, each with its classes and with its fields."""
    given = tuple(records)
    if not given:
        return {}
    fields = (TYPE, *terms.fields(contract, name, *RECORD))
    return {name: Whole((Reached(given, of=contract.classes[name].iri),), fields)}


def carriers(
    contract: Contract, records: Iterable[str], documents: Iterable[str] = ()
) -> dict[str, Whole]:
    """The citations of records, and the documents that they name beside further ones."""
    given, further = tuple(records), tuple(documents)
    read = [Reached(further)] if further else []
    fields = terms.fields(contract, "Document", *DOCUMENT)
    if not given:
        return {"Document": Whole(tuple(read), fields)} if read else {}
    cited = Reached(given, (CITES, NAMES))
    return {
        "Citation": Whole(
            (Reached(given, (CITES,)),), terms.fields(contract, "Citation", *CITATION)
        ),
        "Document": Whole((cited, *read), fields),
    }


def dates(node: Node) -> Dates:
    """When it was so, without sentinels."""
    return Dates(
        edtf=node.text("edtf"),
        wording=node.text("dateWording"),
        possible_from=node.day("possibleFrom"),
        possible_until=node.day("possibleUntil"),
        since=node.day("from"),
        until=node.day("until"),
        ongoing_as_of=node.day("ongoingAsOf"),
        first_confirmed=node.day("firstConfirmed"),
        last_confirmed=node.day("lastConfirmed"),
    )


def document(node: Node) -> Document:
    """A document from its node."""
    title = node.text("title")
    return Document(
        iri=node.iri,
        label=title or node.shown("publisher") or node.label,
        titled=bool(title),
        language=node.language("title") or node.text("language"),
        publisher=node.ref("publisher"),
        genre=node.shown("genre"),
        dates=dates(node),
        consulted_on=node.text("consultedOn"),
        consulted=node.true("consulted"),
        url=node.text("url"),
        archived_at=node.text("archivedAt"),
    )


def record(node: Node, contract: Contract, standing: Standing) -> Fact | Position | Event | None:
    """A record from its node, nothing where the node is none."""
    if "Position" in node.kinds:
        return position(node, contract, standing)
    if "Event" in node.kinds:
        return event(node, standing)
    return fact(node, contract, standing) if "StructuralFact" in node.kinds else None


def fact(node: Node, contract: Contract, standing: Standing) -> Fact:
    """A structural fact from its node."""
    of = contract.narrowest(node.types) or contract.classes["StructuralFact"]
    held = {group: contract.fields_in(of.name, group) for group in ("Ends", "Names", "Role")}
    return Fact(
        iri=node.iri,
        kind=of.name,
        kind_label=of.label,
        ends=tuple(
            End(local(field.path), field.phrase, ref)
            for field in held["Ends"]
            for ref in node.refs(local(field.path))
        ),
        name=_first(node, held["Names"]),
        role=_first(node, held["Role"]),
        dates=dates(node),
        periods=standing.periods.get(node.iri, ()),
        end_undated=node.iri in standing.undated,
        disputed=node.true("disputed"),
        date_disputed=node.true("dateDisputed"),
        citations=node.iris("hasCitation"),
        changes=standing.changes.get(node.iri, ()),
    )


def _first(node: Node, fields: Iterable[Field]) -> str:
    """The first value that one of these fields has, as people read it."""
    return next((text for field in fields if (text := node.shown(local(field.path)))), "")


def detail(node: Node) -> Detail:
    """A detail from its node."""
    return Detail(
        node.iri, node.ref_to(node.iri).label, node.true("disputed"), node.iris("hasCitation")
    )


def event(node: Node, standing: Standing) -> Event:
    """An event from its node."""
    return Event(
        iri=node.iri,
        label=node.ref_to(node.iri).label,
        action=node.shown("actionType"),
        actors=node.refs("actor"),
        representatives=node.refs("representative"),
        counterparties=node.refs("counterparty"),
        dates=dates(node),
        undated=node.iri in standing.undated,
        claims=standing.describing.get(node.iri, ()),
        second_hand=node.iri not in standing.first_hand,
        disputed=node.true("disputed"),
        date_disputed=node.true("dateDisputed"),
        citations=node.iris("hasCitation"),
    )


def position(
    node: Node, contract: Contract, standing: Standing, superseded_by: tuple[Ref, ...] = ()
) -> Position:
    """A position from its node."""
    speaker = node.ref("speaker") or Ref("", "an unknown speaker")
    return Position(
        iri=node.iri,
        holder=node.ref("holder") or speaker,
        speaker=speaker,
        voice=node.ref("voice"),
        stance=agreeing(node.shown("stance"), node.persons("holder")),
        effect=terms.notation(contract, node.text("effect")),
        silence="ReportedSilence" in node.kinds,
        claims=node.iris("proposition"),
        dates=dates(node),
        undated=node.iri in standing.undated,
        first_reported=node.day("firstReported"),
        addressees=node.refs("addressee"),
        medium=node.shown("medium"),
        gists=node.all("gist"),
        responds_to=node.refs("respondsTo"),
        superseded_by=superseded_by,
        arguments=tuple(
            (field.phrase, iris)
            for field in contract.fields_in("Position", "Argument")
            if (iris := node.iris(local(field.path)))
        ),
        disputed=node.true("disputed"),
        date_disputed=node.true("dateDisputed"),
        citations=node.iris("hasCitation"),
    )


def citations(
    reader: NodeReader, contract: Contract, wanted: Iterable[str], days: Days = LATEST
) -> dict[str, Citation]:
    """Citations that were read, by IRI, with the documents that they name.

    Those of documents that had not appeared by the day that is looked from are left out.
    """
    nodes = [reader[iri] for iri in dict.fromkeys(wanted)]
    documents: dict[str, Document] = {}
    for node in nodes:
        for iri in (iri for end in CITED for iri in node.iris(end)):
            if iri not in documents:
                documents[iri] = document(reader[iri])
    made = ((node.iri, _citation(node, contract, documents)) for node in nodes)
    return {iri: each for iri, each in made if each and _has_appeared(each.document, days)}


def _has_appeared(document: Document, days: Days) -> bool:
    return not days.known_at or "" < document.dates.possible_until <= days.known_at


def citations_of(reader: NodeReader, records: Iterable[str]) -> list[str]:
    """The IRIs of all citations of records that were read."""
    return [iri for each in records for iri in reader[each].iris("hasCitation")]


def claims_said(reader: NodeReader, contract: Contract, records: Iterable[str]) -> list[str]:
    """The IRIs of propositions that positions among records hold, or give as an argument."""
    paths = [local(field.path) for field in contract.fields_in("Position", "Argument")]
    ends = ["proposition", *paths]
    return [iri for each in records for end in ends for iri in reader[each].iris(end)]


def _citation(node: Node, contract: Contract, documents: dict[str, Document]) -> Citation | None:
    read, first = node.iris("citedDocument")[:1], node.iris("originDocument")[:1]
    if not read:
        return None
    return Citation(
        iri=node.iri,
        document=documents[read[0]],
        origin=documents[first[0]] if first else None,
        bearing=node.shown("bearing"),
        excerpt=node.text("excerpt"),
        language=node.language("excerpt"),
        verbatim=node.true("verbatim"),
        locator=node.text("locator"),
        phrase=node.text("attributionPhrase"),
        date_given=node.text("dateGiven"),
        gists=node.all("gist"),
        given=(*node.all("valueGiven"), *node.all("thingGiven")),
        remarks=terms.remarks(contract, "Citation", node),
    )
