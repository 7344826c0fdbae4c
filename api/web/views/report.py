"""The page about a document: what it says, what it goes back to, who repeats it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from api.web.views import words
from api.web.views.lines import Clock, EventLine, FactLine, Line, event_line, fact_line, line
from api.web.views.notes import Mark, Note, Notes
from api.web.views.origins import Branch, descent
from api.web.views.parts import Place, Shown
from api.web.views.wording import Change, by_record
from kg.ask.describe import (
    Citation,
    Days,
    Document,
    Fact,
    Listing,
    Passage,
    Position,
    Report,
    Slice,
)

SAYS: Final = "says"


@dataclass(frozen=True)
class Wording:
    """In which words a citation says something; `others` say it in the same."""

    citation: Citation
    others: int


@dataclass(frozen=True)
class Said:
    """One thing that the document says, its first place in it, and each wording of it."""

    iri: str
    place: str
    citations: int
    wordings: tuple[Wording, ...]
    kind: str
    line: Line | FactLine | EventLine
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class ReportPage:
    """Values for `report.html.j2`.

    `reworded` are, by the IRI of what is said, where it says so otherwise than what it goes back
    to, and where others say so otherwise than it.
    """

    thing: Report
    document: Document
    kind: str
    title: str
    days: Days
    when: str
    read: str
    derivations: tuple[tuple[str, tuple[Document, ...]], ...]
    origins: tuple[Document, ...]
    said: tuple[Said, ...]
    shown: Shown
    part: str
    repeats: tuple[Branch, ...]
    reworded: Mapping[str, tuple[Change, ...]]
    notes: tuple[Note, ...]


def build(thing: Report, days: Days, today: str, part: Slice) -> ReportPage:
    """The page about a document, or a part of what it says."""
    notes = Notes(thing.citations)
    said = tuple(_said(each, thing, notes, days.seen, today) for each in _by_record(thing.passages))
    listing = Listing(said, thing.total, thing.query)
    direct = {document.iri for _, documents in thing.derivations for document in documents}
    return ReportPage(
        thing=thing,
        document=thing.document,
        kind=thing.kinds[0].label if thing.kinds else "document",
        title=words.called(thing.document),
        days=days,
        when=words.appeared(thing.document),
        read=words.read_or_not(thing.document),
        derivations=thing.derivations,
        origins=tuple(document for document in thing.origins if document.iri not in direct),
        said=said,
        shown=Place(thing.document.iri, days, part).shown(SAYS, listing),
        part=part.name,
        repeats=descent(thing.document, thing.repeated_by, thing.parents),
        reworded=_reworded(thing),
        notes=notes.listed,
    )


def _reworded(thing: Report) -> dict[str, tuple[Change, ...]]:
    above = tuple(each.iri for _, texts in thing.derivations for each in texts)
    ends = tuple(each.iri for each in thing.origins)
    records = {passage.record.iri: passage.record for passage in thing.passages}
    parents = thing.parents | {thing.iri: above or ends}
    found = by_record(tuple(records.values()), thing.citations, parents)
    here = {iri: tuple(c for c in made if c.concerns(thing.iri)) for iri, made in found.items()}
    return {iri: made for iri, made in here.items() if made}


def _by_record(passages: Iterable[Passage]) -> Iterable[Sequence[Passage]]:
    """The passages of each record together, in order of their first place."""
    found: dict[str, list[Passage]] = {}
    for passage in passages:
        found.setdefault(passage.record.iri, []).append(passage)
    return found.values()


def _said(passages: Sequence[Passage], thing: Report, notes: Notes, as_of: str, today: str) -> Said:
    record, cited = passages[0].record, [passage.citation for passage in passages]
    made: Line | FactLine | EventLine
    if isinstance(record, Position):
        made, kind = line(record, thing.claims, notes, as_of), "position"
    elif isinstance(record, Fact):
        first = record.ends[0].ref.iri if record.ends else ""
        made, kind = fact_line(record, first, notes, Clock(None, as_of, today)), "fact"
    else:
        made, kind = event_line(record, thing.claims, notes), "event"
    return Said(
        iri=record.iri,
        place=thing.citations[cited[0]].locator,
        citations=len(cited),
        wordings=_wordings(thing.citations[iri] for iri in cited),
        kind=kind,
        line=made,
        marks=notes.marks(cited, record.iri),
    )


def _wordings(cited: Iterable[Citation]) -> tuple[Wording, ...]:
    alike: dict[tuple[object, ...], list[Citation]] = {}
    for each in cited:
        if each.excerpt or each.gists:
            alike.setdefault((each.excerpt, each.verbatim, each.gists), []).append(each)
    return tuple(Wording(same[0], len(same) - 1) for same in alike.values())
