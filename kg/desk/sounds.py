"""Names that a text has in other letters than the graph, found by how they sound: Макрон, ماكرون.

A word is compared by its consonants, those alike as one, since the letters of a name change with
the script and its vowels with the language. Only whole names of several words are found so.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from slugify import slugify

from kg.desk.article import Paragraph
from kg.desk.known import Known
from kg.desk.wordforms import openings

# So many consonants tell a name of several words; a single word is none.
LEAST: Final = 4
MOST_WORDS: Final = 4
# So many syllables of Korean may be a particle behind a name.
MOST_PARTICLES: Final = 2
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_KATAKANA = "\u30a1-\u30fa\u30fc"
_WORD = re.compile(
    rf"[{_KATAKANA}]+|[\uac00-\ud7af]+|[^\W\d_{_KATAKANA}\u3040-\u30ff\u3400-\u9fff]+"
)
_HANGUL = re.compile("[\uac00-\ud7af]+")
_ENDING = re.compile("(?:ом|ем|ым|ого|ой|ою|ові|еві|єві|ους|ος|ου)$")
# What a script has its own way to write in names: p, b and f in katakana, u and o
# in Hebrew, b, d and g in Greek.
_FOREIGN: Final = (
    (re.compile("[ハヒフヘホ][\u3099\u309a]|フ|ウ\u3099"), "p"),
    (re.compile("[ーッ]"), ""),
    (re.compile("(?<=[א-ת])ו(?!ו)"), ""),
    (re.compile("^[Μμ]π"), "p"),
    (re.compile("^[Νν]τ|(?<=λ)ντ"), "t"),
    (re.compile("^[Γγ]κ"), "k"),
)
# What is written in several ways, in this order; `w`, `y` and `h` are as often left out as not.
_ALIKE: Final = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("shch|dzh|tsch|sch|tch|sh|ch|zh|ts|tz|cz|dg(?=e)|j", "s"),
        ("th", "t"),
        ("ph", "p"),
        ("kh", ""),
        ("gh|ck|q", "k"),
        ("x", "ks"),
        ("c(?=[eiy])", "s"),
        ("[cg]", "k"),
        ("[bfv]", "p"),
        ("n(?=p)", "m"),
        ("d", "t"),
        ("l", "r"),
        ("z", "s"),
        ("[^kmnprst]", ""),
        (r"(.)\1+", r"\1"),
    )
)


def sound(word: str) -> str:
    """The consonants of a word in any script, those that are alike as one letter."""
    written = unicodedata.normalize("NFD", word)
    for pattern, alike in _FOREIGN:
        written = pattern.sub(alike, written)
    plain = slugify(written, separator="")
    for pattern, alike in _ALIKE:
        plain = pattern.sub(alike, plain)
    return plain


@dataclass(frozen=True, slots=True)
class Heard:
    """A name that was recognised by its sound: whose it is, where it stands, its last word."""

    slug: str
    start: int
    end: int
    last: str


class Sounds:
    """Names of several words, by the sounds of these."""

    def __init__(self, known: Known, slugs: Iterable[str]) -> None:
        self._by_sounds: dict[tuple[str, ...], set[str]] = {}
        for slug in slugs:
            for name in filter(_LATIN.match, known.names(slug)):
                self._add(slug, tuple(filter(None, map(sound, re.findall(r"[^\W\d_]+", name)))))

    def _add(self, slug: str, sounds: tuple[str, ...]) -> None:
        if len("".join(sounds)) >= LEAST and len(sounds) > 1:
            self._by_sounds.setdefault(sounds, set()).add(slug)

    def within(self, paragraph: Paragraph) -> Iterator[Heard]:
        """The names of a paragraph in other letters, the longest first at each place."""
        words = [word for word in _WORD.finditer(paragraph.text) if not _LATIN.search(word[0])]
        place = 0
        while place < len(words):
            heard = self._at(paragraph, words, place)
            if heard:
                yield heard[0]
            place += heard[1] if heard else 1

    def _at(
        self, paragraph: Paragraph, words: list[re.Match[str]], place: int
    ) -> tuple[Heard, int] | None:
        for length in range(min(MOST_WORDS, len(words) - place), 1, -1):
            these = words[place : place + length]
            if not _are_together(paragraph.text, these):
                continue
            for first in openings(these[0][0]):
                for dropped in _particles(these[-1][0]):
                    texts = [first, *(word[0] for word in these[1:])]
                    texts[-1] = texts[-1][: len(texts[-1]) - dropped]
                    if slug := self._named(texts):
                        last = these[-1].end() - dropped
                        return Heard(slug, these[0].start(), last, texts[-1]), length
        return None

    def _named(self, texts: list[str]) -> str | None:
        """Whose name these words are, as they stand or without endings; None if nobody's alone."""
        for words in (texts, [_ENDING.sub("", text) for text in texts]):
            sounds = [sound(word) for word in words]
            slugs = self._by_sounds.get(tuple(filter(None, sounds)), ())
            if len(slugs) == 1 and sounds[0] and sounds[-1]:
                return next(iter(slugs))
        return None


def _are_together(text: str, words: list[re.Match[str]]) -> bool:
    pairs = pairwise(words)
    return all(
        text[one.end() : other.start()].strip() in {"", "-", "・", "=", "."} for one, other in pairs
    )


def _particles(word: str) -> range:
    """How many syllables at the end of a word may be a particle: some of Korean, else none."""
    return range(max(1, min(MOST_PARTICLES + 1, len(word) - 1)) if _HANGUL.fullmatch(word) else 1)
