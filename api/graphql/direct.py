"""Answers a plan from the record index, straight to bytes of JSON.

Each selection is rendered once for all nodes that reach it, column by column. What goes wrong on
the way is told by `Renderer`: here it only shows that this way of answering does not do.
"""

from __future__ import annotations

from itertools import chain, compress, repeat
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import orjson

from api.graphql.columns import NULL, Irregular
from api.graphql.cursor import written
from api.graphql.plan import (
    DistinctCount,
    EdgeCursor,
    EdgeNode,
    EdgeTold,
    Linked,
    Paged,
    PageEdges,
    PageGroups,
    PageInfo,
    PageNodes,
    RootNode,
    RootNodes,
    RootPage,
    RootSearch,
    TotalCount,
)
from api.graphql.refusal import too_many
from api.graphql.shapes import arrays, merged, shape_of
from api.graphql.vain import is_empty
from kg.ask.reader import Links
from kg.contract import Form
from kg.index.lists import NONE, Lists
from kg.index.reach import Pages, slice_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from api.graphql.bound import Bound
    from api.graphql.plan import Asked, EdgePart, Part, Plan, Root, Selection
    from kg.ask.reader import Link, Page
    from kg.index.lists import Numbers
    from kg.index.tally import Counts

    Searched = Mapping[RootSearch, Page]

ONCE: Final = np.ones(1, np.int64)


class Standing(NamedTuple):
    """Different nodes, how often each stands in the answer, and how often all of them do."""

    nodes: Numbers
    times: Numbers
    total: int

    @classmethod
    def of(cls, nodes: Numbers, times: Numbers) -> Standing:
        return cls(nodes, times, int(np.add.reduce(times)))


class Listed(NamedTuple):
    """Pages of one connection: whose they are and how often these stand in the answer.

    Where they are `apart`, no node stands on two of them.
    """

    owners: Standing
    pages: Pages
    link: Callable[[int], Link]
    apart: bool = True

    @property
    def times(self) -> Numbers:
        """How often each node on them stands in the answer."""
        return self.owners.times[self.pages.lists.owners]


