"""How alike a paragraph is to known propositions: a plain count, explained in words.

The score is the sum of three shares: 0.4 for the proposition's actors and other roles that the
paragraph names, 0.2 for the words of its action by the name that fits best, 0.4 for the words of
its text. Words are compared by their first letters, so that `sharing` meets `shared`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from kg.desk.article import Token, tokens
from kg.desk.kinds import TIES, linked
from kg.desk.known import Known

OF_ROLES: Final = 0.4
OF_ACTION: Final = 0.2
OF_TEXT: Final = 0.4
LEAST: Final = 0.5
MOST: Final = 5
STEM: Final = 5
SHORTEST: Final = 3
_COMMON_WORDS: Final = """
    the and for that this with from has have had are was were been its their they will
    would could not but who which into about over than being more other such also said
"""
_COMMON: Final = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True, slots=True)
class Likeness:
    """A known proposition, how alike it is (0 to 1), and why."""

    slug: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class _Content:
    roles: frozenset[str]
    actions: tuple[frozenset[str], ...]
    text: frozenset[str]


class Propositions:
    """The propositions of the graph, ready to be compared with paragraphs."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._contents = {slug: _content(known, slug) for slug in known.members("Proposition")}
        self._with: dict[str, set[str]] = defaultdict(set)
        for slug, content in self._contents.items():
            for word in content.text:
                self._with[word].add(slug)

    def alike(
        self, row: Iterable[Token], named: Collection[str], english: Collection[str] = ()
    ) -> list[Likeness]:
        """The propositions most like a paragraph, given its words and the things that it names;
        and the `english` words for some of them, where it is in another language.
        """
        words = _stems(row) | {word[:STEM] for word in english}
        near = {slug for word in words for slug in self._with.get(word, ())}
        scored = (self._likeness(slug, words, named) for slug in near)
        kept = [one for one in scored if one.score >= LEAST]
        return sorted(kept, key=lambda one: (-one.score, one.slug))[:MOST]

    def _likeness(self, slug: str, words: frozenset[str], named: Collection[str]) -> Likeness:
        content = self._contents[slug]
        roles = content.roles & set(named)
        name = max(
            content.actions, key=lambda name: _share(name & words, name), default=frozenset()
        )
        action, text = name & words, content.text & words
        score = (
            OF_ROLES * _share(roles, content.roles)
            + OF_ACTION * _share(action, name)
            + OF_TEXT * _share(text, content.text)
        )
        who = ", ".join(sorted(self._known.label(one) for one in roles)) or "nobody"
        why = f"names {who}; {len(action)} of {len(name)} words of its action"
        why += f"; {len(text)} of {len(content.text)} words of its text"
        return Likeness(slug, round(score, 2), why)


def _content(known: Known, slug: str) -> _Content:
    held = roles(known, slug)
    names_of = [name for one in known.values(slug, "actionType") for name in known.names(one)]
    actions = tuple(_stems(tokens(name)) for name in names_of)
    text = _stems(tokens(known.label(slug)))
    names = _stems(token for one in held for name in known.names(one) for token in tokens(name))
    return _Content(held, actions, text - names)


def roles(known: Known, proposition: str) -> frozenset[str]:
    """Those who act in a proposition, or upon whom, or under what."""
    fields = known.contract.fields_in("Proposition", *TIES)
    to_things = [field for field in fields if linked(known.contract, field)]
    return frozenset(one for field in to_things for one in known.linked(proposition, field))


def _share(found: Collection[str], of: Collection[str]) -> float:
    return len(found) / len(of) if of else 0.0


def _stems(row: Iterable[Token]) -> frozenset[str]:
    return frozenset(
        token.folded[:STEM]
        for token in row
        if len(token.folded) >= SHORTEST and token.folded not in _COMMON
    )
