"""Which states take part in the same arrangements: what the picture of the home page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.ask.reader import Ref
from kg.rdf.sparql import quoted
from kg.terms import NO_END, PROLOGUE, XSD

if TYPE_CHECKING:
    from kg.ask.reader import Select

# That two states are among the many of a large arrangement says little about the two.
MOST_STATES: Final = 9
LEAST_COMMON: Final = 2

_LASTS: Final = f"""av:disputed false .
    ?period{{n}} av:statusOf ?fact{{n}} ; av:until {quoted(NO_END, XSD + "date")} ;
      av:status ?status{{n}} FILTER(?status{{n}} IN (avc:status-attested, avc:status-presumed))"""
QUERY: Final = f"""SELECT ?one ?oneLabel ?other ?otherLabel ?common {{
  {{ SELECT ?one ?other (COUNT(DISTINCT ?in) AS ?common) {{
    {{ SELECT ?in {{ ?member av:inArrangement ?in ; av:participant ?state . ?state a av:State }}
      GROUP BY ?in HAVING(COUNT(DISTINCT ?state) <= {MOST_STATES}) }}
    ?fact1 av:inArrangement ?in ; av:participant ?one ; {_LASTS.format(n=1)}
    ?fact2 av:inArrangement ?in ; av:participant ?other ; {_LASTS.format(n=2)}
    ?one a av:State . ?other a av:State FILTER(STR(?one) < STR(?other))
  }} GROUP BY ?one ?other HAVING(COUNT(DISTINCT ?in) >= {LEAST_COMMON}) }}
  ?one av:label ?oneLabel . ?other av:label ?otherLabel
}} ORDER BY DESC(?common) ?oneLabel ?otherLabel"""


class Tie(NamedTuple):
    """Two states, and in how many arrangements both take part."""

    one: Ref
    other: Ref
    common: int


@dataclass(frozen=True)
class Ties:
    """Pairs of states by number of common arrangements, and the query that finds them.

    Counted are arrangements of at most `MOST_STATES` states, and in them participations that are
    undisputed and, as of the latest, attested or presumed; named are pairs with at least
    `LEAST_COMMON` of them.
    """

    items: tuple[Tie, ...]
    query: str


async def ties(select: Select) -> Ties:
    """All such pairs: one query, for which every participation is read.

    Raises:
        AskError: what `select` raises.
    """
    rows = await select(PROLOGUE + QUERY)
    return Ties(
        tuple(
            Tie(
                Ref(row["one"]["value"], row["oneLabel"]["value"]),
                Ref(row["other"]["value"], row["otherLabel"]["value"]),
                int(row["common"]["value"]),
            )
            for row in rows
        ),
        QUERY,
    )
