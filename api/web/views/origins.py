"""The origin tree of a claim: documents below those that they go back to, drawn as nested lists."""

from __future__ import annotations

from collections.abc import Iterable
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


class _Tree:
    """The tree of one origin: shortest ways down to the documents that were read."""

    def __init__(self, thing: Proposition, notes: Notes, trails: list[Trail]) -> None:
        self._thing, self._notes, self._trails = thing, notes, trails
        origin = trails[0].origin
        above = self._parents_below(origin)
        self._children: dict[str, set[str]] = {}
        for trail in trails:
            iri = trail.document
            while iri != origin:
                parent = above.get(iri, origin)
                self._children.setdefault(parent, set()).add(iri)
                iri = parent

    def _parents_below(self, origin: str) -> dict[str, str]:
        """For each document that goes back to the origin, the next on its shortest way there."""
        children: dict[str, list[str]] = {}
        for child, parents in sorted(self._thing.parents.items()):
            for parent in parents:
                children.setdefault(parent, []).append(child)
        above: dict[str, str] = {}
        waiting = [origin]
        for parent in waiting:
            for child in children.get(parent, ()):
                if child not in above and child != origin:
                    above[child] = parent
                    waiting.append(child)
        return above

    def branch(self, iri: str, parent: Document | None = None) -> Branch:
        """A document and what goes back to it."""
        document = self._thing.documents[iri]
        cited = [trail.citation for trail in self._trails if trail.document == iri]
        below = sorted(self._children.get(iri, ()), key=self._day)
        return Branch(
            document=document,
            delay=words.delay(document, parent) if parent else "",
            read=words.read_or_not(document),
            marks=self._notes.marks(cited),
            branches=tuple(self.branch(child, document) for child in below),
        )

    def _day(self, iri: str) -> tuple[str, str]:
        document = self._thing.documents[iri]
        return ("" if document.undated else document.dates.possible_until, iri)
