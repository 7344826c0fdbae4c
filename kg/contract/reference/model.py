"""The ontology as plain values for documentation: terms, what data must look like, schemes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.contract.ontology import Rule


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the shapes of one class expect of one property.

    `least` and `most` are the counts, `most` 0 for no limit; `values` names classes, datatypes or
    schemes by IRI. `field` is the place in GraphQL, as `Position.stance`, and `answer` its type.
    """

    of: str
    path: str
    inverse: bool
    least: int
    most: int
    values: tuple[str, ...]
    derived: bool
    field: str
    answer: str


@dataclass(frozen=True, slots=True)
class Correspondence:
    """One row of the table of alignments: how a term relates to one of another vocabulary."""

    relation: str
    object: str
    object_short: str
    object_label: str
    justification: str
    comment: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one version did to a term: `added` it, or changed its `wording` or its `logic`."""

    version: str
    what: str


@dataclass(frozen=True, slots=True)
class Term:
    """A class or a property; other terms are named by their IRI.

    A class has the expectations of its own shapes, a property those that speak of it anywhere.
    """

    iri: str
    name: str
    kind: str
    module: str
    labels: Mapping[str, str]
    definition: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    notes: tuple[str, ...]
    status: str
    wider: tuple[str, ...]
    narrower: tuple[str, ...]
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    inverses: tuple[str, ...]
    disjoint: tuple[str, ...]
    characteristics: tuple[str, ...]
    deprecated: bool
    successors: tuple[str, ...]
    changes: tuple[str, ...]
    expectations: tuple[Expectation, ...] = ()
    correspondences: tuple[Correspondence, ...] = ()
    history: tuple[Change, ...] = ()

    @property
    def is_class(self) -> bool:
        """Whether the term is a class, else it is a property."""
        return self.kind == "class"


@dataclass(frozen=True, slots=True)
class Concept:
    """A member of a scheme, with the narrower ones below it."""

    iri: str
    name: str
    labels: Mapping[str, str]
    definition: str
    notes: tuple[str, ...]
    notation: str
    effect: str
    examples: tuple[str, ...]
    deprecated: bool
    successors: tuple[str, ...]
    narrower: tuple[Concept, ...] = ()
    history: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme as a tree; closed schemes are not meant to grow."""

    iri: str
    name: str
    labels: Mapping[str, str]
    definition: str
    closed: bool
    concepts: tuple[Concept, ...]
    size: int


@dataclass(frozen=True, slots=True)
class ShapeSummary:
    """How much one node shape asks for, and of what."""

    iri: str
    name: str
    file: str
    of: str
    properties: int
    required: int
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Module:
    """One module with its terms in the order of its file."""

    name: str
    iri: str
    title: str
    description: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class File:
    """One file of the ontology: what it holds, its stem, its IRI and what it says of itself."""

    kind: str
    name: str
    iri: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Everything that the documentation shows.

    `about` holds the header's texts by property IRI, `tables` the file names of alignment tables.
    """

    about: Mapping[str, tuple[str, ...]]
    version: str
    modules: tuple[Module, ...]
    schemes: tuple[Scheme, ...]
    shapes: tuple[ShapeSummary, ...]
    files: tuple[File, ...]
    tables: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    terms: Mapping[str, Term] = field(init=False)

    def __post_init__(self) -> None:
        terms = {term.iri: term for module in self.modules for term in module.terms}
        object.__setattr__(self, "terms", terms)
