"""The record index of a snapshot, from which GraphQL and pages are read."""

from kg.index.build import record_index
from kg.index.nodes import IndexNodeReader
from kg.index.reader import IndexReader
from kg.index.records import Records, open_records

__all__ = ["IndexNodeReader", "IndexReader", "Records", "open_records", "record_index"]
