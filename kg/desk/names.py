"""Finds what the graph knows in an article, as people name it; and names that it does not know.

What stands in the graph is found by its labels and aliases; states by their names in the language
of the article, their people and capitals too; persons by their last name, outlets by the last word
of theirs, where the article has the whole name.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import pyoxigraph as px

from kg.desk.article import Paragraph, Token, begins_sentence, tokens
from kg.desk.kinds import named
from kg.desk.known import Known
from kg.desk.language import Language
from kg.desk.lexicon import ANY, LONGEST_ENDING, begins_word, listed, together
from kg.desk.slugs import last_name
from kg.desk.sounds import Heard, Sounds
from kg.desk.statenames import state_names
from kg.desk.wordforms import SAME, SAME_OF_SEVERAL, inflects, is_form, key, openings
from kg.terms import AVD

LONGEST_ACRONYM: Final = 6
SHORTEST_ACRONYM: Final = 3
OUTLET: Final = "NewsOrganisation"
PERSON: Final = "Person"
STATE: Final = "State"
NEWS: Final = "news"
ORGAN_OF: Final = "organOf"
THE: Final = "the"
# A person whom so many records name is called by the last name alone.
WELL_KNOWN: Final = 5
# So many words may stand between a name and a title or a verb.
NEAR: Final = 3
_MARKS: Final = tuple('"“„«「״')
_MIDDLE_DOT: Final = "・"
_KATAKANA: Final = ("\u30a0", "\u30ff")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where one or several known things are named; several share the name. Small words may
    be `joined` to its front, as in Hebrew.
    """

    slugs: tuple[str, ...]
    paragraph: int
    start: int
    end: int
    text: str
    joined: str = ""


@dataclass(frozen=True, slots=True)
class _Name:
    """Whose a name is, and how it has to be written: an acronym exactly; with capitals where it is
    given with them (`The Nation` is not `the nation`); the last word with any ending, if `stem`.
    """

    slug: str
    words: tuple[str, ...]
    acronym: str | None
    capitals: tuple[bool, bool]
    stem: bool = False

    def may_be(self, words: Sequence[str], row: Sequence[Token]) -> bool:
        least = SAME if len(words) == 1 else SAME_OF_SEVERAL
        *some, last = zip(words, self.words, strict=True)
        if not all(is_form(word, of, least) for word, of in some):
            return False
        if not (_has_stem(*last) if self.stem else is_form(*last, least)):
            return False
        if self.acronym is not None:
            return row[-1].text == self.acronym
        ends = (row[0].text[0], row[-1].text[0])
        return all(
            sign.isupper() or not want for sign, want in zip(ends, self.capitals, strict=True)
        )


