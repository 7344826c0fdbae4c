"""A reader over any SPARQL 1.1 engine: one query a level of nodes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.ask.reader.batches import batches
from kg.ask.reader.protocol import Link, Page
from kg.ask.reader.scalars import Spoken, best_first, json_value
from kg.ask.reader.text import level, pages
from kg.contract import LABEL, TYPE, Form, Kind
from kg.terms import SKOS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.ask.reader.protocol import Answers, Rows, Select, Slice, Want
    from kg.contract import Contract, Field

    Row = dict[str, dict[str, str]]


class SparqlReader:
    """Reads by `select`, which the caller hands in."""

    def __init__(self, contract: Contract, select: Select) -> None:
        self._contract = contract
        self._select = select
        # An alternative name is no label, in whatever language.
        self._names = [path for path in contract.names if path != f"{SKOS}altLabel"]

    async def select(self, slices: Sequence[Slice]) -> list[Page]:
        """One page for each slice, by one query; raises what the engine raises (AskError)."""
        by_slice: dict[int, Rows] = defaultdict(list)
        for row in await self._select(pages(slices)) if slices else []:
            by_slice[int(row["f"]["value"])].append(row)
        return [_page(part, by_slice[index]) for index, part in enumerate(slices)]

    async def expand(self, wants: Sequence[Want]) -> Answers:
        """The values of all wanted fields, by one query for each batch; raises like `select`."""
        answers: dict[Field, dict[str, tuple[Any, ...]]] = {want.field: {} for want in wants}
        for batch in batches(wants):
            rows: dict[tuple[int, str], Rows] = defaultdict(list)
            for row in await self._select(level(batch, self._names)):
                rows[int(row["f"]["value"]), row["s"]["value"]].append(row)
            for (index, iri), found in rows.items():
                field = batch[index].field
                answers[field][iri] = self._values(field, found)
        return answers

    def _values(self, field: Field, rows: Rows) -> tuple[Any, ...]:
        """All values of one field of one node, without repetition, in a fixed order."""
        if field is TYPE:
            return tuple(sorted({row["o"]["value"] for row in rows}))
        if field is LABEL:
            return best_first(_spoken(row) for row in rows)
        if field.value.is_link:
            return tuple(sorted({_link(row, field) for row in rows}))
        if field.value.kind is Kind.ENUM:
            names = {self._contract.notation(row["o"]["value"]) for row in rows}
            return tuple(sorted(name for name in names if name))
        return _scalars(field, rows)


def _page(part: Slice, rows: Rows) -> Page:
    links = sorted({Link(row["key"]["value"], row["s"]["value"]) for row in rows if "s" in row})
    total = next((int(row["total"]["value"]) for row in rows if "total" in row), 0)
    before = any("before" in row for row in rows)
    return Page(tuple(links[: part.first]), total, len(links) > part.first, before)


def _link(row: Row, field: Field) -> Link:
    if field.form is Form.ONE:
        return Link("", row["o"]["value"])
    day, name = (row[part]["value"] if part in row else "" for part in ("day", "name"))
    return Link(f"{day} {name}", row["o"]["value"])


def _spoken(row: Row) -> Spoken:
    return Spoken(row["o"].get("xml:lang", ""), row["o"]["value"], is_label="name" in row)


def _scalars(field: Field, rows: Rows) -> tuple[Any, ...]:
    """English texts first where a text stands in several languages, then by value."""
    found = {(row["o"].get("xml:lang", ""), row["o"]["value"]) for row in rows}
    ordered = sorted(found, key=lambda each: (each[0] not in ("", "en"), each))
    values = (json_value(field.value.name, text) for _, text in ordered)
    return tuple(value for value in values if value is not None)
