"""What names, dates and phrases are found in each paragraph of an article."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from kg.desk.acts import MOST_BACK, REFERRING, Act, acts, attribution, named_before
from kg.desk.alike import Likeness, Propositions
from kg.desk.article import Paragraph, sentence, sentence_ends
from kg.desk.content import Content, Contents, completed
from kg.desk.dates import Dates
from kg.desk.known import Known
from kg.desk.language import Language
from kg.desk.names import OUTLET, PERSON, STATE, Mention, Names
from kg.desk.negation import ACTION_NEGATED_WITHIN, is_negated
from kg.desk.parties import Parties, Roles
from kg.desk.sources import Source, Sources
from kg.desk.subjects import Actor, Kinds, actors
from kg.desk.unknown import titled_mentions, unknown_mentions

# More acts no paragraph of an article has.
MOST_ACTS: Final = 40
# By so much a proposition like the sentence of a verb goes before one like its paragraph.
SENTENCE: Final = 0.1


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one paragraph."""

    paragraph: Paragraph
    mentions: tuple[Mention, ...]
    unknown: tuple[str, ...]
    dates: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    acts: tuple[Act, ...]
    alike: tuple[Likeness, ...]
    contents: tuple[Content, ...] = ()

    @property
    def attribution(self) -> str | None:
        """The words by which the paragraph says from whom it has its content."""
        return attribution(self.acts)

    @property
    def claims(self) -> bool:
        """Whether the paragraph seems to say who said something."""
        return bool(
            self.paragraph.number and (self.acts or self.sources or self.alike or self.contents)
        )


def read(
    known: Known,
    article: Sequence[Paragraph],
    language: Language,
    day: date | None = None,
    stories: Collection[str] = (),
) -> list[Reading]:
    """What is found in each paragraph of an article in a language, reported on a day, of some
    stories if it is known which.
    """
    found_in = Names(known, language).of(article)
    words, readings = (
        _Words(known, language, Propositions(known, day, stories), day),
        list[Reading](),
    )
    for place, paragraph in enumerate(article):
        around = found_in[max(place - 1, 0)] + found_in[0]
        earlier = named_before([act for one in readings[-MOST_BACK:] for act in one.acts])
        readings.append(words.reading(paragraph, found_in[place], around, earlier))
    return list(_with_contents(readings))


def _with_contents(readings: Sequence[Reading]) -> Iterator[Reading]:
    """The paragraphs, whose acts have what is claimed with them; what refers to an earlier claim,
    as a denial does that says no more, has that.
    """
    rows = completed([one.contents for one in readings])
    claimed = ((row[0], one.alike) for one, row in zip(readings, rows, strict=True) if row)
    earlier = next(claimed, None)
    for reading, row in zip(readings, rows, strict=True):
        ends = sentence_ends(reading.paragraph.text)
        found = [
            _claiming(act, row, sentence(ends, act.start), reading.alike, earlier)
            for act in reading.acts
        ]
        yield replace(reading, acts=tuple(found), contents=row)
        earlier = (row[-1], reading.alike) if row else earlier


def _claiming(
    act: Act,
    row: Sequence[Content],
    span: tuple[int, int],
    alike: tuple[Likeness, ...],
    earlier: tuple[Content, tuple[Likeness, ...]] | None,
) -> Act:
    """An act with what is claimed first in its sentence, behind it sooner than before it; one that
    refers to an earlier claim with that, and the propositions like it.
    """
    first, last = (bisect_left(row, place, key=lambda one: one.start) for place in span)
    if here := row[first:last]:
        behind = [one for one in here if one.start >= act.start]
        return replace(act, content=[*behind, *here][0])
    if act.stance not in REFERRING:
        return act
    before = (row[first - 1], alike) if first else earlier
    return replace(act, content=before[0], alike=before[1]) if before else act


