"""The text index as it is written: a SQLite database (FTS5) of things and their texts.

thing   IRI, class, label; whether it is a record; numbered from what is linked to most
told    each name, title and text of a thing, as written and folded
words   the same by word, a column a reason: an FTS5 table without a content of its own
stems   each text by the stems of its words as English has them: an FTS5 table over `told`
"""

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from enum import IntEnum
from typing import Final, NamedTuple

from kg.ask.search.folding import folded

_SCHEMA: Final = """
PRAGMA page_size = 4096;
CREATE TABLE thing (
  id INTEGER PRIMARY KEY, iri TEXT, class TEXT, label TEXT, is_record INTEGER
);
CREATE TABLE told (
  number INTEGER PRIMARY KEY, thing INTEGER, reason INTEGER, text TEXT, folded TEXT
);
CREATE VIRTUAL TABLE words USING fts5 (
  name, other, title, text, "foreign", content = '', prefix = '2 3',
  tokenize = 'unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE stems USING fts5 (
  folded, content = 'told', content_rowid = 'number',
  tokenize = 'porter unicode61 remove_diacritics 0'
);
"""
_INDICES: Final = """
CREATE INDEX thing_of ON thing (iri);
CREATE INDEX told_of ON told (thing);
CREATE INDEX named ON told (folded, thing) WHERE reason IN (0, 1, 4);
INSERT INTO words (words) VALUES ('optimize');
INSERT INTO stems (stems) VALUES ('rebuild');
INSERT INTO stems (stems) VALUES ('optimize');
"""
# All that the index says, in an order that no layout changes. FTS5's own tables are made of it.
_CONTENT: Final = (
    "SELECT name, sql FROM sqlite_master "
    "WHERE name NOT GLOB 'words_*' AND name NOT GLOB 'stems_*' ORDER BY name",
    "SELECT id, iri, class, label, is_record FROM thing ORDER BY id",
    "SELECT thing, reason, text, folded FROM told ORDER BY thing, reason, text",
)
# Where the format notes which SQLite wrote last (File Format for SQLite 3, section 1.3.18).
_WRITER: Final = slice(96, 100)


class Reason(IntEnum):
    """For what a thing is found; the numbers of those that came first stay."""

    NAME = 0
    OTHER_NAME = 1
    TITLE = 2
    TEXT = 3
    FOREIGN_NAME = 4

    @property
    def words(self) -> str:
        """The reason in words."""
        return self.name.lower().replace("_", " ")


class Told(NamedTuple):
    """One text by which a thing is found."""

    reason: Reason
    text: str


class Thing(NamedTuple):
    """What can be found: its IRI, the name of its class, its label, its texts, and how often
    others have it as a value."""

    iri: str
    class_name: str
    label: str
    is_record: bool
    told: tuple[Told, ...]
    links: int = 0


def text_index(things: Iterable[Thing]) -> bytes:
    """The index of things, as the bytes of its file: the same things give the same bytes."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_SCHEMA)
        for number, thing in enumerate(sorted(things, key=lambda each: (-each.links, each))):
            _add(database, number, thing)
        database.commit()
        database.executescript(_INDICES)
        content = bytearray(database.serialize())
    content[_WRITER] = bytes(4)
    return bytes(content)


def content_digest(index: bytes) -> str:
    """The SHA-256 of what an index says, which is the same whichever SQLite has laid it out."""
    whole = hashlib.sha256()
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(index)
        for query in _CONTENT:
            for row in database.execute(query):
                whole.update(f"{row!r}\n".encode())
    return whole.hexdigest()


def _add(database: sqlite3.Connection, number: int, thing: Thing) -> None:
    row = (number, thing.iri, thing.class_name, thing.label, thing.is_record)
    database.execute("INSERT INTO thing VALUES (?, ?, ?, ?, ?)", row)
    told = [(number, each.reason, each.text, folded(each.text)) for each in sorted(set(thing.told))]
    database.executemany("INSERT INTO told VALUES (NULL, ?, ?, ?, ?)", told)
    columns = ("\n".join(text for _, of, _, text in told if of is reason) for reason in Reason)
    database.execute(
        'INSERT INTO words (rowid, name, other, title, text, "foreign") VALUES (?, ?, ?, ?, ?, ?)',
        (number, *columns),
    )
