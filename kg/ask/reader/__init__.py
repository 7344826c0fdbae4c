"""Reads nodes in batches: what GraphQL and pages stand on."""

from kg.ask.reader.ids import NODE_SPACES, addresses, slug
from kg.ask.reader.node import Label, Node, Ref, Value, local
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
from kg.ask.reader.together import together
from kg.ask.reader.whole import NodeReader, Whole

__all__ = [
    "NODE_SPACES",
    "Answers",
    "Cursor",
    "Label",
    "Labels",
    "Link",
    "Node",
    "NodeReader",
    "Page",
    "Reader",
    "Ref",
    "Rows",
    "Select",
    "Slice",
    "SparqlReader",
    "Value",
    "Want",
    "Whole",
    "addresses",
    "label",
    "local",
    "slug",
    "together",
]
