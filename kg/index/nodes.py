"""Whole nodes and labels from a record index, as NodeReader reads them by SPARQL."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from kg.ask.reader import NodeReader
from kg.contract import LABEL
from kg.index.lists import NONE
from kg.terms import AV, RDF_TYPE, XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kg.ask.reader import Cell, Reached, Rows, Select, Whole
    from kg.index.lists import Lists, Numbers
    from kg.index.records import Records

STRING: Final = f"{XSD}string"
HOLDER: Final = f"{AV}holder"
STANCE: Final = f"{AV}stance"


class IndexNodeReader(NodeReader):
    """Reads nodes and labels from columns; an engine is asked questions alone."""

    def __init__(self, records: Records, select: Select) -> None:
        super().__init__(select)
        self._records = records
        self._link, self._literal = cache(self._link_cell), cache(self._literal_cell)

    async def read(
        self, wholes: Mapping[str, Whole], questions: Mapping[str, str] | None = None
    ) -> dict[str, Rows]:
        """Reads nodes, then asks further questions."""
        for name, whole in wholes.items():
            nodes = np.unique(np.concatenate([self._reached(each) for each in whole.nodes]))
            iris = [self._records.iri(node) for node in nodes.tolist()]
            self._found[name] |= dict.fromkeys(iris)
            for path in whole.paths:
                self._put(iris, path, self._records.links(path).lists(nodes), self._link)
                self._put(iris, path, self._records.literals(path).lists(nodes), self._literal)
        return await self.ask(questions or {})

    async def name(
        self, things: Iterable[str], questions: Mapping[str, str] | None = None
    ) -> dict[str, Rows]:
        """Reads the labels of things, then asks further questions."""
        found = self._records.numbers(tuple(dict.fromkeys(things)))
        labels = {node: label for node in found if (label := self._label(node))}
        held = {node: words for node in labels if (words := self._held(node))}
        self.call(self._by_iri(labels), self._by_iri(held))
        return await self.ask(questions or {})

    def _by_iri(self, told: Mapping[int, str]) -> dict[str, str]:
        return {self._records.iri(node): text for node, text in told.items()}

    def _reached(self, reached: Reached) -> Numbers:
        """The numbers of nodes, each once."""
        records = self._records
        nodes = np.unique(np.array(records.numbers(reached.start), np.int64))
        for step in reached.steps:
            columns = (records.links(path, inverse=step.inverse) for path in step.paths)
            nodes = np.unique(np.concatenate([column.lists(nodes).values for column in columns]))
        if not reached.of:
            return nodes
        classes = records.links(RDF_TYPE).lists(nodes)
        return nodes[classes.only(classes.values == records.number(reached.of)).owners]

    def _put(self, iris: list[str], path: str, lists: Lists, cell: Callable[[int], Cell]) -> None:
        for owner, value in zip(lists.owners.tolist(), lists.values.tolist(), strict=True):
            self.put(iris[owner], path, cell(value))

    def _link_cell(self, node: int) -> Cell:
        return {"type": "uri", "value": self._records.iri(node)}

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

    def _label(self, node: int) -> str:
        literal = self._records.literals(LABEL.path).first(node)
        return "" if literal == NONE else self._records.text(self._records.text_of(literal))

    def _held(self, node: int) -> str:
        """Who holds which stance, of a position."""
        who, how = (self._records.links(path).first(node) for path in (HOLDER, STANCE))
        return f"{self._label(who)} {self._label(how)}" if NONE not in (who, how) else ""
