"""Whether a day that a text names by its weekday or number is still to come."""

import re
from typing import Final

from kg.desk.article import tokens
from kg.desk.language import Language

CLAUSE: Final = re.compile(r"[,.;:!?…()«»“”„\"、。「」，،؛]")
# No clause is followed for more letters than these.
FARTHEST: Final = 200
# So many words may part a day from a verb behind it, as in Am Freitag wird entschieden.
MOST_BETWEEN: Final = 1
_SAYING: Final = ("asserts", "confirms", "denies")


class Ahead:
    """The words of one language that speak of what is to come: verbs, and prepositions of a day."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._verbs = language.phrases("dates", "ahead", begins=False)
        self._prepositions = language.phrases("dates", "by", begins=False)

    def is_told(self, day: re.Match[str]) -> bool:
        """Whether a verb in the clause of a day, or a preposition before it, looks ahead."""
        start, end = day.span()
        before = CLAUSE.split(day.string[max(start - FARTHEST, 0) : start])[-1]
        behind = CLAUSE.split(day.string[end : end + FARTHEST], maxsplit=1)[0]
        if self._language.is_without_blanks:
            return self._leads_to(behind)
        return self._is_said_ahead(before) or self._starts(behind) or self._ends(before)

    def _is_said_ahead(self, clause: str) -> bool:
        """Whether the last verb of a clause that tells of time or of saying is one of time."""
        row = tuple(tokens(clause))
        times = [hit.start for hit in self._verbs.within(row, clause)]
        sayings = [
            hit.start for hit in self._language.acts.within(row, clause) if hit.value in _SAYING
        ]
        return max(times, default=-1) > max(sayings, default=-1)

    def _starts(self, clause: str) -> bool:
        row = tuple(tokens(clause))
        return any(hit.start <= MOST_BETWEEN for hit in self._verbs.within(row, clause))

    def _ends(self, clause: str) -> bool:
        row = tuple(tokens(clause))
        articles = 1 + (len(row) > 1)
        return any(
            hit.end >= len(row) - articles + 1 for hit in self._prepositions.within(row, clause)
        )

    def _leads_to(self, clause: str) -> bool:
        """Whether a verb ahead follows in a clause, with no other number before it."""
        row = tuple(tokens(clause))
        hit = next(self._verbs.within(row, clause), None)
        return hit is not None and not any(t.text.isdecimal() for t in row[: hit.start])
