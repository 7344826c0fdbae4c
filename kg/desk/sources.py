"""The unnamed sources of a text: how many they are, and whose, as far as its words tell."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from kg.desk.article import Paragraph, folded
from kg.desk.language import Language
from kg.desk.lexicon import Hit, Phrases, begins_word, listed, together
from kg.desk.names import Mention

MOST_BEFORE: Final = 5
MOST_SIGNS_BEFORE: Final = 14
MOST_BEHIND: Final = 4
MOST_TOLD: Final = 6
NEAR_VERB: Final = 3
ONE: Final = "one"
MANY: Final = "many"
SHORT: Final = 3
_NUMBER_LIMIT: Final = 1000
_OF: Final = "の"

Count = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Source:
    """An unnamed source as a text describes it, from `start` to `end`; how many persons at least
    and at most; by slug, whom the description names.
    """

    descriptor: str
    paragraph: int
    least: int
    most: int | None
    start: int
    end: int
    affiliations: tuple[str, ...] = ()


class Sources:
    """The words for unnamed sources of one language."""

    def __init__(self, language: Language) -> None:
        def phrases(*names: str, begins: bool = True) -> Phrases[str]:
            return language.phrases("sources", *names, begins=begins)

        self._nouns = phrases(MANY, "two", ONE, begins=False)
        self._always = phrases("always", begins=False)
        self._both = phrases("both")
        self._quantities: Phrases[Count] = Phrases(_quantities(language), whole=True)
        self._at_least = phrases("at_least")
        self._unnamed = phrases("unnamed")
        self._quality = phrases("quality", begins=False)
        self._tie = phrases("tie")
        self._tie_before = phrases("before")
        self._of = phrases("of")
        self._part = phrases("part")
        self._counter = phrases("counter", begins=False)
        self._stop = phrases("stop")
        self._not_before = phrases("not_before")
        self._subject = phrases("subject", begins=False)
        self._definite = frozenset(map(folded, listed(language.table.get("definite", ""))))
        smallest = language.table.get("function_words", "").split()
        self._signs = language.is_without_blanks
        self._small = frozenset(() if self._signs else map(folded, smallest))
        self._capital_nouns = language.capital_nouns
        self._adjectives_behind = bool(language.table.get("adjectives_behind"))
        self._article = language.table.get("article", "")
        self._acts = language.acts
        self._titles = language.titles

    def of(self, paragraph: Paragraph, mentions: Sequence[Mention]) -> list[Source]:
        """The unnamed sources of a paragraph, in the order of the text, none inside another."""
        found: list[Source] = []
        read = _Read(self, paragraph, mentions)
        behind = 0
        for hit in self._nouns.within(paragraph.tokens, paragraph.text):
            if hit.start >= behind and (source := read.source(hit, behind)):
                found.append(source[0])
                behind = source[1]
        return found

    def spoken_of(self, paragraph: Paragraph, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Where a paragraph speaks of somebody whom the text has named before: the official, or,
        with no name beside, an office.
        """
        read = _Read(self, paragraph, mentions)
        row, text = paragraph.tokens, paragraph.text
        nouns = ((hit, True) for hit in self._nouns.within(row, text))
        titles = () if self._signs else self._titles.within(row, text)
        offices = ((hit, bool(self._definite)) for hit in titles)
        for hit, needs_article in (*nouns, *offices):
            if not needs_article or read.is_definite(hit):
                start, end = row[hit.start].start, row[hit.end - 1].end
                yield Mention((), paragraph.number, start, end, text[start:end])


def _quantities(language: Language) -> Iterator[tuple[str, Count]]:
    for phrase in language.line("sources", "a"):
        yield phrase, (1, 1)
    for phrase in language.line("sources", "several"):
        yield phrase, (2, None)
    for number, phrase in enumerate(language.line("sources", "numbers"), 2):
        yield phrase, (number, number)
    for pair in language.line("sources", "more_numbers"):
        phrase, _, written = pair.partition("=")
        yield phrase, (int(written), int(written))


@dataclass(frozen=True, slots=True)
class _Found:
    """What stands before a noun: where the description begins, how many, and what it proves."""

    start: int
    count: Count | None = None
    definite: bool = False
    told: bool = False


