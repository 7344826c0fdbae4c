"""The numbered sources at the foot of a page, in the order in which its lines need them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from api.web.views import words
from api.web.views.links import local, slug
from kg.ask.describe import Citation, Document
from kg.ask.reader import Value

LONG_RUN: Final = 4
# How many sources a line names; its record has a page with all of them.
MOST_MARKS: Final = 2
# How many sources a page lists for its lines; those of further lines stand on their own pages.
MOST_LISTED: Final = 36


@dataclass(frozen=True)
class Mark:
    """A marker at the end of a line: what it shows, where it leads, its spoken name."""

    text: str
    href: str
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
    """Gives each citation its number on first mention; those that say the same share one.

    Args:
        citations: all that may be mentioned, by IRI.
        whole: the record whose sources are all named, because the page is its own.
    """

    def __init__(self, citations: Mapping[str, Citation], whole: str = "") -> None:
        self._citations = citations
        self._whole = whole
        self._alike: dict[tuple[object, ...], list[Citation]] = {}
        self._numbers: dict[str, int] = {}

    def marks(self, iris: Iterable[str], of: str = "") -> tuple[Mark, ...]:
        """The markers for the citations of one line; a long unbroken run of them is one marker.

        Where `of` is a record with many, a few are named, and one more marker leads to its page.
        """
        known = [self._citations[iri] for iri in iris if iri in self._citations]
        few = known if of in ("", self._whole) else self._few(known)
        marks = _numbered({self._number(citation): citation for citation in few})
        left = len({_said(each) for each in known}) - len(few)
        if len(few) == len(known) or left <= 0:
            return marks
        if not marks:
            told = words.plural(left, "source")
            return (Mark(told, local(of), told),)
        return (*marks, Mark(f"+{left}", local(of), words.plural(left, "further source")))

    def _few(self, known: Sequence[Citation]) -> list[Citation]:
        """Some of many, and no new ones once enough are listed."""
        is_full = len(self._alike) >= MOST_LISTED
        return [c for c in _telling(known) if not is_full or _said(c) in self._alike]

    def dates(self, iris: Iterable[str], of: str) -> tuple[Given, ...]:
        """The dates that the citations of one line give, each with its markers."""
        by_date: dict[str, list[str]] = {}
        for iri in iris:
            date = self._citations[iri].date_given if iri in self._citations else ""
            if date:
                by_date.setdefault(date, []).append(iri)
        return tuple(
            Given(words.given(date), self.marks(by_date[date], of)) for date in sorted(by_date)
        )

    def versions(self, iris: Iterable[str], of: str) -> tuple[Version, ...]:
        """What the citations of a detail give, the version of most documents first."""
        alike: dict[tuple[Value, ...], list[str]] = {}
        for iri in iris:
            if iri in self._citations:
                alike.setdefault(self._citations[iri].given, []).append(iri)
        ordered = sorted(alike.items(), key=lambda item: (-len(item[1]), _shown(item[0])))
        return tuple(Version(values, self.marks(cited, of)) for values, cited in ordered if values)

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


def _numbered(found: Mapping[int, Citation]) -> tuple[Mark, ...]:
    first, last = min(found, default=0), max(found, default=0)
    if len(found) >= LONG_RUN and last - first == len(found) - 1:
        return (Mark(f"{first}–{last}", f"#c{first}", f"Sources {first}–{last}"),)
    return tuple(Mark(str(n), f"#c{n}", _name(n, found[n])) for n in sorted(found))


def _telling(known: Iterable[Citation]) -> list[Citation]:
    """A few of many citations: no bearing is left out, and what we read comes first."""
    distinct = list({_said(each): each for each in known}.values())
    listed = sorted(distinct, key=lambda each: not each.document.consulted)
    firsts = list({each.bearing: each for each in reversed(listed)}.values())
    few = dict.fromkeys(each.iri for each in (*firsts, *listed))
    chosen = set(list(few)[:MOST_MARKS])
    return [each for each in distinct if each.iri in chosen]


def _said(citation: Citation) -> tuple[object, ...]:
    """All that is shown of a citation; `documents` are found by their IRIs."""
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
