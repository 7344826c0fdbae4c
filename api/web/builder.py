"""The page on which a question is put together without a query language."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse

from api.graphql.criteria import written as in_graphql
from api.web.pinned import PARAMETER
from api.web.shown import shown
from api.web.views import builder
from api.web.views.faults import fault
from kg.ask import describe
from kg.ask.criteria import Criteria, is_concept, pairs_of, read, wanted, without, written
from kg.engine import examine, select
from kg.errors import AskError, BadArgument

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.responses import Response

    from api.web.render import Renderer
    from api.web.views.faults import Fault
    from api.web.views.results import Result
    from kg.ask.criteria import Criterion
    from kg.ask.values import Values
    from kg.contract import Contract
    from kg.engine import Engine

DROPPED = "drop"


class Builder:
    """Answers `/build`: the form, what it asks in both languages, and the answer.

    Args:
        engine: answers SPARQL under the service's guard and deadline.
        contract: says which classes and properties there are.
        values: reads what is given for things and concepts.
        renderer: makes the page.
    """

    def __init__(
        self, engine: Engine, contract: Contract, values: Values, renderer: Renderer
    ) -> None:
        self._engine, self._contract, self._values = engine, contract, values
        self._select = partial(select, engine)
        self._render = renderer.page

    async def respond(self, request: Request) -> Response:
        """The page; criteria that are written otherwise than they could be lead to their address.

        Raises:
            BadArgument: the address names a class, property or comparison that there is none of.
            AskError: what the form offers cannot be read.
        """
        given = [pair for pair in request.query_params.multi_items() if pair[0] != PARAMETER]
        kept = [pair for pair in given if pair[0] != DROPPED]
        for name, place in given:
            kept = without(kept, place) if name == DROPPED else kept
        criteria = await asyncio.to_thread(read, kept, self._contract, self._values)
        if criteria is None:
            browsed, others = builder.kinds(self._contract)
            return self._render("build.html.j2", request, page=None, browsed=browsed, others=others,
                                examples=builder.EXAMPLES)  # fmt: skip
        if given != pairs_of(criteria):
            return RedirectResponse(builder.address(criteria), 303)
        return await self._page(request, criteria)

    async def _page(self, request: Request, criteria: Criteria) -> Response:
        sparql = written(criteria, self._contract)
        result, problem = await self._answered(sparql)
        offered = builder.Offered(
            self._contract,
            await self._names(criteria),
            await describe.concepts(self._select, _schemes(criteria)),
        )
        texts = builder.Texts(sparql, in_graphql(criteria, self._contract))
        page = builder.build(criteria, offered, texts, result, problem)
        return self._render("build.html.j2", request, page=page)

    async def _answered(self, text: str) -> tuple[Result | None, Fault | None]:
        try:
            return await shown(self._engine, self._contract, examine(text)), None
        except AskError as refusal:
            return None, fault(refusal, text)

    async def _names(self, criteria: Criteria) -> dict[str, str]:
        """By IRI the label of each thing that is named, where nothing else is called so."""
        named = {iri: row for row in _rows(criteria) if _names_things(row) for iri in row.values}
        labels = await describe.labels(self._select, self._contract, named)
        return {
            iri: labels[iri].text
            for iri, row in named.items()
            if iri in labels and self._means(row, labels[iri].text, iri)
        }

    def _means(self, row: Criterion, label: str, iri: str) -> bool:
        try:
            return self._values.meant(wanted(self._contract, row.field), label) == iri
        except BadArgument:
            return False


def _rows(criteria: Criteria) -> Iterator[Criterion]:
    """All demands, those on what is led to as well."""
    for row in criteria.rows:
        yield row
        if row.linked:
            yield from _rows(row.linked)


def _names_things(row: Criterion) -> bool:
    return row.field.value.is_link and not is_concept(row.field) and not row.fault


def _schemes(criteria: Criteria) -> list[str]:
    concepts = (row.field for row in _rows(criteria) if is_concept(row.field))
    return [scheme for field in concepts for scheme in field.schemes]
