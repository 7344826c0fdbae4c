"""What a plan takes from a record index: found once, and kept for as long as the plan is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from api.graphql.columns import Values
from api.graphql.shapes import Shape
from kg.ask.reader import ALWAYS, Links
from kg.index.reach import Reach

if TYPE_CHECKING:
    from api.graphql.plan import Linked, Paged
    from kg.index import IndexReader


class Bound:
    """The shapes of a plan's objects, the columns of its values, and where its links lead."""

    def __init__(self, reader: IndexReader) -> None:
        self.reader, self.records = reader, reader.records
        self.values = Values(reader)
        self.shape = cache(Shape)
        self._kept = cache(self._reach)

    def reach(self, asked: Linked | Paged) -> Reach:
        """Where the links of a list lead; a filter takes a byte a node, and is not kept."""
        links = asked.links
        is_kept = isinstance(links, Links) and links.where == ALWAYS and not links.field.only
        return self._kept(asked) if is_kept else self._reach(asked)

    def _reach(self, asked: Linked | Paged) -> Reach:
        if not isinstance(asked.links, Links):
            raise TypeError(f"{asked.key} is no list")
        return Reach(self.records, asked.links)
