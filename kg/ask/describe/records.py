"""Records and documents of a page, made from nodes that are already on its shelf."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kg.ask.describe.model import Citation, Document, Fact, Happening, Position, Ref
from kg.ask.describe.nodes import Node, Shelf, local
from kg.terms import RDF_TYPE

ENDS: Final = (
    "participant",
    "inArrangement",
    "subordinate",
    "superior",
    "incumbent",
    "post",
    "cooperationParty",
    "cooperationSubject",
    "nameOf",
    "unnamedSource",
    "identifiedAs",
)
FACT_KINDS: Final = (
    "Membership",
    "PartyStatus",
    "Subordination",
    "Tenure",
    "Cooperation",
    "Naming",
    "Identification",
)


def document(node: Node) -> Document:
    """A document from its node."""
    return Document(
        iri=node.iri,
        label=node.text("title") or _untitled(node),
        titled=bool(node.text("title")),
        language=node.language("title") or node.text("language"),
        publisher=node.ref("publisher"),
        genre=node.shown("genre"),
        dates=node.dates,
        consulted_on=node.text("consultedOn"),
        url=node.text("url"),
        archived_at=node.text("archivedAt"),
    )


def _untitled(node: Node) -> str:
    """A text known only through others rarely has a title: its publisher and day stand for it."""
    publisher = node.shown("publisher")
    day = node.day("definiteFrom")
    if not publisher:
        return node.label
    exact = day and day == node.day("possibleFrom")
    return f"{publisher}, {'' if exact else 'by '}{day}" if day else publisher


def fact(node: Node) -> Fact:
    """A structural fact from its node."""
    kind = next((name for name in FACT_KINDS if name in node.kinds), "StructuralFact")
    label = next((v.ref.label for v in node.all(RDF_TYPE) if v.ref and local(v.text) == kind), kind)
    return Fact(
        iri=node.iri,
        kind=kind,
        kind_label=label,
        ends=tuple((end, ref) for end in ENDS for ref in node.refs(end)),
        name=node.text("name"),
        role=node.shown("participationRole"),
        dates=node.dates,
        disputed=node.true("disputed"),
        citations=_citations(node),
    )


def happening(node: Node) -> Happening:
    """An event from its node."""
    return Happening(
        iri=node.iri,
        action=node.shown("actionType"),
        actors=node.refs("actor"),
        counterparties=node.refs("counterparty"),
        dates=node.dates,
        disputed=node.true("disputed"),
        citations=_citations(node),
    )


def position(node: Node, superseded_by: tuple[Ref, ...] = ()) -> Position:
    """A position from its node."""
    speaker = node.ref("speaker") or Ref("", "an unknown speaker")
    return Position(
        iri=node.iri,
        holder=node.ref("holder") or speaker,
        speaker=speaker,
        unnamed=local(speaker.iri).startswith("src-"),
        stance=node.name("stance").removeprefix("stance-"),
        stance_label=node.shown("stance"),
        effect=node.name("effect").removeprefix("effect-"),
        silence="ReportedSilence" in node.kinds,
        claims=tuple(ref.iri for ref in node.refs("proposition")),
        dates=node.dates,
        first_reported=node.day("firstReported"),
        addressees=node.refs("addressee"),
        medium=node.shown("medium"),
        responds_to=node.refs("respondsTo"),
        superseded_by=superseded_by,
        disputed=node.true("disputed"),
        origins=tuple(ref.iri for ref in node.refs("origin")),
        citations=_citations(node),
    )


def _citations(node: Node) -> tuple[str, ...]:
    return tuple(ref.iri for ref in node.refs("hasCitation"))


async def cited(shelf: Shelf, wanted: Iterable[str]) -> dict[str, Citation]:
    """The citations by IRI, with the documents they name: two queries."""
    wanted = tuple(dict.fromkeys(wanted))
    await shelf.fetch(wanted)
    nodes = [shelf[iri] for iri in wanted]
    await shelf.fetch(ref.iri for node in nodes for end in _DOCUMENTS for ref in node.refs(end))
    return {node.iri: citation for node in nodes if (citation := _citation(shelf, node))}


_DOCUMENTS: Final = ("citedDocument", "originDocument")


def _citation(shelf: Shelf, node: Node) -> Citation | None:
    read, first = node.ref("citedDocument"), node.ref("originDocument")
    if not read:
        return None
    return Citation(
        iri=node.iri,
        document=document(shelf[read.iri]),
        origin=document(shelf[first.iri]) if first else None,
        bearing=node.shown("bearing"),
        excerpt=node.text("excerpt"),
        language=node.language("excerpt"),
        verbatim=node.true("verbatim"),
        locator=node.text("locator"),
        phrase=node.text("attributionPhrase"),
        date_given=node.text("dateGiven"),
    )


def citations_of(shelf: Shelf, records: Iterable[str]) -> tuple[str, ...]:
    """The IRIs of all citations of records on the shelf."""
    return tuple(iri for record in records for iri in _citations(shelf[record]))
