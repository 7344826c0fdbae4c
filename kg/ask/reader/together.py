"""Several questions at once: what a round asks goes to the engine as one query."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.terms import PROLOGUE

if TYPE_CHECKING:
    from kg.ask.reader.protocol import Rows, Select


async def together(select: Select, questions: Mapping[str, str]) -> dict[str, Rows]:
    """The solutions of SELECTs by the names given to them: one query, none if none is asked.

    A question is a sub-select (SPARQL 1.1, section 12) without a prologue; one that is empty has
    no solutions. The order within a question is not kept: whoever needs one asks for its key.

    Raises:
        AskError: what the engine raises.
    """
    found: dict[str, Rows] = {name: [] for name in questions}
    asked = [name for name in questions if questions[name]]
    parts = (f"{{ {questions[name]} }} BIND('{n}' AS ?of)" for n, name in enumerate(asked))
    if asked:
        body = "\n} UNION {\n".join(parts)
        for row in await select(f"{PROLOGUE}SELECT * {{ {{\n{body}\n}} }}"):
            found[asked[int(row["of"]["value"])]].append(row)
    return found
