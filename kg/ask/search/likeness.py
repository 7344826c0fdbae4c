"""Words that the index does not have, and the likest that it has."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from kg.ask.search.folding import LAST, words

if TYPE_CHECKING:
    import sqlite3

# How like a word must be, from 0 to 1, and by how many letters it may be longer or shorter.
LIKENESS: Final = 0.75
LETTERS: Final = 2
# Every word of the index (SQLite, FTS5, section 3.4: the fts5vocab virtual table module).
_VOCABULARY: Final = "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, words, row)"
_HELD: Final = "SELECT 1 FROM vocabulary WHERE term = ?"
_NEAR: Final = """
SELECT term FROM vocabulary
WHERE term >= :first AND term < :end AND ABS(LENGTH(term) - :length) <= :letters
ORDER BY doc DESC
"""


def respelled(database: sqlite3.Connection, text: str) -> str:
    """The folded words of a text, in place of each that stands nowhere the likest that does.

    A mistake is looked for behind the first letter, where it mostly is; "" where nothing is like.
    """
    database.execute(_VOCABULARY)
    respelled = [_respelled(database, word) for word in words(text)]
    return " ".join(respelled) if all(respelled) else ""


def _respelled(database: sqlite3.Connection, word: str) -> str:
    if database.execute(_HELD, (word,)).fetchone():
        return word
    asked = {
        "first": word[0],
        "end": f"{word[0]}{LAST}",
        "length": len(word),
        "letters": LETTERS,
    }
    near = [term for (term,) in database.execute(_NEAR, asked)]
    return next(iter(get_close_matches(word, near, 1, LIKENESS)), "")
