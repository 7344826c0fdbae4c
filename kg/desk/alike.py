"""How alike a paragraph is to known propositions: a plain count, explained in words.

The score is the sum of three shares: 0.4 for the proposition's actors and other roles that the
paragraph names, half of it for the actors; 0.2 for the words of its action by the name that fits
best; 0.4 for its text: its words, and the states that it names in any language. A name that only
the words around a paragraph have counts half, a word less the more propositions have it. Words are
compared by their first letters, so that `sharing` meets `shared`. Three quarters of the sum are
left where none of those is named who act, or none upon whom they act; nine tenths where no report
of its story is within a year of the day on which the article appeared. One of a story to which the
article is said to belong has 0.15 more.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Final

from kg.desk.article import Token, tokens
from kg.desk.kinds import TIES, linked
from kg.desk.known import Known
from kg.desk.language import Language
from kg.desk.lexicon import Phrases
from kg.desk.statenames import state_names
from kg.desk.stories import STORY, days_apart

OF_ROLES: Final = 0.4
OF_ACTION: Final = 0.2
OF_TEXT: Final = 0.4
AROUND: Final = 0.5
SIDE_UNNAMED: Final = 0.75
LONG_AGO: Final = 0.9
YEAR: Final = 365
LEAST: Final = 0.5
MOST: Final = 5
OF_STORY: Final = 0.15
STEM: Final = 5
SHORTEST: Final = 3
ACTOR: Final = "actor"
ARRANGEMENT: Final = "arrangement"
STATE: Final = "State"
_COMMON_WORDS: Final = """
    the and for that this with from has have had are was were been its their they will
    would could not but who which into about over than being more other such also said