class _Words:
    """What is looked for in the paragraphs of an article."""

    def __init__(
        self, known: Known, language: Language, propositions: Propositions, day: date | None
    ) -> None:
        self._language, self._day = language, day
        self._propositions = propositions
        self._dates, self._sources = Dates(language), Sources(language)
        self._kinds = Kinds(*(frozenset(known.members(kind)) for kind in (STATE, PERSON, OUTLET)))
        self._met: set[str] = set()
        self._contents = Contents(language, Roles(language, Parties(known)))

    def reading(
        self,
        paragraph: Paragraph,
        mentions: Sequence[Mention],
        around: Sequence[Mention],
        earlier: Sequence[Actor],
    ) -> Reading:
        """What is found in a paragraph; `around` it are things named as well, and `earlier` acted
        those whom a pronoun means.
        """
        nouns = self._language.capital_nouns
        unknown = unknown_mentions(paragraph, mentions, nouns, self._met)
        self._met |= {one.text.split()[-1] for one in unknown if " " in one.text}
        if self._language.is_without_blanks:
            unknown += titled_mentions(paragraph, mentions, self._language.titles)
        sources = list(self._sources.of(paragraph, mentions))
        spoken_of = list(self._sources.spoken_of(paragraph, mentions))
        named = actors(mentions, sources, unknown, spoken_of, self._kinds)
        found = acts(paragraph, self._language, named, earlier)
        speaking = {act.actors[0].start for act in found if act.actors}
        near = {slug for mention in around for slug in mention.slugs}
        alike = _Alike(self._propositions, self._language, paragraph, mentions, near)
        in_all = alike.to((0, len(paragraph.text)))
        return Reading(
            paragraph,
            tuple(mentions),
            tuple(dict.fromkeys(one.text for one in unknown)),
            tuple(self._dates.of(paragraph, self._day)),
            tuple(sources),
            tuple(_with_alike(found, alike, in_all)),
            tuple(in_all),
            tuple(self._contents.of(paragraph, named, speaking, {act.start for act in found})),
        )


def _with_alike(found: Sequence[Act], alike: "_Alike", in_all: list[Likeness]) -> Iterator[Act]:
    """Acts with the propositions like their sentence, or in no article's paragraph, like all."""
    ends = sentence_ends(alike.paragraph.text)
    for act in found:
        here = alike.to(sentence(ends, act.start)) if len(found) <= MOST_ACTS else []
        yield replace(act, alike=_both(here, in_all))


class _Alike:
    """The propositions like parts of one paragraph."""

    def __init__(
        self,
        propositions: Propositions,
        language: Language,
        paragraph: Paragraph,
        mentions: Sequence[Mention],
        around: Collection[str],
    ) -> None:
        self.paragraph = paragraph
        self._propositions, self._mentions = propositions, mentions
        self._around = {*around, *(slug for one in mentions for slug in one.slugs)}
        row, text = paragraph.tokens, paragraph.text
        self._english = [
            (
                row[hit.start].start,
                word,
                is_negated(paragraph, hit, language, ACTION_NEGATED_WITHIN),
            )
            for hit in language.words.within(row, text)
            for word in hit.value
        ]

    def to(self, span: tuple[int, int]) -> list[Likeness]:
        """The propositions like what stands in a part; what the rest names is around it."""
        first, last = span
        inside = [(word, no) for place, word, no in self._english if first <= place < last]
        here = {s for one in self._mentions if first <= one.start < last for s in one.slugs}
        return self._propositions.alike(
            [token for token in self.paragraph.tokens if first <= token.start < last],
            here,
            {word for word, _ in inside},
            self._around,
            {word for word, no in inside if no},
        )


def _both(here: Sequence[Likeness], in_all: Sequence[Likeness]) -> tuple[Likeness, ...]:
    """The propositions like a sentence and like its paragraph, best first; each once."""
    nearer = {one.slug: one for one in in_all} | {one.slug: one for one in here}
    in_sentence = {one.slug for one in here}
    weight = {one.slug: one.score + SENTENCE * (one.slug in in_sentence) for one in nearer.values()}
    return tuple(sorted(nearer.values(), key=lambda one: (-weight[one.slug], one.slug)))
