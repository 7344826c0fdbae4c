"""The numbered sources at the foot of a page, in the order in which its lines need them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.describe import Citation, Document


@dataclass(frozen=True)
class Note:
    """One entry of the list."""

    number: int
    citation: Citation

    @property
    def name(self) -> str:
        """What a screen reader says for the marker."""
        place = f", {self.citation.locator}" if self.citation.locator else ""
        return f"Source {self.number}: {short(self.citation.document)}{place}"

    @property
    def own(self) -> bool:
        """Whether the document that was read is itself the origin, as it says."""
        origin = self.citation.origin
        return origin is not None and origin.iri == self.citation.document.iri


class Notes:
    """Gives each citation its number on first mention."""

    def __init__(self, citations: Mapping[str, Citation]) -> None:
        self._citations = citations
        self._notes: dict[str, Note] = {}

    def marks(self, iris: Iterable[str]) -> tuple[Note, ...]:
        """The notes for the citations of one line."""
        return tuple(self._note(iri) for iri in iris if iri in self._citations)

    def _note(self, iri: str) -> Note:
        if iri not in self._notes:
            self._notes[iri] = Note(len(self._notes) + 1, self._citations[iri])
        return self._notes[iri]

    @property
    def listed(self) -> tuple[Note, ...]:
        """All notes so far, by number."""
        return tuple(self._notes.values())


def short(document: Document) -> str:
    """A document in few words: who published it, else what it is called."""
    return document.publisher.label if document.publisher else document.label
