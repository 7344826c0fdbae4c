"""Answers that a web process keeps as bytes, each under all that it depends on."""

from typing import Final, NamedTuple

from cachetools import LRUCache

from api.representation.negotiation import Choice

# What an entry takes beside text and bytes.
OVERHEAD: Final = 1024


class Asked(NamedTuple):
    """What an answer depends on, as far as it is known before the query is read.

    Of a page `text` is its whole address, parts of which it shows.

    `wanted` is what decides the format: the Accept header, and the formats that are named. How
    much time is granted decides only whether there is an answer.
    """

    snapshot: str
    text: str
    wanted: tuple[str, ...]
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class Kept(NamedTuple):
    """A whole answer: its format, its entity tag or "", its bytes, its headers."""

    choice: Choice
    tag: str
    body: bytes
    beside: tuple[tuple[str, str], ...] = ()


class _Entry(NamedTuple):
    kept: Kept
    size: int


class KeptAnswers:
    """The answers that were asked for last, as many as some bytes hold, of all snapshots."""

    def __init__(self, most: int) -> None:
        """`most` are the bytes that they may take, with their questions; 0 keeps none."""
        self._entries: LRUCache[Asked, _Entry] = LRUCache(most, getsizeof=lambda each: each.size)

    def find(self, asked: Asked) -> Kept | None:
        """The answer to a question, if it is kept."""
        entry = self._entries.get(asked)
        return entry.kept if entry else None

    def keep(self, asked: Asked, kept: Kept) -> None:
        """Keeps an answer, and lets go of those that nobody asked for the longest."""
        size = OVERHEAD + len(kept.body) + len(asked.text)
        if size <= self._entries.maxsize:
            self._entries[asked] = _Entry(kept, size)
