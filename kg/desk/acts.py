"""What a text says that somebody did with words: said, denied, declined, was not reached."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.desk.article import SENTENCE_END, Paragraph, Token, begins_sentence
from kg.desk.language import CITING, Language
from kg.desk.lexicon import Hit, together
from kg.desk.names import Mention

MOST_WORDS: Final = 8
BEFORE: Final = 3
BEHIND: Final = 2
SIGNS_BEFORE: Final = 12
# No sentence is followed for more letters than these, in both directions.
FARTHEST: Final = 300
# So many words may stand between a verb and the word that negates it.
NEGATED_WITHIN: Final = 2
UNHEARD: Final = "not-heard-from"
UNDECIDED: Final = "neither-confirms-nor-denies"
# What it is not to do an act; not to do any other is none.
NEGATED: Final[Mapping[str, str]] = {"confirms": UNDECIDED, "denies": UNDECIDED}
SAYS: Final = "asserts"
# By so many letters one on the other side of a verb, and one behind a preposition, counts as
# farther off, and one that a particle marks as a subject as nearer.
OTHER_SIDE: Final = 15
NO_SUBJECT: Final = 60
IS_SUBJECT: Final = 60

# How much farther off a mention counts.
Roles = Callable[[Mention], int]


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
    hits = [
        hit
        for hit in language.acts.within(row, text)
        if not (language.capital_nouns and _is_noun(row[hit.start], text))
    ]
    roles = _roles(paragraph, language)

    def near(hit: Hit[str]) -> tuple[str, ...]:
        return _near(paragraph, hit, roles, language.verb_first, mentions)

    return [
        Act(stance, _words(paragraph, hit, language), near(hit))
        for hit in hits
        if (stance := _stance(paragraph, hit, language))
    ]


def _stance(paragraph: Paragraph, hit: Hit[str], language: Language) -> str | None:
    """The stance of which a phrase tells, or of its negation; None where that is no act."""
    row, text = paragraph.tokens, paragraph.text
    before, behind = language.negations
    negated = hit.value != CITING and (
        any(
            (no := before.at(row, text, place)) and no.end <= hit.start
            for place in range(max(hit.start - NEGATED_WITHIN, 0), hit.start)
        )
        or (hit.end < len(row) and behind.at(row, text, hit.end) is not None)
    )
    return NEGATED.get(hit.value) if negated else hit.value


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


def _near(
    paragraph: Paragraph,
    hit: Hit[str],
    roles: Roles,
    verb_first: bool,
    mentions: Sequence[Mention],
) -> tuple[str, ...]:
    """Those named in the sentence of a phrase, who seems to act first: the nearest, sooner before a
    verb than behind it, or where verbs come first the other way round; one marked as a subject
    sooner still, one behind a preposition later.
    """
    row, text = paragraph.tokens, paragraph.text
    start, end = row[hit.start].start, row[hit.end - 1].end
    first = bisect_left(mentions, start - FARTHEST, key=lambda mention: mention.start)
    behind = bisect_left(mentions, end + FARTHEST, key=lambda mention: mention.start)

    def distance(mention: Mention) -> int | None:
        before = mention.end <= start
        between = text[mention.end : start] if before else text[end : mention.start]
        if SENTENCE_END.search(between):
            return None
        other_side = OTHER_SIDE * (before == verb_first)
        return len(between) + other_side + roles(mention)

    told = [(far, one) for one in mentions[first:behind] if (far := distance(one)) is not None]
    slugs = (slug for _, one in sorted(told, key=lambda each: each[0]) for slug in one.slugs)
    return tuple(dict.fromkeys(slugs))


def _roles(paragraph: Paragraph, language: Language) -> Roles:
    """How much farther a mention counts, since a word beside it says whether it is a subject."""
    row, text = paragraph.tokens, paragraph.text
    preposition, marker, other = language.subjects
    ends = {token.end: place for place, token in enumerate(row)}
    starts = {token.start: place for place, token in enumerate(row)}

    def farther(mention: Mention) -> int:
        first, behind = starts.get(mention.start, 0), ends.get(mention.end, -1) + 1
        if first and preposition.at(row, text, first - 1):
            return NO_SUBJECT
        if behind < len(row) and together(row, text, behind):
            if marker.at(row, text, behind):
                return -IS_SUBJECT
            if other.at(row, text, behind):
                return NO_SUBJECT
        return 0

    return farther
