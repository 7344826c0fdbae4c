"""Reads whole nodes from the graph, many with one query, and keeps them for a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.ask.describe.model import Dates, Ref, Value
from kg.rdf.sparql import iris
from kg.terms import AV, AVC, AVD, PROLOGUE, RDF_TYPE

if TYPE_CHECKING:
    from kg.ask.reader import Select

NO_END: Final = "9999-12-31"
NO_START: Final = "0001-01-01"


def local(iri: str) -> str:
    """The name of a term, concept or entity without its namespace."""
    for namespace in (AV, AVC, AVD):
        if iri.startswith(namespace):
            return iri.removeprefix(namespace)
    return iri.replace("#", "/").rstrip("/").rpartition("/")[2] or iri


@dataclass(frozen=True)
class Node:
    """One thing with its values by property: local names for terms of ours, else the IRI."""

    iri: str
    values: Mapping[str, tuple[Value, ...]]

    def all(self, name: str) -> tuple[Value, ...]:
        """Every value of a property, in a stable order."""
        return self.values.get(name, ())

    def text(self, name: str) -> str:
        """The first value of a property as text, else nothing."""
        return next((value.text for value in self.all(name)), "")

    def language(self, name: str) -> str:
        """The language tag of the first value."""
        return next((value.language for value in self.all(name)), "")

    def shown(self, name: str) -> str:
        """The first value as a reader sees it: the label of a thing, else the text."""
        return next((v.ref.label if v.ref else v.text for v in self.all(name)), "")

    def name(self, name: str) -> str:
        """The local name of the first value that is a thing."""
        return next((local(value.text) for value in self.all(name)), "")

    def refs(self, name: str) -> tuple[Ref, ...]:
        """The values that are things."""
        return tuple(value.ref for value in self.all(name) if value.ref)

    def ref(self, name: str) -> Ref | None:
        """The first value that is a thing."""
        return next(iter(self.refs(name)), None)

    def true(self, name: str) -> bool:
        """Whether the first value is the boolean true."""
        return self.text(name) in ("true", "1")

    def day(self, name: str) -> str:
        """A date, with the sentinels for *unknown* and *none known* as nothing."""
        text = self.text(name)
        return "" if text in (NO_END, NO_START) else text

    @property
    def kinds(self) -> frozenset[str]:
        """Local names of all its classes, wider ones included."""
        return frozenset(local(value.text) for value in self.all(RDF_TYPE))

    @property
    def label(self) -> str:
        """Its label, else its slug."""
        return self.text("label") or local(self.iri)

    @property
    def here(self) -> Ref:
        """The node as something to point at."""
        return Ref(self.iri, self.label)

    @property
    def dates(self) -> Dates:
        """Its dates, without sentinels."""
        return Dates(
            edtf=self.text("edtf"),
            wording=self.text("dateWording"),
            possible_from=self.day("possibleFrom"),
            definite_from=self.day("definiteFrom"),
            definite_until=self.day("definiteUntil"),
            possible_until=self.day("possibleUntil"),
            ongoing_as_of=self.day("ongoingAsOf"),
            last_confirmed=self.day("lastConfirmed"),
        )


class Shelf:
    """The nodes that a page has read so far; each `fetch` is one query at most."""

    def __init__(self, select: Select) -> None:
        self._select = select
        self._nodes: dict[str, Node] = {}

    def __getitem__(self, iri: str) -> Node:
        return self._nodes.get(iri) or Node(iri, {})

    async def fetch(self, wanted: Iterable[str]) -> None:
        """Reads the nodes that are not here yet, with the labels of what they point at."""
        missing = [iri for iri in dict.fromkeys(wanted) if iri not in self._nodes]
        if not missing:
            return
        gathered: dict[str, dict[str, dict[Value, None]]] = defaultdict(lambda: defaultdict(dict))
        rows = await self._select(f"""{PROLOGUE}SELECT ?s ?p ?o ?label ?concept ?term ?stand {{
  VALUES ?s {{ {iris(missing)} }} ?s ?p ?o .
  OPTIONAL {{ ?o av:label ?label }}
  OPTIONAL {{ ?o skos:prefLabel ?concept . ?o skos:inScheme ?scheme FILTER(LANG(?concept) = "en") }}
  OPTIONAL {{ ?o rdfs:label ?term FILTER(LANG(?term) = "en") }}
  OPTIONAL {{ ?o av:holder/av:label ?who ; av:stance/av:label ?how
    BIND(CONCAT(?who, " ", ?how) AS ?stand) }} }} ORDER BY ?s ?p ?label ?o""")
        for row in rows:
            name = row["p"]["value"].removeprefix(AV)
            gathered[row["s"]["value"]][name][_value(row)] = None
        for iri in missing:
            values = {name: tuple(found) for name, found in gathered[iri].items()}
            self._nodes[iri] = Node(iri, values)


_SHOWN: Final = ("stand", "concept", "label", "term")


def _value(row: Mapping[str, Mapping[str, str]]) -> Value:
    cell = row["o"]
    text = cell["value"]
    if cell["type"] == "literal":
        return Value(text, cell.get("xml:lang", ""), cell.get("datatype", ""))
    label = next((row[name]["value"] for name in _SHOWN if name in row), "")
    return Value(text, ref=Ref(text, label or local(text)))
