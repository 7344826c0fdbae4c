"""Whether a text negates what a phrase of it tells of."""

from collections.abc import Iterator
from itertools import takewhile
from typing import Final

from kg.desk.article import Paragraph
from kg.desk.language import Language
from kg.desk.lexicon import Hit, V, together

# So many words may stand between a verb and the word that negates it.
NEGATED_WITHIN: Final = 2
# And so many between a word for an action and one that negates it.
ACTION_NEGATED_WITHIN: Final = 3
# So many words behind a verb one may stand that negates its whole clause, as nicht.
MOST_BEHIND: Final = 8


def is_negated(
    paragraph: Paragraph, hit: Hit[V], language: Language, within: int = NEGATED_WITHIN
) -> bool:
    """Whether a word that negates stands before a phrase, or behind it."""
    row, text = paragraph.tokens, paragraph.text
    before, behind, later = language.negations
    return (
        any(
            (no := before.at(row, text, place)) and no.end <= hit.start
            for place in range(max(hit.start - within, 0), hit.start)
        )
        or (hit.end < len(row) and behind.at(row, text, hit.end) is not None)
        or any(later.at(row, text, place) for place in _rest_of_clause(paragraph, hit.end))
    )


def _rest_of_clause(paragraph: Paragraph, first: int) -> Iterator[int]:
    """The places of the words from one on, up to a sign that parts."""
    row, text = paragraph.tokens, paragraph.text
    yield from takewhile(
        lambda place: place and together(row, text, place),
        range(first, min(first + MOST_BEHIND, len(row))),
    )
