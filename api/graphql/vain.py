"""Why a list is empty: how much each part of its filter or words finds (`extensions.hints`)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from api.graphql.plan import RootPage, RootSearch
from kg.ask.reader import Slice, Window

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from api.graphql.plan import FilterPart
    from kg.ask.reader import Condition, Page, Reader
    from kg.ask.search import TextIndex

MOST_LISTS: Final = 5
MOST_PARTS: Final = 8
NO_MORE: Final = Window(0)
COUNTS_FITTING: Final = "Beside `some`, `count` counts those that fit it."


def is_empty(page: Page) -> bool:
    """Whether a page is that of a list without members."""
    return not (page.links or page.has_next or page.has_previous)


class _Found(NamedTuple):
    """How many one part of a filter fits, and how many have what it speaks of."""

    name: str
    fits: int
    having: int | None


async def vain(
    empty: Sequence[RootPage | RootSearch], reader: Reader, texts: TextIndex | None
) -> list[dict[str, Any]]:
    """A hint for each of the first lists that are empty.

    Raises what the reader raises (AskError).
    """
    lists = [root for root in empty if isinstance(root, RootPage) and root.filter]
    searches = [root for root in empty if isinstance(root, RootSearch)]
    apart = [
        _hint(root, await asyncio.to_thread(_words_apart, root, texts))
        for root in searches[:MOST_LISTS]
        if texts
    ]
    return await _filtered(lists[:MOST_LISTS], reader) + apart


def _hint(root: RootPage | RootSearch, message: str) -> dict[str, Any]:
    return {"path": [root.key], "message": message, "near": []}


def _words_apart(root: RootSearch, texts: TextIndex) -> str:
    """How many things hold each of the words that nothing holds together."""
    totals = texts.each_word(root.text, root.classes).items()
    held = ", ".join(f"“{word}” {total:,}" for word, total in totals)
    return f"Nothing holds all of these words; how many hold each alone: {held}."


async def _filtered(empty: Sequence[RootPage], reader: Reader) -> list[dict[str, Any]]:
    """What is told of empty lists, each of which has a filter; one question for all."""
    told = {root: root.filter[:MOST_PARTS] for root in empty}
    slices = [part for root, parts in told.items() for each in parts for part in _asked(root, each)]
    totals = (page.total for page in await reader.select(slices)) if slices else iter(())
    return [_hint(root, _cause(root, parts, totals)) for root, parts in told.items()]


def _asked(root: RootPage, part: FilterPart) -> list[Slice]:
    """The members that one part fits, then those that have what it speaks of."""

    def members(where: Condition) -> Slice:
        return Slice(root.part.of, NO_MORE, where, counted=True)

    return [members(part.fits), *([members(part.has)] if part.has else [])]


def _cause(root: RootPage, parts: Sequence[FilterPart], totals: Iterator[int]) -> str:
    kind = root.part.of.label
    found = [_Found(each.name, next(totals), next(totals) if each.has else None) for each in parts]
    unfit = [_unfit(kind, each) for each in found if not each.fits]
    if unfit:
        is_counted = any(each.counts_fitting for each in parts)
        return " ".join([*unfit, *([COUNTS_FITTING] if is_counted else [])])
    fits = ", ".join(f"`{each.name}` {each.fits:,}" for each in found)
    return f"No {kind} fits all parts of the filter; how many each fits alone: {fits}."


def _unfit(kind: str, part: _Found) -> str:
    if part.having == 0:
        return f"No {kind} has `{part.name}`."
    told = f"; {part.having:,} have it" if part.having else ""
    return f"No {kind} fits `{part.name}`{told}."
