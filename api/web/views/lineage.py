"""The lineage of a body as a tree: what came first on top, what took its place beneath."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.ask.describe import Ref, Succession


@dataclass(frozen=True)
class Body:
    """One body with those that took its place; where it stands a second time, without them."""

    ref: Ref
    here: bool
    again: bool
    later: tuple[Body, ...]


def tree(successions: Iterable[Succession], here: str) -> tuple[Body, ...]:
    """The bodies that took nobody's place, each with its successors; `here` is whose page it is."""
    later: dict[Ref, list[Ref]] = defaultdict(list)
    for one in successions:
        later[one.earlier].append(one.later)
    came = {ref for many in later.values() for ref in many}
    first = [ref for ref in later if ref not in came] or list(later)[:1]
    seen: set[Ref] = set()
    return tuple(_body(ref, later, seen, here) for ref in first)


def _body(ref: Ref, later: Mapping[Ref, Sequence[Ref]], seen: set[Ref], here: str) -> Body:
    is_again = ref in seen
    seen.add(ref)
    below = () if is_again else tuple(later.get(ref, ()))
    return Body(ref, ref.iri == here, is_again, tuple(_body(b, later, seen, here) for b in below))
