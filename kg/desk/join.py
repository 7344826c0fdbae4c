"""What a report that passes on another adds to what is held: citations, in place of statements.

A draft holds one citation for each position of the report's origin; its name says of which.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as px

from kg.contract import Contract
from kg.desk.documents import document_folder
from kg.desk.journal import commit
from kg.desk.reader import Reader
from kg.desk.sheet import CITATIONS, Sheet, opened, thing
from kg.desk.slugs import tail
from kg.errors import BadArgument
from kg.gate.decisions import DECIDE
from kg.rdf.parse import parse_turtle, read_text
from kg.rdf.triples import Triple
from kg.terms import AV, AVD, RDF_TYPE, SKOS

LOCATOR: Final = f"{AV}locator"
CITED: Final = f"{AV}citedDocument"
_NUMBER = re.compile("[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it was read: the document that it describes, and its citations by position."""

    path: Path
    document: str
    triples: tuple[Triple, ...]
    offered: Mapping[str, tuple[Triple, ...]]


def read_draft(contract: Contract, path: Path) -> Draft:
    """Reads a draft.

    Raises:
        BadFile: it is no Turtle.
        BadArgument: it describes no one document, or offers no citation.
    """
    triples = tuple(parse_turtle(read_text(path, str(path)), str(path)))
    kinds = {f"{AV}{kind}" for kind in contract.below("Document")}
    documents = [t.subject.value for t in triples if _is_type(t) and t.object.value in kinds]
    if len(documents) != 1:
        raise BadArgument(f"{path} describes {len(documents)} documents; a draft describes one.")
    document = documents[0].removeprefix(AVD)
    offered = _offered(triples, document)
    if not offered:
        raise BadArgument(
            f"{path} offers no citation to add. `averment draft` offers them for a report "
            "that passes on another (--re-reports, --copy-of) of which positions are held."
        )
    return Draft(path, document, triples, offered)


def _is_type(triple: Triple) -> bool:
    """Whether it tells of what class a subject is."""
    return triple.predicate.value == RDF_TYPE


def _offered(triples: tuple[Triple, ...], document: str) -> dict[str, tuple[Triple, ...]]:
    """The citations of a draft that no position of its own has, by the position that they name."""
    held = {t.object.value for t in triples if t.predicate.value == CITATIONS}
    pattern = re.compile(rf"{re.escape(AVD)}cit-(.+)-{re.escape(tail(document))}")
    found: dict[str, list[Triple]] = {}
    for triple in triples:
        match = pattern.fullmatch(triple.subject.value)
        if match and triple.subject.value not in held and not _is_open(triple):
            found.setdefault(match[1], []).append(triple)
    return {record: tuple(said) for record, said in found.items()}


def _is_open(triple: Triple) -> bool:
    noted = triple.predicate.value == f"{SKOS}editorialNote"
    return noted and triple.object.value.startswith(DECIDE)


def join(reader: Reader, draft: Draft, chosen: Mapping[str, str | None]) -> list[Path]:
    """Adds a draft's citations to the positions chosen, each with its place in the text if known.

    The report is written with them where the checkout has none yet; all files or none. A draft that
    lies among the curated files keeps none of the citations that it offered.

    Raises:
        BadArgument: the draft offers nothing of a position that was chosen, or that cites the
            report already; nothing was written.
    """
    for record in chosen:
        _must_be_offered(reader, draft, record)
    sheets: dict[Path, Sheet] = {}
    for record, locator in chosen.items():
        home = reader.sheet_of(record).path
        if home is not None:
            sheet = sheets.setdefault(home, opened(home, reader.contract.order))
            sheet.take(*_citation(draft, record, locator))
    path, report = _report(reader, draft)
    texts = {path: report.text(), **{home: s.text() for home, s in sheets.items()}}
    return commit(reader.root, texts, "join")


def _must_be_offered(reader: Reader, draft: Draft, record: str) -> None:
    if record not in draft.offered:
        listed = ", ".join(sorted(draft.offered))
        raise BadArgument(f"{draft.path} offers no citation of {record}; it offers {listed}.")
    for slug in reader.known.values(record, "hasCitation"):
        if draft.document in reader.known.values(slug, "citedDocument"):
            place = reader.place(slug)
            raise BadArgument(f"{record} cites {draft.document} already ({place}: {slug}).")


def _citation(draft: Draft, record: str, locator: str | None) -> list[Triple]:
    said = list(draft.offered[record])
    citation = said[0].subject
    if locator:
        place = f"paragraph {locator}" if _NUMBER.fullmatch(locator) else locator
        said.append(Triple(citation, px.NamedNode(LOCATOR), px.Literal(place)))
    return [*said, Triple(thing(record), px.NamedNode(CITATIONS), citation)]


def _report(reader: Reader, draft: Draft) -> tuple[Path, Sheet]:
    """The report's own file: the draft where it lies there, else what the draft says of it."""
    home = reader.known.home(draft.document)
    offered = {triple.subject for said in draft.offered.values() for triple in said}
    if home is not None:
        sheet = Sheet(home.stem, reader.contract.order, home)
        kept = parse_turtle(read_text(home, str(home)), str(home))
        sheet.triples = [triple for triple in kept if triple.subject not in offered]
        return home, sheet
    sheet = reader.new_sheet(draft.document)
    said = [t for t in draft.triples if t.subject == thing(draft.document) and not _is_open(t)]
    sheet.take(*said)
    return reader.root / document_folder(draft.document) / f"{draft.document}.ttl", sheet