class _Read:
    """One paragraph, read for its sources."""

    def __init__(self, words: Sources, paragraph: Paragraph, mentions: Sequence[Mention]) -> None:
        self.words = words
        self.paragraph = paragraph
        self.row, self.text = paragraph.tokens, paragraph.text
        self.mentions = mentions
        starts = [token.start for token in self.row]
        self.named = {
            number
            for mention in mentions
            for number in range(
                bisect_left(starts, mention.start), bisect_left(starts, mention.end)
            )
        }

    def source(self, noun: Hit[str], from_: int) -> tuple[Source, int] | None:
        """The source that a noun speaks of and the place behind it, if it is an unnamed one."""
        words = self.words
        if self._at(words._not_before, noun.end):
            return None
        before = self._before(noun, from_)
        if before.definite:
            return None
        end, told = self._behind(noun.end)
        if not before.count and (counted := self._count_behind(end)):
            before, end = replace(before, count=counted[0]), counted[1]
        if self._has_name(noun, end) or not (
            before.told or told or self._proves(noun, before, end)
        ):
            return None
        return self._source(before.start, end, before.count or self._number_of(noun)), end

    def is_definite(self, noun: Hit[str]) -> bool:
        """Whether an article says of a noun that it was spoken of before."""
        return self._before(noun, 0).definite

    def _has_name(self, noun: Hit[str], end: int) -> bool:
        """Whether a person's name stands behind a noun of one person; where every noun has a
        capital, only two words with one are a name.
        """
        if noun.value != ONE:
            return False
        words = range(end, end + 1 + self.words._capital_nouns)
        return all(
            place < len(self.row)
            and self.row[place].text[0].isupper()
            and together(self.row, self.text, place)
            and place not in self.named
            and self.words._acts.at(self.row, self.text, place) is None
            for place in words
        )

    def _proves(self, noun: Hit[str], before: _Found, end: int) -> bool:
        """Whether the noun is one of an unnamed source where nothing else says so."""
        usual = self.words._always.at(self.row, self.text, noun.start) is not None
        if usual and before.count:
            return True
        if not usual and not before.count:
            return False
        whose = noun.value == MANY and not self.named.isdisjoint(range(before.start, end))
        return whose or self._speaks(before.start, end)

    def _count_behind(self, end: int) -> tuple[Count, int] | None:
        """How many persons stand behind a noun, as in 관리 5명, and the place behind that."""
        number = self.row[end].text if end < len(self.row) else ""
        if number.isdecimal() and self._at(self.words._counter, end + 1) and len(number) <= SHORT:
            return (int(number), int(number)), end + 2
        return None

    def _number_of(self, noun: Hit[str]) -> Count:
        if self.words._both.at(self.row, self.text, noun.start):
            return (1, None)
        return {"many": (2, None), "two": (2, 2)}.get(noun.value, (1, 1))

    def _source(self, start: int, end: int, count: Count) -> Source:
        first, last = self.row[start].start, self.row[end - 1].end
        least = bisect_left(self.mentions, first, key=lambda mention: mention.start)
        inside = takewhile(lambda mention: mention.end <= last, self.mentions[least:])
        named = dict.fromkeys(m.slugs[0] for m in inside if len(m.slugs) == 1)
        number = self.paragraph.number
        return Source(self.text[first:last], number, *count, first, last, tuple(named))

    def _at(self, phrases: Phrases[str], place: int) -> Hit[str] | None:
        if place >= len(self.row) or not together(self.row, self.text, place):
            return None
        return phrases.at(self.row, self.text, place)

    def _before(self, noun: Hit[str], from_: int) -> _Found:
        """What stands before the noun, from a quantity on, else from a quality on."""
        most = MOST_SIGNS_BEFORE if self.words._signs else MOST_BEFORE
        least = max(from_, noun.start - most)
        if self._is_definite(noun.joined):
            return self._known_before(noun.start, noun.start, least)
        start, told = noun.start, False
        place = noun.start
        while place > least and together(self.row, self.text, place):
            counted = self._counted(place, least)
            if counted:
                found = self._with_count(*counted, told)
                return replace(found, start=self._whose(found.start))
            place -= 1
            token = self.row[place]
            if token.folded in self.words._definite and self._is_word(place):
                return self._known_before(start, place + 1, least)
            hit = self._ending(place, least)
            if hit:
                told = told or hit[1]
                place = start = hit[0]
            elif place in self.named:
                start = place
            elif self._parts(place) or self.words._adjectives_behind:
                break
        return _Found(start, told=told)

    def _known_before(self, start: int, place: int, least: int) -> _Found:
        """What an article says: that those were named before, or, with a quantity before it, that
        some of them are meant: two of the officials.
        """
        while place > least:
            if counted := self._counted(place, least):
                return _Found(*counted)
            word = self.row[place - 1].folded
            if word not in self.words._definite and not self._at(self.words._part, place - 1):
                break
            place -= 1
        return _Found(start, definite=True)

    def _is_word(self, place: int) -> bool:
        """Whether a sign of Hangul is a word of its own."""
        following = min(place + 1, len(self.row) - 1)
        return all(begins_word(self.row, self.text, one) for one in (place, following))

    def _parts(self, place: int) -> bool:
        """Whether a word before a noun belongs to something else."""
        small = self.row[place].folded in self.words._small
        return small or bool(self.words._acts.at(self.row, self.text, place)) or self._stops(place)

    def _stops(self, place: int) -> bool:
        return self.words._stop.at(self.row, self.text, place) is not None

    def _with_count(self, start: int, count: Count, told: bool) -> _Found:
        """A quantity is of somebody known where an article stands before it: the two officials."""
        row, text = self.row, self.text
        before = row[start - 1].folded if start and together(row, text, start) else ""
        if before in self.words._definite:
            return _Found(start, definite=True)
        for place in range(max(0, start - 3), start):
            hit = self.words._at_least.at(row, text, place)
            if hit and hit.end == start:
                return _Found(place, (count[0], None), told=told)
        return _Found(start, count, told=told)

    def _whose(self, start: int) -> int:
        """Where a description begins that says first whose the source is: 米国の複数の当局者."""
        place = start
        while place and (place - 1 in self.named or self.row[place - 1].text == _OF):
            place -= 1
        return place if place in self.named and self.row[start - 1].text == _OF else start

    def _counted(self, behind: int, least: int) -> tuple[int, Count] | None:
        """A quantity that ends before a place, the longest."""
        for place in range(least, behind):
            hit = self.words._quantities.at(self.row, self.text, place)
            if hit and hit.end == behind:
                return place, hit.value
        digits = self.row[behind - 1].text
        if not self.words._signs and digits.isdecimal() and 1 <= int(digits[:4]) < _NUMBER_LIMIT:
            return behind - 1, (int(digits), int(digits))
        return None

    def _ending(self, place: int, least: int) -> tuple[int, bool] | None:
        """A quality that ends with the word at a place: where it begins, and whether it proves."""
        for phrases, proves in (
            (self.words._unnamed, True),
            (self.words._tie_before, True),
            (self.words._quality, False),
        ):
            for first in range(least, place + 1):
                hit = phrases.at(self.row, self.text, first)
                if hit and hit.end == place + 1:
                    return first, proves
        return None

    def _is_definite(self, joined: str) -> bool:
        article = self.words._article
        return bool(article) and article in joined[: len(article) + 1]

    def _behind(self, place: int) -> tuple[int, bool]:
        """Where a description ends, and whether what stands behind the noun proves a source."""
        end, told = place, False
        while end - place < MOST_BEHIND:
            if tie := self._at(self.words._tie, end) or self._behind_comma(end):
                return self._told(tie.end), True
            unnamed = self._at(self.words._unnamed, end)
            hit = unnamed or self._at(self.words._quality, end)
            if hit:
                end, told = hit.end, told or unnamed is not None
            elif end in self.named and together(self.row, self.text, end):
                end += 1
            else:
                break
        of = self._at(self.words._of, end)
        if of:
            last = self._told(of.end, MOST_BEHIND)
            if last > of.end or of.end in self.named:
                end = last
        unnamed = self._at(self.words._unnamed, end)
        return end, told or unnamed is not None

    def _behind_comma(self, place: int) -> Hit[str] | None:
        """What ties a noun to what is known, in a clause of its own: persons, who are familiar."""
        if place >= len(self.row):
            return None
        between = self.text[self.row[place - 1].end : self.row[place].start]
        return self.words._tie.at(self.row, self.text, place) if between == ", " else None

    def _told(self, place: int, most: int = MOST_TOLD) -> int:
        """Where the words behind a preposition end: before a verb, or a sign that parts."""
        end = place
        while end < len(self.row) and end - place < most and together(self.row, self.text, end):
            if self._stops(end) or self.words._acts.at(self.row, self.text, end):
                break
            end += 1
        return end

    def _speaks(self, start: int, end: int) -> bool:
        """Whether a verb of saying, or a phrase that cites, stands beside a description."""
        if self._at(self.words._subject, end):
            return True
        acts = self.words._acts
        for place in range(max(0, start - NEAR_VERB - 2), start):
            hit = acts.at(self.row, self.text, place)
            if hit and start - hit.end <= 1 and self._unbroken(hit.end, start):
                return True
        behind = range(end, min(len(self.row), end + NEAR_VERB))
        return any(
            acts.at(self.row, self.text, place) and self._unbroken(end, place) for place in behind
        )

    def _unbroken(self, first: int, last: int) -> bool:
        places = range(max(first, 1), min(last + 1, len(self.row)))
        return all(together(self.row, self.text, place) for place in places)


def described(sources: Iterable[Source]) -> Iterator[Source]:
    """Each description once."""
    seen: set[str] = set()
    for source in sources:
        if (folded := source.descriptor.casefold()) not in seen:
            seen.add(folded)
            yield source
