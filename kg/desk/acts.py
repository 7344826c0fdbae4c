"""What a text says that somebody did with words: said, denied, declined, was not reached."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from kg.desk.alike import Likeness
from kg.desk.article import Paragraph, Token, begins_sentence
from kg.desk.content import Content
from kg.desk.language import ACCORDING, CITING, Language
from kg.desk.lexicon import Hit, together
from kg.desk.negation import is_negated
from kg.desk.quotes import quotations, quoted_at
from kg.desk.subjects import SAYS, Actor, Subjects

MOST_WORDS: Final = 8
BEFORE: Final = 3
BEHIND: Final = 2
SIGNS_BEFORE: Final = 12
UNHEARD: Final = "not-heard-from"
UNDECIDED: Final = "neither-confirms-nor-denies"
# What it is not to do an act; not to do any other is none.
NEGATED: Final[Mapping[str, str]] = {"confirms": UNDECIDED, "denies": UNDECIDED}
DENIES: Final = "denies"
# What somebody does by the words that are quoted, and not by the verb that brings them.
SPOKEN: Final = frozenset({DENIES, "rejects", "declines-to-comment", UNDECIDED})
# What tells that something was not said; a word that negates is part of it.
UNSAID: Final = frozenset({"declines-to-comment", UNDECIDED, UNHEARD})
# So many acts back somebody known is meant by a pronoun sooner than a name that nothing bears.
MOST_BACK: Final = 3
MOST_ACTS: Final = 12
# Who does one of these without saying what, does it towards what was claimed before.
REFERRING: Final = SPOKEN | {"confirms", "acknowledges", "contradicts", UNHEARD}


@dataclass(frozen=True, slots=True)
class Act:
    """A stance that the words of a paragraph tell of, `citing` where they name a document; where
    they stand; who is named in the sentence, the likeliest to have acted first; the propositions
    like it; what is claimed with them, if anything is.
    """

    stance: str
    words: str
    start: int
    end: int
    actors: tuple[Actor, ...] = ()
    alike: tuple[Likeness, ...] = ()
    content: Content | None = None

    @property
    def near(self) -> tuple[str, ...]:
        """The slugs of those named in the sentence."""
        return tuple(dict.fromkeys(slug for actor in self.actors for slug in actor.slugs))


def acts(
    paragraph: Paragraph, language: Language, named: Sequence[Actor], earlier: Sequence[Actor] = ()
) -> list[Act]:
    """The acts of a paragraph, in the order of its text, given those who may act, and who acted
    `earlier`, whom a pronoun means.
    """
    row, text = paragraph.tokens, paragraph.text
    subjects = Subjects(paragraph, language, named)
    hits = [
        hit
        for hit in language.acts.within(row, text)
        if _is_verb(paragraph, hit, language) and not subjects.is_described(row[hit.start])
    ]
    found: list[Act] = []
    for hit, following in zip_longest(hits, hits[1:]):
        stance = _stance(paragraph, hit, language)
        if stance and not _introduces(hit, following) and not subjects.is_of_a_thing(hit):
            who = _actors(subjects, hit)
            if (who[:1] and who[0].before) or (not who and subjects.is_pronoun(hit)):
                who = named_before(found) or tuple(earlier)
            who = tuple(one for one in who if not one.before)
            cites = hit.value in ACCORDING[:2] and not who
            if stance == CITING and who and who[0].is_source:
                stance = SAYS
            start, end = row[hit.start].start, row[hit.end - 1].end
            words = _words(paragraph, hit, language)
            stance = CITING if cites else stance
            found.append(Act(stance, words, start, end, who))
            others = subjects.together_with(who[0]) if who and stance != CITING else []
            found += [Act(stance, words, start, end, (other,)) for other in others]
    return list(_with_earlier(_spoken(found, list(quotations(paragraph)))))


def named_before(found: Sequence[Act]) -> tuple[Actor, ...]:
    """Who acted last of those whom a pronoun may mean, a name that nothing bears last."""
    rows = [
        act.actors for act in found[: -MOST_ACTS - 1 : -1] if act.actors and act.actors[0].is_human
    ]
    sure = [row for row in rows[:MOST_BACK] if row[0].is_person or row[0].is_source]
    return next(iter([*sure, *rows]), ())


def _introduces(hit: Hit[str], following: Hit[str] | None) -> bool:
    """Whether a preposition only brings a verb, which tells the same: as CNN reports."""
    return hit.value in ACCORDING and following is not None and following.start == hit.end


def _actors(subjects: Subjects, hit: Hit[str]) -> tuple[Actor, ...]:
    if hit.value in (CITING, *ACCORDING):
        *_, behind, pronoun = ACCORDING
        return () if hit.value == pronoun else subjects.beside(hit, before=hit.value == behind)
    return subjects.of(hit)


def _is_verb(paragraph: Paragraph, hit: Hit[str], language: Language) -> bool:
    """Whether a phrase is what its table says: in German no noun, in Hebrew nothing to whose front
    a preposition is joined.
    """
    row, text = paragraph.tokens, paragraph.text
    token = row[hit.start]
    if hit.start and language.unreal.at(row, text, hit.start - 1):
        return False
    if language.capital_nouns and _is_noun(token, text):
        return False
    return language.joined_to_verbs is None or hit.joined in language.joined_to_verbs


def _stance(paragraph: Paragraph, hit: Hit[str], language: Language) -> str | None:
    """The stance of which a phrase tells, or of its negation; None where that is no act."""
    if hit.value == CITING:
        return CITING
    if hit.value in ACCORDING:
        return SAYS
    if hit.value in UNSAID or not is_negated(paragraph, hit, language):
        return hit.value
    return NEGATED.get(hit.value)


def _spoken(found: Sequence[Act], quoted: Sequence[tuple[int, int]]) -> Iterator[Act]:
    """The acts outside quotations. What is said in one with nobody named before it is done by who
    is quoted: “we do not comment”, she said.
    """
    spans = [quoted_at(quoted, act.start) for act in found]
    outside = [place for place, span in enumerate(spans) if span is None]
    said = {}
    for act, span in zip(found, spans, strict=True):
        if span and act.stance in SPOKEN and not _has_subject(act, span):
            near = _nearest(found, outside, span)
            if near is not None:
                said[near] = act.stance
    yield from (replace(found[n], stance=said.get(n, found[n].stance)) for n in outside)


def _nearest(found: Sequence[Act], outside: Sequence[int], span: tuple[int, int]) -> int | None:
    """The place of the saying right before or behind a quotation that is nearer."""
    behind = bisect_left(outside, span[1], key=lambda place: found[place].start)
    near = [n for n in outside[max(behind - 1, 0) : behind + 1] if found[n].stance == SAYS]
    return min(near, key=lambda place: _apart(found[place], span), default=None)


def _has_subject(act: Act, quotation: tuple[int, int]) -> bool:
    return any(quotation[0] <= one.start < act.start for one in act.actors)


def _apart(act: Act, span: tuple[int, int]) -> int:
    return act.start - span[1] if act.start >= span[1] else span[0] - act.end


def _with_earlier(found: Iterable[Act]) -> Iterator[Act]:
    """Acts, where the sentence names nobody with those of the act before."""
    earlier: tuple[Actor, ...] = ()
    for act in found:
        yield act if act.actors or act.stance == CITING else replace(act, actors=earlier)
        earlier = act.actors or earlier


def _is_noun(token: Token, text: str) -> bool:
    return token.text[0].isupper() and not begins_sentence(token, text)


def attribution(found: Iterable[Act]) -> str | None:
    """The words by which a paragraph says from whom it has its content, a few at most."""
    named = sorted(found, key=lambda act: (act.stance != CITING, act.stance == SAYS))
    return named[0].words if named else None


def _words(paragraph: Paragraph, hit: Hit[str], language: Language) -> str:
    """The phrase with what stands around it, within its clause."""
    row, text = paragraph.tokens, paragraph.text
    signs, cites = language.is_without_blanks, hit.value in (CITING, *ACCORDING)
    first, behind = hit.start, hit.end
    before = SIGNS_BEFORE if signs else 0 if cites else BEFORE
    while hit.start - first < before and first and together(row, text, first):
        first -= 1
    after = 0 if signs else MOST_WORDS if cites else BEHIND * (first == hit.start)
    while behind - hit.end < after and behind < len(row) and together(row, text, behind):
        behind += 1
    behind = behind if signs else max(hit.end, min(behind, first + MOST_WORDS))
    return text[row[first].start : row[behind - 1].end]
