"""Where a text has the words of others, between marks of quotation."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from kg.desk.article import Paragraph

# Fewer words between marks are a word that is doubted, or a name, and no quotation.
LEAST_WORDS: Final = 4
_PAIRS: Final = ("“„”“", "««»»", "「「」」", "‘‚’‘")
# Marks that are the same on both sides stand inside words of Hebrew, as in ארה"ב.
_PLAIN = r"""(?<!\w){mark}(?:[^{mark}]|(?<=\w){mark}(?=\w))*{mark}(?!\w)"""
_QUOTED: Final = re.compile(
    "|".join(
        [f"[{p[0]}{p[1]}][^{p[0]}{p[1]}{p[2]}]*[{p[2]}{p[3]}]" for p in _PAIRS]
        + [_PLAIN.format(mark=mark) for mark in '"״']
    )
)


def quotations(paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """Where each quotation of a paragraph begins and ends, its marks included."""
    starts = [token.start for token in paragraph.tokens]
    for match in _QUOTED.finditer(paragraph.text):
        first, behind = (bisect_left(starts, place) for place in match.span())
        if behind - first >= LEAST_WORDS:
            yield match.span()


def quoted_at(spans: Sequence[tuple[int, int]], place: int) -> tuple[int, int] | None:
    """The quotation in which a place of a text is, of all in their order."""
    near = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return spans[near] if near >= 0 and place < spans[near][1] else None
