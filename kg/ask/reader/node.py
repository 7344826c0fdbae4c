"""One node as it was read: its values by property, with labels where they are things."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeAlias

from kg.terms import AV, AVC, AVD, NO_END, NO_START, RDF_TYPE

_TRUE: Final = frozenset({"true", "1"})

Cell: TypeAlias = Mapping[str, str]
"""An RDF term as SPARQL 1.1 JSON Results write it (section 3.2.2)."""

Cells: TypeAlias = Mapping[str, Sequence[Cell]]
"""The values of a node by property: the local name for a term of ours, else the IRI."""


class Ref(NamedTuple):
    """Something that has a page or at least an IRI, with its English label."""

    iri: str
    label: str


class Value(NamedTuple):
    """One value of a property; `ref` is set when it is not a literal."""

    text: str
    language: str = ""
    datatype: str = ""
    ref: Ref | None = None


class Label(NamedTuple):
    """How a node is called: the label by which it sorts, and the one that people read.

    `persons` are how many people it is at the least.
    """

    key: str
    shown: str
    persons: int = 1


def local(iri: str) -> str:
    """The name of a term, concept or entity without its namespace."""
    for namespace in (AV, AVC, AVD):
        if iri.startswith(namespace):
            return iri.removeprefix(namespace)
    return iri.replace("#", "/").rstrip("/").rpartition("/")[2] or iri


@dataclass(frozen=True, slots=True)
class Node:
    """One node; a property that it does not have has no values."""

    iri: str
    cells: Cells
    labels: Mapping[str, Label]

    def all(self, name: str) -> tuple[Value, ...]:
        """Every value of a property, by label and text."""
        return tuple(self._value(cell) for cell in self._sorted(name))

    def text(self, name: str) -> str:
        """The first value of a property as text, else nothing."""
        if name not in self.cells:
            return ""
        return self._sorted(name)[0]["value"]

    def language(self, name: str) -> str:
        """The language tag of the first value."""
        return next((cell.get("xml:lang", "") for cell in self._sorted(name)), "")

    def shown(self, name: str) -> str:
        """The first value as a reader sees it: the label of a thing, else the text."""
        return next((v.ref.label if v.ref else v.text for v in self.all(name)), "")

    def name(self, name: str) -> str:
        """The local name of the first value that is a thing."""
        return local(self.text(name))

    def refs(self, name: str) -> tuple[Ref, ...]:
        """The values that are things."""
        return tuple(self.ref_to(iri) for iri in self.iris(name))

    def iris(self, name: str) -> tuple[str, ...]:
        """The IRIs of the values that are things."""
        if name not in self.cells:
            return ()
        return tuple(cell["value"] for cell in self._sorted(name) if cell["type"] == "uri")

    def ref(self, name: str) -> Ref | None:
        """The first value that is a thing."""
        return next(iter(self.refs(name)), None)

    def persons(self, name: str) -> int:
        """How many people the values that are things are at the least, 1 where there is none."""
        labels = [self.labels[iri] for iri in self.iris(name) if iri in self.labels]
        return sum(label.persons for label in labels) or 1

    def true(self, name: str) -> bool:
        """Whether the first value is the boolean true."""
        return self.text(name) in _TRUE

    def day(self, name: str) -> str:
        """A date, with the sentinels for *unknown* and *none known* as nothing."""
        text = self.text(name)
        return "" if text in (NO_END, NO_START) else text

    @property
    def types(self) -> tuple[str, ...]:
        """IRIs of all its classes, wider ones included."""
        return self.iris(RDF_TYPE)

    @property
    def kinds(self) -> frozenset[str]:
        """Local names of all its classes, wider ones included."""
        return frozenset(local(iri) for iri in self.types)

    @property
    def label(self) -> str:
        """Its label, else its slug."""
        return self.text("label") or local(self.iri)

    def ref_to(self, iri: str) -> Ref:
        """Something that the node points at."""
        label = self.labels.get(iri)
        return Ref(iri, label.shown if label else local(iri))

    def _value(self, cell: Cell) -> Value:
        text = cell["value"]
        if cell["type"] != "literal":
            return Value(text, ref=self.ref_to(text))
        return Value(text, cell.get("xml:lang", ""), cell.get("datatype", ""))

    def _sorted(self, name: str) -> Sequence[Cell]:
        cells = self.cells.get(name, ())
        return sorted(cells, key=self._key) if len(cells) > 1 else cells

    def _key(self, cell: Cell) -> tuple[str, str]:
        label = self.labels.get(cell["value"]) if cell["type"] == "uri" else None
        return (label.key if label else "", cell["value"])
