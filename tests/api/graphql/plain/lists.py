"""Lists: filtered, sorted and cut as they stand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cmp_to_key
from typing import Any, NamedTuple

from api.graphql.cursor import read, written
from kg.ask.reader import Link, slug
from kg.contract import Field, Form, Kind, Value
from kg.terms import AV
from tests.api.graphql.plain.filters import Filters
from tests.api.graphql.plain.graph import UNKNOWN, Term, days, name_of

KEPT = {"DAY": 10, "MONTH": 7, "YEAR": 4}


class Node(NamedTuple):
    iri: str


@dataclass(frozen=True)
class Listed:
    """A list as a connection shows it; `of` is the IRI of the thing whose list it is."""

    links: list[Link]
    value: Value
    whole: list[Link] = field(default_factory=list)
    before: bool = False
    behind: bool = False
    of: str = ""
    field: Field | None = None


@dataclass(frozen=True)
class Edge:
    link: Link
    of: str
    field: Field | None


class Lists(Filters):
    """The lists that lead from nodes, and what is told of them."""

    def listed(
        self, iris: Iterable[str], value: Value, given: dict[str, Any], of: str, along: Field | None
    ) -> Listed:
        where = dict(given.get("where") or {})
        if not self.tells_status(where) and any(days(given)):
            where["status"] = {}
        fitting = [each for each in iris if self.fits(each, value, where, days(given))]
        keys = given.get("orderBy") or [{}]
        whole = self.ordered(fitting, value, keys)
        page = self.cut(whole, keys, given)
        return Listed(page[0], value, whole, page[1], page[2], of, along)

    def cut(self, whole: list[Link], keys: list[Any], given: dict[str, Any]) -> Any:
        start, end = 0, len(whole)
        if given.get("after"):
            place = read(given["after"]).place
            start = sum(compare(each, place, keys) <= 0 for each in whole)
        if given.get("before"):
            place = read(given["before"]).place
            end = sum(compare(each, place, keys) < 0 for each in whole)
        if given.get("last") is not None:
            start = max(start, end - given["last"])
        else:
            first = given.get("first")
            end = min(end, start + (20 if first is None else first))
        return whole[start:end], start > 0, end < len(whole)

    def ordered(self, iris: Iterable[str], value: Value, keys: list[Any]) -> list[Link]:
        links = (Link(tuple(self.key(each, value, key) for key in keys), each) for each in iris)
        return sorted(links, key=cmp_to_key(lambda one, two: compare(one, two, keys)))

    def key(self, iri: str, value: Value, key: dict[str, Any]) -> str:
        name = next((name for name, way in key.items() if way is not None), "")
        if not name:
            days_ = [
                self.text(iri, f"{AV}{n}") for n in ("from", "firstConfirmed", "possibleUntil")
            ]
            return f"{next(filter(None, days_), '')} {self.label(iri)}"
        if name == "label":
            return self.label(iri)
        along = self.field_of(value, name)
        ends = sorted({each.text for each in self.values(iri, along)})
        if along.form is not Form.ONE:
            return str(len(ends)).zfill(10)
        if not ends:
            return ""
        if along.value.is_link:
            return self.label(ends[0])
        return ends[0].zfill(10) if along.value.name == "Int" else ends[0]

    def field_of(self, value: Value, name: str) -> Field:
        """The field of that name, of the class itself, else of whatever is below its top class."""
        classes = self.contract.classes
        of = classes[value.name]
        top = classes[of.ancestors[-1]] if of.ancestors else of
        family = (of, *(classes[each] for each in of.descendants), top)
        family += tuple(classes[each] for each in top.descendants)
        return next(each for one in family for each in one.fields if each.name == name)

    def of_list(self, listed: Listed, name: str, given: dict[str, Any]) -> Any:
        match name:
            case "nodes":
                return [Node(each.iri) for each in listed.links]
            case "edges":
                return [Edge(each, listed.of, listed.field) for each in listed.links]
            case "totalCount":
                return len(listed.whole)
            case "pageInfo":
                ends = [written(each, "") for each in listed.links] or [None]
                told = {"startCursor": ends[0], "endCursor": ends[-1]}
                return {**told, "hasNextPage": listed.behind, "hasPreviousPage": listed.before}
            case "distinctCount":
                return len({each["key"] for each in self.groups(listed, given)} - {None})
            case _:
                return self.groups(listed, given)

    def groups(self, listed: Listed, given: dict[str, Any]) -> list[dict[str, Any]]:
        along = self.field_of(listed.value, name_of(given["by"]))
        kept = KEPT[name_of(given["every"])]
        counts: dict[Any, set[str]] = defaultdict(set)
        for link in listed.whole:
            terms = self.values(link.iri, along) or [None]
            for term in terms:
                counts[grouped(term, along, kept)].add(link.iri)
        found = [
            (-len(iris), self.group_key(term, along), len(iris)) for term, iris in counts.items()
        ]
        found.sort(key=lambda each: (each[0], each[1] or ""))
        shown = found[: given.get("first")]
        return [self.group(key, number, along) for _, key, number in shown]

    def group_key(self, term: Term | None, along: Field) -> str | None:
        is_notation = term and along.value.kind is Kind.ENUM
        return self.notation(term.text) if is_notation else term.text if term else None

    def group(self, key: str | None, number: int, along: Field) -> dict[str, Any]:
        is_thing = key is not None and along.value.is_link
        node = Node(key) if is_thing and key else None
        return {"key": slug(key) if is_thing and key else key, "count": number, "node": node}

    def of_edge(self, edge: Edge, name: str, given: dict[str, Any]) -> Any:
        if name != "records":
            return Node(edge.link.iri) if name == "node" else written(edge.link, "")
        records = self.contract.records_of(edge.field)
        ends = sorted({each.text for each in self.values(edge.of, records.back)})
        whole = self.listed(ends, records.back.value, given, edge.of, records.back).whole
        lead = (each for each in whole if edge.link.iri in
                {end.text for end in self.values(each.iri, records.forth)})  # fmt: skip
        return [Node(each.iri) for each in lead]


def compare(one: Link, two: Link, keys: list[Any]) -> int:
    """How two places stand to each other in an order."""
    for key, own, other in zip(keys, one.keys, two.keys, strict=True):
        if own != other:
            back = any(way is not None and name_of(way) == "DESC" for way in key.values())
            return 1 if (own > other) is not back else -1
    return (one.iri > two.iri) - (one.iri < two.iri)


def grouped(term: Term | None, along: Field, kept: int) -> Term | None:
    if term is None or along.value.name != "Date":
        return term
    return None if term.text in UNKNOWN else Term(term.text[:kept], "")
