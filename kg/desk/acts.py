"""What a text says that somebody did with words: said, denied, declined, was not reached."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.desk.article import Paragraph, Token, begins_sentence
from kg.desk.language import CITING, Language
from kg.desk.lexicon import Hit, together
from kg.desk.names import Mention

MOST_WORDS: Final = 8
BEFORE: Final = 3
BEHIND: Final = 2
SIGNS_BEFORE: Final = 12
# No sentence is followed for more letters than these, in both directions.
FARTHEST: Final = 300
UNHEARD: Final = "not-heard-from"
SAYS: Final = "asserts"
_SENTENCE_ENDS: Final = frozenset(".!?。;…")


@dataclass(frozen=True, slots=True)
class Act:
    """A stance that the words of a paragraph tell of, `citing` where they name a document; who is
    named in the sentence, the nearest first.
    """

    stance: str
    words: str
    near: tuple[str, ...] = ()


def acts(paragraph: Paragraph, language: Language, mentions: Sequence[Mention]) -> list[Act]:
    """The acts of a paragraph, in the order of its text."""
    row, text = paragraph.tokens, paragraph.text
    return [
        Act(hit.value, _words(paragraph, hit, language), _near(paragraph, hit, mentions))
        for hit in language.acts.within(row, text)
        if not (language.capital_nouns and _is_noun(row[hit.start], text))
    ]


def _is_noun(token: Token, text: str) -> bool:
    return token.text[0].isupper() and not begins_sentence(token, text)


def attribution(found: Iterable[Act]) -> str | None:
    """The words by which a paragraph says from whom it has its content, a few at most."""
    named = sorted(found, key=lambda act: (act.stance != CITING, act.stance == SAYS))
    return named[0].words if named else None


def _words(paragraph: Paragraph, hit: Hit[str], language: Language) -> str:
    """The phrase with what stands around it, within its clause."""
    row, text = paragraph.tokens, paragraph.text
    signs = language.is_without_blanks
    first, behind = hit.start, hit.end
    before = SIGNS_BEFORE if signs else 0 if hit.value == CITING else BEFORE
    while hit.start - first < before and first and together(row, text, first):
        first -= 1
    after = 0 if signs else MOST_WORDS if hit.value == CITING else BEHIND * (first == hit.start)
    while behind - hit.end < after and behind < len(row) and together(row, text, behind):
        behind += 1
    behind = behind if signs else max(hit.end, min(behind, first + MOST_WORDS))
    return text[row[first].start : row[behind - 1].end]


def _near(paragraph: Paragraph, hit: Hit[str], mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Those named in the sentence of a phrase: before it from near to far, then behind it."""
    row, text = paragraph.tokens, paragraph.text
    start, end = row[hit.start].start, row[hit.end - 1].end
    first = bisect_left(mentions, start - FARTHEST, key=lambda mention: mention.start)
    behind = bisect_left(mentions, end + FARTHEST, key=lambda mention: mention.start)

    def distance(mention: Mention) -> int | None:
        between = text[mention.end : start] if mention.end <= start else text[end : mention.start]
        return None if _SENTENCE_ENDS & set(between) else len(between)

    told = [(far, one) for one in mentions[first:behind] if (far := distance(one)) is not None]
    slugs = (slug for _, one in sorted(told, key=lambda each: each[0]) for slug in one.slugs)
    return tuple(dict.fromkeys(slugs))
