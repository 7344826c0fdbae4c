"""The record index of a snapshot, opened: nodes by number, texts by number, columns by property."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

import numpy as np
import orjson

from kg.ask.reader import NODE_SPACES
from kg.index.build import BETWEEN
from kg.index.column import Column, column
from kg.index.layout import Arrays
from kg.index.lists import NONE
from kg.index.strings import Strings
from kg.terms import RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.index.layout import Array
    from kg.index.lists import Numbers


def open_records(path: Path) -> Records:
    """The index in a file.

    Raises:
        Refused: there is none, or it is of another version.
    """
    return Records(Arrays(path))


class Records:
    """What a snapshot holds, by number; all of it stays in the file until it is looked at."""

    def __init__(self, arrays: Arrays) -> None:
        self._arrays = arrays
        self._iris = Strings(arrays, "iri")
        self._texts = Strings(arrays, "text")
        self._small = Strings(arrays, "small")
        self._by_iri = arrays["numbers by iri"].data
        self.iri_ranks = arrays["iri ranks"]
        """By node, its place in the order of IRIs."""
        self._iri_ranks = self.iri_ranks.data
        self._days = arrays["days"].data
        self._day_texts = Strings(arrays, "day").decoded()
        self.literal_texts = arrays["literal texts"]
        """By literal, its text."""
        self._literal_texts = self.literal_texts.data
        self._languages = Strings(arrays, "language").decoded()
        self._datatypes = Strings(arrays, "datatype").decoded()
        self._literal_languages = arrays["literal languages"].data
        self._literal_datatypes = arrays["literal datatypes"].data
        self._columns: dict[str, Column] = {}
        iris, self._jsons = self._iris.spans(), self._texts.spans()
        self._addresses = iris.by(self.iri_ranks)
        self._slugs = iris.without(self._iris.beginning(NODE_SPACES)).by(self.iri_ranks)
        self.called = column(arrays, "called")
        """By node, the text by which it is called in English."""
        self._names = self._jsons.by(self.called.firsts(np.arange(len(self))))
        self.like = column(arrays, "like")
        """By node, the first node of the very same classes."""

    def __len__(self) -> int:
        """How many nodes there are; their numbers are those below."""
        return len(self._iris)

    def number(self, iri: str) -> int:
        """The node of an IRI, NONE where there is none."""
        sought = iri.encode()
        rank = bisect_left(self._iris, sought)
        if rank == len(self._iris) or self._iris[rank] != sought:
            return NONE
        return int(self._by_iri[rank])

    def numbers(self, iris: Sequence[str]) -> list[int]:
        """The nodes of IRIs, as far as there are such."""
        return [number for iri in iris if (number := self.number(iri)) != NONE]

    def iri(self, node: int) -> str:
        """The IRI of a node."""
        return self.iri_bytes(node).decode()

    def iri_bytes(self, node: int) -> bytes:
        """The IRI of a node in UTF-8; nothing in it is escaped in JSON (RFC 3987)."""
        return self._iris[self._iri_ranks[node]]

    def iris(self, nodes: Numbers) -> list[bytes]:
        """The IRIs of nodes in UTF-8."""
        return self._addresses.each(nodes)

    def slugs(self, nodes: Numbers) -> list[bytes]:
        """The public ids of nodes in UTF-8, as `kg.ask.reader.slug` makes them of IRIs."""
        return self._slugs.each(nodes)

    def names(self, nodes: Numbers) -> list[bytes]:
        """How nodes are called in English, as JSON; nothing for those without a name."""
        return self._names.each(nodes)

    @property
    def key_ranks(self) -> Array:
        """By node, its place in the standard order, where equal keys share one."""
        return self._arrays["key ranks"]

    def day(self, node: int) -> str:
        """The day by which a node stands in the standard order, "" for none."""
        return self._day_texts[self._days[node]]

    def json(self, text: int) -> bytes:
        """A text as JSON."""
        return self._texts[text]

    def jsons(self, texts: Numbers) -> list[bytes]:
        """Texts as JSON."""
        return self._jsons.each(texts)

    def text(self, text: int) -> str:
        """A text by its number; greater numbers stand for greater texts."""
        found: str = orjson.loads(self._texts[text])
        return found

    def texts(self) -> int:
        """How many texts there are."""
        return len(self._texts)

    def least(self, text: str) -> int:
        """The first text that is not less than one: that one itself, where it is there."""
        return bisect_left(range(len(self._texts)), text, key=self.text)

    def text_of(self, literal: int) -> int:
        """The text of a literal."""
        return int(self._literal_texts[literal])

    def language_of(self, literal: int) -> str:
        """The language tag of a literal, "" for none."""
        return self._languages[self._literal_languages[literal]]

    def datatype_of(self, literal: int) -> str:
        """The IRI of the datatype of a literal, "" for an IRI that is read as a text."""
        return self._datatypes[self._literal_datatypes[literal]]

    def of_datatype(self, datatype: str) -> Array:
        """By literal, whether it is of a datatype, given by IRI."""
        told = self._arrays["literal datatypes"]
        place = self._datatypes.index(datatype) if datatype in self._datatypes else len(told) + 1
        found: Array = told == place
        return found

    def containing(self, part: str) -> Array:
        """The texts that contain a part, in capital letters or small ones, in their order."""
        sought = part.lower().encode()
        if not sought:
            return np.arange(self.texts())
        return self._small.holding(sought, self._small.content)

    def same(self, text: str) -> Array:
        """The texts that are the same but for capital letters."""
        sought = text.lower().encode() + BETWEEN
        found = self._small.holding(sought, self._small.content)
        return found[[self._small[each] == sought for each in found.tolist()]]

    def ending(self, part: str) -> Array:
        """The texts that end so, in capital letters or small ones."""
        return self._small.holding(part.lower().encode() + BETWEEN, self._small.content)

    def addressed(self, part: str) -> Array:
        """The nodes whose IRI contains a part, in capital letters or small ones."""
        content = self._iris.content
        if part.isascii() and part and content.max(initial=0) < ord("\x80"):
            small = np.where((content >= ord("A")) & (content <= ord("Z")), content + 32, content)
            return self._arrays["numbers by iri"][self._iris.holding(part.lower().encode(), small)]
        iris = (self.iri(node).lower() for node in range(len(self)))
        return np.flatnonzero(np.fromiter((part.lower() in iri for iri in iris), bool, len(self)))

    def links(self, path: str, *, inverse: bool = False) -> Column:
        """The nodes to which a property leads, or from which, in the standard order."""
        return self._column(f"{'<' if inverse else '>'} {path}")

    def literals(self, path: str) -> Column:
        """The literals of a property, English ones first."""
        return self._column(f"= {path}")

    def members(self, class_iri: str) -> Sequence[int]:
        """The members of a class in the standard order."""
        return self.links(RDF_TYPE, inverse=True).of(self.number(class_iri))

    def none(self) -> Array:
        """A mask of no node."""
        return np.zeros(len(self), bool)

    def mask(self, nodes: Numbers | Sequence[int]) -> Array:
        """The mask of some nodes."""
        found = self.none()
        found[np.asarray(nodes, np.int64)] = True
        return found

    def _column(self, name: str) -> Column:
        found = self._columns.get(name)
        if found is None:
            found = self._columns[name] = column(self._arrays, name)
        return found
