"""The query of a SPARQL-based constraint, asked of all focus nodes at once.

SHACL binds `$this` to one focus node before it evaluates such a query, in every group of it (SHACL,
appendix A), and asks again for the next node. Here the query binds it itself: each group that
mentions `$this` begins with the pattern that finds the focus nodes. A group of EXISTS needs none,
since it is evaluated for each solution of the group around it. MINUS, SERVICE, VALUES and a
sub-select that hides `$this` do not stand in these queries.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(
    r"""
      (?P<skipped>\"{3}(?:[^"\\]|\\.|\"{1,2}(?!\"))*\"{3} | '{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}
        | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | <[^<>{}"$\s]*> | \#[^\n]*)
    | (?P<select>\bSELECT\b)
    | (?P<exists>\bEXISTS\s*\{)
    | (?P<open>\{)
    | (?P<close>\})
    | (?P<this>[$?]this\b)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


@dataclass(slots=True)
class _Group:
    """A group of the query: where it begins, and whether `$this` is to be bound there."""

    begin: int
    in_exists: bool
    mentions_this: bool
    is_select: bool = False

    @property
    def binds(self) -> bool:
        return self.mentions_this and not self.in_exists and not self.is_select


def of_all(query: str, target: str) -> str:
    """A constraint's query, asked of all focus nodes.

    Args:
        query: a SELECT as `sh:select` holds it.
        target: a group graph pattern whose solutions bind `?this` to each focus node once.
    """
    for place in sorted(_places(query), reverse=True):
        query = f"{query[:place]} {target} {query[place:]}"
    return query


def _places(query: str) -> Iterator[int]:
    """Where the groups begin that bind `$this`; the outermost always does."""
    groups: list[_Group] = []
    selecting = False
    for token in _TOKEN.finditer(query):
        match token.lastgroup:
            case "select":
                selecting = True
                if groups:
                    groups[-1].is_select = True
            case "open" | "exists" as kind:
                in_exists = kind == "exists" or (bool(groups) and groups[-1].in_exists)
                groups.append(_Group(token.end(), in_exists, mentions_this=not groups))
                selecting = selecting and kind == "exists"
            case "this" if groups and not selecting:
                groups[-1].mentions_this = True
            case "close" if groups:
                group = groups.pop()
                if group.binds:
                    yield group.begin
                elif group.in_exists and groups:
                    groups[-1].mentions_this |= group.mentions_this
