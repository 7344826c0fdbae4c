"""Reads nodes in batches: what GraphQL and pages stand on."""

from kg.ask.reader.nodes import NODE_SPACES, addresses, slug
from kg.ask.reader.protocol import (
    Answers,
    Cursor,
    Labels,
    Link,
    Page,
    Reader,
    Rows,
    Select,
    Slice,
    Want,
)
from kg.ask.reader.scalars import label
from kg.ask.reader.sparql import SparqlReader

__all__ = [
    "NODE_SPACES",
    "Answers",
    "Cursor",
    "Labels",
    "Link",
    "Page",
    "Reader",
    "Rows",
    "Select",
    "Slice",
    "SparqlReader",
    "Want",
    "addresses",
    "label",
    "slug",
]
