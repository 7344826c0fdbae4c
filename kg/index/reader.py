"""A reader over the record index of a snapshot: it asks no engine."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.ask.reader import Link, Links, Page, StatusOn, Tallies, Texts
from kg.ask.reader.batches import batches
from kg.ask.reader.scalars import Spoken, best_first, json_value
from kg.ask.reader.text import level, pages
from kg.contract import LABEL, TYPE, Kind
from kg.index.build import label_paths
from kg.index.lists import NONE
from kg.index.reach import Reach, slice_of
from kg.index.standing import statuses
from kg.index.steps import walk
from kg.index.tally import Tallying

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.ask.reader import Answers, Slice, Sought, Want
    from kg.contract import Contract, Field
    from kg.index.layout import Array
    from kg.index.lists import Numbers
    from kg.index.records import Records

    Values = Callable[[int], tuple[Any, ...]]


class IndexReader:
    """Answers what a SparqlReader would, from columns."""

    def __init__(
        self, contract: Contract, records: Records, texts: list[str] | None = None
    ) -> None:
        """`texts` gathers the SPARQL that would ask the same, where it is wanted."""
        self.contract, self.records = contract, records
        self._texts = texts
        self._names = [path for path in label_paths(contract) if path != LABEL.path]
        self._type_names, self._kinds = _kinds(contract, records)

    def telling(self, texts: list[str]) -> IndexReader:
        """The same reader, which adds the SPARQL of each of its questions."""
        return IndexReader(self.contract, self.records, texts)

    async def select(self, slices: Sequence[Slice]) -> list[Page]:
        """One page for each slice; another thread reads them, since filters look at all nodes."""
        if self._texts is not None and slices:
            self._texts.append(pages(slices))
        return await asyncio.to_thread(lambda: [self._page(each) for each in slices])

    async def expand(self, wants: Sequence[Want]) -> Answers:
        """The values of all wanted fields, read in another thread."""
        if self._texts is not None:
            self._texts += (level(batch, self._names) for batch in batches(wants))
        return await asyncio.to_thread(self._expanded, wants)

    def _expanded(self, wants: Sequence[Want]) -> Answers:
        answers: dict[Sought, dict[str, tuple[Any, ...]]] = {want.sought: {} for want in wants}
        for want in wants:
            values, found = self.values(want.sought), answers[want.sought]
            for iri in want.iris:
                number = self.records.number(iri)
                if number != NONE and (of := values(number)):
                    found[iri] = of
        return answers

    def _page(self, part: Slice) -> Page:
        pages, sorting = slice_of(self.records, part)
        links = tuple(map(sorting.link, pages.lists.values.tolist()))
        total = int(pages.totals[0]) if part.counted else 0
        return Page(links, total, bool(pages.have_next[0]), bool(pages.have_previous[0]))

    def type_name(self, node: int) -> str:
        """The name of the object type of a node, "" where it has none."""
        return self._type_names[int(self._kinds[node])]

    def types(self, nodes: Numbers) -> set[str]:
        """The names of the object types that nodes have, "" where one has none."""
        return {self._type_names[kind] for kind in set(self._kinds[nodes].tolist())}

    def by_type(self, nodes: Numbers) -> list[tuple[str, Numbers]]:
        """The places of nodes by the names of their types."""
        kinds = self._kinds[nodes]
        each = set(kinds.tolist())
        return [(self._type_names[kind], np.flatnonzero(kinds == kind)) for kind in each]

    def tallying(self, sought: Tallies) -> Tallying:
        """What counts what is sought, of a node by its number."""
        return Tallying(self.records, self.contract, sought)

    def values(self, sought: Sought) -> Values:
        """What gives all that is sought of a node, by its number."""
        match sought:
            case Links():
                reach = Reach(self.records, sought)
                return lambda node: tuple(map(reach.sorting.link, reach.of(node)))
            case Tallies():
                return self.tallying(sought).of
            case StatusOn():
                status = statuses(self.records, sought)
                return lambda node: self._notations(status(node))
            case Texts(field=field):
                return self._worded(field)
            case field if field is LABEL:
                return self._labels
            case field:
                return self._of_field(field)

    def _of_field(self, field: Field) -> Values:
        records = self.records
        if field is TYPE or field.value.is_link or field.value.kind is Kind.ENUM:
            column = walk(records, field)

            def iris(node: int) -> list[str]:
                return sorted(map(records.iri, column.of(node)))

            if field is TYPE:
                return lambda node: tuple(iris(node))
            if field.value.is_link:
                return lambda node: tuple(Link((), iri) for iri in iris(node))
            return lambda node: self._notations(iris(node))
        return self._scalars(field)

    def _scalars(self, field: Field) -> Values:
        records, column = self.records, self.records.literals(field.path)

        def scalars(node: int) -> tuple[Any, ...]:
            told = ((records.language_of(each), records.text_of(each)) for each in column.of(node))
            texts = (records.text(text) for _, text in dict.fromkeys(told))
            values = (json_value(field.value.name, text) for text in texts)
            return tuple(value for value in values if value is not None)

        return scalars

    def _worded(self, field: Field) -> Values:
        records, column = self.records, self.records.literals(field.path)

        def texts(node: int) -> tuple[Any, ...]:
            told = dict.fromkeys(
                (records.language_of(n), records.text_of(n)) for n in column.of(node)
            )
            return tuple((language.lower(), records.text(text)) for language, text in told)

        return texts

    def _labels(self, node: int) -> tuple[Any, ...]:
        records = self.records
        spoken = [
            Spoken(
                records.language_of(each), records.text(records.text_of(each)), path == LABEL.path
            )
            for path in (*self._names, LABEL.path)
            for each in records.literals(path).of(node)
        ]
        return best_first(spoken)

    def _notations(self, iris: Sequence[str]) -> tuple[str, ...]:
        names = {self.contract.notation(iri) for iri in iris}
        return tuple(sorted(name for name in names if name))


def _kinds(contract: Contract, records: Records) -> tuple[list[str], Array]:
    """The names of object types, and by node the place of its own; the first is "", for none."""
    nodes, likes = records.like.pairs()
    distinct, places = np.unique(likes, return_inverse=True)
    classes = records.links(TYPE.path)
    types = [contract.object_of(map(records.iri, classes.of(like))) for like in distinct.tolist()]
    names = ["", *sorted({each.name for each in types if each})]
    kinds = np.zeros(len(records), np.uint16)
    own = [names.index(each.name) if each else 0 for each in types]
    kinds[nodes] = np.array(own, np.uint16)[places]
    return names, kinds
