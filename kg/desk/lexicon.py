"""Phrases that are looked for in a text, each with what it means; the longest one counts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from kg.desk.article import SENTENCE_END, Token, tokens
from kg.desk.wordforms import openings

V = TypeVar("V")

ANY: Final = "*"
GAP: Final = "…"
LONGEST_ENDING: Final = 6
# So many words may part a verb from its second half: wies die Darstellung zurück.
MOST_BETWEEN: Final = 12
# An abbreviation of so many letters may have a full stop behind it, as EE. UU.
SHORT: Final = 2
_KEY: Final = 2
_PARTS = re.compile(r"[^\s\-–‑'’׳\"״“”„«»‘()・]")
_HANGUL = re.compile("[\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Hit(Generic[V]):
    """A phrase in a row of words: its first word, the one behind its last, what it means; the
    small words that are `joined` to its front, if any.
    """

    start: int
    end: int
    value: V
    joined: str = ""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a phrase; `before` or `behind` it any letters may stand."""

    text: str
    before: bool = False
    behind: bool = False

    def is_in(self, word: str) -> bool:
        if self.before:
            return word.endswith(self.text)
        if self.behind:
            return word.startswith(self.text) and len(word) <= len(self.text) + LONGEST_ENDING
        return word == self.text


@dataclass(frozen=True, slots=True)
class _Phrase(Generic[V]):
    """The words of a phrase, those that stand later in the sentence, and what it means."""

    words: tuple[_Word, ...]
    later: tuple[_Word, ...]
    value: V


class Phrases(Generic[V]):
    """Phrases by what they mean, found at a place of a row of words.

    What stands behind a gap, as in `wies … zurück`, has to follow in the same sentence; the phrase
    ends before it. Words of Korean are told apart by blanks that a token does not show: such a
    phrase has to begin a word, and with `whole` to end one too.
    """

    def __init__(self, phrases: Iterable[tuple[str, V]], begins: bool = True, whole: bool = False):
        self._begins, self._whole = begins, whole
        self._by_key: dict[str, list[_Phrase[V]]] = {}
        for phrase, value in phrases:
            first, _, later = phrase.partition(GAP)
            words = tuple(_words(first))
            if words:
                key = "" if words[0].before else words[0].text[:_KEY]
                found = _Phrase(words, tuple(_words(later)), value)
                self._by_key.setdefault(key, []).append(found)
        for rows in self._by_key.values():
            rows.sort(key=lambda one: -len(one.words + one.later))

    def at(self, row: tuple[Token, ...], text: str, place: int) -> Hit[V] | None:
        """The longest phrase that begins at a word, whatever is joined to its front."""
        if self._begins and not begins_word(row, text, place):
            return None
        for first in openings(row[place].folded):
            for key in (first[:_KEY], ""):
                for one in self._by_key.get(key, ()):
                    end = place + len(one.words)
                    is_at = self._is_at(one.words, first, row, text, place)
                    if is_at and _follows(one.later, row, text, end):
                        joined = row[place].folded.removesuffix(first)
                        return Hit(place, end, one.value, joined)
        return None

    def within(self, row: tuple[Token, ...], text: str) -> Iterator[Hit[V]]:
        """Every phrase of a row, none inside another."""
        place = 0
        while place < len(row):
            hit = self.at(row, text, place)
            if hit:
                yield hit
            place = hit.end if hit else place + 1

    def _is_at(
        self, words: tuple[_Word, ...], first: str, row: tuple[Token, ...], text: str, place: int
    ) -> bool:
        end = place + len(words)
        if end > len(row) or not words[0].is_in(first):
            return False
        others = zip(words[1:], row[place + 1 : end], strict=True)
        if not all(word.is_in(token.folded) for word, token in others):
            return False
        if self._whole and _HANGUL.match(text, row[end - 1].end) and _is_hangul(row[end - 1]):
            return False
        return all(together(row, text, n) for n in range(place + 1, end))


def listed(text: str) -> list[str]:
    """The phrases of a line, parted by commas."""
    return [part for each in text.split(",") if (part := each.strip())]


def meant(table: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The phrases of a table's lines, each with the name of its line."""
    return ((phrase, name) for name, line in table.items() for phrase in listed(line))


def together(row: tuple[Token, ...], text: str, place: int) -> bool:
    """Whether nothing but blanks, hyphens and quotation marks parts a word from the one before."""
    before = row[place - 1]
    between = text[before.end : row[place].start]
    if len(before.text) <= SHORT and before.text[0].isupper():
        between = between.replace(".", "")
    return not _PARTS.search(between)


def _follows(words: tuple[_Word, ...], row: tuple[Token, ...], text: str, place: int) -> bool:
    """Whether words stand side by side at a place or behind it, in the same sentence."""
    if not words:
        return True
    for first in range(place, min(place + MOST_BETWEEN, len(row) - len(words) + 1)):
        if SENTENCE_END.search(text, row[first - 1].end, row[first].start + 1):
            break
        these = row[first : first + len(words)]
        if all(word.is_in(token.folded) for word, token in zip(words, these, strict=True)):
            return True
    return False


def _words(phrase: str) -> Iterator[_Word]:
    for part in phrase.split():
        found = tokens(part.strip(ANY))
        for number, token in enumerate(found):
            before = part.startswith(ANY) and number == 0
            yield _Word(token.folded, before, part.endswith(ANY) and number == len(found) - 1)


def _is_hangul(token: Token) -> bool:
    return bool(_HANGUL.fullmatch(token.text))


def begins_word(row: tuple[Token, ...], text: str, place: int) -> bool:
    """Whether a sign of Hangul has none before it; any other word begins one."""
    token = row[place]
    return not (_is_hangul(token) and token.start and _HANGUL.match(text, token.start - 1))
