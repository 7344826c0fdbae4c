"""Search by words, as one of the roots of a request: from the text index of the snapshot."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from api.graphql.plan import RootSearch
from api.graphql.refusal import refuse
from kg.ask.reader import Link, Page
from kg.errors import BadArgument

if TYPE_CHECKING:
    from api.graphql.plan import Plan
    from kg.ask.search import Hits, TextIndex

TOLD_OF_HITS: Final = ("reason", "snippet")


async def searched(plan: Plan, texts: TextIndex | None) -> dict[RootSearch, Page]:
    """The pages of all searches of a plan.

    Raises:
        Refusal: no word was given, or too many, or there is no text index.
        Refused: the snapshot has no text index.
    """
    roots = [root for root in plan.roots if isinstance(root, RootSearch)]
    if roots and texts is None:
        raise refuse("There is no text index to search in.")
    return {root: await _page(root, texts) for root in roots if texts}


async def _page(root: RootSearch, texts: TextIndex) -> Page:
    try:
        found = await asyncio.to_thread(texts.find, root.text, root.first, 0, root.classes)
    except BadArgument as error:
        raise refuse(f"{root.key}: {error}") from error
    return _as_page(found)


def _as_page(found: Hits) -> Page:
    links = tuple(Link((hit.reason.words, hit.snippet), hit.iri) for hit in found.hits)
    return Page(links, found.total, found.total > len(links), has_previous=False)