class DirectAnswer:
    """One answer; `data` gives its bytes."""

    def __init__(self, bound: Bound, most_values: int, snapshot: str = "") -> None:
        self._bound, self._reader, self._records = bound, bound.reader, bound.records
        self._snapshot = snapshot
        self._left = self._most = most_values
        self.empty: list[RootPage | RootSearch] = []
        """The lists that turned out to have no members."""
        self.cut: dict[str, None] = {}
        """Keys of lists that go on without anything in the answer that would say so."""

    def data(self, plan: Plan, searched: Searched) -> bytes:
        """The data of a response.

        Raises:
            Irregular: a value is missing that may not be, or a look-up finds nothing.
            Refusal: the answer holds more values than are allowed.
        """
        shape = self._bound.shape(plan.roots)
        found = [[self._root(root, searched)] for root in shape.varying]
        return shape.objects(found, 1)[0]

    def _root(self, root: Root, searched: Searched) -> bytes:
        match root:
            case RootPage(part=part):
                pages, sorting = slice_of(self._records, part)
                if not (len(pages.lists.values) or pages.have_next[0] or pages.have_previous[0]):
                    self.empty.append(root)
                self._note_cut(root, pages)
                owner = np.array([self._records.number(part.of.iri)])
                listed = Listed(Standing(owner, ONCE, 1), pages, sorting.link)
                return self._connections(root.parts, listed)[0]
            case RootSearch():
                if is_empty(searched[root]):
                    self.empty.append(root)
                return self._connections(root.parts, self._hits(searched[root]))[0]
            case RootNode():
                node = np.array([self._looked_up(root)])
                return self._nodes(root.to, Standing(node, ONCE, 1))[0]
            case RootNodes(each=each, to=to):
                found = np.array([self._looked_up(one) for one in each], np.int64)
                return b"[%b]" % b",".join(self._placed(to, found, np.ones_like(found)))
            case _:
                raise Irregular

    def _note_cut(self, asked: RootPage | Paged, pages: Pages) -> None:
        if asked.is_silent and pages.have_next.any():
            self.cut[asked.key] = None

    def _hits(self, page: Page) -> Listed:
        links = {self._records.number(link.iri): link for link in page.links}
        if NONE in links:
            raise Irregular
        told = np.array([page.total]), np.array([page.has_next]), np.array([page.has_previous])
        nowhere = Standing(np.array([NONE]), ONCE, 1)
        return Listed(nowhere, Pages(Lists.one(list(links)), *told), links.__getitem__)

    def _looked_up(self, root: RootNode) -> int:
        if root.part:
            pages, _ = slice_of(self._records, root.part)
            if len(pages.lists.values) != 1:
                raise Irregular
            return int(pages.lists.values[0])
        for node in self._records.numbers(root.addresses):
            is_member = root.of is None or node in self._records.members(root.of.iri)
            if is_member and self._reader.type_name(node):
                return node
        raise Irregular

    def _placed(self, to: Selection, nodes: Numbers, times: Numbers) -> list[bytes]:
        """Nodes as a selection shows them, each of them as often as it is given."""
        standing, places = told_apart(nodes, times)
        found = self._nodes(to, standing)
        return [found[place] for place in places]

    def _reached(self, to: Selection, targets: Numbers, times: Numbers) -> Sequence[bytes]:
        """The same of nodes that may be none."""
        held = targets != NONE
        return merged(held, self._placed(to, targets[held], times[held]), repeat(NULL))

    def _nodes(self, selection: Selection, standing: Standing) -> list[bytes]:
        """Different nodes as a selection shows them."""
        nodes, times, _ = standing
        kinds = [selection.sole_type] if selection.sole_type else self._reader.types(nodes)
        if len(kinds) == 1:
            return self._of_type(selection, next(iter(kinds)), standing)
        found = np.empty(len(nodes), object)
        for name, places in self._reader.by_type(nodes):
            those = Standing.of(nodes[places], times[places])
            found[places] = self._of_type(selection, name, those)
        shown: list[bytes] = found.tolist()
        return shown

    def _of_type(self, selection: Selection, name: str, standing: Standing) -> list[bytes]:
        asked = selection.by_type.get(name)
        if asked is None:
            raise Irregular
        self._spend((len(asked) + 1) * standing.total)
        shape = self._bound.shape(asked)
        columns = [self._asked(each, standing) for each in shape.varying]
        return shape.objects(columns, len(standing.nodes))

    def _asked(self, asked: Asked, standing: Standing) -> Sequence[bytes]:
        """What is asked of nodes, one after the other."""
        match asked:
            case Linked():
                return self._linked(asked, standing.nodes, standing.times)
            case Paged():
                reach = self._bound.reach(asked)
                pages = reach.pages(standing.nodes, asked.window)
                self._note_cut(asked, pages)
                listed = Listed(standing, pages, reach.sorting.link, reach.is_apart)
                return self._connections(asked.parts, listed)
            case _:
                return self._bound.values.of(asked, standing.nodes)

    def _linked(self, asked: Linked, nodes: Numbers, times: Numbers) -> Sequence[bytes]:
        if isinstance(asked.links, Links) and asked.field.form is Form.LIST:
            lists = self._bound.reach(asked).lists(nodes)
            return arrays(self._placed(asked.to, lists.values, times[lists.owners]), lists)
        targets = self._bound.values.targets(asked.field, nodes)
        if targets.min(initial=0) > NONE:
            return self._placed(asked.to, targets, times)
        if asked.field.required:
            raise Irregular
        return self._reached(asked.to, targets, times)

    def _connections(self, parts: Sequence[Part], listed: Listed) -> list[bytes]:
        """Pages as a connection shows them."""
        self._spend((len(parts) + 1) * listed.owners.total)
        shape = self._bound.shape(parts)
        columns = [self._part(part, listed) for part in shape.varying]
        return shape.objects(columns, len(listed.owners.nodes))

    def _part(self, part: Part, listed: Listed) -> Sequence[bytes]:
        match part:
            case PageNodes():
                return self._listed(part.to, listed)
            case PageEdges():
                return self._edges(part, listed)
            case PageGroups():
                return self._groups(part, listed)
            case PageInfo():
                return self._infos(part, listed)
            case TotalCount():
                return [b"%d" % total for total in listed.pages.totals.tolist()]
            case DistinctCount():
                counts = map(self._reader.tallying(part.tallies).counts, listed.owners.nodes)
                return [b"%d" % each.distinct for each in counts]
            case _:
                raise Irregular

    def _listed(self, to: Selection, listed: Listed) -> list[bytes]:
        lists = listed.pages.lists
        if listed.apart:
            return arrays(self._nodes(to, Standing.of(lists.values, listed.times)), lists)
        return arrays(self._placed(to, lists.values, listed.times), lists)

    def _edges(self, part: PageEdges, listed: Listed) -> list[bytes]:
        lists, shape = listed.pages.lists, self._bound.shape(part.parts)
        standing, places = told_apart(lists.values, listed.times)
        self._spend(len(part.parts) * standing.total)
        columns = [self._edge(each, standing, listed.link) for each in shape.varying]
        found = shape.objects(columns, len(standing.nodes))
        return arrays([found[place] for place in places], lists)

    def _edge(
        self, part: EdgePart, standing: Standing, link: Callable[[int], Link]
    ) -> Sequence[bytes]:
        match part:
            case EdgeNode():
                return self._nodes(part.to, standing)
            case EdgeCursor():
                cursors = map(self._cursor(link), standing.nodes.tolist())
                return [each.encode() for each in cursors]
            case EdgeTold(place=place):
                return [orjson.dumps(link(node).keys[place]) for node in standing.nodes.tolist()]
            case _:
                raise Irregular

    def _groups(self, part: PageGroups, listed: Listed) -> list[bytes]:
        """Of each list how many have which value, a group each."""
        tallying = self._reader.tallying(part.tallies)
        owners = listed.owners.nodes.tolist()
        counts = [tallying.counts(owner).first(part.most) for owner in owners]
        lists = Lists.joined([each.things for each in counts])
        things, times = lists.values, listed.owners.times[lists.owners]
        self._spend((len(part.told) + 1) * int(np.add.reduce(times)))
        columns = {at: self._group(name, counts, things) for at, name in part.told.items()}
        columns |= {at: self._reached(to, things, times) for at, to in part.nodes.items()}
        shape = shape_of(b'"%b":%%b' % at.encode() for at in columns)
        return arrays([shape % row for row in zip(*columns.values(), strict=True)], lists)

    def _group(self, name: str, counts: Sequence[Counts], things: Numbers) -> Sequence[bytes]:
        """A field of `Tally`, of each group; its key is the id of a thing, else a text."""
        match name:
            case "key":
                held = things != NONE
                ids = [b'"%b"' % slug for slug in self._records.slugs(things[held])]
                texts = chain.from_iterable(each.texts for each in counts)
                return merged(held, ids, map(orjson.dumps, compress(texts, ~held)))
            case "count":
                return [b"%d" % total for each in counts for total in each.totals.tolist()]
            case _:
                return [b'"Tally"'] * len(things)

    def _infos(self, part: PageInfo, listed: Listed) -> list[bytes]:
        columns = [self._info(name, listed) for name in part.shown.values()]
        told = zip(*columns, strict=True)
        return [orjson.dumps(dict(zip(part.shown, row, strict=True))) for row in told]

    def _info(self, name: str, listed: Listed) -> Sequence[object]:
        """A field of `PageInfo`, of each page."""
        pages, lists = listed.pages, listed.pages.lists
        match name:
            case "hasNextPage" | "hasPreviousPage":
                flags = pages.have_next if name == "hasNextPage" else pages.have_previous
                return list(flags.tolist())
            case "startCursor" | "endCursor":
                ends = lists.firsts() if name == "startCursor" else lists.lasts()
                cursor = self._cursor(listed.link)
                return [None if end == NONE else cursor(end) for end in ends.tolist()]
            case _:
                return ["PageInfo"] * len(pages.totals)

    def _cursor(self, link: Callable[[int], Link]) -> Callable[[int], str]:
        return lambda node: written(link(node), self._snapshot)

    def _spend(self, values: int) -> None:
        """Counts values of the answer."""
        self._left -= values
        if self._left < 0:
            raise too_many(self._most)


def told_apart(nodes: Numbers, times: Numbers) -> tuple[Standing, list[int]]:
    """Which nodes there are and how often each stands there, and where among them each one is."""
    order = nodes.argsort(kind="stable")
    ordered = nodes[order]
    is_next = np.ones(len(nodes), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_next[1:])
    places = np.empty_like(order)
    places[order] = is_next.cumsum() - 1
    return Standing.of(ordered[is_next], np.bincount(places, times)), places.tolist()
