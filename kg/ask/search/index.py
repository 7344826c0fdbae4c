"""The text index as it is asked: words in, things out, the best first."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.ask.search.folding import LAST, folded, words
from kg.ask.search.likeness import respelled
from kg.ask.search.snippet import Wanted, snippet
from kg.ask.search.written import Reason, Told
from kg.errors import BadArgument, Refused
from kg.terms import AVD

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

MOST_WORDS: Final = 16
# A beginning of one letter would find nearly everything.
LEAST_BEGINNING: Final = 2
NAMES: Final = frozenset({Reason.NAME, Reason.OTHER_NAME, Reason.FOREIGN_NAME})
# Among how many ids before and after one those are looked for that are spelled like it.
MOST_BESIDE: Final = 250
LIKENESS: Final = 0.7
_FOUND: Final = """
SELECT thing.id, class, is_record, thing.id IN (
  SELECT thing FROM told WHERE reason IN (0, 1, 4) AND folded IN (:whole, :joined)) AS is_called
FROM words JOIN thing ON thing.id = words.rowid
WHERE words MATCH :asked
ORDER BY
  is_record,
  is_called DESC,
  CASE WHEN is_called THEN thing.id END,
  thing.id IN (SELECT thing FROM told WHERE reason < 2 AND folded > :whole AND folded < :end) DESC,
  CASE WHEN thing.id IN (SELECT rowid FROM words WHERE words MATCH :named) THEN LENGTH(label) END
    NULLS LAST,
  bm25(words), label, iri
"""
# What holds the words in another form of theirs, all of them in one text.
_INFLECTED: Final = """
SELECT thing.id, class, is_record
FROM stems JOIN told ON told.number = stems.rowid JOIN thing ON thing.id = told.thing
WHERE stems MATCH :stems
  AND thing.id NOT IN (SELECT rowid FROM words WHERE words MATCH :asked)
