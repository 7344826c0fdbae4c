"""The ontology as a product: merged and serialised for machines, read as a model for its pages."""

from kg.contract.reference.model import (
    Change,
    Concept,
    Correspondence,
    Expectation,
    File,
    Module,
    Reference,
    Scheme,
    ShapeSummary,
    Term,
)
from kg.contract.reference.publication import Publication, merged, publications
from kg.contract.reference.read import reference

__all__ = [
    "Change",
    "Concept",
    "Correspondence",
    "Expectation",
    "File",
    "Module",
    "Publication",
    "Reference",
    "Scheme",
    "ShapeSummary",
    "Term",
    "merged",
    "publications",
    "reference",
]
