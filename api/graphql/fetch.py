"""Runs a plan on a reader, level by level: one question a level, however many nodes it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.graphql.plan import (
    Called,
    Linked,
    Matrix,
    Paged,
    Plain,
    RootNode,
    RootPage,
    RootSearch,
    Worded,
    beside,
    groups,
    lookups,
    targets,
    told_apart,
)
from api.graphql.search import searched
from kg.ask.reader import Link, Page, Want
from kg.contract import LABEL, TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from api.graphql.plan import Asked, Part, Plan, Selection
    from kg.ask.reader import Answers, Reader, Sought
    from kg.ask.search import TextIndex
    from kg.contract import Contract

    Frontier = dict[Selection, dict[str, None]]
    """Nodes to read, by what is asked of them; a dict in place of an ordered set."""


class Facts:
    """What has been read for one request: values by field and node, and the root pages."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract
        self._values: dict[Sought, dict[str, tuple[Any, ...]]] = {}
        self.pages: dict[RootPage | RootNode | RootSearch, Page] = {}

    def unread(self, sought: Sought, iris: Iterable[str]) -> tuple[str, ...]:
        """The nodes of which the values sought are not known yet."""
        known = self._values.get(sought, {})
        return tuple(iri for iri in iris if iri not in known)

    def add(self, wants: Iterable[Want], answers: Answers) -> None:
        """Keeps what a reader answered; a node without an answer has no value."""
        for want in wants:
            known, new = self._values.setdefault(want.sought, {}), answers[want.sought]
            known.update((iri, new.get(iri, ())) for iri in want.iris)

    def values(self, sought: Sought, iri: str) -> tuple[Any, ...]:
        """The values that have been read."""
        return self._values[sought][iri]

    def type_of(self, iri: str, selection: Selection) -> str | None:
        """The object type of a node that a selection reached; None where there is none for it."""
        if selection.sole_type:
            return selection.sole_type
        found = self._contract.object_of(self.values(TYPE, iri))
        return found.name if found and found.name in selection.by_type else None

    def found(self, root: RootNode) -> str | None:
        """The IRI of a node that was looked up; None where it is not, or is of another class.

        None, too, where a value leads to several: which one is meant is for the asker to say.
        """
        if root.part:
            links = self.pages[root].links
            return links[0].iri if len(links) == 1 else None
        for iri in root.addresses:
            types = self.values(TYPE, iri)
            is_member = root.of.iri in types if root.of else bool(types)
            if is_member and self._contract.object_of(types):
                return iri
        return None


async def fetch(
    plan: Plan, reader: Reader, contract: Contract, texts: TextIndex | None = None
) -> Facts:
    """Reads all that a plan needs; raises what reader and text index raise (AskError, Refusal)."""
    facts = Facts(contract)
    for root, page in (await searched(plan, texts)).items():
        facts.pages[root] = page
    await _read_pages(plan, reader, facts)
    await _read_groups(plan, reader, facts)
    frontier = _start(plan, facts)
    looked_up = [iri for root in lookups(plan) for iri in root.addresses]
    while frontier or looked_up:
        wants = _wants(frontier, looked_up, facts)
        if wants:
            facts.add(wants, await reader.expand(wants))
        frontier, looked_up = _next(frontier, facts), []
    return facts


async def _read_pages(plan: Plan, reader: Reader, facts: Facts) -> None:
    """Pages of lists, and those of what is looked up by a value: one question for all."""
    parts = {
        root: root.part
        for root in plan.roots
        if isinstance(root, RootPage | RootNode) and root.part is not None
    }
    if parts:
        pages = await reader.select(list(parts.values()))
        facts.pages.update(zip(parts, pages, strict=True))


async def _read_groups(plan: Plan, reader: Reader, facts: Facts) -> None:
    """What root lists tell by values; those of nodes are read with the nodes."""
    wants = [
        Want(tallies, (root.part.of.iri,))
        for root in plan.roots
        if isinstance(root, RootPage)
        for tallies in told_apart(root.parts)
    ]
    if wants:
        facts.add(wants, await reader.expand(wants))


def _start(plan: Plan, facts: Facts) -> Frontier:
    frontier: Frontier = {}
    for root, page in facts.pages.items():
        if isinstance(root, RootPage | RootSearch):
            for selection in targets(root.parts):
                _reach(frontier, selection, page.links)
            if isinstance(root, RootPage):
                _reach_groups(frontier, root.parts, root.part.of.iri, facts)
        elif len(page.links) == 1:
            _reach(frontier, root.to, page.links)
    for lookup in lookups(plan):
        if lookup.addresses:
            frontier.setdefault(lookup.to, {}).update(dict.fromkeys(lookup.addresses))
    return frontier


def _reach(frontier: Frontier, selection: Selection, links: Iterable[Link]) -> None:
    reached = dict.fromkeys(link.iri for link in links)
    if reached and any(selection.by_type.values()):
        frontier.setdefault(selection, {}).update(reached)


def _wants(frontier: Frontier, lookups: list[str], facts: Facts) -> list[Want]:
    """Every field that any selection asks of any node, once, without what is known."""
    asked: dict[Sought, dict[str, None]] = {TYPE: dict.fromkeys(lookups)}
    for selection, iris in frontier.items():
        for sought in _sought(selection):
            asked.setdefault(sought, {}).update(iris)
    wants = (Want(sought, facts.unread(sought, iris)) for sought, iris in asked.items())
    return [want for want in wants if want.iris]


def _sought(selection: Selection) -> Iterator[Sought]:
    if selection.sole_type is None:
        yield TYPE
    for asked in (each for fields in selection.by_type.values() for each in fields):
        if isinstance(asked, Called):
            yield LABEL
        elif isinstance(asked, Plain | Worded):
            yield asked.sought
        elif isinstance(asked, Linked | Paged):
            yield asked.links
        elif isinstance(asked, Matrix):
            yield from (read.links for read in asked.reads)
        if isinstance(asked, Paged):
            yield from told_apart(asked.parts)
            yield from (read.links for read in beside(asked.parts))


def _next(frontier: Frontier, facts: Facts) -> Frontier:
    """The nodes that the links just read lead to."""
    reached: Frontier = {}
    for selection, iris in frontier.items():
        for iri in iris:
            name = facts.type_of(iri, selection)
            for asked in selection.by_type[name] if name else ():
                _follow(reached, asked, iri, facts)
    return reached


def _follow(reached: Frontier, asked: Asked, iri: str, facts: Facts) -> None:
    match asked:
        case Linked():
            _reach(reached, asked.to, facts.values(asked.links, iri))
        case Paged():
            whole = facts.values(asked.links, iri)
            page = Page.cut(whole, asked.window, asked.links.order)
            for selection in targets(asked.parts):
                _reach(reached, selection, page.links)
            _reach_groups(reached, asked.parts, iri, facts)
            for read in beside(asked.parts):
                _follow(reached, read, iri, facts)
        case Matrix():
            for read in asked.reads:
                _follow(reached, read, iri, facts)
            for selection in asked.itself:
                _reach(reached, selection, [Link((), iri)])


def _reach_groups(reached: Frontier, parts: tuple[Part, ...], iri: str, facts: Facts) -> None:
    """The things by which a list is told apart."""
    for group in groups(parts):
        found = facts.values(group.tallies, iri)[: group.most]
        things = [Link((), each.iri) for each in found if each.iri]
        for selection in group.nodes.values():
            _reach(reached, selection, things)
