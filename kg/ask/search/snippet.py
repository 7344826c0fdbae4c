"""Why a thing was found: the text that holds most of what was asked, cut around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.ask.search.folding import folded, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.ask.search.written import Reason, Told

LONGEST: Final = 160
AHEAD: Final = 40


class Wanted(NamedTuple):
    """Folded phrases; whether the last word may be the beginning of one."""

    phrases: tuple[str, ...]
    is_beginning: bool

    @property
    def whole(self) -> str:
        """All of it as one folded text."""
        return " ".join(self.phrases)

    @property
    def ended(self) -> Wanted:
        """The same with the last word as a whole one."""
        return Wanted(self.phrases, False)

    def held_by(self, text: str) -> tuple[int, bool]:
        """How many of the phrases a text holds, and whether it is these and no more."""
        whole = folded(text)
        within = f" {whole} "
        *others, last = self.phrases
        ends = "" if self.is_beginning else " "
        held = sum(f" {each} " in within for each in others) + (f" {last}{ends}" in within)
        return held, whole == self.whole


def snippet(told: Sequence[Told], wanted: Wanted) -> tuple[Reason, str]:
    """The reason and the text that say best why a thing was found; of equals the first."""
    reason, text = max(told, key=lambda each: wanted.held_by(each.text))
    return reason, _around(text, wanted)


def _around(text: str, wanted: Wanted) -> str:
    """A long text from a little before the first word that was asked for, cut between words."""
    if len(text) <= LONGEST:
        return text
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    met = next((at for at in starts if _begins(text[at:], wanted)), 0)
    start = next(at for at in starts if at >= met - AHEAD)
    cut = text[start : start + LONGEST]
    if start + LONGEST < len(text):
        cut = f"{cut.rpartition(' ')[0] or cut}…"
    return f"…{cut}" if start else cut


def _begins(rest: str, wanted: Wanted) -> bool:
    """Whether one of the words asked for stands first in the rest of a text."""
    first = words(rest[:LONGEST].partition(" ")[0])
    asked = {word for phrase in wanted.phrases for word in phrase.split()}
    last = wanted.phrases[-1].rpartition(" ")[2]
    return any(word in asked or (wanted.is_beginning and word.startswith(last)) for word in first)
