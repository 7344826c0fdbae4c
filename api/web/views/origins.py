"""The origin tree of a claim: documents below those that they go back to, drawn as nested lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.web.views import words
from api.web.views.notes import Mark, Notes
from kg.ask.describe import Document, Proposition, Trail


@dataclass(frozen=True)
class Branch:
    """A document with those that go back to it; `delay` is empty for an origin."""

    document: Document
    delay: str
    read: str
    marks: tuple[Mark, ...]
    branches: tuple[Branch, ...]


def tree(thing: Proposition, notes: Notes) -> tuple[Branch, ...]:
    """One tree an origin.

    A document stands in several when it re-tells one origin and adds reporting of its own.
    """
    by_origin: dict[str, list[Trail]] = {}
    for trail in thing.trails:
        by_origin.setdefault(trail.origin, []).append(trail)
    return tuple(_Tree(thing, notes, by_origin[o]).branch(o) for o in sorted(by_origin))


def documents(branches: Iterable[Branch]) -> tuple[Document, ...]:
    """Every document of the trees, once."""
    found: dict[str, Document] = {}
    waiting = list(branches)
    while waiting:
        branch = waiting.pop()
        found[branch.document.iri] = branch.document
        waiting.extend(branch.branches)
    return tuple(found.values())


def nearest(origin: str, parents: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each document that goes back to the origin, the next on its shortest way there."""
    children: dict[str, list[str]] = {}
    for child, above in sorted(parents.items()):
        for parent in above:
            children.setdefault(parent, []).append(child)
    found: dict[str, str] = {}
    waiting = [origin]
    for parent in waiting:
        for child in children.get(parent, ()):
            if child not in found and child != origin:
                found[child] = parent
                waiting.append(child)
    return found


def descent(
    origin: Document, repeats: Iterable[Document], parents: Mapping[str, Sequence[str]]
) -> tuple[Branch, ...]:
    """The documents that go back to one, each below the next on its shortest way there.

    Of what goes back by others that are not among them no more is known: it stands directly below.
    """
    known = {document.iri: document for document in repeats}
    within = {d: [p for p in parents.get(d, ()) if p in known or p == origin.iri] for d in known}
    above = nearest(origin.iri, {d: found or [origin.iri] for d, found in within.items()})

    def below(parent: Document) -> tuple[Branch, ...]:
        here = [document for iri, document in known.items() if above.get(iri) == parent.iri]
        return tuple(
            Branch(d, words.delay(d, parent), words.read_or_not(d), (), below(d)) for d in here
        )

    return below(origin)


class _Tree:
    """The tree of one origin: shortest ways down to the documents that were read."""

    def __init__(self, thing: Proposition, notes: Notes, trails: list[Trail]) -> None:
        self._thing, self._notes, self._trails = thing, notes, trails
        origin = trails[0].origin
        above = nearest(origin, thing.parents)
        self._children: dict[str, set[str]] = {}
        for trail in trails:
            iri = trail.document
            while iri != origin:
                parent = above.get(iri, origin)
                self._children.setdefault(parent, set()).add(iri)
                iri = parent

    def branch(self, iri: str, parent: Document | None = None) -> Branch:
        """A document and what goes back to it."""
        document = self._thing.documents[iri]
        cited = [trail.citation for trail in self._trails if trail.document == iri]
        below = sorted(self._children.get(iri, ()), key=self._day)
        return Branch(
            document=document,
            delay=words.delay(document, parent) if parent else "",
            read=words.read_or_not(document),
            marks=self._notes.marks(cited, iri),
            branches=tuple(self.branch(child, document) for child in below),
        )

    def _day(self, iri: str) -> tuple[str, str]:
        document = self._thing.documents[iri]
        return ("" if document.undated else document.dates.possible_until, iri)
