"""A bounded memory of things that are dear to make."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Thing = TypeVar("Thing")


class Kept(Generic[Thing]):
    """Keeps things while their weights stay below a bound; the longest unused one goes first."""

    def __init__(self, bound: int, weigh: Callable[[Thing], int]) -> None:
        self._bound = bound
        self._weigh = weigh
        self._things: OrderedDict[Hashable, tuple[Thing, int]] = OrderedDict()
        self.weight = 0

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """The thing under a key, made now if it is not kept; what `make` raises is not kept."""
        if key in self._things:
            self._things.move_to_end(key)
            return self._things[key][0]
        thing = make()
        self._keep(key, thing)
        return thing

    def _keep(self, key: Hashable, thing: Thing) -> None:
        weight = self._weigh(thing) + 1
        if weight > self._bound // 10:
            return
        self._things[key] = thing, weight
        self.weight += weight
        while self.weight > self._bound:
            _, (_, gone) = self._things.popitem(last=False)
            self.weight -= gone
