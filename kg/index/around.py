"""What stands around a thing: the lists of its page, from columns.

kg/ask/describe/around.py, which asks for the same in SPARQL, says what they hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from kg.ask.describe.around import (
    ARRANGED,
    BODIES,
    CLAIMS,
    EVENTS,
    MOST_DETAILS,
    MOST_NEIGHBOURS,
    MOST_RESPONSES,
    STATEMENTS,
    STATES,
    TENURES,
    Lists,
    Some,
    ends,
    grouped,
    is_wanted,
    pointers,
)
from kg.ask.reader import local
from kg.contract import LABEL
from kg.index.lists import NONE
from kg.terms import AV, AVD, NO_START, RDF_TYPE

if TYPE_CHECKING:
    from kg.ask.describe import Slice
    from kg.contract import Contract
    from kg.index.layout import Array
    from kg.index.lists import Numbers
    from kg.index.records import Records

# No text stands between a text and the same with this behind it.
BEHIND: Final = "\0"


def lists(records: Records, contract: Contract, iri: str, part: Slice) -> Lists:
    """What the page of a thing lists."""
    return _Around(records, iri).lists(contract, part)


class _Around:
    """What leads to one node."""

    def __init__(self, records: Records, iri: str) -> None:
        self._records, self._iri, self._node = records, iri, records.number(iri)
        self._known = records.least(NO_START + BEHIND)

    def lists(self, contract: Contract, part: Slice) -> Lists:
        return Lists(
            facts=self._facts(contract) if is_wanted(part, "facts") else {},
            said=self._said(part) if part.wants(STATEMENTS) else Some(),
            about=self._about(part) if part.wants(CLAIMS) else Some(),
            events=self._events(part) if part.wants(EVENTS) else Some(),
            responses=self._responses() if part.wants("responses") else (),
            details=self._details() if part.wants("details") else (),
            pointing=self._pointing(contract) if is_wanted(part, "pointing") else {},
        )

    def _leading(self, *names: str) -> Numbers:
        """The nodes that lead here by properties of ours, each once."""
        columns = [
            self._records.links(f"{AV}{name}", inverse=True).of(self._node) for name in names
        ]
        return np.unique(np.concatenate([np.asarray(each, np.int64) for each in columns]))

    def _texts(self, path: str, nodes: Numbers) -> Array:
        """The numbers of the first texts of a property, which are in order; NONE for none."""
        literals = self._records.literals(path).firsts(nodes)
        return np.where(
            literals == NONE, NONE, self._records.literal_texts[literals].astype(np.int64)
        )

    def _members(self, name: str, nodes: Numbers) -> Numbers:
        """Those of nodes that belong to a class of ours."""
        found = self._records.links(RDF_TYPE).lists(nodes)
        of = self._records.number(f"{AV}{name}")
        return nodes[found.only(found.values == of).sizes > 0]

    def _some(self, nodes: Numbers, keys: Array, part: Slice) -> Some:
        """What is wanted of nodes in the order of keys, then of IRIs."""
        order = np.lexsort((self._records.iri_ranks[nodes], keys))
        wanted = nodes[order][part.skip : part.skip + part.most]
        return Some(tuple(self._iris(wanted)), len(nodes)) if len(wanted) else Some()

    def _said(self, part: Slice) -> Some:
        """The newest first; one of which only a day of reading is known comes last."""
        nodes = self._leading("holder", "speaker")
        is_known = self._texts(f"{AV}firstReported", nodes) != NONE
        is_known |= self._begins(nodes) != NONE
        days = np.where(is_known, self._texts(f"{AV}from", nodes), NONE)
        return self._some(nodes, -days, part)

    def _about(self, part: Slice) -> Some:
        """By label, without those on which it said something itself."""
        positions = self._leading("holder", "speaker")
        own = self._records.links(f"{AV}proposition").lists(positions).values
        nodes = np.setdiff1d(self._members("Proposition", self._leading("about")), own)
        return self._some(nodes, self._texts(LABEL.path, nodes), part)

    def _events(self, part: Slice) -> Some:
        nodes = self._members("Event", self._leading("about"))
        return self._some(nodes, -self._texts(f"{AV}possibleFrom", nodes), part)

    def _responses(self) -> list[str]:
        nodes = self._leading("respondsTo")
        holders = self._records.links(f"{AV}holder").firsts(nodes)
        return self._named(nodes, self._texts(LABEL.path, holders))[:MOST_RESPONSES]

    def _details(self) -> list[str]:
        nodes = self._leading("detailOf")
        return self._named(nodes, self._texts(LABEL.path, nodes))[:MOST_DETAILS]

    def _facts(self, contract: Contract) -> dict[str, list[str]]:
        """By list, the earliest first, those without a known beginning last."""
        found: dict[str, list[str]] = {}
        for name in sorted({local(path) for path in ends(contract)}):
            nodes = self._leading(name)
            if not len(nodes):
                continue
            begins = self._begins(nodes)
            keys = np.where(begins == NONE, self._records.texts(), begins)
            nodes = nodes[np.lexsort((self._records.iri_ranks[nodes], keys))]
            parts = self._by_parties(nodes) if name == ARRANGED else {name: nodes}
            found |= {key: self._iris(those) for key, those in parts.items() if len(those)}
        if tenures := self._tenures():
            found[TENURES] = tenures
        return dict(sorted(found.items()))

    def _tenures(self) -> list[str]:
        """Those of the posts at its head, first what is vouched for last."""
        of_posts = self._records.links(f"{AV}post", inverse=True)
        nodes = np.unique(of_posts.lists(self._leading("heads")).values)
        keys = self._texts(f"{AV}lastConfirmed", nodes)
        return self._iris(nodes[np.lexsort((self._records.iri_ranks[nodes], keys))[::-1]])

    def _by_parties(self, facts: Numbers) -> dict[str, Numbers]:
        """Facts in which states take part, and others."""
        parties = self._records.links(f"{AV}participant").lists(facts)
        states = self._members("State", np.unique(parties.values))
        has_state = parties.only(np.isin(parties.values, states)).sizes > 0
        return {STATES: facts[has_state], BODIES: facts[~has_state]}

    def _pointing(self, contract: Contract) -> dict[str, tuple[str, ...]]:
        """By the name of the property, in the order of labels."""
        pairs: list[tuple[str, str]] = []
        for path in sorted(pointers(contract)):
            nodes = self._leading(local(path))
            named = self._named(nodes, self._texts(LABEL.path, nodes)) if len(nodes) else ()
            those = (iri for iri in named if iri.startswith(AVD) and iri != self._iri)
            pairs += ((local(path), iri) for iri in those)
        return grouped(pairs[:MOST_NEIGHBOURS])

    def _begins(self, nodes: Numbers) -> Array:
        """The numbers of the days on which nodes began, NONE where it is not known."""
        first = self._texts(f"{AV}possibleFrom", nodes)
        return np.where(first >= self._known, first, NONE)

    def _named(self, nodes: Numbers, names: Array) -> list[str]:
        """The IRIs of those that have a name, in the order of names."""
        order = np.lexsort((self._records.iri_ranks[nodes], names))
        return self._iris(nodes[order][names[order] != NONE])

    def _iris(self, nodes: Numbers) -> list[str]:
        return [iri.decode() for iri in self._records.iris(nodes)]
