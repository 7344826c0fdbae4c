"""`/compare`: two things, or one thing on two days."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from api.web.views import comparison
from kg.ask import describe
from kg.ask.named import Parameter
from kg.errors import BadArgument

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection
    from starlette.responses import Response

    from api.web.render import Renderer
    from kg.ask.reader import Select
    from kg.ask.values import Values
    from kg.contract import Contract

# What people know by a name; of all else they have the id.
NAMED: Final = "av:Agent or av:Agreement or av:Document or av:Episode or av:Event or av:Proposition"


@dataclass(frozen=True, slots=True)
class Comparing:
    """Makes the page of comparisons on one snapshot."""

    select: Select
    contract: Contract
    values: Values
    renderer: Renderer

    async def respond(self, request: HTTPConnection) -> Response:
        """The form, and the comparison once two sides are given.

        Raises:
            BadArgument: nothing is meant by a name, or a day cannot be read.
            AskError: the engine has no answer.
        """
        asked = comparison.read(request.query_params)
        if not (asked.one and (asked.other or asked.on or asked.known_at)):
            return self._page(request, comparison.build(asked, (), ()))
        sides = await self._sides(asked)
        parts = await describe.comparison(self.select, self.contract, *sides)
        labels = await describe.labels(self.select, self.contract, (side.iri for side in sides))
        named = tuple((describe.Ref(side.iri, labels[side.iri].text), side.days) for side in sides)
        return self._page(request, comparison.build(asked, named, parts))

    def _page(self, request: HTTPConnection, page: comparison.ComparisonPage) -> Response:
        return self.renderer.page("compare.html.j2", request, page=page)

    async def _sides(self, asked: comparison.Asked) -> tuple[describe.Side, describe.Side]:
        first = describe.Days(_day("on", asked.on), _day("knownAt", asked.known_at))
        second = describe.Days(_day("then", asked.then), _day("thenKnownAt", asked.then_known_at))
        one = await asyncio.to_thread(self._thing, "one", asked.one)
        if not asked.other:
            return describe.Side(one, first), describe.Side(one, second)
        other = await asyncio.to_thread(self._thing, "other", asked.other)
        shared = describe.Days(second.as_of or first.as_of, second.known_at or first.known_at)
        return describe.Side(one, first), describe.Side(other, shared)

    def _thing(self, name: str, given: str) -> str:
        """Anything by its id, and what has a name by that too."""
        kind = self.values.class_of(given)
        wanted = f"av:{kind}" if kind else NAMED
        return self.values.thing(Parameter(name, wanted, "avd:state-dnk"), given)


def _day(name: str, given: str) -> str:
    """An ISO day, "" for none."""
    try:
        return date.fromisoformat(given).isoformat() if given else ""
    except ValueError as error:
        raise BadArgument(
            f"{name} is “{given[:40]}”; it must be a day such as 2025-03-06."
        ) from error
