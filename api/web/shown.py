"""A question answered as pages show answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from api.web import answers
from api.web.views import results
from kg.ask import describe
from kg.engine import select

if TYPE_CHECKING:
    from kg.contract import Contract
    from kg.engine import Engine, Query


async def shown(engine: Engine, contract: Contract, query: Query) -> results.Result:
    """The beginning of the answer, with labels and marks from one more query.

    Raises:
        AskError: the engine refuses, or the answer does not come in time.
    """
    answer = await answers.answer(engine, query)
    labels = await describe.labels(partial(select, engine), contract, results.mentioned(answer))
    return results.build(answer, labels)
