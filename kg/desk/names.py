"""Finds what the graph knows in a text, by its labels and aliases; and names that it does not."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kg.desk.article import Paragraph, Token, tokens
from kg.desk.kinds import named
from kg.desk.known import Known
from kg.desk.wordforms import SAME, SAME_OF_SEVERAL, is_form, key, openings

LONGEST_ACRONYM: Final = 6
LONGEST_NAME: Final = 120
LONGEST_ABBREVIATION: Final = 4
_OPENING: Final = " \"'“”„«»‘’([¿¡—–-"
_ENDS: Final = ".!?…。"
_JOINING_WORDS: Final = """
    of the and for de la du des del di da von van der al el bin ben
"""
_JOINING: Final = frozenset(_JOINING_WORDS.split())
# Words that begin sentences and stand in headlines; a name of one such word alone is none.
_COMMON_WORDS: Final = """
    a an the this that these those it its he she they we i his her their our who what when
    where why how and or but if as at by for from in of on to with after before while
    during since despite although though however meanwhile according citing similar
    several some many most both one two three no not yes mr mrs ms dr sir president
    minister prime secretary director general officials official sources source monday
    tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december jan feb mar apr jun jul aug sep
    sept oct nov dec should there then last next new
"""
_COMMON: Final = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where one or several known things are named; several share the name."""

    slugs: tuple[str, ...]
    paragraph: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Name:
    """Whose a name is, and how it has to be written: an acronym exactly, an outlet's capitalised
    (`The Nation` is not `the nation`), any other in whatever case.
    """

    slug: str
    words: tuple[str, ...]
    acronym: str | None
    capital: bool

    def may_be(self, words: Sequence[str], last_word: str) -> bool:
        least = SAME if len(words) == 1 else SAME_OF_SEVERAL
        if not all(is_form(word, of, least) for word, of in zip(words, self.words, strict=True)):
            return False
        if self.acronym is not None:
            return last_word == self.acronym
        return last_word[0].isupper() or not self.capital


class Names:
    """Labels as rows of words, found longest first at word boundaries."""

    def __init__(self, known: Known) -> None:
        self._longest: dict[str, int] = {}
        self._by_keys: dict[tuple[str, ...], list[_Name]] = {}
        sought = named(known.contract)
        for slug in known:
            if known.kinds(slug) & sought:
                for name in known.names(slug):
                    self._add(slug, tokens(name), "NewsOrganisation" in known.kinds(slug))

    def _add(self, slug: str, name: list[Token], capital: bool) -> None:
        words = tuple(token.folded for token in name)
        if not words or (len(words) == 1 and words[0] in _COMMON):
            return
        acronym = name[0].text if len(name) == 1 and _is_acronym(name[0].text) else None
        capital = capital or (len(words) == 1 and key(words[0]) != words[0])
        capital = capital and name[-1].text[0].isupper()
        keys = tuple(map(key, words))
        self._by_keys.setdefault(keys, []).append(_Name(slug, words, acronym, capital))
        self._longest[keys[0]] = max(self._longest.get(keys[0], 0), len(keys))

    def mentions(self, paragraph: Paragraph) -> list[Mention]:
        """Every known name of a paragraph, none inside another."""
        found, place = [], 0
        row = paragraph.tokens
        while place < len(row):
            length, slugs = self._at(row, place)
            if slugs:
                start, end = row[place].start, row[place + length - 1].end
                text = paragraph.text[start:end]
                found.append(Mention(slugs, paragraph.number, start, end, text))
            place += length
        return found

    def _at(self, row: tuple[Token, ...], place: int) -> tuple[int, tuple[str, ...]]:
        """The longest name that begins at a place: how many words, and whose it is."""
        for first in openings(row[place].folded):
            most = self._longest.get(key(first), 0)
            for length in range(min(most, len(row) - place), 0, -1):
                others = row[place + 1 : place + length]
                words = (first, *(token.folded for token in others))
                known = self._by_keys.get(tuple(map(key, words)), ())
                last = row[place + length - 1].text
                slugs = {name.slug for name in known if name.may_be(words, last)}
                if slugs:
                    return length, tuple(sorted(slugs))
        return 1, ()


def _is_acronym(name: str) -> bool:
    return name.isupper() and len(name) <= LONGEST_ACRONYM


def unknown_names(paragraph: Paragraph, mentions: Iterable[Mention]) -> list[str]:
    """Capitalised names of a paragraph that no known name covers, in the order of the text."""
    taken = {place for m in mentions for place in range(m.start, m.end)}
    runs = _runs(paragraph, taken)
    return list(dict.fromkeys(name for run in runs if (name := _name(run, paragraph.text))))


def _runs(paragraph: Paragraph, taken: set[int]) -> Iterator[list[Token]]:
    """Rows of neighbouring capitalised words, with the small words between them."""
    run: list[Token] = []
    for token in paragraph.tokens:
        apart = run and _are_apart(run[-1], paragraph.text[run[-1].end : token.start])
        capital = token.text[0].isupper()
        joins = bool(run) and token.text in _JOINING
        if apart or token.start in taken or not (capital or joins):
            yield run
            run = []
        if (token.start not in taken and capital) or (joins and run):
            run.append(token)
    yield run


def _are_apart(word: Token, between: str) -> bool:
    """Whether what stands behind a word ends a name: a full stop does, but not behind `Gen.`."""
    if "." in between and len(word.text) > LONGEST_ABBREVIATION:
        return True
    return not re.fullmatch(r"[ \-–'’.&]*", between)


def _begins(token: Token, text: str) -> bool:
    """Whether a word begins a sentence, where it has a capital whatever it is; no acronym does."""
    before = text[: token.start].rstrip(_OPENING)
    return not token.text.isupper() and (not before or before[-1] in _ENDS)


def _name(run: list[Token], text: str) -> str | None:
    first, last = 0, len(run)
    while first < last and run[first].folded in _COMMON:
        first += 1
    while first < last and (run[last - 1].text in _JOINING or run[last - 1].folded in _COMMON):
        last -= 1
    run = run[first:last]
    if not run or (len(run) == 1 and (len(run[0].text) == 1 or _begins(run[0], text))):
        return None
    name = text[run[0].start : run[-1].end]
    return name if len(name) <= LONGEST_NAME else None
