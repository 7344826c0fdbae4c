"""What a text claims, taken apart: who does what, with whom, whether it is so, how far it is.

An action is told by words that stand near each other in one sentence: a word for what is done and
one for what it is done to, as in `paused` and `intelligence`. Which words tell of which action
stands in `languages/actions.toml`, the words themselves in the table of each language.
"""

import tomllib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Final, TypeVar

from kg.desk.article import Paragraph, sentence_ends
from kg.desk.language import FOLDER, Language
from kg.desk.lexicon import Hit, Phrases, listed
from kg.desk.negation import ACTION_NEGATED_WITHIN, is_negated
from kg.desk.parties import Party, Roles, actor_of, counterparty_of
from kg.desk.subjects import Actor

T = TypeVar("T")

# So many words, or signs, may lie between the words that tell of an action together.
WIDEST: Final = 14
WIDEST_SIGNS: Final = 30
# So near another claim what only says `sharing` says nothing of its own.
NEAR: Final = 60
# No sentence has more of such words, and none claims more.
MOST_WORDS: Final = 40
MOST_CLAIMED: Final = 3
PHASES: Final = ("considered", "planned", "decided")
MODES: Final = ("possible", "required", "conditional")
HEDGES: Final = PHASES + MODES
NEGATIVE: Final = "negative"
PLAIN: Final = "plain"
_BESIDE: Final = ("towards", "by")


@dataclass(frozen=True, slots=True)
class Content:
    """What a sentence claims: the action by its name; by slug, who acts and towards whom; whether
    it is so; its phase and its mode, if a word tells; the sentence, and where the words stand.
    """

    action: str
    actors: tuple[str, ...]
    counterparties: tuple[str, ...]
    affirmative: bool
    phase: str | None
    mode: str | None
    words: str
    paragraph: int
    start: int
    end: int

    @property
    def sides(self) -> tuple[str, ...]:
        """All parties, who acts first."""
        return (*self.actors, *self.counterparties)

    @property
    def told(self) -> str:
        """In one line: who, what, towards whom; whether it is not so; how far, and how sure."""
        sides = [" + ".join(self.actors), self.action, " + ".join(self.counterparties)]
        hedged = ", ".join(one for one in (self.phase, self.mode) if one)
        said = " → ".join(one for one in sides if one)
        return f"{'' if self.affirmative else 'not: '}{said}{f' ({hedged})' if hedged else ''}"

    def is_part_of(self, other: "Content") -> bool:
        """Whether it stands beside another, and names the same parties, or fewer of them."""
        apart = max(other.start - self.end, self.start - other.end)
        near = apart <= NEAR and self.paragraph == other.paragraph
        return near and set(self.sides) <= set(other.sides)

    def completed(self, earlier: "Content | None", often: Sequence[str]) -> "Content":
        """The same with, where it names none, the parties of what was claimed before, or those that
        the article names most `often`.
        """
        before = earlier.sides if earlier else ()
        actors = self.actors or _others((*before, *often), self.counterparties)
        towards = self.counterparties or _others((*before, *often), actors)
        return replace(self, actors=actors, counterparties=towards)


def _others(parties: Sequence[str], taken: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in parties if one not in taken)[:1]


@dataclass(frozen=True, slots=True)
class _Told:
    """An action that words of a sentence tell of, the first of which says what is done."""

    action: str
    affirmative: bool
    is_plain: bool
    hits: tuple[Hit[tuple[str, ...]], ...]

    @property
    def first(self) -> int:
        return min(hit.start for hit in self.hits)

    @property
    def behind(self) -> int:
        return max(hit.end for hit in self.hits)


