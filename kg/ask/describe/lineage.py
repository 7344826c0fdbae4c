"""What a body came from and what came of it, over all steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kg.ask.reader import Ref
from kg.rdf.sparql import iri as term
from kg.terms import PROLOGUE

if TYPE_CHECKING:
    from kg.ask.reader import Select

# By this property a body says whose place it took.
SUCCEEDS: Final = "succeeds"
MOST: Final = 100


class Succession(NamedTuple):
    """That one body took the place of an earlier one."""

    later: Ref
    earlier: Ref


async def lineage(select: Select, iri: str) -> tuple[Succession, ...]:
    """All successions to which a body is tied by others, by label: one query.

    Raises:
        AskError: what `select` raises.
    """
    rows = await select(f"""{PROLOGUE}SELECT DISTINCT ?later ?laterLabel ?earlier ?earlierLabel {{
  {term(iri)} (av:{SUCCEEDS}|^av:{SUCCEEDS})* ?later .
  ?later av:{SUCCEEDS} ?earlier ; av:label ?laterLabel . ?earlier av:label ?earlierLabel
}} ORDER BY ?earlierLabel ?laterLabel LIMIT {MOST}""")
    return tuple(
        Succession(
            Ref(row["later"]["value"], row["laterLabel"]["value"]),
            Ref(row["earlier"]["value"], row["earlierLabel"]["value"]),
        )
        for row in rows
    )
