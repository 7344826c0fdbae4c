"""Turtle for readers: one block a term in a given order, blank nodes and lists in their place."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph as px

from kg.rdf.spelling import spelled
from kg.terms import NAMESPACES, OWL, RDF, RDF_TYPE, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.rdf.triples import Node, Triple, Value

LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
FIRST: Final = f"{RDF}first"
REST: Final = f"{RDF}rest"
NIL: Final = f"{RDF}nil"
ORDER: Final = (
    RDF_TYPE,
    f"{RDFS}subClassOf",
    f"{RDFS}subPropertyOf",
    f"{RDFS}domain",
    f"{RDFS}range",
    f"{OWL}inverseOf",
    f"{OWL}propertyChainAxiom",
    f"{SKOS}inScheme",
    f"{SKOS}topConceptOf",
    f"{SKOS}broader",
    f"{SKOS}notation",
    f"{RDFS}label",
    f"{SKOS}prefLabel",
    f"{SKOS}altLabel",
    f"{SKOS}definition",
    f"{SKOS}example",
    f"{SKOS}scopeNote",
)
LAST: Final = f"{RDFS}isDefinedBy"


class Section(NamedTuple):
    """A heading and the triples whose subjects stand below it, where no earlier one has them."""

    heading: str
    triples: Iterable[Triple]


def readable(sections: Sequence[Section], preface: str = "") -> str:
    """Turtle text of the triples of all sections, the same for the same triples and order.

    Args:
        sections: what stands under which heading.
        preface: comment lines for the top, without their signs.
    """
    return _Writer(sections).text(preface)


class _Writer:
    """The triples by subject, and what is known of blank nodes."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._about: dict[Node, dict[str, list[Value]]] = {}
        self._heads: list[tuple[str, list[Node]]] = []
        for section in sections:
            self._heads.append((section.heading, []))
            for triple in section.triples:
                self._take(triple)
        values = (v for about in self._about.values() for found in about.values() for v in found)
        self._referred = Counter(v for v in values if isinstance(v, px.BlankNode))
        self._used: set[str] = set()

    def _take(self, triple: Triple) -> None:
        if triple.subject not in self._about:
            self._about[triple.subject] = {}
            self._heads[-1][1].append(triple.subject)
        values = self._about[triple.subject].setdefault(triple.predicate.value, [])
        if triple.object not in values:
            values.append(triple.object)

    def text(self, preface: str) -> str:
        blocks = list(self._blocks())
        comment = "".join(f"# {line}\n" for line in preface.splitlines())
        prefixes = "".join(
            f"@prefix {prefix}: <{NAMESPACES[prefix]}> .\n" for prefix in sorted(self._used)
        )
        spaced = [
            block if block.count("\n") == 1 and following.count("\n") == 1 else f"{block}\n"
            for block, following in pairwise([*blocks, ""])
        ]
        return f"{comment}\n{prefixes}\n{''.join(spaced)}".strip() + "\n"

    def _blocks(self) -> Iterator[str]:
        for heading, subjects in self._heads:
            shown = [node for node in subjects if not self._is_inside(node)]
            if shown and heading:
                yield f"# {heading}\n\n"
            yield from (self._block(subject) for subject in shown)

    def _is_inside(self, node: Node | Value) -> bool:
        return isinstance(node, px.BlankNode) and self._referred[node] == 1

    def _block(self, subject: Node) -> str:
        if isinstance(subject, px.NamedNode):
            name = self._spelled(subject)
        else:
            name = f"_:{subject.value}" if self._referred[subject] else "[]"
        return f"{name} {self._predicates(subject, 1)} .\n"

    def _predicates(self, subject: Node, depth: int) -> str:
        about = self._about.get(subject, {})
        lines = []
        for predicate in sorted(about, key=_place):
            verb = "a" if predicate == RDF_TYPE else self._spelled(px.NamedNode(predicate))
            values = [self._value(value, depth) for value in about[predicate]]
            lines.append(f"{verb} {' , '.join(values)}")
        return f" ;\n{'  ' * depth}".join(lines)

    def _value(self, value: Value, depth: int) -> str:
        if not isinstance(value, px.BlankNode):
            return self._spelled(value)
        if not self._is_inside(value):
            return f"_:{value.value}"
        if (items := self._items(value)) is not None:
            return f"( {' '.join(self._value(item, depth + 1) for item in items)} )"
        inner = self._predicates(value, depth + 1)
        return f"[ {inner} ]" if inner else "[]"

    def _items(self, head: Node) -> list[Value] | None:
        """The members of a well-formed list that nothing else points into."""
        items: list[Value] = []
        node: Value = head
        while isinstance(node, px.BlankNode):
            about = self._about.get(node, {})
            if about.keys() != {FIRST, REST} or not self._is_inside(node):
                return None
            items += about[FIRST]
            (node,) = about[REST]
        return items if node == px.NamedNode(NIL) else None

    def _spelled(self, term: px.NamedNode | px.Literal) -> str:
        """The Turtle text of a term; its prefix is noted as used."""
        if isinstance(term, px.NamedNode):
            return self._iri(term.value)
        text = spelled(term)
        if term.language or not text.startswith('"') or text.endswith('"'):
            return text
        return f"{text.rpartition('^^')[0]}^^{self._iri(term.datatype.value)}"

    def _iri(self, iri: str) -> str:
        for prefix, namespace in NAMESPACES.items():
            if iri.startswith(namespace) and LOCAL.fullmatch(iri, len(namespace)):
                self._used.add(prefix)
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"


def _place(predicate: str) -> tuple[int, str]:
    if predicate in ORDER:
        return ORDER.index(predicate), ""
    return len(ORDER) + (predicate == LAST), predicate
