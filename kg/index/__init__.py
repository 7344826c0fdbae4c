"""The record index of a snapshot: what GraphQL is answered from without asking the engine."""

from kg.index.build import record_index
from kg.index.reader import IndexReader
from kg.index.records import Records, open_records

__all__ = ["IndexReader", "Records", "open_records", "record_index"]
