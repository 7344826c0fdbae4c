"""Capitalised names of an article that nothing in the graph bears."""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Final

from kg.desk.article import Paragraph, Token, begins_sentence
from kg.desk.lexicon import Phrases
from kg.desk.names import Mention

LONGEST_NAME: Final = 120
LONGEST_ABBREVIATION: Final = 4
LONGEST_BEFORE: Final = 24
# A run of katakana, two or three other signs of Japanese, or a word of Korean.
_BEFORE_TITLE: Final = re.compile(
    "(?:[\u30a1-\u30fa\u30fb\u30fc]{3,}[副元前]?|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,3}|"
    "(?<![\uac00-\ud7af])[\uac00-\ud7af]{1,4} )$"
)
_JOINING_WORDS: Final = """
    of the and for de la du des del di da von van der al el bin ben
"""
_JOINING: Final = frozenset(_JOINING_WORDS.split())
# Words that begin sentences and stand in headlines; a name of one such word alone is none.
_COMMON_WORDS: Final = """
    a an the this that these those it its he she they we i his her their our who what when
    where why how and or but if as at by for from in of on to with after before while
    during since despite although though however meanwhile according citing similar
    several some many most both one two three no not yes mr mrs ms dr sir president
    minister prime secretary director general officials official sources source monday
    tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december jan feb mar apr jun jul aug sep
    sept oct nov dec should there then last next new
"""
_COMMON: Final = frozenset(_COMMON_WORDS.split())


def unknown_names(
    paragraph: Paragraph, mentions: Iterable[Mention], capital_nouns: bool = False
) -> list[str]:
    """The names that `unknown_mentions` finds, each once."""
    found = unknown_mentions(paragraph, mentions, capital_nouns)
    return list(dict.fromkeys(one.text for one in found))


def unknown_mentions(
    paragraph: Paragraph,
    mentions: Iterable[Mention],
    capital_nouns: bool = False,
    met: Collection[str] = (),
) -> list[Mention]:
    """Capitalised names of a paragraph that no known name covers, in the order of the text, each
    without slugs; last words of names that were `met` before too. Where every noun has a capital,
    two that stand side by side make a name.
    """
    taken = {place for m in mentions for place in range(m.start, m.end)}
    runs = [
        run
        for run in _runs(paragraph, taken)
        if not capital_nouns or _is_pair(run) or (len(run) == 1 and run[0].text in met)
    ]
    return [one for run in runs if (one := _name(run, paragraph, met))]


def titled_mentions(
    paragraph: Paragraph, mentions: Iterable[Mention], titles: Phrases[str]
) -> list[Mention]:
    """Names that no known name covers before an office, in letters without capitals: 岸田首相."""
    taken = {place for m in mentions for place in range(m.start, m.end)}
    found = []
    for hit in titles.within(paragraph.tokens, paragraph.text):
        title, end = paragraph.tokens[hit.start].start, paragraph.tokens[hit.end - 1].end
        name = _BEFORE_TITLE.search(paragraph.text[max(title - LONGEST_BEFORE, 0) : title])
        start = title - len(name[0]) if name else title
        if name and start not in taken and title - 1 not in taken:
            found.append(Mention((), paragraph.number, start, end, paragraph.text[start:end]))
    return found


def _is_pair(run: list[Token]) -> bool:
    return any(one.text[0].isupper() and two.text[0].isupper() for one, two in pairwise(run))


def _runs(paragraph: Paragraph, taken: set[int]) -> Iterator[list[Token]]:
    """Rows of neighbouring capitalised words, with the small words between them."""
    run: list[Token] = []
    for token in paragraph.tokens:
        apart = run and _are_apart(run[-1], paragraph.text[run[-1].end : token.start])
        capital = token.text[0].isupper()
        joins = bool(run) and token.text in _JOINING
        if apart or token.start in taken or not (capital or joins):
            yield run
            run = []
        if (token.start not in taken and capital) or (joins and run):
            run.append(token)
    yield run


def _are_apart(word: Token, between: str) -> bool:
    """Whether what stands behind a word ends a name: a full stop does, but not behind `Gen.`."""
    if "." in between and len(word.text) > LONGEST_ABBREVIATION:
        return True
    return not re.fullmatch(r"[ \-–'’.&]*", between)


def _name(run: list[Token], paragraph: Paragraph, met: Collection[str]) -> Mention | None:
    text = paragraph.text
    first, last = 0, len(run)
    while first < last and run[first].folded in _COMMON:
        first += 1
    while first < last and (run[last - 1].text in _JOINING or run[last - 1].folded in _COMMON):
        last -= 1
    run = run[first:last]
    if not run or (len(run) == 1 and not _is_name(run[0], text, met)):
        return None
    start, end = run[0].start, run[-1].end
    if end - start > LONGEST_NAME:
        return None
    return Mention((), paragraph.number, start, end, text[start:end])


def _is_name(word: Token, text: str, met: Collection[str]) -> bool:
    """Whether a word alone is a name: one that was met, or has a capital within a sentence."""
    return word.text in met or (len(word.text) > 1 and not begins_sentence(word, text))
