"""From plan and facts to the data of a response; nulls spread as in GraphQL, section 6.4.4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from graphql import GraphQLError

from api.graphql.cursor import written
from api.graphql.matrix import PARTS, claims_of, rows_of
from api.graphql.plan import (
    Called,
    Constant,
    DistinctCount,
    EdgeCursor,
    EdgeNode,
    EdgeRecords,
    EdgeTold,
    Identity,
    Linked,
    Matrix,
    Paged,
    PageEdges,
    PageGroups,
    PageInfo,
    PageNodes,
    Plain,
    RootNode,
    RootNodes,
    RootPage,
    RootSearch,
    TotalCount,
    Worded,
)
from api.graphql.refusal import too_many
from kg.ask.reader import Link, Page, in_languages, label, slug
from kg.contract import LABEL, Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from api.graphql.fetch import Facts
    from api.graphql.plan import Asked, EdgePart, MatrixPart, Part, Plan, Root, Selection
    from kg.ask.reader import Tally
    from kg.contract import Field

    Path = tuple["Path", str | int] | None


class _Failed:
    """The place of a value that may not be null and is: whatever holds it becomes null."""


FAILED: Final = _Failed()


class Renderer:
    """Renders one answer. A node asked the same twice is rendered once."""

    def __init__(self, facts: Facts, most_values: int, snapshot: str = "") -> None:
        self._facts = facts
        self._snapshot = snapshot
        self._left = most_values
        self._most = most_values
        self._known: dict[tuple[Selection, str], tuple[Any, int]] = {}
        self.errors: list[GraphQLError] = []
        self.cut: dict[str, None] = {}
        """Keys of lists that go on without anything in the answer that would say so."""

    def data(self, plan: Plan) -> dict[str, Any] | None:
        """The data; errors are in `errors`. Raises Refusal if the answer grows too large."""
        found = {root.key: self._root(root, (None, root.key)) for root in plan.roots}
        return None if FAILED in found.values() else found

    def _root(self, root: Root, path: Path) -> Any:
        match root:
            case Constant():
                return root.value
            case RootPage(part=part):
                self._note_cut(root, self._facts.pages[root])
                return self._page(self._facts.pages[root], root.parts, path, part.of.iri)
            case RootSearch():
                return self._page(self._facts.pages[root], root.parts, path, "")
            case RootNode():
                iri = self._facts.found(root)
                return None if iri is None else _nullable(self._node(iri, root.to, path))
            case RootNodes(each=each):
                return [self._root(one, (path, place)) for place, one in enumerate(each)]

    def _node(self, iri: str, selection: Selection, path: Path) -> Any:
        known = self._known.get((selection, iri))
        if known:
            self._spend(known[1])
            return known[0]
        before, errors = self._left, len(self.errors)
        name = self._facts.type_of(iri, selection)
        if name is None:
            return self._fail(f"{slug(iri)} is of no type that can stand here.", path)
        asked = selection.by_type[name]
        self._spend(len(asked) + 1)
        node = {each.key: self._asked(each, iri, name, (path, each.key)) for each in asked}
        result = FAILED if FAILED in node.values() else node
        if len(self.errors) == errors:
            self._known[selection, iri] = result, before - self._left
        return result

    def _asked(self, asked: Asked, iri: str, type_name: str, path: Path) -> Any:
        match asked:
            case Plain() | Worded():
                return self._plain(asked, iri, type_name, path)
            case Constant() | Identity() | Called():
                return self._named(asked, iri)
            case Linked():
                return self._linked(asked, iri, type_name, path)
            case Matrix():
                return self._matrix(asked, iri, path)
            case Paged():
                whole = self._facts.values(asked.links, iri)
                page = Page.cut(whole, asked.window, asked.links.order)
                self._note_cut(asked, page)
                return self._page(page, asked.parts, path, iri)

    def _named(self, asked: Constant | Identity | Called, iri: str) -> Any:
        match asked:
            case Constant():
                return asked.value
            case Identity():
                return slug(iri) if asked.short else iri
            case Called():
                return label(self._facts.values(LABEL, iri), asked.languages, slug(iri))

    def _plain(self, asked: Plain | Worded, iri: str, type_name: str, path: Path) -> Any:
        values, field = self._facts.values(asked.sought, iri), asked.field
        if isinstance(asked, Worded):
            values = in_languages(values, asked.languages)
        if field.form is Form.LIST:
            return list(values)
        return values[0] if values else self._absent(field, type_name, path)

    def _linked(self, asked: Linked, iri: str, type_name: str, path: Path) -> Any:
        links = self._facts.values(asked.links, iri)
        if asked.field.form is Form.LIST:
            return self._list(links, asked.to, path)
        if not links:
            return self._absent(asked.field, type_name, path)
        node = self._node(links[0].iri, asked.to, path)
        return node if asked.field.required else _nullable(node)

    def _absent(self, field: Field, type_name: str, path: Path) -> Any:
        if not field.required:
            return None
        message = f"Cannot return null for non-nullable field {type_name}.{field.name}."
        return self._fail(message, path)

    def _list(self, links: tuple[Link, ...], to: Selection, path: Path) -> Any:
        nodes = [self._node(link.iri, to, (path, place)) for place, link in enumerate(links)]
        return FAILED if FAILED in nodes else nodes

    def _note_cut(self, asked: RootPage | Paged, page: Page) -> None:
        if asked.is_silent and page.has_next:
            self.cut[asked.key] = None

    def _page(self, page: Page, parts: tuple[Part, ...], path: Path, of: str) -> Any:
        """`of` is the IRI of the node whose list it is, of the class where it is one of members."""
        self._spend(len(parts) + 1)
        found = {part.key: self._part(part, page, (path, part.key), of) for part in parts}
        return FAILED if FAILED in found.values() else found

    def _part(self, part: Part, page: Page, path: Path, of: str) -> Any:
        match part:
            case PageNodes():
                return self._list(page.links, part.to, path)
            case PageEdges():
                return self._edges(part, page, of, path)
            case PageGroups():
                return self._groups(part, of, path)
            case PageInfo():
                shown = self._info(page)
                return {key: shown[name] for key, name in part.shown.items()}
            case TotalCount() | DistinctCount() | Constant():
                return self._number(part, page, of)

    def _number(self, part: TotalCount | DistinctCount | Constant, page: Page, of: str) -> Any:
        match part:
            case TotalCount():
                return page.total
            case DistinctCount(tallies=tallies):
                return distinct(self._facts.values(tallies, of))
            case Constant():
                return part.value

    def _groups(self, part: PageGroups, of: str, path: Path) -> Any:
        found = self._facts.values(part.tallies, of)[: part.most]
        groups = [self._group(part, each, (path, place)) for place, each in enumerate(found)]
        return FAILED if any(FAILED in group.values() for group in groups) else groups

    def _group(self, part: PageGroups, tally: Tally, path: Path) -> dict[str, Any]:
        self._spend(len(part.told) + 1)
        key = slug(tally.iri) if tally.iri else tally.key
        shown = {"key": key, "count": tally.total, "__typename": "Tally"}
        group: dict[str, Any] = {at: shown[name] for at, name in part.told.items()}
        for at, selection in part.nodes.items():
            node = self._node(tally.iri, selection, (path, at)) if tally.iri else None
            group[at] = _nullable(node)
        return group

    def _edges(self, part: PageEdges, page: Page, of: str, path: Path) -> Any:
        edges = []
        for place, link in enumerate(page.links):
            here = (path, place)
            edges.append({p.key: self._edge(p, link, of, (here, p.key)) for p in part.parts})
        return FAILED if any(FAILED in edge.values() for edge in edges) else edges

    def _edge(self, part: EdgePart, link: Link, of: str, path: Path) -> Any:
        self._spend(1)
        match part:
            case EdgeNode():
                return self._node(link.iri, part.to, path)
            case EdgeCursor():
                return written(link, self._snapshot)
            case EdgeTold(place=place):
                return link.keys[place]
            case EdgeRecords():
                return self._list(self._records(part, link.iri, of), part.to, path)
            case Constant():
                return part.value

    def _records(self, part: EdgeRecords, iri: str, of: str) -> tuple[Link, ...]:
        """The records that lead from one node to another."""
        records = self._facts.values(part.reads[0].links, of)
        ends = {each.iri: self._facts.values(part.forth, each.iri) for each in records}
        return tuple(each for each in records if iri in {end.iri for end in ends[each.iri]})

    def _matrix(self, matrix: Matrix, iri: str, path: Path) -> Any:
        things = {"propositions": claims_of(matrix, self._facts, iri)}
        rows = rows_of(matrix, self._facts, iri)
        return self._told(matrix.parts, "StanceMatrix", {**things, "rows": rows}, path)

    def _told(
        self, parts: tuple[MatrixPart, ...], type_name: str, of: Mapping[str, Any], path: Path
    ) -> Any:
        """What is asked of a matrix, a row or a cell, by key."""
        self._spend(len(parts))
        told = {each.key: self._told_part(each, type_name, of, (path, each.key)) for each in parts}
        return FAILED if FAILED in told.values() else told

    def _told_part(
        self, part: MatrixPart, type_name: str, of: Mapping[str, Any], path: Path
    ) -> Any:
        if part.name == "__typename":
            return type_name
        found = of[part.name]
        if isinstance(found, str):
            return self._node(found, part.to, path) if part.to else found
        if part.to:
            return self._list(tuple(Link((), iri) for iri in found), part.to, path)
        inner = PARTS[part.name]
        told = [
            self._told(part.parts, inner, each._asdict(), (path, place))
            for place, each in enumerate(found)
        ]
        return FAILED if FAILED in told else told

    def _info(self, page: Page) -> dict[str, Any]:
        first, last = (page.links[0], page.links[-1]) if page.links else (None, None)
        return {
            "hasNextPage": page.has_next,
            "hasPreviousPage": page.has_previous,
            "startCursor": written(first, self._snapshot) if first else None,
            "endCursor": written(last, self._snapshot) if last else None,
            "__typename": "PageInfo",
        }

    def _fail(self, message: str, path: Path) -> _Failed:
        self.errors.append(GraphQLError(message, path=_written_out(path)))
        return FAILED

    def _spend(self, values: int) -> None:
        self._left -= values
        if self._left < 0:
            raise too_many(self._most)


def distinct(tallies: Iterable[Tally]) -> int:
    """How many different values are told apart; what is unknown is none."""
    return len({each.iri or each.key for each in tallies} - {None})


def _nullable(value: Any) -> Any:
    return None if value is FAILED else value


def _written_out(path: Path) -> list[str | int]:
    keys: list[str | int] = []
    while path:
        path, key = path
        keys.append(key)
    return keys[::-1]
