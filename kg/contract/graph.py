"""Look-ups in the triples of the ontology, forwards, backwards and along lists, in file order."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import pyoxigraph as px

from kg.errors import BadContract
from kg.terms import OWL, RDF, RDF_TYPE, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.rdf.triples import Node, Triple, Value

FIRST: Final = f"{RDF}first"
REST: Final = f"{RDF}rest"
NIL: Final = px.NamedNode(f"{RDF}nil")


class Graph:
    """Triples by subject and predicate, and by predicate and object; a subject may be an IRI."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.triples = tuple(dict.fromkeys(triples))
        self._forward: dict[Value, dict[str, list[Value]]] = {}
        self._backward: dict[tuple[str, Value], list[Node]] = {}
        for subject, predicate, value in self.triples:
            name = predicate.value
            self._forward.setdefault(subject, {}).setdefault(name, []).append(value)
            self._backward.setdefault((name, value), []).append(subject)

    def values(self, subject: Value | str, predicate: str) -> Sequence[Value]:
        """Values of a property; a literal has none."""
        node = px.NamedNode(subject) if isinstance(subject, str) else subject
        about = self._forward.get(node)
        return about.get(predicate, ()) if about else ()

    def value(self, subject: Value | str, predicate: str) -> Value | None:
        """The first value of a property."""
        return next(iter(self.values(subject, predicate)), None)

    def iris(self, subject: Value | str, predicate: str) -> tuple[str, ...]:
        """Values that are IRIs."""
        # Most shapes say little: nearly every look-up of theirs ends here.
        if not (found := self.values(subject, predicate)):
            return ()
        return tuple(value.value for value in found if isinstance(value, px.NamedNode))

    def texts(self, subject: Value | str, predicate: str) -> tuple[str, ...]:
        """Literal values in English, and those without any language."""
        if not (found := self.values(subject, predicate)):
            return ()
        literals = [value for value in found if isinstance(value, px.Literal)]
        return tuple(value.value for value in literals if value.language in (None, "en"))

    def text(self, subject: Value | str, predicate: str) -> str:
        """The first English text, or nothing."""
        return next(iter(self.texts(subject, predicate)), "")

    def number(self, subject: Value | str, predicate: str) -> float | None:
        """The first value as a number; raises BadContract where it is none."""
        text = self.text(subject, predicate)
        try:
            return float(text) if text else None
        except ValueError as error:
            raise BadContract(f"{subject}: “{text}”, its {predicate}, is not a number.") from error

    def statements(self, predicate: str) -> list[tuple[Node, Value]]:
        """Subjects and values of all triples of a property."""
        return self._by_predicate.get(predicate, [])

    @cached_property
    def _by_predicate(self) -> dict[str, list[tuple[Node, Value]]]:
        found: dict[str, list[tuple[Node, Value]]] = {}
        for subject, predicate, value in self.triples:
            found.setdefault(predicate.value, []).append((subject, value))
        return found

    def holds(self, subject: Value | str, predicate: str) -> bool:
        """Whether a property is `true`."""
        return "true" in self.texts(subject, predicate)

    def nodes(self, predicate: str, value: Value | str) -> list[Node]:
        """Subjects, blank ones too, that have this value."""
        node = px.NamedNode(value) if isinstance(value, str) else value
        return self._backward.get((predicate, node), [])

    def subjects(self, predicate: str, value: Value | str) -> tuple[str, ...]:
        """IRIs of the named subjects that have this value."""
        found = self.nodes(predicate, value)
        return tuple(node.value for node in found if isinstance(node, px.NamedNode))

    def items(self, head: Value) -> list[Value]:
        """The members of an RDF list; raises BadContract where it does not end."""
        found: list[Value] = []
        passed: set[Value] = set()
        while head != NIL:
            first, rest = self.value(head, FIRST), self.value(head, REST)
            if first is None or rest is None or head in passed:
                raise BadContract(f"the list at {head} does not end")
            passed.add(head)
            found.append(first)
            head = rest
        return found

    def types(self, subject: Value | str) -> tuple[str, ...]:
        """IRIs of the classes of a thing."""
        return self.iris(subject, RDF_TYPE)

    def labels(self, subject: Value | str) -> dict[str, str]:
        """Names by language: `rdfs:label`, else `skos:prefLabel`."""
        found: dict[str, str] = {}
        for predicate in (f"{RDFS}label", f"{SKOS}prefLabel"):
            for value in self.values(subject, predicate):
                if isinstance(value, px.Literal) and value.language:
                    found.setdefault(value.language, value.value)
        return found

    def label(self, subject: Value | str) -> str:
        """The English name, or nothing."""
        return self.labels(subject).get("en", "")

    def definition(self, subject: Value | str) -> str:
        """The English definition of a term or concept, or nothing."""
        return self.text(subject, f"{SKOS}definition")

    def is_deprecated(self, subject: Value | str) -> bool:
        """Whether `owl:deprecated` is true."""
        return self.holds(subject, f"{OWL}deprecated")


def local(iri: str) -> str:
    """The part of an IRI after its last `#` or `/`."""
    return iri.replace("#", "/").rpartition("/")[2]


def reached(start: str, step: Callable[[str], Iterable[str]]) -> set[str]:
    """A start, and all to which steps lead from it, any number of them."""
    found, waiting = {start}, [start]
    while waiting:
        new = set(step(waiting.pop())) - found
        found |= new
        waiting += new
    return found
