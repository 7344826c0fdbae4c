"""Solutions of a SELECT as Python values, from whichever engine."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

import orjson

from kg.engine.guard import examine
from kg.engine.protocol import Question
from kg.errors import OutOfResources

if TYPE_CHECKING:
    from kg.ask.reader import Rows
    from kg.engine.protocol import Engine


async def select(engine: Engine, text: str) -> Rows:
    """The solutions of a SELECT (SPARQL 1.1 Query Results JSON Format, section 3.2).

    Raises:
        AskError: refused by guard or engine, too late, too much, or cut before its end.
    """
    async with aclosing(await engine.ask(Question(examine(text), "json"))) as answer:
        return read_rows(b"".join([piece async for piece in answer]))


def read_rows(content: bytes) -> Rows:
    """The rows of SPARQL JSON; raises OutOfResources where it has no end."""
    try:
        rows: Rows = orjson.loads(content)["results"]["bindings"]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise OutOfResources("The engine gave part of an answer; ask again.") from error
    return rows
