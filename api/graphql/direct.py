"""Answers a plan from the record index, straight to bytes of JSON.

Each selection is rendered once for all nodes that reach it, column by column. What goes wrong on
the way is told by `Renderer`: here it only shows that this way of answering does not do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any

import orjson

from api.graphql.columns import Irregular, Values
from api.graphql.cursor import written
from api.graphql.plan import (
    Constant,
    DistinctCount,
    EdgeCursor,
    EdgeNode,
    EdgeRecords,
    EdgeTold,
    Linked,
    Paged,
    PageEdges,
    PageGroups,
    PageInfo,
    PageNodes,
    RootNode,
    RootPage,
    RootSearch,
    TotalCount,
)
from api.graphql.refusal import too_many
from api.graphql.render import distinct
from kg.ask.reader import Links
from kg.contract import Form
from kg.index.reach import Reach, Shown, slice_of
from kg.index.records import NONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from api.graphql.plan import Asked, EdgePart, Part, Plan, Root, Selection
    from kg.ask.reader import Link, Page
    from kg.index import IndexReader

    Times = Mapping[int, int]
    """How often a node stands in the answer, by its number."""

    Searched = Mapping[RootSearch, Page]


class Listed:
    """Pages of one connection: whose they are, what they show, and the places of nodes in them."""

    def __init__(
        self,
        owners: Sequence[int],
        shown: Sequence[Shown],
        times: Sequence[int],
        link: Callable[[int], Link],
    ) -> None:
        self.owners, self.shown, self.times, self.link = owners, shown, times, link

    def standing(self) -> Counter[int]:
        """How often each node of these pages stands in the answer."""
        return occurrences([page.nodes for page in self.shown], self.times)


class DirectAnswer:
    """One answer; `data` gives its bytes."""

    def __init__(self, reader: IndexReader, most_values: int, snapshot: str = "") -> None:
        self._reader, self._records = reader, reader.records
        self._values = Values(reader)
        self._snapshot = snapshot
        self._left = self._most = most_values

    def data(self, plan: Plan, searched: Searched) -> bytes:
        """The data of a response.

        Raises:
            Irregular: a value is missing that may not be, or a look-up finds nothing.
            Refusal: the answer holds more values than are allowed.
        """
        found = (self._root(root, searched) for root in plan.roots)
        return b"{%b}" % b",".join(
            b'"%b":%b' % (root.key.encode(), content)
            for root, content in zip(plan.roots, found, strict=True)
        )

    def _root(self, root: Root, searched: Searched) -> bytes:
        match root:
            case Constant():
                return orjson.dumps(root.value)
            case RootPage(part=part):
                shown, sorting = slice_of(self._records, part)
                owner = self._records.number(part.of.iri)
                listed = Listed([owner], [shown], [1], sorting.link)
                return self._connections(root.parts, listed)[0]
            case RootSearch():
                return self._connections(root.parts, self._hits(searched[root]))[0]
            case RootNode():
                node = self._looked_up(root)
                return self._nodes(root.to, {node: 1})[node]

    def _hits(self, page: Page) -> Listed:
        links = {self._records.number(link.iri): link for link in page.links}
        if NONE in links:
            raise Irregular
        shown = Shown(list(links), page.total, page.has_next, page.has_previous)
        return Listed([NONE], [shown], [1], links.__getitem__)

    def _looked_up(self, root: RootNode) -> int:
        if root.part:
            (nodes, *_), _ = slice_of(self._records, root.part)
            if len(nodes) != 1:
                raise Irregular
            return int(nodes[0])
        for node in self._records.numbers(root.addresses):
            is_member = root.of is None or node in self._records.members(root.of.iri)
            if is_member and self._reader.type_name(node):
                return node
        raise Irregular

    def _nodes(self, selection: Selection, times: Times) -> dict[int, bytes]:
        """Nodes as a selection shows them."""
        found: dict[int, bytes] = {}
        for name, nodes in self._by_type(selection, times).items():
            asked = selection.by_type.get(name)
            if asked is None:
                raise Irregular
            self._spend((len(asked) + 1) * sum(map(times.__getitem__, nodes)))
            columns = [self._asked(each, nodes, times) for each in asked]
            shape = objects([each.key for each in asked])
            rows = [shape % row for row in zip(*columns, strict=True)] or [b"{}"] * len(nodes)
            found.update(zip(nodes, rows, strict=True))
        return found

    def _by_type(self, selection: Selection, times: Times) -> dict[str, list[int]]:
        if selection.sole_type:
            return {selection.sole_type: list(times)} if times else {}
        grouped: defaultdict[str, list[int]] = defaultdict(list)
        name_of = self._reader.type_name
        for node in times:
            grouped[name_of(node)].append(node)
        return grouped

    def _asked(self, asked: Asked, nodes: Sequence[int], times: Times) -> list[bytes]:
        """What is asked of nodes, one after the other."""
        match asked:
            case Linked():
                return self._linked(asked, nodes, times)
            case Paged():
                reach = Reach(self._records, asked.links)
                shown = [reach.shown(node, asked.window) for node in nodes]
                each = [times[node] for node in nodes]
                return self._connections(
                    asked.parts, Listed(nodes, shown, each, reach.sorting.link)
                )
            case _:
                return self._values.of(asked, nodes)

    def _linked(self, asked: Linked, nodes: Sequence[int], times: Times) -> list[bytes]:
        each = [times[node] for node in nodes]
        if isinstance(asked.links, Links) and asked.field.form is Form.LIST:
            reach = Reach(self._records, asked.links)
            lists = [reach.of(node) for node in nodes]
            found = self._nodes(asked.to, occurrences(lists, each))
            return [array(map(found.__getitem__, reached)) for reached in lists]
        targets = self._values.targets(asked.field, nodes)
        if asked.field.required and NONE in targets:
            raise Irregular
        lists = [() if target == NONE else (target,) for target in targets]
        found = self._nodes(asked.to, occurrences(lists, each))
        found[NONE] = b"null"
        return [found[target] for target in targets]

    def _connections(self, parts: Sequence[Part], listed: Listed) -> list[bytes]:
        """Pages as a connection shows them."""
        self._spend((len(parts) + 1) * sum(listed.times))
        columns = [self._part(part, listed) for part in parts]
        shape = objects([part.key for part in parts])
        return [shape % row for row in zip(*columns, strict=True)] or [b"{}"] * len(listed.shown)

    def _part(self, part: Part, listed: Listed) -> list[bytes]:
        match part:
            case PageNodes():
                found = self._nodes(part.to, listed.standing())
                return [array(map(found.__getitem__, page.nodes)) for page in listed.shown]
            case PageEdges():
                return self._edges(part, listed)
            case PageGroups():
                return self._groups(part, listed)
            case PageInfo():
                return [self._info(part, page, listed.link) for page in listed.shown]
            case DistinctCount() | TotalCount() | Constant():
                return self._single(part, listed)

    def _edges(self, part: PageEdges, listed: Listed) -> list[bytes]:
        times = listed.standing()
        self._spend(len(part.parts) * times.total())
        columns = [self._edge(each, times, listed.link) for each in part.parts]
        shape = objects([each.key for each in part.parts])
        edges = [shape % row for row in zip(*columns, strict=True)] or [b"{}"] * len(times)
        found = dict(zip(times, edges, strict=True))
        return [array(map(found.__getitem__, page.nodes)) for page in listed.shown]

    def _edge(self, part: EdgePart, times: Times, link: Callable[[int], Link]) -> Iterable[bytes]:
        match part:
            case EdgeNode():
                found = self._nodes(part.to, times)
                return [found[node] for node in times]
            case EdgeCursor():
                return [b'"%b"' % self._cursor(link(node)).encode() for node in times]
            case EdgeTold(place=place):
                return [orjson.dumps(link(node).keys[place]) for node in times]
            case Constant():
                return [orjson.dumps(part.value)] * len(times)
            case EdgeRecords():
                raise Irregular

    def _groups(self, part: PageGroups, listed: Listed) -> list[bytes]:
        tallies = self._reader.values(part.tallies)
        groups = [tallies(owner) for owner in listed.owners]
        pairs = list(zip(groups, listed.times, strict=True))
        self._spend((len(part.told) + 1) * sum(len(found) * times for found, times in pairs))
        things = [[self._records.number(each.iri) for each in g if each.iri] for g in groups]
        standing = occurrences(things, listed.times)
        nodes = {at: self._nodes(to, standing) for at, to in part.nodes.items()}
        return [array(self._group(part, each, nodes) for each in found) for found in groups]

    def _single(self, part: DistinctCount | TotalCount | Constant, listed: Listed) -> list[bytes]:
        """One value a page."""
        match part:
            case DistinctCount():
                tallies = self._reader.values(part.tallies)
                return [b"%d" % distinct(tallies(owner)) for owner in listed.owners]
            case TotalCount():
                return [b"%d" % page.total for page in listed.shown]
            case Constant():
                return [orjson.dumps(part.value)] * len(listed.shown)

    def _group(self, part: PageGroups, tally: Any, nodes: Mapping[str, dict[int, bytes]]) -> bytes:
        key = self._values.slug(self._records.number(tally.iri)) if tally.iri else None
        shown = {
            "key": key or orjson.dumps(tally.key),
            "count": b"%d" % tally.total,
            "__typename": b'"Tally"',
        }
        told = {at: shown[name] for at, name in part.told.items()}
        for at, found in nodes.items():
            told[at] = found[self._records.number(tally.iri)] if tally.iri else b"null"
        return objects(list(told)) % tuple(told.values())

    def _info(self, part: PageInfo, page: Shown, link: Callable[[int], Link]) -> bytes:
        nodes = page.nodes
        shown = {
            "hasNextPage": page.has_next,
            "hasPreviousPage": page.has_previous,
            "startCursor": self._cursor(link(nodes[0])) if len(nodes) else None,
            "endCursor": self._cursor(link(nodes[-1])) if len(nodes) else None,
            "__typename": "PageInfo",
        }
        return orjson.dumps({key: shown[name] for key, name in part.shown.items()})

    def _cursor(self, link: Link) -> str:
        return written(link, self._snapshot)

    def _spend(self, values: int) -> None:
        self._left -= values
        if self._left < 0:
            raise too_many(self._most)


def objects(keys: Sequence[str]) -> bytes:
    """The shape of a JSON object with these keys, names of GraphQL; a value goes into each `%b`."""
    return b"{%b}" % b",".join(b'"%b":%%b' % key.encode() for key in keys)


def array(parts: Iterable[bytes]) -> bytes:
    """A JSON array."""
    return b"[%b]" % b",".join(parts)


def occurrences(lists: Sequence[Sequence[int]], times: Sequence[int]) -> Counter[int]:
    """How often each node stands in lists that stand so many times each themselves."""
    if not times or max(times) == 1:
        return Counter(chain.from_iterable(lists))
    found: Counter[int] = Counter()
    for nodes, each in zip(lists, times, strict=True):
        for node in nodes:
            found[node] += each
    return found
