"""Terms of the ontology as they are found by words: classes, properties, concepts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from kg.ask.search.folding import folded, words
from kg.ask.search.index import LEAST_BEGINNING
from kg.contract.reference import reference
from kg.terms import short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.contract import Contract
    from kg.contract.ontology import Ontology
    from kg.contract.reference import Concept


class FoundTerm(NamedTuple):
    """A term as a hit; `kind` says what it is: ``class``, ``property``, ``concept: stances``."""

    iri: str
    label: str
    kind: str
    definition: str


@dataclass(frozen=True)
class TermSearch:
    """Finds in the ontology of a snapshot, which is read when it is first asked."""

    source: Ontology
    contract: Contract

    def find(self, text: str) -> tuple[FoundTerm, ...]:
        """Terms of which name, label and definition hold all words, the last one as a beginning.

        Those of that very name come first, then those that have all words in the name.
        """
        wanted = words(text)
        if not wanted:
            return ()
        whole = " ".join(wanted)
        ranked = (
            ((folded(term.label) != whole, not _holds(names, wanted), term.label, term.iri), term)
            for term, names, told in self._terms
            if _holds(names | told, wanted)
        )
        return tuple(term for _, term in sorted(ranked))

    @cached_property
    def _terms(self) -> tuple[tuple[FoundTerm, frozenset[str], frozenset[str]], ...]:
        """Each term with the words of its names and those of its definition."""
        return tuple(
            (
                term,
                frozenset(words(f"{short(term.iri)} {term.label}")),
                frozenset(words(term.definition)),
            )
            for term in self._every()
        )

    def _every(self) -> Iterator[FoundTerm]:
        manual = reference(self.source, self.contract)
        for term in manual.terms.values():
            if not term.deprecated:
                kind = "class" if term.is_class else "property"
                label = term.labels.get("en", term.name)
                yield FoundTerm(term.iri, label, kind, term.definition)
        for scheme in manual.schemes:
            kind = f"concept: {scheme.labels.get('en', scheme.name)}"
            for concept in _tree(scheme.concepts):
                label = concept.labels.get("en", concept.name)
                yield FoundTerm(concept.iri, label, kind, concept.definition)


def _tree(concepts: Iterable[Concept]) -> Iterator[Concept]:
    for concept in concepts:
        if not concept.deprecated:
            yield concept
        yield from _tree(concept.narrower)


def _holds(held: frozenset[str], wanted: list[str]) -> bool:
    *before, last = wanted
    is_begun = len(last) >= LEAST_BEGINNING and any(word.startswith(last) for word in held)
    return held.issuperset(before) and (last in held or is_begun)
