"""A question put together without a query language: what is looked for, step by step."""

from kg.ask.criteria.address import ALL, COUNT, DEEPEST, FIND, pairs_of, read, wanted, without
from kg.ask.criteria.model import (
    COMPARED,
    LINKING,
    NAMED,
    SEVERAL,
    STATUS,
    Comparator,
    Count,
    Criteria,
    Criterion,
)
from kg.ask.criteria.offers import (
    comparators_of,
    countable,
    fields_of,
    is_always,
    is_concept,
    kinds_of,
    telling,
)
from kg.ask.criteria.sparql import standing, written

__all__ = [
    "ALL",
    "COMPARED",
    "COUNT",
    "DEEPEST",
    "FIND",
    "LINKING",
    "NAMED",
    "SEVERAL",
    "STATUS",
    "Comparator",
    "Count",
    "Criteria",
    "Criterion",
    "comparators_of",
    "countable",
    "fields_of",
    "is_always",
    "is_concept",
    "kinds_of",
    "pairs_of",
    "read",
    "standing",
    "telling",
    "wanted",
    "without",
    "written",
]