GROUP BY thing.id ORDER BY MIN(reason), MIN(stems.rank), label, iri
"""
_FORMS: Final = """
SELECT thing, highlight(stems, 0, char(2), char(3))
FROM stems JOIN told ON told.number = stems.rowid
WHERE stems MATCH ? AND thing IN (SELECT value FROM json_each(?))
ORDER BY thing, reason DESC, LENGTH(text) DESC, text DESC
"""
_FORM: Final = re.compile("\x02(.*?)\x03")
_HAS_STEMS: Final = "SELECT 1 FROM sqlite_master WHERE name = 'stems'"
_CALLED: Final = """
SELECT DISTINCT id FROM told JOIN thing ON id = thing
WHERE reason IN (0, 1, 4) AND folded = ? AND class IN (SELECT value FROM json_each(?))
ORDER BY label, iri
"""
_NAMES: Final = """
SELECT folded, iri FROM told JOIN thing ON id = thing
WHERE reason < 2 AND class IN (SELECT value FROM json_each(?)) ORDER BY folded, iri
"""
_THINGS: Final = """
SELECT id, iri, class, label FROM thing WHERE id IN (SELECT value FROM json_each(?))
"""
_TOLD: Final = """
SELECT thing, reason, text FROM told JOIN thing ON id = thing
WHERE thing IN (SELECT value FROM json_each(?))
ORDER BY thing, reason, text <> label, LENGTH(text), text
"""

_BESIDE: Final = """
SELECT iri FROM (
  SELECT iri FROM thing WHERE iri < :iri AND iri >= :kind
    AND (:classes = '[]' OR class IN (SELECT value FROM json_each(:classes)))
  ORDER BY iri DESC LIMIT :most
) UNION ALL SELECT iri FROM (
  SELECT iri FROM thing WHERE iri > :iri AND iri < :end
    AND (:classes = '[]' OR class IN (SELECT value FROM json_each(:classes)))
  ORDER BY iri LIMIT :most
)
"""


class Hit(NamedTuple):
    """A thing that was found: by a name of it, a title or a text; `snippet` is from that."""

    iri: str
    class_name: str
    label: str
    reason: Reason
    snippet: str


class Found(NamedTuple):
    """A thing by its number in the index; whether it has the words in other forms alone."""

    number: int
    class_name: str
    is_record: bool
    is_inflected: bool


class Hits(NamedTuple):
    """The first of what was found, how many there are in all, and how many of each class, also of
    those that were not asked for."""

    hits: tuple[Hit, ...]
    total: int
    by_class: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class TextIndex:
    """Finds in the index of a snapshot; it is opened for each question, and never changes."""

    path: Path

    def find(
        self, text: str, first: int = 20, skip: int = 0, classes: Collection[str] = ()
    ) -> Hits:
        """Things whose names, titles and texts hold all words: entities before records, those of
        that very name first, of these what is linked to most; then those of which a text holds
        all words in another form, as English has them: `paused` for `pause`.

        The last word may also be the beginning of one, from two letters on. What is written
        together, as in `Shin-Bet`, must stand together, or be one word.

        Args:
            text: the words, in any case, with or without diacritics.
            first: how many hits are wanted.
            skip: how many are left out before them.
            classes: names of classes, as of the contract; only their members are found.

        Raises:
            BadArgument: there is no word in the text, or more than `MOST_WORDS`.
            Refused: the snapshot has no text index.
        """
        wanted = wanted_in(text)
        with closing(self._open()) as database:
            every = _found(database, wanted)
            found = _of(classes, every)
            shown = found[skip : skip + first]
            forms = _forms(database, [each.number for each in shown if each.is_inflected], wanted)
            hits = _hits(database, [each.number for each in shown], wanted, forms)
            return Hits(hits, len(found), Counter(each.class_name for each in every))

    def respelled(self, text: str) -> str:
        """Words like those of a text that find something where those find nothing, else ""."""
        with closing(self._open()) as database:
            likest = respelled(database, text)
            return likest if likest and _found(database, wanted_in(likest)) else ""

    def each_word(self, text: str, classes: Collection[str] = ()) -> dict[str, int]:
        """How many things of some classes each word of a text finds by itself."""
        with closing(self._open()) as database:
            found = {word: _found(database, wanted_in(word)) for word in words(text)}
            return {word: len(_of(classes, things)) for word, things in found.items()}

    def named(self, name: str, classes: Collection[str] = (), most: int = 5) -> tuple[Hit, ...]:
        """Entities first, the things whose names hold these words, as `find` does; none where
        there is no word."""
        if not words(name):
            return ()
        found = self.find(name, most, classes=classes).hits
        return tuple(hit for hit in found if hit.reason in NAMES)

    def called(self, name: str, classes: Collection[str]) -> tuple[Hit, ...]:
        """The things of some classes that have this very name, code or other name."""
        values = (folded(name), json.dumps(sorted(classes)))
        with closing(self._open()) as database:
            found = [number for (number,) in database.execute(_CALLED, values)]
            return _hits(database, found, Wanted((folded(name),), False), {}) if found else ()

    def names(self, classes: Collection[str]) -> dict[str, str]:
        """All names of the things of some classes, folded, and the IRI of a thing of that name."""
        with closing(self._open()) as database:
            return dict(database.execute(_NAMES, (json.dumps(sorted(classes)),)))

    def class_of(self, iri: str) -> str:
        """The name of the class of a thing, "" where there is none of that IRI."""
        with closing(self._open()) as database:
            found = database.execute("SELECT class FROM thing WHERE iri = ?", (iri,)).fetchone()
            return found[0] if found else ""

    def alike(self, iri: str, classes: Collection[str] = (), most: int = 5) -> list[str]:
        """The IRIs of things whose ids are spelled like that of one which no thing has, the
        likeliest first.

        They begin with the same word, and stand not far from it in their order.
        """
        kind, hyphen, _ = iri.partition("-")
        if not hyphen:
            return []
        asked = {
            "iri": iri,
            "kind": f"{kind}-",
            "end": f"{kind}-{LAST}",
            "classes": json.dumps(sorted(classes)),
            "most": MOST_BESIDE,
        }
        with closing(self._open()) as database:
            slugs = {
                found.removeprefix(AVD): found for (found,) in database.execute(_BESIDE, asked)
            }
        near = get_close_matches(iri.removeprefix(AVD), slugs, most, LIKENESS)
        return [slugs[slug] for slug in near]

    def _open(self) -> sqlite3.Connection:
        address = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            return sqlite3.connect(address, uri=True)
        except sqlite3.OperationalError as error:
            raise Refused(
                f"This snapshot has no text index ({self.path.name}): it was published before "
                "there was one. Run `averment build` to publish a new snapshot."
            ) from error


def wanted_in(text: str) -> Wanted:
    """What a text asks for; raises BadArgument where it has no word, or too many."""
    phrases = [phrase for part in text.split() if (phrase := words(part))]
    count = sum(map(len, phrases))
    if not phrases:
        raise BadArgument("Nothing to search for; give a word, or the beginning of one.")
    if count > MOST_WORDS:
        raise BadArgument(f"{count} words are too many to search for; give at most {MOST_WORDS}.")
    return Wanted(
        tuple(" ".join(phrase) for phrase in phrases), len(phrases[-1][-1]) >= LEAST_BEGINNING
    )


def _match(wanted: Wanted) -> str:
    """The same in the language of FTS5: all phrases, in any order. Folded words need no escape."""
    *others, last = wanted.phrases
    parts = [*map(_written, others), _written(last, "*" * wanted.is_beginning)]
    return " AND ".join(parts)


def _written(phrase: str, ending: str = "") -> str:
    """A phrase, or the one word that it may be written as: `MI-6` is MI6."""
    together = f' OR "{phrase.replace(" ", "")}"{ending}' if " " in phrase else ""
    return f'("{phrase}"{ending}{together})'


def _found(database: sqlite3.Connection, wanted: Wanted) -> list[Found]:
    """All things that are found, the best first."""
    asked, whole = _match(wanted), wanted.whole
    values = {
        "asked": asked,
        "stems": _match(wanted.ended),
        "named": f"{{name other}} : ({asked})",
        "whole": whole,
        "joined": whole.replace(" ", ""),
        "end": f"{whole}{LAST}",
    }
    found = [Found(n, of, record, False) for n, of, record, _ in database.execute(_FOUND, values)]
    if _has_stems(database):
        rows = database.execute(_INFLECTED, values)
        found += [Found(n, of, record, True) for n, of, record in rows]
    return sorted(found, key=lambda each: each.is_record)


def _of(classes: Collection[str], found: list[Found]) -> list[Found]:
    """Those that belong to some classes, all of them where none is named."""
    return [each for each in found if not classes or each.class_name in classes]


def _has_stems(database: sqlite3.Connection) -> bool:
    """Whether the snapshot was published when there were any."""
    return database.execute(_HAS_STEMS).fetchone() is not None


def _forms(database: sqlite3.Connection, found: list[int], wanted: Wanted) -> dict[int, Wanted]:
    """The words that were asked for, in the forms that texts of some things have them in."""
    if not found:
        return {}
    rows = database.execute(_FORMS, (_match(wanted.ended), json.dumps(found)))
    return {thing: Wanted(tuple(_FORM.findall(text)), False) for thing, text in rows}


def _hits(
    database: sqlite3.Connection, found: list[int], wanted: Wanted, forms: Mapping[int, Wanted]
) -> tuple[Hit, ...]:
    """The hits of some things, in their order; `forms` of those that have the words in others."""
    listed = (json.dumps(found),)
    told: dict[int, list[Told]] = defaultdict(list)
    for number, reason, text in database.execute(_TOLD, listed):
        told[number].append(Told(Reason(reason), text))
    hits = {}
    for number, iri, class_name, label in database.execute(_THINGS, listed):
        hits[number] = Hit(
            iri, class_name, label, *snippet(told[number], forms.get(number, wanted))
        )
    return tuple(hits[number] for number in found)
