"""What a document says, what it goes back to and who repeats it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.ask.describe.claims import claims
from kg.ask.describe.entity import provenance
from kg.ask.describe.labels import classes
from kg.ask.describe.model import (
    Citation,
    Claim,
    Document,
    Fact,
    Happening,
    Position,
    Provenance,
    Ref,
)
from kg.ask.describe.nodes import Shelf
from kg.ask.describe.records import citations_of, cited, document, fact, happening, position
from kg.ask.describe.sections import section
from kg.terms import AVD, PROLOGUE

if TYPE_CHECKING:
    from kg.ask.reader import Select


@dataclass(frozen=True)
class Telling:
    """One record that a document carries, with the citation that says where."""

    record: Position | Fact | Happening
    citation: str


@dataclass(frozen=True)
class Report:
    """All that the page about a document shows; `tellings` stand in order of their place in it."""

    document: Document
    kinds: tuple[Ref, ...]
    derivations: tuple[tuple[str, tuple[Document, ...]], ...]
    origins: tuple[Document, ...]
    repeated_by: tuple[Document, ...]
    tellings: tuple[Telling, ...]
    total: int
    query: str
    unrecorded: tuple[Ref, ...]
    sources: tuple[Ref, ...]
    episodes: tuple[Ref, ...]
    claims: dict[str, Claim]
    citations: dict[str, Citation]
    provenance: Provenance | None


async def report(select: Select, slug: str, as_of: str = "") -> Report | None:
    """The document under a slug, or None. Claims have their status of a day (``""``: the latest).

    Some twelve queries.
    """
    iri = AVD + slug
    shelf = Shelf(select)
    await shelf.fetch([iri])
    here = shelf[iri]
    if "Document" not in here.kinds:
        return None
    carried = await section(
        select, f"?c av:citedDocument|av:originDocument <{iri}> . ?s av:hasCitation ?c ."
    )
    repeats = await section(select, f"?s av:derivedFrom <{iri}> .")
    await shelf.fetch([*carried.iris, *repeats.iris])
    derivations = [(how, here.refs(how)) for how in _WAYS if here.refs(how)]
    origins = [ref for ref in here.refs("origin") if ref.iri != iri]
    await shelf.fetch(r.iri for r in (*origins, *(d for _, ds in derivations for d in ds)))
    citations = await cited(shelf, citations_of(shelf, carried.iris))
    tellings = _tellings(shelf, carried.iris, citations, iri)
    mentioned = [c for t in tellings if isinstance(t.record, Position) for c in t.record.claims]
    return Report(
        document=document(here),
        kinds=await classes(select, iri),
        derivations=tuple((how, _documents(shelf, refs)) for how, refs in derivations),
        origins=_documents(shelf, origins),
        repeated_by=tuple(document(shelf[d]) for d in repeats.iris),
        tellings=tellings,
        total=carried.total,
        query=carried.query,
        unrecorded=await _unrecorded(select, iri),
        sources=await _sources(select, iri),
        episodes=here.refs("inEpisode"),
        claims=await claims(select, mentioned, as_of),
        citations=citations,
        provenance=await provenance(select, iri),
    )


_WAYS = ("reReports", "quotesFrom", "translates", "updates")


def _documents(shelf: Shelf, refs: Iterable[Ref]) -> tuple[Document, ...]:
    return tuple(document(shelf[ref.iri]) for ref in refs)


def _tellings(
    shelf: Shelf, records: Iterable[str], citations: dict[str, Citation], iri: str
) -> tuple[Telling, ...]:
    found = []
    for record in records:
        node = shelf[record]
        for citation in (citations[ref.iri] for ref in node.refs("hasCitation")):
            origin = citation.origin.iri if citation.origin else ""
            if iri in (citation.document.iri, origin):
                made = (
                    position(node)
                    if "Position" in node.kinds
                    else happening(node)
                    if "Event" in node.kinds
                    else fact(node)
                )
                found.append((_place(citation.locator), record, Telling(made, citation.iri)))
    return tuple(telling for _, _, telling in sorted(found, key=lambda item: item[:2]))


def _place(locator: str) -> tuple[bool, tuple[int, ...], str]:
    """A key by which paragraph 10 comes after 9; places without a number come last."""
    numbers = tuple(int(number) for number in re.findall(r"[0-9]+", locator))
    return (not numbers, numbers, locator)


async def _unrecorded(select: Select, iri: str) -> tuple[Ref, ...]:
    """Agents named in what the document says, for whom nobody speaks in it (question 11)."""
    rows = await select(f"""{PROLOGUE}SELECT DISTINCT ?who ?label {{
  ?c av:citedDocument|av:originDocument <{iri}> .
  ?x av:hasCitation ?c ; av:proposition/av:about ?who .
  ?who a av:State ; av:label ?label
  MINUS {{ ?c2 av:citedDocument|av:originDocument <{iri}> .
    ?o av:hasCitation ?c2 ; av:holder ?who }} }} ORDER BY ?label""")
    return tuple(Ref(row["who"]["value"], row["label"]["value"]) for row in rows)


async def _sources(select: Select, iri: str) -> tuple[Ref, ...]:
    rows = await select(f"""{PROLOGUE}SELECT ?s ?label {{
  ?s av:scopedTo <{iri}> ; av:label ?label }} ORDER BY ?label ?s""")
    return tuple(Ref(row["s"]["value"], row["label"]["value"]) for row in rows)
