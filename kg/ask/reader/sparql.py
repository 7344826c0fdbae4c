"""A reader over any SPARQL 1.1 engine: one query per level of nodes."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.ask.reader.batches import batches
from kg.ask.reader.order import Link
from kg.ask.reader.protocol import Links, Page, StatusOn, Tallies, Tally, Texts
from kg.ask.reader.scalars import Spoken, best_first, json_value
from kg.ask.reader.text import level, pages
from kg.contract import LABEL, TYPE, Kind
from kg.terms import SKOS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.ask.reader.order import Order
    from kg.ask.reader.protocol import Answers, Rows, Select, Slice, Sought, Want
    from kg.contract import Contract, Field

    Row = dict[str, dict[str, str]]


class SparqlReader:
    """Reads by `select`, which the caller hands in."""

    def __init__(self, contract: Contract, select: Select) -> None:
        self._contract = contract
        self._select = select
        # An alternative name is not a label, in whatever language.
        self._names = [path for path in contract.names if path != f"{SKOS}altLabel"]

    def telling(self, texts: list[str]) -> SparqlReader:
        """The same reader, which adds the text of each of its questions."""

        async def told(text: str) -> Rows:
            texts.append(text)
            return await self._select(text)

        return SparqlReader(self._contract, told)

    async def select(self, slices: Sequence[Slice]) -> list[Page]:
        """One page for each slice, by one query; raises what the engine raises (AskError)."""
        by_slice: dict[int, Rows] = defaultdict(list)
        for row in await self._select(pages(slices)) if slices else []:
            by_slice[int(row["f"]["value"])].append(row)
        return [_page(part, by_slice[index]) for index, part in enumerate(slices)]

    async def expand(self, wants: Sequence[Want]) -> Answers:
        """The values of all wanted fields, by one query for each batch; raises like `select`."""
        answers: dict[Sought, dict[str, tuple[Any, ...]]] = {want.sought: {} for want in wants}
        for batch in batches(wants):
            rows: dict[tuple[int, str], Rows] = defaultdict(list)
            for row in await self._select(level(batch, self._names)):
                rows[int(row["f"]["value"]), row["s"]["value"]].append(row)
            for (index, iri), found in rows.items():
                sought = batch[index].sought
                answers[sought][iri] = self._values(sought, found)
        return answers

    def _values(self, sought: Sought, rows: Rows) -> tuple[Any, ...]:
        """All that is sought of one node, without repetition, in a fixed order."""
        if sought is LABEL:
            return best_first(_spoken(row) for row in rows)
        match sought:
            case Links(order=order):
                return tuple(order.sort({_link(row, order) for row in rows}))
            case Tallies(by=by):
                return self._tallies(by, rows)
            case StatusOn():
                return self._notations(rows)
            case Texts():
                return tuple((language.lower(), text) for language, text in _worded(rows))
            case field:
                return self._of_field(field, rows)

    def _of_field(self, field: Field, rows: Rows) -> tuple[Any, ...]:
        if field is TYPE:
            return tuple(sorted({row["o"]["value"] for row in rows}))
        if field.value.kind is Kind.ENUM:
            return self._notations(rows)
        if field.value.is_link:
            return tuple(sorted({Link((), row["o"]["value"]) for row in rows}))
        return _scalars(field.value.name, rows)

    def _tallies(self, by: Field, rows: Rows) -> tuple[Tally, ...]:
        """The largest first."""
        found = (self._tally(by, row) for row in rows)
        return tuple(sorted(found, key=lambda each: (-each.total, each.key or each.iri or "")))

    def _tally(self, by: Field, row: Row) -> Tally:
        total, text = int(row["n"]["value"]), row["o"]["value"] if "o" in row else None
        if text and by.value.is_link:
            return Tally(None, text, total)
        is_notation = text and by.value.kind is Kind.ENUM
        return Tally(self._contract.notation(text or "") if is_notation else text, None, total)

    def _notations(self, rows: Rows) -> tuple[str, ...]:
        names = {self._contract.notation(row["o"]["value"]) for row in rows}
        return tuple(sorted(name for name in names if name))


def _page(part: Slice, rows: Rows) -> Page:
    window = part.window
    links = part.order.sort({_link(row, part.order, "s") for row in rows if "s" in row})
    total = next((int(row["total"]["value"]) for row in rows if "total" in row), 0)
    outside = {row["outside"]["value"] for row in rows if "outside" in row}
    more = len(links) > window.most
    shown = links[more:] if window.backward else links[: window.most]
    has_next, has_previous = "behind" in outside, "before" in outside
    if window.backward:
        return Page(tuple(shown), total, has_next, more or has_previous)
    return Page(tuple(shown), total, more or has_next, has_previous)


def _link(row: Row, order: Order, node: str = "o") -> Link:
    return Link(
        tuple(row[f"k{place}"]["value"] for place in range(len(order.keys))), row[node]["value"]
    )


def _spoken(row: Row) -> Spoken:
    return Spoken(row["o"].get("xml:lang", ""), row["o"]["value"], is_label="shown" in row)


def _scalars(scalar: str, rows: Rows) -> tuple[Any, ...]:
    values = (json_value(scalar, text) for _, text in _worded(rows))
    return tuple(value for value in values if value is not None)


def _worded(rows: Rows) -> list[tuple[str, str]]:
    """Language and text: English first where a text stands in several languages, then by value."""
    found = {(row["o"].get("xml:lang", ""), row["o"]["value"]) for row in rows}
    return sorted(found, key=lambda each: (each[0] not in ("", "en"), each))