class Names:
    """Labels as rows of words, found longest first at word boundaries."""

    def __init__(self, known: Known, language: Language | None = None) -> None:
        self._known = known
        self._language = language or Language("en")
        self._titles = set(self._words_of("titles"))
        self._address = set(self._words_of("address"))
        self._all = _Rows()
        self._written: dict[str, set[str]] = defaultdict(set)
        sought = named(known.contract)
        for slug in known:
            if kinds := known.kinds(slug) & sought:
                for name in known.names(slug):
                    for written in dict.fromkeys((name, name.replace(_MIDDLE_DOT, ""))):
                        self._all.add(slug, written, kinds)
        for name, slug in state_names(known, self._language):
            self._all.add(slug, name, {STATE})
        self._add_outlets_by_letters()

    def _words_of(self, line: str) -> Iterator[str]:
        for phrase in listed(self._language.table.get(line, "")):
            yield from (token.folded for token in tokens(phrase))

    def _add_outlets_by_letters(self) -> None:
        """NBC is NBC News, if nothing else is called NBC."""
        for slug in self._known.members(OUTLET):
            for name in self._known.names(slug):
                first, *others = tokens(name)
                letters = _is_acronym(first.text) and len(first.text) >= SHORTEST_ACRONYM
                if letters and [one.folded for one in others] == [NEWS] and first not in self._all:
                    self._all.add(slug, first.text, {OUTLET})

    def of(self, article: Sequence[Paragraph]) -> list[list[Mention]]:
        """Every known name, by paragraph; short forms of names that the article has in full too."""
        found = [self._with_heard(paragraph, self.mentions(paragraph)) for paragraph in article]
        met = frozenset(slug for row in found for mention in row for slug in mention.slugs)
        short = self._short_rows(met)
        return [
            [self._narrowed(one, met) for one in self._with_short(paragraph, row, short)]
            for paragraph, row in zip(article, found, strict=True)
        ]

    def _with_heard(self, paragraph: Paragraph, found: list[Mention]) -> list[Mention]:
        """Mentions, and those of persons and outlets that are written in other letters."""
        if self._language.is_latin:
            return found
        taken = {place for one in found for place in range(one.start, one.end)}
        heard = [
            one
            for one in self._sounds.within(paragraph)
            if one.start not in taken and self._is_told(paragraph, one)
        ]
        for one in heard:
            self._written[one.slug].add(one.last)
        spans = [range(one.start, one.end) for one in heard]
        kept = [one for one in found if not any(one.start in span for span in spans)]
        added = [
            Mention(
                (one.slug,),
                paragraph.number,
                one.start,
                one.end,
                paragraph.text[one.start : one.end],
            )
            for one in heard
        ]
        return sorted([*kept, *added], key=lambda one: one.start)

    @cached_property
    def _sounds(self) -> Sounds:
        return Sounds(
            self._known, [s for kind in (PERSON, OUTLET) for s in self._known.members(kind)]
        )

    def _is_told(self, paragraph: Paragraph, name: Heard) -> bool:
        """Whether something tells that a name is one: capitals, katakana, or marks of quotation;
        where letters have no capitals, a title or a verb of saying beside it.
        """
        row, text = paragraph.tokens, paragraph.text
        first = bisect_left(row, name.start, key=lambda token: token.start)
        behind = bisect_left(row, name.end, key=lambda token: token.start)
        words = row[first:behind]
        if _has_case(text[name.start]):
            return all(token.text[0].isupper() for token in words)
        if _is_katakana(text, name.start) or text[name.start - 1 : name.start] in _MARKS:
            return True
        if OUTLET in self._known.kinds(name.slug):
            return False
        acts, titles = self._language.acts, self._language.titles
        if any(acts.at(row, text, place) for place in range(first, behind)):
            return False
        near = [*range(max(first - NEAR, 0), first), *range(behind, min(behind + NEAR, len(row)))]
        return any(acts.at(row, text, place) or titles.at(row, text, place) for place in near)

    def _narrowed(self, mention: Mention, met: frozenset[str]) -> Mention:
        """A mention, of several that share its name of those whose state the article names."""
        if len(mention.slugs) == 1:
            return mention
        near = [s for s in mention.slugs if not met.isdisjoint(self._known.values(s, ORGAN_OF))]
        return replace(mention, slugs=tuple(near) or mention.slugs)

    def mentions(self, paragraph: Paragraph) -> list[Mention]:
        """Every known name of a paragraph in full, none inside another."""
        found, place = [], 0
        row = paragraph.tokens
        shouted = paragraph.text.isupper()
        while place < len(row):
            length, names = self._all.at(row, paragraph.text, place)
            ordinary = length == 1 and self._is_ordinary(row, paragraph.text, place)
            slugs = {
                name.slug
                for name in names
                if STATE in self._known.kinds(name.slug)
                or not (shouted if name.acronym else ordinary)
            }
            if kept := tuple(sorted(slugs - {""})):
                joined = row[place].folded.removesuffix(names[0].words[0])
                one = _mention(kept, paragraph, place, place + length)
                found.append(replace(one, joined="" if self._language.is_latin else joined))
            place += length
        return found

    def _is_ordinary(self, row: tuple[Token, ...], text: str, place: int) -> bool:
        """Whether a capitalised word is one of every day: at the beginning of a sentence, or of
        another name, as in Prime Minister.
        """
        if row[place].folded not in self._words_of_every_day:
            return False
        near = [n for n in (place, place + 1) if 0 < n < len(row) and together(row, text, n)]
        beside = (row[n if n != place else n - 1] for n in near)
        return begins_sentence(row[place], text) or any(one.text[0].isupper() for one in beside)

    @cached_property
    def _words_of_every_day(self) -> frozenset[str]:
        """Words that the texts of the graph have without capitals, and those of titles."""
        texts = (
            value.value
            for slug in self._known
            for values in self._known.about(slug).values()
            for value in values
            if isinstance(value, px.Literal) and value.language == "en"
        )
        words = frozenset(word for text in texts for word in text.split() if word.islower())
        return words | self._titles

    def _short_rows(self, slugs: Iterable[str]) -> "_Rows":
        """The words by which persons and outlets are called where they are known already."""
        rows = _Rows()
        for slug in slugs:
            kinds = self._known.kinds(slug)
            for name in self._known.names(slug) if kinds & {PERSON, OUTLET} else ():
                words = name.replace(_MIDDLE_DOT, " ")
                if PERSON in kinds:
                    rows.add(slug, last_name(words), kinds)
                    for written in self._written[slug]:
                        rows.add(slug, written, kinds)
                elif len(row := tokens(words)) > 1:
                    rows.add(slug, row[-1].text, kinds)
        return rows

    def _with_short(
        self, paragraph: Paragraph, found: list[Mention], met: "_Rows"
    ) -> list[Mention]:
        taken = {place for m in found for place in range(m.start, m.end)}
        by_start = {mention.start: mention for mention in found}
        row, text = paragraph.tokens, paragraph.text
        place = 0
        while place < len(row):
            start = row[place].start
            length, slugs = 1, set[str]()
            if start not in taken or self._is_outlet(by_start.get(start), row[place]):
                length, slugs = self._called(row, text, place, met)
            if slugs:
                short = _mention(tuple(sorted(slugs)), paragraph, place, place + length)
                by_start[short.start] = short
            place += length
        return [by_start[start] for start in sorted(by_start)]

    def _is_outlet(self, mention: Mention | None, token: Token) -> bool:
        """Whether a word alone was taken for an outlet: Times may be another's last word."""
        alone = mention is not None and mention.end == token.end
        slugs = mention.slugs if mention and alone else ()
        return any(OUTLET in self._known.kinds(slug) for slug in slugs)

    def _called(
        self, row: tuple[Token, ...], text: str, place: int, met: "_Rows"
    ) -> tuple[int, set[str]]:
        """Who is called by a short name at a place, and how many words it has: those met in full,
        else the one person of that last name who is well known or has a title beside it.
        """
        for rows in (met, self._well_known, self._by_last_name):
            length, names = rows.at(row, text, place)
            slugs = {name.slug for name in names}
            if rows is not met and len(slugs) > 1:
                continue
            if rows is self._by_last_name and not self._has_title(row, text, place, place + length):
                continue
            if kept := {slug for slug in slugs if self._is_called(slug, row, text, place)}:
                return length, kept
        return 1, set()

    def _has_title(self, row: tuple[Token, ...], text: str, place: int, behind: int) -> bool:
        before = place and together(row, text, place) and row[place - 1].folded in self._titles
        if before or not self._language.is_without_blanks:
            return bool(before)
        return behind < len(row) and self._language.titles.at(row, text, behind) is not None

    @cached_property
    def _by_last_name(self) -> "_Rows":
        return self._short_rows(self._known.members(PERSON))

    @cached_property
    def _well_known(self) -> "_Rows":
        """Those whom many records name, where nobody else bears their last name."""
        persons = set(self._known.members(PERSON))
        values = (
            slug
            for one in self._known
            for of in self._known.about(one).values()
            for value in of
            if (slug := value.value.removeprefix(AVD)) in persons
        )
        often = {slug for slug, count in Counter(values).items() if count >= WELL_KNOWN}
        bearers = Counter(last_name(label).casefold() for label in map(self._known.label, persons))
        return self._short_rows(
            slug for slug in often if bearers[last_name(self._known.label(slug)).casefold()] == 1
        )

    def _is_called(self, slug: str, row: tuple[Token, ...], text: str, place: int) -> bool:
        """Whether a last name stands where it calls somebody: no other name is before it, or, of an
        outlet, an article.
        """
        token = row[place]
        before = row[place - 1] if place and together(row, text, place) else None
        capital = token.text[0].isupper() or token.text[0].lower() == token.text[0].upper()
        if OUTLET in self._known.kinds(slug):
            articles = set(self._words_of("definite"))
            return capital and before is not None and before.folded in articles
        other = before is not None and before.text[0].isupper() and not before.text.isupper()
        return capital and not (other and self._is_first_name(row, text, place - 1))

    def _is_first_name(self, row: tuple[Token, ...], text: str, place: int) -> bool:
        """Whether a capitalised word before a last name may be a first name: it is no title, no
        word of every day, and no verb.
        """
        word = row[place].folded
        common = (self._titles, self._address, self._words_of_every_day)
        return (
            not any(word in each for each in common)
            and self._language.acts.at(row, text, place) is None
        )


