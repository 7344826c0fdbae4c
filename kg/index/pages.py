"""What pages tell from a record index, as PageReader reads it by SPARQL."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import orjson

from kg.ask.describe import PageReader
from kg.ask.reader import agreeing
from kg.ask.reader.whole import named, put
from kg.contract import LABEL
from kg.index.around import lists
from kg.index.lists import NONE
from kg.terms import AV, RDF_TYPE, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kg.ask.describe import Days, Slice
    from kg.ask.describe.around import Lists as Around
    from kg.ask.reader import Cell, Reached, Rows, Select, Whole
    from kg.contract import Contract
    from kg.index.lists import Lists, Numbers
    from kg.index.records import Records

STRING: Final = f"{XSD}string"
HOLDER: Final = f"{AV}holder"
STANCE: Final = f"{AV}stance"
PERSONS: Final = f"{AV}minPersons"


class IndexPageReader(PageReader):
    """Reads nodes, labels and lists from columns; an engine is asked all other questions."""

    def __init__(self, records: Records, select: Select) -> None:
        super().__init__(select)
        self._records = records
        self._numbers: dict[str, int] = {}
        self._link, self._literal = cache(self._link_cell), cache(self._literal_cell)

    async def lists(self, contract: Contract, iri: str, part: Slice, days: Days) -> Around:
        """What the page of a thing lists; what had been told by a day is asked of the engine."""
        if days.known_at:
            return await super().lists(contract, iri, part, days)
        return lists(self._records, contract, iri, part)

    async def read(
        self, wholes: Mapping[str, Whole], questions: Mapping[str, str] | None = None
    ) -> dict[str, Rows]:
        """Reads nodes, then asks further questions."""
        for name, whole in wholes.items():
            self._read(name, whole)
        return await self.ask(questions or {})

    def _read(self, name: str, whole: Whole) -> None:
        nodes = np.unique(np.concatenate([self._reached(each) for each in whole.nodes]))
        iris = self._iris(nodes)
        self._found[name] |= dict.fromkeys(iris)
        cells = [self._cells.setdefault(iri, {}) for iri in iris]
        for path in whole.paths if iris else ():
            columns = (
                (self._records.links(path), self._link),
                (self._records.literals(path), self._literal),
            )
            for column, cell in columns:
                # Most properties are those of classes of which none of the nodes is.
                if column.start <= nodes[-1] and nodes[0] < column.end:
                    _put(cells, named(path), column.lists(nodes), cell)

    async def name(
        self, things: Iterable[str], questions: Mapping[str, str] | None = None
    ) -> dict[str, Rows]:
        """Reads the labels of things, then asks further questions."""
        nodes, labels = self._named(np.array(self._nodes(things), np.int64))
        who, how = (self._records.links(path).firsts(nodes) for path in (HOLDER, STANCE))
        held = (who != NONE) & (how != NONE)
        verbs = map(agreeing, self._named(how[held])[1], self._persons(who[held]))
        words = zip(self._named(who[held])[1], verbs, strict=True)
        iris = self._iris(nodes)
        self.call(
            dict(zip(iris, labels, strict=True)),
            dict(zip(self._iris(nodes[held]), map(" ".join, words), strict=True)),
            dict(zip(iris, self._persons(nodes), strict=True)),
        )
        return await self.ask(questions or {})

    def _reached(self, reached: Reached) -> Numbers:
        """The numbers of nodes, each once."""
        records = self._records
        nodes = np.sort(np.array(self._nodes(reached.start), np.int64))
        for step in reached.steps:
            columns = (records.links(path, inverse=step.inverse) for path in step.paths)
            nodes = np.unique(np.concatenate([column.lists(nodes).values for column in columns]))
        if not reached.of:
            return nodes
        classes = records.links(RDF_TYPE).lists(nodes)
        return nodes[classes.only(classes.values == records.number(reached.of)).owners]

    def _iris(self, nodes: Numbers) -> list[str]:
        """The IRIs of nodes, whose numbers need then not be looked for."""
        iris = [iri.decode() for iri in self._records.iris(nodes)]
        self._numbers |= zip(iris, nodes.tolist(), strict=True)
        return iris

    def _named(self, nodes: Numbers) -> tuple[Numbers, list[str]]:
        """Those of nodes that have a label, and the labels."""
        literals = self._records.literals(LABEL.path).firsts(nodes)
        held = literals != NONE
        texts = self._records.jsons(self._records.literal_texts[literals[held]])
        return nodes[held], list(map(orjson.loads, texts))

    def _persons(self, nodes: Numbers) -> list[int]:
        """How many people nodes are at the least, 1 for what says nothing of it."""
        literals = self._records.literals(PERSONS).firsts(nodes)
        told, persons = literals != NONE, np.ones(len(nodes), np.int64)
        texts = self._records.jsons(self._records.literal_texts[literals[told]])
        persons[told] = [int(orjson.loads(text)) for text in texts]
        return persons.tolist()

    def _nodes(self, iris: Iterable[str]) -> list[int]:
        """The nodes of IRIs, each once, as far as there are such."""
        different = dict.fromkeys(iris)
        self._numbers |= {
            iri: self._records.number(iri) for iri in different if iri not in self._numbers
        }
        return [node for iri in different if (node := self._numbers[iri]) != NONE]

    def _link_cell(self, node: int) -> Cell:
        iri = self._records.iri(node)
        self._numbers[iri] = node
        return {"type": "uri", "value": iri}

    def _literal_cell(self, literal: int) -> Cell:
        records = self._records
        datatype, language = records.datatype_of(literal), records.language_of(literal)
        text = records.text(records.text_of(literal))
        if not datatype:
            return {"type": "uri", "value": text}
        cell = {"type": "literal", "value": text}
        if language:
            return cell | {"xml:lang": language}
        return cell if datatype == STRING else cell | {"datatype": datatype}


def _put(
    nodes: list[dict[str, list[Cell]]], name: str, lists: Lists, cell: Callable[[int], Cell]
) -> None:
    """Adds the values of a property, one list per node."""
    for owner, value in zip(lists.owners.tolist(), lists.values.tolist(), strict=True):
        put(nodes[owner], name, cell(value))