"""
_COMMON: Final = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True, slots=True)
class Likeness:
    """A known proposition, how alike it is (0 to 1), and why; `negated` where a word of its
    action that was found has one before it that negates.
    """

    slug: str
    score: float
    why: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class _Content:
    """What a proposition says: who acts, with or upon whom, under what; the words of its action, by
    each of its names; the words of its text, and the states that the text names.
    """

    actors: frozenset[str]
    others: frozenset[str]
    arrangements: frozenset[str]
    actions: tuple[frozenset[str], ...]
    text: frozenset[str]
    states: frozenset[str]

    @property
    def roles(self) -> frozenset[str]:
        return self.actors | self.others | self.arrangements


class Propositions:
    """The propositions of the graph, ready to be compared with paragraphs of a `day`, and of some
    `stories`, if it is known which.
    """

    def __init__(
        self, known: Known, day: date | None = None, stories: Collection[str] = ()
    ) -> None:
        self._known = known
        self._stories = frozenset(stories)
        self._apart = days_apart(known, day) if day else {}
        states = Phrases(_state_names(known))
        self._contents = {
            slug: _content(known, slug, states) for slug in known.members("Proposition")
        }
        self._with: dict[str, set[str]] = defaultdict(set)
        for slug, content in self._contents.items():
            for word in content.text:
                self._with[word].add(slug)

    def alike(
        self,
        row: Iterable[Token],
        named: Collection[str],
        english: Collection[str] = (),
        around: Collection[str] = (),
        negated: Collection[str] = (),
    ) -> list[Likeness]:
        """The propositions most like a paragraph, given its words and the things that it names;
        the `english` words for some of them, where it is in another language; the things that are
        named `around` it; and those of the English words that are `negated`.
        """
        words = _stems(row) | {word[:STEM] for word in english}
        weights = dict.fromkeys(around, AROUND) | dict.fromkeys(named, 1.0)
        near = {slug for word in words for slug in self._with.get(word, ())}
        no = {word[:STEM] for word in negated}
        scored = (self._likeness(slug, words, weights, no) for slug in near)
        kept = [one for one in scored if one.score >= LEAST]
        return sorted(kept, key=lambda one: (-one.score, one.slug))[:MOST]

    def _likeness(
        self, slug: str, words: frozenset[str], named: dict[str, float], no: Collection[str]
    ) -> Likeness:
        content = self._contents[slug]
        name = max(
            content.actions, key=lambda name: _share(name & words, name), default=frozenset()
        )
        action, text = name & words, content.text & words
        score = (
            OF_ROLES * _of_roles(content, named)
            + OF_ACTION * _share(action, name)
            + OF_TEXT * self._of_text(content, text, named)
        ) * self._less(slug, content, named)
        score += OF_STORY * (not self._stories.isdisjoint(self._known.values(slug, STORY)))
        found = content.roles & named.keys()
        who = ", ".join(sorted(self._known.label(one) for one in found)) or "nobody"
        why = f"names {who}; {len(action)} of {len(name)} words of its action"
        why += f"; {len(text)} of {len(content.text)} words of its text"
        return Likeness(slug, round(min(score, 1.0), 2), why, not action.isdisjoint(no))

    def _less(self, slug: str, content: _Content, named: dict[str, float]) -> float:
        sides = (content.actors, content.others | content.arrangements)
        unnamed = any(side and side.isdisjoint(named) for side in sides)
        stories = self._known.values(slug, STORY)
        old = bool(stories) and all(self._apart.get(one, 0) > YEAR for one in stories)
        return (SIDE_UNNAMED if unnamed else 1.0) * (LONG_AGO if old else 1.0)

    def _of_text(self, content: _Content, found: Collection[str], named: dict[str, float]) -> float:
        """The share of a text that is found; a word counts less the more propositions have it."""
        rare = {word: 1 / sqrt(len(self._with[word])) for word in content.text}
        state = max(rare.values(), default=0.0)
        whole = sum(rare.values()) + state * len(content.states)
        here = sum(rare[word] for word in found)
        here += state * sum(named.get(slug, 0.0) for slug in content.states)
        return here / whole if whole else 0.0


def _state_names(known: Known) -> Iterable[tuple[str, str]]:
    yield from state_names(known, Language("en"))
    for slug in known.members(STATE):
        yield from ((name, slug) for name in known.names(slug))


def _content(known: Known, slug: str, states: Phrases[str]) -> _Content:
    actors = frozenset(known.values(slug, ACTOR))
    arrangements = frozenset(known.values(slug, ARRANGEMENT))
    held = roles(known, slug)
    names_of = [name for one in known.values(slug, "actionType") for name in known.names(one)]
    actions = tuple(_stems(tokens(name)) for name in names_of)
    label = known.label(slug)
    row = tuple(tokens(label))
    hits = list(states.within(row, label))
    inside = {place for hit in hits for place in range(hit.start, hit.end)}
    text = _stems(token for place, token in enumerate(row) if place not in inside)
    names = _stems(token for one in held for name in known.names(one) for token in tokens(name))
    return _Content(
        actors,
        held - actors - arrangements,
        arrangements,
        actions,
        text - names,
        frozenset(hit.value for hit in hits) - held - {""},
    )


def roles(known: Known, proposition: str) -> frozenset[str]:
    """Those who act in a proposition, or upon whom, or under what."""
    fields = known.contract.fields_in("Proposition", *TIES)
    to_things = [field for field in fields if linked(known.contract, field)]
    return frozenset(one for field in to_things for one in known.linked(proposition, field))


def _of_roles(content: _Content, named: dict[str, float]) -> float:
    """The share of roles that are named, half of it that of actors; an arrangement that is named
    stands for all who take part in it.
    """

    def share(of: frozenset[str]) -> float:
        return sum(named.get(one, 0.0) for one in of) / len(of) if of else 0.0

    sides = [share(content.actors)] if content.actors else []
    if content.others or content.arrangements:
        sides.append(max(share(content.others), share(content.arrangements)))
    return sum(sides) / len(sides) if sides else 0.0


def _share(found: Collection[str], of: Collection[str]) -> float:
    return len(found) / len(of) if of else 0.0


def _stems(row: Iterable[Token]) -> frozenset[str]:
    return frozenset(
        token.folded[:STEM]
        for token in row
        if len(token.folded) >= SHORTEST and token.folded not in _COMMON
    )
