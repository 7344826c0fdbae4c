"""The numbered sources at the foot of a page, in the order in which its lines need them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from api.web.views import words
from api.web.views.links import slug
from kg.ask.describe import Citation, Document
from kg.ask.reader import Value

LONG_RUN: Final = 4


@dataclass(frozen=True)
class Mark:
    """A marker at the end of a line: what it shows, to which number it leads, its spoken name."""

    text: str
    number: int
    name: str


@dataclass(frozen=True)
class Note:
    """One entry of the list; `others` counts further citations that say the same."""

    number: int
    citation: Citation
    others: int = 0

    @property
    def own(self) -> bool:
        """Whether the document that was read is itself the origin, as it says."""
        origin = self.citation.origin
        return origin is not None and origin.iri == self.citation.document.iri

    @property
    def slug(self) -> str:
        """The citation's name in addresses."""
        return slug(self.citation.iri)


@dataclass(frozen=True)
class Given:
    """A date as some documents give it, with the markers that lead to them."""

    date: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Version:
    """The values of a detail as some documents give them, with the markers that lead to them."""

    values: tuple[Value, ...]
    marks: tuple[Mark, ...]


class Notes:
    """Gives each citation its number on first mention; those that say the same share one."""

    def __init__(self, citations: Mapping[str, Citation]) -> None:
        self._citations = citations
        self._alike: dict[tuple[object, ...], list[Citation]] = {}
        self._numbers: dict[str, int] = {}

    def marks(self, iris: Iterable[str]) -> tuple[Mark, ...]:
        """The markers for the citations of one line; a long unbroken run of them is one marker."""
        known = [self._citations[iri] for iri in iris if iri in self._citations]
        found = {self._number(citation): citation for citation in known}
        first, last = min(found, default=0), max(found, default=0)
        if len(found) >= LONG_RUN and last - first == len(found) - 1:
            return (Mark(f"{first}–{last}", first, f"Sources {first}–{last}"),)
        return tuple(Mark(str(n), n, _name(n, found[n])) for n in sorted(found))

    def dates(self, iris: Iterable[str]) -> tuple[Given, ...]:
        """The dates that the citations of one line give, each with its markers."""
        by_date: dict[str, list[str]] = {}
        for iri in iris:
            date = self._citations[iri].date_given if iri in self._citations else ""
            if date:
                by_date.setdefault(date, []).append(iri)
        return tuple(
            Given(words.given(date), self.marks(by_date[date])) for date in sorted(by_date)
        )

    def versions(self, iris: Iterable[str]) -> tuple[Version, ...]:
        """What the citations of a detail give, the version of most documents first."""
        alike: dict[tuple[Value, ...], list[str]] = {}
        for iri in iris:
            if iri in self._citations:
                alike.setdefault(self._citations[iri].given, []).append(iri)
        ordered = sorted(alike.items(), key=lambda item: (-len(item[1]), _shown(item[0])))
        return tuple(Version(values, self.marks(cited)) for values, cited in ordered if values)

    def _number(self, citation: Citation) -> int:
        if citation.iri not in self._numbers:
            alike = self._alike.setdefault(_said(citation), [])
            alike.append(citation)
            new = len(self._alike)
            self._numbers[citation.iri] = self._numbers[alike[0].iri] if alike[1:] else new
        return self._numbers[citation.iri]

    @property
    def listed(self) -> tuple[Note, ...]:
        """All notes so far, by number."""
        return tuple(
            Note(number, alike[0], len(alike) - 1)
            for number, alike in enumerate(self._alike.values(), 1)
        )


def _said(citation: Citation) -> tuple[object, ...]:
    """All that is told of a citation; its documents are those of their IRIs."""
    origin = citation.origin.iri if citation.origin else ""
    return (
        *(citation.document.iri, origin, citation.bearing, citation.excerpt, citation.language),
        *(citation.verbatim, citation.locator, citation.phrase, citation.date_given),
        *(citation.gists, citation.given, citation.remarks),
    )


def _shown(values: Iterable[Value]) -> list[str]:
    return [value.ref.label if value.ref else value.text for value in values]


def _name(number: int, citation: Citation) -> str:
    place = f", {citation.locator}" if citation.locator else ""
    return f"Source {number}: {short(citation.document)}{place}"


def short(document: Document) -> str:
    """A document in few words: who published it, else what it is called."""
    return document.publisher.label if document.publisher else document.label
