"""Turtle as people read it: a block for each subject, blank nodes and lists where they occur.

Subjects, predicates and values stand in the order in which they first come: the caller's. The same
triples in the same order are always the same text.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

import pyoxigraph as px

from kg.rdf.spelling import spelled, spelled_predicate
from kg.rdf.tokens import tokens
from kg.terms import NAMESPACES, RDF

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from kg.rdf.triples import Node, Triple, Value

WIDTH: Final = 100
INDENT: Final = "    "
# A blank node or a list that is no longer stands on one line.
SHORT: Final = 70
# A prefix, or a word of a string, which only tokens can tell from one.
_BEFORE_COLON: Final = re.compile(r"\b[a-z]+(?=:)")
FIRST: Final = px.NamedNode(f"{RDF}first")
REST: Final = px.NamedNode(f"{RDF}rest")
NIL: Final = px.NamedNode(f"{RDF}nil")


class Section(NamedTuple):
    """A heading, "" for none, and the triples below it.

    What is said of one subject stands together, in the first section that has it.
    """

    heading: str
    triples: Iterable[Triple]


def serialize(
    sections: Iterable[Section], declared: Collection[str] = (), preface: str = ""
) -> str:
    """The Turtle text of the triples of all sections, each triple once.

    Args:
        sections: what stands under which heading.
        declared: prefixes that are declared first, used or not; others follow where they are used.
        preface: lines of a comment for the top, without their signs.
    """
    comment = "".join(f"# {line}\n" for line in preface.splitlines())
    body = "\n".join(_Writer(sections).blocks())
    return "\n".join(part for part in (comment, _prefixes(body, declared), body) if part)


def _prefixes(body: str, declared: Collection[str]) -> str:
    """The declarations of prefixes that the text of all blocks needs."""
    others = {*NAMESPACES}.difference(declared).intersection(_BEFORE_COLON.findall(body))
    names = (token.text for token in tokens(body) if token.kind == "name") if others else ()
    used = others.intersection(name.partition(":")[0] for name in names)
    needed = [*declared, *(name for name in NAMESPACES if name in used)]
    return "".join(f"@prefix {name}: <{NAMESPACES[name]}> .\n" for name in needed)


class _Writer:
    """The triples by subject and predicate, and what is known of blank nodes."""

    def __init__(self, sections: Iterable[Section]) -> None:
        self._about: dict[Node, dict[px.NamedNode, dict[Value, None]]] = {}
        self._sections: dict[str, list[Node]] = {}
        for heading, triples in sections:
            for triple in triples:
                self._take(heading, triple)
        values = (value for subject in self._about for value in self._values(subject))
        self._referred: Counter[Value] = Counter(v for v in values if isinstance(v, px.BlankNode))
        self._nested = frozenset(self._inside_others())
        labelled = (node for node in self._referred if node not in self._nested)
        self._labels = {node: f"_:b{number}" for number, node in enumerate(labelled, 1)}

    def _take(self, heading: str, triple: Triple) -> None:
        if triple.subject not in self._about:
            self._about[triple.subject] = {}
            self._sections.setdefault(heading, []).append(triple.subject)
        self._about[triple.subject].setdefault(triple.predicate, {})[triple.object] = None

    def _values(self, subject: Node) -> Iterator[Value]:
        for values in self._about.get(subject, {}).values():
            yield from values

    def _inside_others(self) -> Iterator[Node]:
        """Blank nodes that one triple refers to, as far as a walk from a block's subject comes.

        It comes to none that refer to each other in a ring.
        """
        waiting = [subject for subject in self._about if self._referred[subject] != 1]
        while waiting:
            for value in self._values(waiting.pop()):
                if isinstance(value, px.BlankNode) and self._referred[value] == 1:
                    yield value
                    waiting.append(value)

    def blocks(self) -> Iterator[str]:
        """The blocks of all subjects that stand in no other, each after its heading."""
        for heading, subjects in self._sections.items():
            shown = [subject for subject in subjects if subject not in self._nested]
            if shown and heading:
                yield f"# {heading}\n"
            yield from map(self._block, shown)

    def _block(self, subject: Node) -> str:
        name = self._name(subject)
        lines = [_deeper(line) for line in self._lines(subject)]
        head = f"{name} {lines[0]}"
        if "\n" in lines[0] or len(head) + len(" ;") > WIDTH:
            head = f"{name}\n{INDENT}{lines[0]}"
        return f" ;\n{INDENT}".join([head, *lines[1:]]) + " .\n"

    def _lines(self, subject: Node) -> list[str]:
        about = self._about.get(subject, {})
        return [self._line(predicate, list(values)) for predicate, values in about.items()]

    def _line(self, predicate: px.NamedNode, values: Sequence[Value]) -> str:
        name = spelled_predicate(predicate)
        texts = [self._value(value) for value in values]
        line = f"{name} {', '.join(texts)}"
        fits = "\n" not in line and len(INDENT) + len(line) + len(" ;") <= WIDTH
        if len(texts) == 1 or fits:
            return line
        return f"{name}\n{INDENT}" + f",\n{INDENT}".join(map(_deeper, texts))

    def _name(self, term: Value) -> str:
        """How a term is written that stands in no other."""
        return self._labels.get(term, "[]") if isinstance(term, px.BlankNode) else spelled(term)

    def _value(self, value: Value) -> str:
        if not isinstance(value, px.BlankNode) or value not in self._nested:
            return self._name(value)
        members = self._members(value)
        if members is None:
            return _bracketed("[", self._lines(value), " ;", "]")
        return _bracketed("(", [self._value(member) for member in members], "", ")")

    def _members(self, head: Value) -> list[Value] | None:
        """The members of a well-formed list that nothing else points into, else None."""
        members: list[Value] = []
        node: Value = head
        while isinstance(node, px.BlankNode):
            about = self._about.get(node, {})
            if node not in self._nested or about.keys() != {FIRST, REST}:
                return None
            match [*about[FIRST]], [*about[REST]]:
                case [first], [rest]:
                    members.append(first)
                    node = rest
                case _:
                    return None
        return members if node == NIL else None


def _bracketed(opening: str, parts: Sequence[str], separator: str, closing: str) -> str:
    flat = " ".join([opening, f"{separator} ".join(parts), closing]) if parts else opening + closing
    if "\n" not in flat and len(flat) <= SHORT:
        return flat
    return _deeper("\n".join([opening, f"{separator}\n".join(parts)])) + f"\n{closing}"


def _deeper(text: str) -> str:
    """A text of several lines, all but the first moved to the right."""
    return text.replace("\n", f"\n{INDENT}")
