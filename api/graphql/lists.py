"""The types of lists: connections with edges, groups and pages, search, matrices of stances."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.graphql.inputs import key_of
from api.graphql.maker import Maker
from api.graphql.matrix import ways_of
from api.graphql.words import term
from kg.contract import Form, Kind, Value

if TYPE_CHECKING:
    from strawberry.types.field import StrawberryField

    from kg.contract import Class, Contract, Field, Records


class ListMaker(Maker):
    """Adds the types of lists to the namespace."""

    def add_connections(self) -> None:
        """Adds what all lists share, and a connection to each type that lists lead to."""
        self._add_page_info()
        self.add_type("Tally", (), self._tally_fields(), "How many have one value of a field.")
        for name in connected(self._contract):
            self._add_connection(name, name)
        for field in _recorded(self._contract):
            self._add_connection(connection_of(field), field.value.name, field)

    def _add_page_info(self) -> None:
        rows = [
            ("hasNextPage", "Boolean", "Whether more follow."),
            ("hasPreviousPage", "Boolean", "Whether some come before."),
            ("startCursor", "Optional[String]", "The place of the first one of the page."),
            ("endCursor", "Optional[String]", "The place of the last one of the page."),
        ]
        fields = [self.field(*row) for row in rows]
        self.add_type("PageInfo", (), fields, "Where a page stands in the whole.")

    def _tally_fields(self) -> list[StrawberryField]:
        value = "The value; of a thing its id, of a day as much as is asked; null where unknown."
        return [
            self.field("key", "Optional[String]", value),
            self.field("node", "Optional[Node]", "The value, where it is a thing."),
            self.field("count", "Int", "How many have it; who has several counts for each."),
        ]

    def _add_connection(self, name: str, of: str, field: Field | None = None) -> None:
        """The connection of that name to things of a type; of a field that records say in full."""
        edge = [
            self.field("node", of, "The thing itself."),
            self.field("cursor", "String", "Its place, for `after`."),
        ]
        if field and (records := self._contract.records_of(field)):
            edge.append(self._records_field(records))
        self.add_type(f"{name}Edge", (), edge, "A thing at its place in a list.")
        connection = [
            self.field("nodes", f"List[{of}]", "The things of this page."),
            self.field("edges", f"List[{name}Edge]", "The things of this page with their places."),
            self.field("pageInfo", "PageInfo", "Where this page stands in the whole."),
            self.field("totalCount", "Int", "How many there are on all pages."),
        ]
        if of in self._contract.classes:
            connection += self._group_fields(self._contract.classes[of])
        self.add_type(f"{name}Connection", (), connection, "One page of a list.")

    def _records_field(self, records: Records) -> StrawberryField:
        ways = f"{term(records.back.path, inverse=True)}, {term(records.forth.path)}"
        told = f"The records that say in full what leads to it: when, and as what. ({ways})"
        arguments = self.paging(records.back.value)[:2]
        return self.field("records", f"List[{records.of.name}]", told, arguments)

    def _group_fields(self, of: Class) -> list[StrawberryField]:
        arguments = [
            self.argument("by", key_of(of), "The field by which they are told apart."),
            self.argument("every", "Interval", "How much of a day tells it apart.", "YEAR"),
        ]
        most = self.argument("first", "Optional[Int]", "So many of the largest; else all.")
        groups = "How many there are on all pages by values of a field, the most first."
        number = "How many different values of a field there are on all pages."
        return [
            self.field("groups", "List[Tally]", groups, [*arguments, most]),
            self.field("distinctCount", "Int", number, arguments),
        ]

    def add_search(self) -> None:
        """Adds the types of what is found by words."""
        edge = [
            self.field("node", "Node", "The thing itself."),
            self.field("reason", "String", "What holds the words: a name, another, title or text."),
            self.field("snippet", "String", "That name, title or text, cut around the words."),
        ]
        self.add_type("SearchEdge", (), edge, "A thing that was found, and by what.")
        connection = [
            self.field("nodes", "List[Node]", "The things that were found, the best first."),
            self.field("edges", "List[SearchEdge]", "The same, each with why it was found."),
            self.field("totalCount", "Int", "How many there are in all."),
        ]
        self.add_type("SearchConnection", (), connection, "What was found by words.")

    def add_matrix(self) -> None:
        """Adds the types of a matrix of stances, if any class has one."""
        if not any(ways_of(self._contract, each) for each in self._contract.classes.values()):
            return
        every = "The propositions, whether or not any position towards them is recorded."
        rows = "One for each holder (av:holder), in the order in which they are first heard of."
        cells = "One for each proposition towards which a position is recorded."
        held = "The positions that count for the holder, by day. (av:proposition)"
        self._add_parts(
            "StanceMatrix",
            "Who held what towards which propositions.",
            [("propositions", "List[Proposition]", every), ("rows", "List[StanceRow]", rows)],
        )
        self._add_parts(
            "StanceRow",
            "What one held.",
            [("holder", "Agent", "Who. (av:holder)"), ("cells", "List[StanceCell]", cells)],
        )
        self._add_parts(
            "StanceCell",
            "What one held towards a proposition, through time.",
            [
                ("proposition", "Proposition", "Towards what."),
                ("positions", "List[Position]", held),
            ],
        )

    def _add_parts(self, name: str, description: str, rows: list[tuple[str, str, str]]) -> None:
        self.add_type(name, (), [self.field(*row) for row in rows], description)


def connection_of(field: Field) -> str:
    """What the connection of a field is named after: the field where its edges hold records."""
    return f"{field.name[:1].upper()}{field.name[1:]}" if field.recorded else field.value.name


def _recorded(contract: Contract) -> list[Field]:
    """The connections whose edges hold records, each name once."""
    fields = (field for each in contract.classes.values() for field in each.fields)
    named = {field.name: field for field in fields if field.recorded and field.form is Form.PAGES}
    return [named[name] for name in sorted(named)]


def connected(contract: Contract) -> list[str]:
    """Names of the types that connections lead to."""
    fields = (field for each in contract.classes.values() for field in each.fields)
    paged = {field.value for field in fields if field.form is Form.PAGES}
    classes = {Value(Kind.CLASS, name) for name in contract.classes}
    return sorted(value.name for value in paged | classes)
