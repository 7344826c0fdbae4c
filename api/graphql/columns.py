"""Values of nodes as bytes of JSON, a column at a time, from the record index."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

import orjson

from api.graphql.plan import Called, Constant, Identity, Plain, Worded
from kg.ask.reader import in_languages, label
from kg.ask.reader.scalars import json_value
from kg.contract import LABEL, Field, Form, Kind
from kg.index.records import NONE
from kg.index.steps import walk
from kg.terms import AVC, AVD

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from api.graphql.plan import Asked
    from kg.index import IndexReader
    from kg.index.column import Column

    Written = Callable[[int], bytes | None]

ENGLISH: Final = ("en",)
TEXTS: Final = frozenset({"String", "URL", "DateTime"})
THINGS: Final = AVD.encode()
CONCEPTS: Final = AVC.encode()
NULL: Final = b"null"


class Irregular(Exception):
    """What was asked cannot be answered column by column: something is missing or amiss."""


class Values:
    """Reads the columns of one index."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader, self._records = reader, reader.records

    def slug(self, node: int) -> bytes:
        """The public id of a node."""
        iri = self._records.iri_bytes(node)
        return b'"%b"' % iri.removeprefix(THINGS).removeprefix(CONCEPTS)

    def targets(self, field: Field, nodes: Sequence[int]) -> list[int]:
        """The nodes to which a field of one value leads, NONE for none."""
        column = walk(self._records, field)
        if column.is_single:
            return list(map(column.first, nodes))
        found = map(column.of, nodes)
        return [min(each, key=self._records.iri_bytes) if len(each) else NONE for each in found]

    def of(self, asked: Asked, nodes: Sequence[int]) -> list[bytes]:
        """What is asked of nodes, one after the other; raises Irregular."""
        match asked:
            case Constant():
                return [orjson.dumps(asked.value)] * len(nodes)
            case Identity(short=True):
                return list(map(self.slug, nodes))
            case Identity():
                return [b'"%b"' % self._records.iri_bytes(node) for node in nodes]
            case Called():
                return self._called(asked, nodes)
            case Plain() | Worded():
                return self._plain(asked, nodes)
            case _:
                raise Irregular

    def _called(self, asked: Called, nodes: Sequence[int]) -> list[bytes]:
        if asked.languages == ENGLISH:
            text, json = self._records.called.first, self._records.json
            return [
                json(place) if (place := text(node)) != NONE else self.slug(node) for node in nodes
            ]
        labels = self._reader.values(LABEL)
        return [
            orjson.dumps(label(labels(node), asked.languages, orjson.loads(self.slug(node))))
            for node in nodes
        ]

    def _plain(self, asked: Plain | Worded, nodes: Sequence[int]) -> list[bytes]:
        """Scalars and enums; what may not be missing and is makes it irregular."""
        field = asked.field
        if field.form is Form.LIST:
            values = self._all(asked)
            return [orjson.dumps(values(node)) for node in nodes]
        found = self._first(asked, nodes)
        if field.required and None in found:
            raise Irregular
        return [NULL if each is None else each for each in found]

    def _all(self, asked: Plain | Worded) -> Callable[[int], Sequence[Any]]:
        values = self._reader.values(asked.sought)
        if isinstance(asked, Plain):
            return values
        return lambda node: in_languages(values(node), asked.languages)

    def _first(self, asked: Plain | Worded, nodes: Sequence[int]) -> list[bytes | None]:
        """The first value of each node, None where there is none."""
        sought, values = asked.sought, self._all(asked)

        def first(node: int) -> bytes | None:
            held = values(node)
            return orjson.dumps(held[0]) if held else None

        if not isinstance(sought, Field):
            return [first(node) for node in nodes]
        column, write = self._column(sought)
        if not column.is_single:
            return [first(node) for node in nodes]
        places = map(column.first, nodes)
        return [None if place == NONE else write(place) for place in places]

    def _column(self, field: Field) -> tuple[Column, Written]:
        if field.value.kind is Kind.ENUM:
            return self._records.links(field.path), cache(self._notation)
        return self._records.literals(field.path), self._scalar(field.value.name)

    def _notation(self, concept: int) -> bytes | None:
        name = self._reader.contract.notation(self._records.iri(concept))
        return orjson.dumps(name) if name else None

    def _scalar(self, name: str) -> Written:
        """What writes a literal as a scalar of that name; nothing for a day that is not known."""
        records = self._records
        if name in TEXTS:
            return lambda literal: records.json(records.text_of(literal))

        def write(literal: int) -> bytes | None:
            value = json_value(name, records.text(records.text_of(literal)))
            return None if value is None else orjson.dumps(value)

        return write
