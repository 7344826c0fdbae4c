"""Values of nodes as bytes of JSON, a column at a time, from the record index."""

from __future__ import annotations

from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Any, Final

import orjson

from api.graphql.plan import Called, Identity, Plain, Worded
from api.graphql.shapes import merged
from kg.ask.reader import Order, Texts, in_languages, label
from kg.ask.reader.scalars import json_value
from kg.contract import LABEL, Field, Form, Kind
from kg.index.lists import NONE
from kg.index.order import Sorting
from kg.index.steps import walk
from kg.terms import NO_END, NO_START

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from api.graphql.plan import Asked
    from kg.ask.reader import Sought
    from kg.index import IndexReader
    from kg.index.column import Column
    from kg.index.lists import Numbers

    Written = Callable[[Numbers], Sequence[bytes | None]]

ENGLISH: Final = ("en",)
TEXTS: Final = frozenset({"String", "URL", "DateTime"})
BY_IRI: Final = Order(())
NULL: Final = b"null"
UNKNOWN: Final = frozenset(map(orjson.dumps, (NO_START, NO_END)))


class Irregular(Exception):
    """What was asked cannot be answered column by column: something is missing or amiss."""


class Values:
    """Reads the columns of one index, and knows again what it was asked before."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader, self._records = reader, reader.records
        self._way = cache(self._way_to)

    def targets(self, field: Field, nodes: Numbers) -> Numbers:
        """The nodes to which a field of one value leads, NONE for none."""
        column = walk(self._records, field)
        if column.is_single:
            return column.firsts(nodes)
        return Sorting(self._records, BY_IRI).sort(column.lists(nodes)).firsts()

    def of(self, asked: Asked, nodes: Numbers) -> Sequence[bytes]:
        """What is asked of nodes, one after the other, as JSON; ids are without quotes.

        Raises:
            Irregular: a value is missing that may not be.
        """
        match asked:
            case Identity(short=short):
                return self._records.slugs(nodes) if short else self._records.iris(nodes)
            case Called():
                return self._called(asked, nodes)
            case Plain() | Worded():
                return self._plain(asked, nodes)
            case _:
                raise Irregular

    def _called(self, asked: Called, nodes: Numbers) -> Sequence[bytes]:
        if asked.languages != ENGLISH:
            labels = map(self._reader.values(LABEL), nodes.tolist())
            pairs = zip(labels, self._records.slugs(nodes), strict=True)
            return [orjson.dumps(label(each, asked.languages, s.decode())) for each, s in pairs]
        names = self._records.names(nodes)
        if b"" not in names:
            return names
        ids = (b'"%b"' % slug for slug in self._records.slugs(nodes))
        return [name or each for name, each in zip(names, ids, strict=True)]

    def _plain(self, asked: Plain | Worded, nodes: Numbers) -> Sequence[bytes]:
        """Scalars and enums; what may not be missing and is makes it irregular."""
        field = asked.field
        if field.form is Form.LIST:
            return [orjson.dumps(each) for each in map(self._all(asked), nodes.tolist())]
        found = self._first(asked, nodes)
        if None not in found:
            return found  # type: ignore[return-value]
        if field.required:
            raise Irregular
        return [NULL if each is None else each for each in found]

    def _all(self, asked: Plain | Worded) -> Callable[[int], Sequence[Any]]:
        values = self._reader.values(asked.sought)
        if isinstance(asked, Plain):
            return values
        return lambda node: in_languages(values(node), asked.languages)

    def _first(self, asked: Plain | Worded, nodes: Numbers) -> Sequence[bytes | None]:
        """The first value of each node, None where there is none."""
        column, written = self._way(asked)
        if column is None:
            values = map(self._all(asked), nodes.tolist())
            return [orjson.dumps(held[0]) if held else None for held in values]
        firsts = column.firsts(nodes)
        held = firsts != NONE
        return merged(held, written(firsts[held]), repeat(None))

    def _way_to(self, asked: Plain | Worded) -> tuple[Column | None, Written]:
        return self._column(asked.sought), self._written(asked.field)

    def _column(self, sought: Sought) -> Column | None:
        """Whose first value is the one that is sought; None where it takes more to tell it.

        A text that stands alone is shown in whichever language it is.
        """
        field = sought.field if isinstance(sought, Texts) else sought
        if not isinstance(field, Field):
            return None
        is_enum = field.value.kind is Kind.ENUM
        column = (self._records.links if is_enum else self._records.literals)(field.path)
        is_text = sought is field and field.value.name in TEXTS
        return column if column.is_single or is_text else None

    def _written(self, field: Field) -> Written:
        """What writes values of a field as JSON; None for a day that is not known."""
        records, name = self._records, field.value.name

        def texts(literals: Numbers) -> list[bytes]:
            return records.jsons(records.literal_texts[literals])

        def scalar(literal: int) -> bytes:
            return orjson.dumps(json_value(name, records.text(records.text_of(literal))))

        if field.value.kind is Kind.ENUM:
            notation = cache(self._notation)
            return lambda concepts: list(map(notation, concepts.tolist()))
        if name == "Date":
            return lambda literals: [None if d in UNKNOWN else d for d in texts(literals)]
        return texts if name in TEXTS else lambda literals: list(map(scalar, literals.tolist()))

    def _notation(self, concept: int) -> bytes | None:
        name = self._reader.contract.notation(self._records.iri(concept))
        return orjson.dumps(name) if name else None
