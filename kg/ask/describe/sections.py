"""Lists of a page: the first of them, how many there are, and the query that gives them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.terms import PREFIXES, PROLOGUE

if TYPE_CHECKING:
    from kg.ask.reader import Select

SHOWN: Final = 50


@dataclass(frozen=True)
class Section:
    """IRIs of the first `SHOWN` members, the number of all, and the query for all of them."""

    iris: tuple[str, ...]
    total: int
    query: str


async def section(select: Select, pattern: str, newest: bool = True) -> Section:
    """What `?s` stands for in a graph pattern, the newest first: one query."""
    order = "DESC(?day) ?s" if newest else "?label ?s"
    rows = await select(f"""{PROLOGUE}SELECT ?s ?total {{
  {{ SELECT (COUNT(DISTINCT ?s) AS ?total) {{ {pattern} }} }}
  {{ SELECT DISTINCT ?s ?day ?label {{ {pattern}
     OPTIONAL {{ ?s av:possibleFrom ?day }} OPTIONAL {{ ?s av:label ?label }} }}
     ORDER BY {order} LIMIT {SHOWN} }} }} ORDER BY {order}""")
    total = int(rows[0]["total"]["value"]) if rows else 0
    found = dict.fromkeys(row["s"]["value"] for row in rows if "s" in row)
    return Section(tuple(found), total, _readable(pattern))


def _readable(pattern: str) -> str:
    """The pattern as a query of its own, with the prefixes that it uses."""
    body = f"SELECT DISTINCT ?s ?label {{\n  {pattern}\n  ?s av:label ?label\n}} ORDER BY ?label"
    used = [f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items() if f"{p}:" in body]
    return "".join(used) + body