class Contents:
    """What is claimed in one language."""

    def __init__(self, language: Language, roles: Roles) -> None:
        self._language, self._roles = language, roles
        self._widest = WIDEST_SIGNS if language.is_without_blanks else WIDEST

    def of(
        self,
        paragraph: Paragraph,
        named: Sequence[Actor],
        speaking: Collection[int],
        sayings: Collection[int],
    ) -> list[Content]:
        """What each sentence of a paragraph claims, in the order of the text; `speaking` are the
        places of those who only say so, `sayings` those of the verbs by which they do.
        """
        row, text = paragraph.tokens, paragraph.text
        hits = [
            hit
            for hit in self._hits(paragraph)
            if row[hit.start].start not in sayings or not set(hit.value).isdisjoint(HEDGES)
        ]
        if not hits:
            return []
        parties = self._roles.of(paragraph, named, speaking)
        ends = sentence_ends(text)
        told = _by_sentence(ends, hits, [row[hit.start].start for hit in hits])
        sides = _by_sentence(ends, parties, [party.start for party in parties])
        return [
            one
            for number, these in told.items()
            for one in self._in_sentence(
                paragraph,
                these,
                sides.get(number, []),
                text[ends[number] : ends[number + 1]].strip(),
            )
        ]

    def _hits(self, paragraph: Paragraph) -> Iterator[Hit[tuple[str, ...]]]:
        return self._words.within(paragraph.tokens, paragraph.text)

    def _in_sentence(
        self,
        paragraph: Paragraph,
        hits: Sequence[Hit[tuple[str, ...]]],
        parties: Sequence[Party],
        words: str,
    ) -> list[Content]:
        if len(hits) > MOST_WORDS:
            return []
        told = sorted(self._actions(hits), key=lambda one: (one.is_plain, one.first))
        found: list[Content] = []
        for one in told:
            content = self._content(paragraph, one, hits, parties, words)
            apart = not any(content.is_part_of(other) for other in found)
            if not one.is_plain or (apart and content.sides):
                found.append(content)
        return sorted(found, key=lambda one: one.start)

    def _content(
        self,
        paragraph: Paragraph,
        told: _Told,
        hits: Sequence[Hit[tuple[str, ...]]],
        parties: Sequence[Party],
        words: str,
    ) -> Content:
        row = paragraph.tokens
        start, end = row[told.first].start, row[told.behind - 1].end
        no = is_negated(paragraph, told.hits[0], self._language, ACTION_NEGATED_WITHIN)
        actor = actor_of(parties, start, end)
        other = counterparty_of(parties, actor, start, end)
        return Content(
            told.action,
            actor.slugs if actor else (),
            other.slugs if other else (),
            told.affirmative != no,
            self._hedge(hits, told, PHASES),
            self._hedge(hits, told, MODES),
            words,
            paragraph.number,
            start,
            end,
        )

    def _hedge(
        self, hits: Sequence[Hit[tuple[str, ...]]], told: _Told, names: Sequence[str]
    ) -> str | None:
        """The hedge that stands nearest before what is told of, or behind it, where verbs end."""
        near = {
            min(abs(told.first - hit.end), abs(hit.start - told.behind)): name
            for hit in hits
            for name in names
            if name in hit.value and hit not in told.hits
        }
        closest = min(near, default=None)
        return near[closest] if closest is not None and closest <= self._widest else None

    def _actions(self, hits: Sequence[Hit[tuple[str, ...]]]) -> Iterator[_Told]:
        """The actions of a sentence: those whose words are closest first, no word being of two, and
        plain ones last.
        """
        left = list(hits)
        for _ in range(MOST_CLAIMED):
            ranked = [
                (one.is_plain, one.behind - one.first, number, one)
                for number, one in enumerate(self._possible(left))
            ]
            if not ranked:
                return
            *_, best = min(ranked)
            yield best
            left = [hit for hit in left if hit not in best.hits]

    def _possible(self, hits: Sequence[Hit[tuple[str, ...]]]) -> Iterator[_Told]:
        by_meaning: dict[str, list[Hit[tuple[str, ...]]]] = {}
        for hit in hits:
            for meaning in hit.value:
                by_meaning.setdefault(meaning, []).append(hit)
        for section, action, meanings in self._told_by:
            rows = [by_meaning.get(meaning, ()) for meaning in meanings]
            for row in product(*rows):
                told = _Told(action, section != NEGATIVE, section == PLAIN, row)
                if told.behind - told.first <= self._widest:
                    yield told

    @cached_property
    def _words(self) -> Phrases[tuple[str, ...]]:
        """Words and phrases by what they mean; one may mean several things."""
        meanings: dict[str, tuple[str, ...]] = {}
        for name, line in self._language.section("content").items():
            for phrase in listed(line) if name not in _BESIDE else ():
                meanings[phrase] = (*meanings.get(phrase, ()), name)
        return Phrases(meanings.items(), begins=not self._language.is_without_blanks)

    @cached_property
    def _told_by(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """The section of each action, its name, and the meanings that tell of it together."""
        table = tomllib.loads((FOLDER / "actions.toml").read_text("utf-8"))
        return tuple(
            (section, action, tuple(meanings.split()))
            for section, lines in table.items()
            for action, line in lines.items()
            for meanings in listed(line)
        )


def _by_sentence(
    ends: Sequence[int], row: Sequence[T], places: Sequence[int]
) -> dict[int, list[T]]:
    """What stands in each sentence, by its number, given where each begins."""
    found: dict[int, list[T]] = defaultdict(list)
    for one, place in zip(row, places, strict=True):
        found[min(bisect_right(ends, place), len(ends) - 1) - 1].append(one)
    return found


def completed(rows: Sequence[Sequence[Content]]) -> list[tuple[Content, ...]]:
    """What each paragraph claims, each content with the parties that it leaves out; what still has
    nobody who acts is left out.
    """
    named = Counter(side for row in rows for one in row for side in one.sides)
    often = [side for side, _ in named.most_common()]
    found: list[tuple[Content, ...]] = []
    earlier: Content | None = None
    for row in rows:
        kept = []
        for one in row:
            whole = one.completed(earlier, often)
            if whole.actors:
                kept.append(whole)
                earlier = whole
        found.append(tuple(kept))
    return found
