"""The record index of a snapshot, from which GraphQL and pages are read."""

from kg.index.build import record_index
from kg.index.pages import IndexPageReader
from kg.index.reader import IndexReader
from kg.index.records import Records, open_records

__all__ = ["IndexPageReader", "IndexReader", "Records", "open_records", "record_index"]
