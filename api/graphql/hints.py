"""What comes near where a look-up finds nothing: `extensions.hints` (GraphQL, section 7.1)."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final

from kg.ask.reader import (
    Addressed,
    AnyOf,
    By,
    Compared,
    Link,
    Operator,
    Order,
    Slice,
    SortKey,
    Window,
)
from kg.ask.reader import slug as slug_of
from kg.contract import TYPE, singular

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.graphql.fetch import Facts
    from api.graphql.plan import RootNode
    from kg.ask.reader import Page, Reader
    from kg.ask.search import TextIndex
    from kg.contract import Class, Contract

MOST: Final = 5
CANDIDATES: Final = 500
TELLING: Final = 2
SHOWN: Final = 3
LIKENESS: Final = 0.6
BEGINNING: Final = 3
WORD: Final = re.compile(r"[^\W_]{2,}")
BY_NAME: Final = Order((SortKey(By.NAME),))


async def hints(
    lost: Sequence[RootNode],
    facts: Facts,
    reader: Reader,
    contract: Contract,
    texts: TextIndex | None,
) -> list[dict[str, Any]]:
    """A hint for each of the first look-ups that found nothing; one question for all.

    What has the name in another language is known to the text index alone. Raises what the reader
    raises (AskError).
    """
    told = lost[:MOST]
    slices = {root: part for root in told if (part := _ending(root) or _alike(root, contract))}
    pages = dict(zip(slices, await reader.select(list(slices.values())), strict=True))
    return [
        _hint(root, facts, contract, _foreign(root, contract, texts) or _near(root, pages))
        for root in told
    ]


def _hint(root: RootNode, facts: Facts, contract: Contract, near: Sequence[Link]) -> dict[str, Any]:
    several = facts.pages[root].links if root.part else ()
    if several:
        return _said(root, "Several bear this name; give the `id` of one.", several)
    if held := _of_another_class(root, facts, contract):
        iri, of = held
        cause = f"{slug_of(iri)} is of the class {of.name}; ask for it by `{singular(of.name)}`."
        return _said(root, cause, ())
    cause = f"Nothing has the {root.by} “{root.value[:80]}”."
    return _said(root, f"{cause} What comes near is in `near`." if near else cause, near)


def _said(root: RootNode, message: str, near: Sequence[Link]) -> dict[str, Any]:
    shown = [{"id": slug_of(link.iri), "label": link.keys[0] or slug_of(link.iri)} for link in near]
    return {"path": [root.key], "message": message, "near": shown}


def _of_another_class(root: RootNode, facts: Facts, contract: Contract) -> tuple[str, Class] | None:
    for iri in root.addresses:
        of = contract.narrowest(facts.values(TYPE, iri))
        if of:
            return iri, of
    return None


def _ending(root: RootNode) -> Slice | None:
    """Members with an address that ends like the one that was asked for."""
    last = root.value.rstrip("/").rpartition("/")[2]
    if root.part is None or not isinstance(root.part.where, Compared) or last in ("", root.value):
        return None
    return replace(root.part, where=replace(root.part.where, values=(last,)))


def _alike(root: RootNode, contract: Contract) -> Slice | None:
    """Members that share the beginning of a word with what was asked, in address or name."""
    of = root.of or _meant(root.value, contract)
    kind = of.slug if of else None
    words = {word for word in WORD.findall(root.value.lower()) if word != kind}
    longest = sorted(words, key=lambda word: (-len(word), word))[:TELLING]
    beginnings = tuple(word[: max(2, min(BEGINNING, len(word) - 1))] for word in longest)
    if of is None or not beginnings:
        return None
    named = Compared(contract.all_names, "String", Operator.CONTAINS, beginnings)
    return Slice(of, Window(CANDIDATES), AnyOf((Addressed(beginnings), named)), BY_NAME)


def _foreign(root: RootNode, contract: Contract, texts: TextIndex | None) -> list[Link]:
    """Members of that very name in another language."""
    if texts is None or root.of is None or root.by != "name":
        return []
    called = texts.called(root.value, contract.below(root.of.name))
    return [Link((hit.label,), hit.iri) for hit in called[:SHOWN]]


def _near(root: RootNode, pages: Mapping[RootNode, Page]) -> list[Link]:
    if root not in pages:
        return []
    links = pages[root].links
    if _ending(root):
        return list(links) if len(links) == 1 else []
    return _nearest(root.value, links)


def _meant(node_id: str, contract: Contract) -> Class | None:
    """The class that the beginning of an id speaks of."""
    begun = node_id.partition("-")[0]
    return next((each for each in contract.classes.values() if each.slug == begun), None)


def _nearest(value: str, links: Sequence[Link]) -> list[Link]:
    wanted = value.lower()

    def likeness(link: Link) -> float:
        texts = (slug_of(link.iri).lower(), link.keys[0].lower())
        return max(SequenceMatcher(None, wanted, text).ratio() for text in texts)

    ranked = sorted(((likeness(link), link) for link in links), key=lambda each: -each[0])
    return [link for alike, link in ranked[:SHOWN] if alike >= LIKENESS]
