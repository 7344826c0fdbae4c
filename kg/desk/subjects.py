"""Whose act a verb tells of: somebody known, an unnamed source, or a name that nothing bears."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from kg.desk.article import (
    SENTENCE_END,
    Paragraph,
    Token,
    begins_sentence,
    sentence,
    sentence_ends,
)
from kg.desk.language import Language
from kg.desk.lexicon import Hit, together
from kg.desk.names import Mention
from kg.desk.quotes import quotations, quoted_at
from kg.desk.sources import Source

# No sentence is followed for more letters than these, in both directions.
FARTHEST: Final = 300
# By so many letters one on the other side of a verb, and one behind a preposition, counts as
# farther off, and one that a particle marks as a subject as nearer.
OTHER_SIDE: Final = 15
NO_SUBJECT: Final = 60
IS_SUBJECT: Final = 60
IS_TOPIC: Final = 150
# A name that nothing bears may be of a thing, and so has to stand beside the verb.
BESIDE: Final = 3
# A name of several words is one of a person, and may have an adverb between.
BESIDE_PERSON: Final = 12
# So many words before a verb a pronoun may stand: he also said.
BEFORE: Final = 2
# So many letters may stand between a preposition and who it is that says something.
MOST_BEHIND: Final = 40
# So many signs may stand between a verb and what is before it: a quotation's end, a comma, blanks.
MOST_SIGNS: Final = 8
# So many words may part a state from the name that it describes: the US envoy Steve Witkoff.
MOST_TITLES: Final = 3
# So many letters may part an office from a name behind it, and a name from an office behind it.
NEAR_NAME: Final = 40
NEAR_OFFICE: Final = 3
# So many letters may part one who acts from a word that refers to him.
# By so many letters an outlet counts as nearer to a verb of saying.
REPORTS: Final = 40
SAYS: Final = "asserts"
# So many words may part two persons who act together, their offices among them.
MOST_JOINING: Final = 14
MOST_RELATIVE: Final = 3
# So many words behind a verb what is said may begin.
MOST_BEFORE_THAT: Final = 12
_PARTED: Final = frozenset(',.;:!?…—–()«»“”„"、。「」')

_BEFORE_VERB: Final = tuple(',»”"–—')
_COMMA: Final = re.compile(r"[^,]*, ")
_CLOSING: Final = tuple('»”"״」')
_OPENING: Final = frozenset('"“„«「')


@dataclass(frozen=True, slots=True)
class Actor(Mention):
    """One who may act: a state, which often only describes another; an unnamed source, with those
    whom it is of; a person or another known one; without slugs, a name that nothing bears, or words
    for somebody who was named `before`.
    """

    is_state: bool = False
    is_person: bool = False
    is_outlet: bool = False
    source: Source | None = None
    before: bool = False

    @property
    def is_source(self) -> bool:
        """Whether it is an unnamed source."""
        return self.source is not None

    @property
    def is_human(self) -> bool:
        """Whether it may be meant by a pronoun."""
        return not self.before and (self.is_source or self.is_person or not self.slugs)


A = TypeVar("A", Actor, Source)


@dataclass(frozen=True, slots=True)
class Kinds:
    """The slugs of all states, of all persons, and of all outlets."""

    states: Collection[str]
    persons: Collection[str]
    outlets: Collection[str]

    def actor(self, one: Mention) -> Actor:
        """One who is named, as one who may act."""
        is_state = bool(one.slugs) and all(slug in self.states for slug in one.slugs)
        is_person = any(slug in self.persons for slug in one.slugs)
        is_outlet = any(slug in self.outlets for slug in one.slugs)
        place = (one.paragraph, one.start, one.end, one.text, one.joined)
        return Actor(one.slugs, *place, is_state, is_person, is_outlet)


def actors(
    mentions: Sequence[Mention],
    sources: Sequence[Source],
    unknown: Sequence[Mention],
    spoken_of: Sequence[Mention],
    kinds: Kinds,
) -> list[Actor]:
    """All in a paragraph who may act, in the order of the text. An unknown name right behind a
    description belongs to it; words for somebody who was `spoken_of` before have no name beside.
    """
    found = [
        Actor(s.affiliations, s.paragraph, s.start, s.end, s.descriptor, source=s) for s in sources
    ]
    for one in (*mentions, *unknown):
        behind = 0 if one.slugs else 1
        near = _around(sources, one.start)
        if not any(s.start < one.end and one.start <= s.end + behind for s in near):
            found.append(kinds.actor(one))
    found.sort(key=lambda one: one.start)
    humans = [one for one in found if one.is_human]
    found += [
        Actor((), one.paragraph, one.start, one.end, one.text, before=True)
        for one in spoken_of
        if not any(_belongs(one, other) for other in _around(humans, one.start))
    ]
    return sorted(found, key=lambda one: one.start)


def _around(named: Sequence[A], place: int) -> Sequence[A]:
    """Those of a row who are named right before a place, at it, and behind it."""
    behind = bisect_left(named, place, key=lambda one: one.start)
    return named[max(behind - 2, 0) : behind + 2]


def _belongs(office: Mention, name: Mention) -> bool:
    """Whether an office stands right beside a name, or is part of it."""
    return name.start - office.end <= NEAR_NAME and office.start - name.end <= NEAR_OFFICE


class Subjects:
    """Those who may act in a paragraph, by the verb."""

    def __init__(
        self, paragraph: Paragraph, language: Language, named: Sequence[Actor] = ()
    ) -> None:
        self._paragraph = paragraph
        self._language = language
        self._named = named
        self._starts = [token.start for token in paragraph.tokens]
        self._quoted = list(quotations(paragraph))
        self._ends = sentence_ends(paragraph.text)
        self._describes = set(self._describing())
        self._described = {named[place + 1].start for place in self._describes}

    def of(self, hit: Hit[str]) -> tuple[Actor, ...]:
        """Those named in the sentence of a verb, who seems to act first: the nearest, sooner before
        a verb than behind it, or where verbs come first the other way round; one marked as a
        subject sooner still, one behind a preposition later.
        """
        row, text = self._paragraph.tokens, self._paragraph.text
        start, end = row[hit.start].start, row[hit.end - 1].end

        if not self._named or self.is_pronoun(hit) or self._is_impersonal(hit):
            return ()
        inverted, joined = self._is_inverted(start), self._is_joined(hit)
        behind = self._language.verb_first or inverted
        said = self._said_from(hit)

        def distance(one: Actor) -> int | None:
            before = one.end <= start
            between = text[one.end : start] if before else text[end : one.start]
            if SENTENCE_END.search(between) or one.start >= said:
                return None
            quoted = quoted_at(self._quoted, one.start)
            if quoted and quoted != quoted_at(self._quoted, start):
                return None
            if not one.slugs and not self._is_beside(one, between):
                return None
            far = one.start - len(text) if joined and before else len(between)
            reports = one.is_outlet and hit.value == SAYS and not _PARTED & set(between)
            far -= REPORTS * (reports and (before or behind))
            return far + OTHER_SIDE * (before == behind) + self._farther(one)

        found = self._ranked(distance, start, end)
        quoted = inverted and self._before(start).rstrip(" ,–—-")[-1:] in _CLOSING
        return () if quoted and not any(one.start >= end for one in found) else found

    def together_with(self, actor: Actor) -> list[Actor]:
        """Those whom an and joins to one who acts: states side by side, persons with their offices
        between.
        """
        near = [one for one in self._named if one.is_state == actor.is_state]
        near = [one for one in near if one.is_person == actor.is_person]
        if actor not in near or not (actor.is_state or actor.is_person):
            return []
        place = near.index(actor)
        first, behind = place, place
        while first and self._are_joined(near[first - 1], near[first]):
            first -= 1
        while behind + 1 < len(near) and self._are_joined(near[behind], near[behind + 1]):
            behind += 1
        return [*near[first:place], *near[place + 1 : behind + 1]]

    def _are_joined(self, one: Actor, other: Actor) -> bool:
        row, text = self._paragraph.tokens, self._paragraph.text
        places = range(bisect_left(self._starts, one.end), bisect_left(self._starts, other.start))
        words = [row[place].folded for place in places]
        between = text[one.end : other.start]
        joins = not self._language.ands.isdisjoint(words) or (between == ", " and one.is_state)
        if one.is_state:
            small = {*self._language.ands, *self._language.small_words}
            return joins and all(word in small for word in words)
        acts = self._language.acts
        told = len(words) > MOST_JOINING or any(acts.at(row, text, place) for place in places)
        return joins and not told and not SENTENCE_END.search(between) and "," not in between

    def _said_from(self, hit: Hit[str]) -> int:
        """Where what is said behind a verb begins, as a word such as that tells; nobody there acts
        by the verb.
        """
        row, text = self._paragraph.tokens, self._paragraph.text
        places = range(hit.end, min(hit.end + MOST_BEFORE_THAT, len(row)))
        that = (row[n].start for n in places if self._language.that.at(row, text, n))
        return next(that, len(text))

    def is_pronoun(self, hit: Hit[str]) -> bool:
        """Whether a pronoun stands right before a verb, within it, as in a-t-il dit, or behind one
        that may go first; or, where a verb ends its sentence, begins that.
        """
        row, text = self._paragraph.tokens, self._paragraph.text
        pronouns = self._language.pronouns
        if self._language.is_without_blanks:
            first, _ = sentence(self._ends, row[hit.start].start)
            return pronouns.at(row, text, bisect_left(self._starts, first)) is not None
        start, end = row[hit.start].start, row[hit.end - 1].end
        behind = min(hit.end + self._language.inverts, len(row))
        return any(
            pronouns.at(row, text, place)
            and (self._language.inverts or not hit.start < place < hit.end)
            and not _PARTED & set(text[min(row[place].end, end) : max(row[place].start, start)])
            for place in range(max(hit.start - BEFORE, 0), behind)
        )

    def _is_impersonal(self, hit: Hit[str]) -> bool:
        """Whether a verb tells what is said, and not by whom."""
        row, text = self._paragraph.tokens, self._paragraph.text
        return self._language.impersonal.at(row, text, hit.start) is not None

    def is_described(self, word: Token) -> bool:
        """Whether a word is part of the description of an unnamed source."""
        near = _around(self._named, word.start)
        return any(one.is_source and one.start <= word.start < one.end for one in near)

    def is_of_a_thing(self, hit: Hit[str]) -> bool:
        """Whether a word right before a verb refers to what nobody is: the report which says."""
        row, text = self._paragraph.tokens, self._paragraph.text
        relative = self._language.relative
        for place in range(max(hit.start - BEFORE, 0), hit.start):
            found = relative.at(row, text, place)
            if found and found.end == hit.start:
                end = row[place].start
                near = _around(self._named, end)
                return not any(0 <= end - one.end <= MOST_RELATIVE for one in near)
        return False

    def _is_inverted(self, start: int) -> bool:
        """Whether a verb follows a quotation, or what somebody said, and so goes before who."""
        return self._language.inverts and self._before(start).rstrip()[-1:] in _BEFORE_VERB

    def _before(self, start: int) -> str:
        """What stands right before a place."""
        return self._paragraph.text[max(start - MOST_SIGNS, 0) : start]

    def _is_joined(self, hit: Hit[str]) -> bool:
        """Whether a verb is joined by and to another, and so has its subject."""
        row, text, place = self._paragraph.tokens, self._paragraph.text, hit.start
        ands = self._language.ands
        if hit.joined:
            return hit.joined in ands and not begins_sentence(row[place], text)
        before = row[place - 1].folded if place else ""
        return before in ands and together(row, text, place)

    def _is_beside(self, one: Actor, between: str) -> bool:
        """Whether an unknown name is near enough to a verb; a description always is."""
        most = BESIDE_PERSON if " " in one.text else BESIDE
        described = one.is_source or one.before or one.start in self._described
        return described or (len(between) <= most and not _PARTED & set(between))

    def beside(self, hit: Hit[str], before: bool) -> tuple[Actor, ...]:
        """Those named right behind a preposition, or right `before` a postposition, in its clause,
        as in according to.
        """
        row, text = self._paragraph.tokens, self._paragraph.text
        start, end = row[hit.start].start, row[hit.end - 1].end

        def distance(one: Actor) -> int | None:
            if (one.end <= start) != before:
                return None
            between = text[one.end : start] if before else text[end : one.start]
            far = len(between) > MOST_BEHIND or bool(_PARTED & set(between) - _OPENING)
            return None if far else len(between)

        return self._ranked(distance, start, end)

    def _ranked(
        self, distance: Callable[[Actor], int | None], start: int, end: int
    ) -> tuple[Actor, ...]:
        first = bisect_left(self._named, start - FARTHEST, key=lambda one: one.start)
        behind = bisect_left(self._named, end + FARTHEST, key=lambda one: one.start)
        apart = (
            place
            for place in range(first, behind)
            if self._named[place].end <= start or end <= self._named[place].start
        )
        told = [
            (far, place) for place in apart if (far := distance(self._named[place])) is not None
        ]
        order = [place for _, place in sorted(told)]
        for place in [one for one in order if one in self._describes and one + 1 in order]:
            order.remove(place)
            order.insert(order.index(place + 1) + 1, place)
        return tuple(self._named[place] for place in order)

    def _describing(self) -> Iterator[int]:
        """The places of states that only say whose the next one is, as in the US envoy Witkoff."""
        row, text = self._paragraph.tokens, self._paragraph.text
        starts, (preposition, *_) = self._starts, self._language.subjects
        for place, (one, other) in enumerate(zip(self._named, self._named[1:], strict=False)):
            between = text[one.end : other.start]
            words = range(bisect_left(starts, one.end), bisect_left(starts, other.start))
            if (
                one.is_state
                and not other.is_state
                and len(words) <= MOST_TITLES
                and (not _PARTED & set(between) or _COMMA.fullmatch(between))
                and not any(
                    self._language.acts.at(row, text, n) or preposition.at(row, text, n)
                    for n in words
                )
            ):
                yield place

    def _farther(self, one: Actor) -> int:
        """How much farther one counts, since a word beside it says whether it is a subject; a title
        behind a name belongs to it.
        """
        row, text = self._paragraph.tokens, self._paragraph.text
        preposition, topic, marker, other = self._language.subjects
        first, behind = bisect_left(self._starts, one.start), bisect_left(self._starts, one.end)
        if one.joined in self._language.joined_prepositions:
            return NO_SUBJECT
        if first and preposition.at(row, text, first - 1) and not one.is_source:
            return NO_SUBJECT
        if behind < len(row) and (title := self._language.titles.at(row, text, behind)):
            behind = title.end if self._language.is_without_blanks else behind
        if behind < len(row) and together(row, text, behind):
            if topic.at(row, text, behind):
                return -IS_TOPIC
            if marker.at(row, text, behind):
                return -IS_SUBJECT
            if other.at(row, text, behind):
                return NO_SUBJECT
        return 0
