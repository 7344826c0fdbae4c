"""Compiles what is asked of connections: nodes, edges, groups, and where a page stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from api.graphql.filters import plain
from api.graphql.plan import (
    Constant,
    DistinctCount,
    EdgeCursor,
    EdgeNode,
    EdgeRecords,
    EdgeTold,
    Linked,
    PageEdges,
    PageGroups,
    PageInfo,
    PageNodes,
    Selection,
    TotalCount,
)
from api.graphql.search import TOLD_OF_HITS
from api.graphql.sorts import field_of
from kg.ask.reader import Interval, Tallies

if TYPE_CHECKING:
    from graphql import FieldNode

    from api.graphql.compiling import Compiling
    from api.graphql.plan import EdgePart, Part
    from kg.ask.reader import Links
    from kg.contract import Records, Value


class Listed(NamedTuple):
    """What a connection leads to, the name of its type, and the question that it asks."""

    value: Value
    name: str
    links: Links | None = None
    records: Records | None = None


class Connections:
    """Compiles the connections of one document."""

    def __init__(self, compiling: Compiling) -> None:
        self._compiling = compiling

    def parts(self, nodes: list[FieldNode], of: Listed) -> tuple[Part, ...]:
        """What is asked of a connection."""
        grouped = self._compiling.grouped(nodes, f"{of.name}Connection")
        return tuple(self._part(key, inner, of) for key, inner in grouped.items())

    def _part(self, key: str, nodes: list[FieldNode], of: Listed) -> Part:
        match nodes[0].name.value:
            case "nodes":
                return PageNodes(key, self._compiling.selection(nodes, of.value))
            case "edges":
                grouped = self._compiling.grouped(nodes, f"{of.name}Edge")
                parts = (self._edge_part(k, inner, of) for k, inner in grouped.items())
                return PageEdges(key, tuple(parts))
            case "groups" | "distinctCount" if of.links:
                return self._told_apart(key, nodes, of, of.links)
            case "pageInfo":
                grouped = self._compiling.grouped(nodes, "PageInfo")
                return PageInfo(key, {k: inner[0].name.value for k, inner in grouped.items()})
            case "totalCount":
                return TotalCount(key)
            case _:
                return Constant(key, f"{of.name}Connection")

    def _told_apart(
        self, key: str, nodes: list[FieldNode], of: Listed, links: Links
    ) -> PageGroups | DistinctCount:
        self._compiling.is_wide = True
        arguments = self._compiling.arguments(f"{of.name}Connection", nodes[0])
        by = field_of(self._compiling.contract, of.value, plain(arguments["by"]))
        tallies = Tallies(links, by, Interval[plain(arguments["every"])])
        if nodes[0].name.value == "distinctCount":
            return DistinctCount(key, tallies)
        most = self._compiling.windows.number("first", arguments, nodes[0])
        told, things = {}, {}
        for at, inner in self._compiling.grouped(nodes, "Tally").items():
            name = inner[0].name.value
            if name != "node":
                told[at] = name
            elif by.value.is_link:
                things[at] = self._compiling.selection(inner, by.value)
            else:
                things[at] = Selection()
        return PageGroups(key, tallies, most, told, things)

    def _edge_part(self, key: str, nodes: list[FieldNode], of: Listed) -> EdgePart:
        match nodes[0].name.value:
            case "node":
                return EdgeNode(key, self._compiling.selection(nodes, of.value))
            case "cursor":
                return EdgeCursor(key)
            case "records" if of.records:
                return self._records(key, nodes, of.name, of.records)
            case "reason" | "snippet" as told:
                return EdgeTold(key, TOLD_OF_HITS.index(told))
            case _:
                return Constant(key, f"{of.name}Edge")

    def _records(
        self, key: str, nodes: list[FieldNode], name: str, records: Records
    ) -> EdgeRecords:
        """The records of an edge; what they lead to is read with what is asked of them."""
        back, forth = records.back, records.forth
        arguments = self._compiling.arguments(f"{name}Edge", nodes[0])
        where, by = self._compiling.fitting(back.value, arguments, nodes[0])
        links = self._compiling.links(back, where, by)
        to = self._compiling.selection(nodes, back.value)
        ends = self._compiling.walk(back.value, Linked(forth.name, forth, forth, Selection()))
        reads = tuple(Linked(key, back, links, each) for each in (to, ends))
        return EdgeRecords(key, forth, reads, to)
