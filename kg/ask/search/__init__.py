"""Text search over a snapshot: an index is written with the build, and opened by whoever asks.

`text_index` makes the file's bytes from things and their texts, `content_digest` is the same
whichever SQLite wrote them; `TextIndex` finds in them, `TermSearch` in the ontology.
"""

from kg.ask.search.index import MOST_WORDS, Hit, Hits, TextIndex
from kg.ask.search.terms import FoundTerm, TermSearch
from kg.ask.search.written import Reason, Thing, Told, content_digest, text_index

__all__ = [
    "MOST_WORDS",
    "FoundTerm",
    "Hit",
    "Hits",
    "Reason",
    "TermSearch",
    "TextIndex",
    "Thing",
    "Told",
    "content_digest",
    "text_index",
]