class _Rows:
    """Names by what all forms of their words have in common."""

    def __init__(self) -> None:
        self._longest: dict[str, int] = {}
        self._by_keys: dict[tuple[str, ...], list[_Name]] = {}

    def __contains__(self, token: Token) -> bool:
        named = self._by_keys.get((key(token.folded),), ())
        return any(name.words == (token.folded,) and name.slug for name in named)

    def add(self, slug: str, written: str, kinds: set[str]) -> None:
        name = tokens(written)
        words = tuple(token.folded for token in name)
        if not words:
            return
        acronym = name[0].text if len(name) == 1 and _is_acronym(name[0].text) else None
        keys = tuple(map(key, words))
        article = words[0] == THE and len(words) > 1
        capitals = (name[0].text[0].isupper() and not article, name[-1].text[0].isupper())
        if kinds & {PERSON} or (len(words) > 1 and inflects(words[0])):
            capitals = (False, False)
        stem = written.endswith(ANY)
        self._by_keys.setdefault(keys, []).append(_Name(slug, words, acronym, capitals, stem))
        self._longest[keys[0]] = max(self._longest.get(keys[0], 0), len(keys))

    def at(self, row: tuple[Token, ...], text: str, place: int) -> tuple[int, list[_Name]]:
        """The longest name that begins at a place: how many words, and whose it is."""
        if not begins_word(row, text, place) or not _whole(row, text, place):
            return 1, []
        for first in openings(row[place].folded):
            most = self._longest.get(key(first), 0)
            for length in range(min(most, len(row) - place), 0, -1):
                these = row[place : place + length]
                words = (first, *(token.folded for token in these[1:]))
                known = self._by_keys.get(tuple(map(key, words)), ())
                names = [name for name in known if name.may_be(words, these)]
                if names and _ends(these[-1], text):
                    return length, names
        return 1, []


def _mention(slugs: tuple[str, ...], paragraph: Paragraph, first: int, behind: int) -> Mention:
    start, end = paragraph.tokens[first].start, paragraph.tokens[behind - 1].end
    return Mention(slugs, paragraph.number, start, end, paragraph.text[start:end])


def _has_stem(word: str, stem: str) -> bool:
    return word.startswith(stem) and len(word) <= len(stem) + LONGEST_ENDING


def _is_acronym(name: str) -> bool:
    return name.isupper() and len(name) <= LONGEST_ACRONYM


def _has_case(sign: str) -> bool:
    return sign.lower() != sign.upper()


def _is_katakana(text: str, place: int) -> bool:
    first, last = _KATAKANA
    return 0 <= place < len(text) and first <= text[place] <= last and text[place] != "・"


def _whole(row: tuple[Token, ...], text: str, place: int) -> bool:
    """Whether a sign of katakana begins a word."""
    start = row[place].start
    return not (_is_katakana(text, start) and _is_katakana(text, start - 1))


def _ends(token: Token, text: str) -> bool:
    """Whether a sign of katakana ends a word."""
    return not (_is_katakana(text, token.start) and _is_katakana(text, token.end))
