"""Lists of a page: the first of them, how many there are, and the query that gives them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from kg.ask.describe.model import Listing
from kg.ask.reader import Ref
from kg.rdf.sparql import quoted
from kg.terms import NO_END, NO_START, PREFIXES, XSD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.ask.reader import Rows

T = TypeVar("T")

SHOWN: Final = 50
# How many stand on the page of a thing, and how many on a page that one of its lists has to itself.
FIRST: Final = 8
FURTHER: Final = 20
# By when a thing was; by when a position was taken, unless only a day of reading says so.
BY_DATE: Final = "OPTIONAL { ?s av:possibleFrom ?key }"
WHEN_TAKEN: Final = f"""OPTIONAL {{ ?s av:from ?from }} OPTIONAL {{ ?s av:possibleFrom ?first }}
  OPTIONAL {{ ?s av:firstReported ?reported }}
  BIND(IF(BOUND(?reported) || ?first > {quoted(NO_START, XSD + "date")}, ?from, ?none) AS ?key)"""


class Slice(NamedTuple):
    """Which part of a page is wanted: the beginning of each list, or one list from `skip` on."""

    name: str = ""
    skip: int = 0

    @property
    def most(self) -> int:
        """How many of a list are wanted at most."""
        return FURTHER if self.name else FIRST

    def wants(self, name: str) -> bool:
        """Whether anything of a list is wanted."""
        return self.name in ("", name)

    def of(self, items: Sequence[T]) -> Sequence[T]:
        """What is wanted of a list."""
        return items[self.skip : self.skip + self.most]


WHOLE: Final = Slice()


def newest(pattern: str, key: str = BY_DATE, most: int = SHOWN, skip: int = 0) -> str:
    """A SELECT of some of what `?s` stands for in a pattern, the newest first.

    `key` is a pattern that binds the day; what has none comes last.
    """
    return _counted(pattern, _first(pattern, key, "DESC(?key) ?s", most, skip))


def most_voiced(pattern: str) -> str:
    """A SELECT of the first `SHOWN` propositions of a pattern, those of most voices first."""
    last = quoted(NO_END, f"{XSD}date")
    key = f"""?period av:statusOf ?s ; av:until {last} ; av:supportingVoices ?for ;
    av:opposingVoices ?against BIND(?for + ?against AS ?key)"""
    return _counted(pattern, _first(pattern, key, "DESC(?key) ?s"))


def by_label(pattern: str, most: int = SHOWN, skip: int = 0) -> str:
    """A SELECT of some of what `?s` stands for in a pattern, by label."""
    return _counted(pattern, some_by_label(pattern, most, skip))


def some_by_label(pattern: str, most: int = SHOWN, skip: int = 0) -> str:
    """The same without the number of all, as a part of a further pattern."""
    return _first(pattern, "OPTIONAL { ?s av:label ?key }", "?key ?s", most, skip)


def _first(pattern: str, key: str, order: str, most: int = SHOWN, skip: int = 0) -> str:
    some = f"LIMIT {most} OFFSET {skip}"
    return f"SELECT DISTINCT ?s ?key {{ {pattern} {key} }} ORDER BY {order} {some}"


def _counted(pattern: str, first: str) -> str:
    total = f"SELECT (COUNT(DISTINCT ?s) AS ?total) {{ {pattern} }}"
    return f"SELECT ?s ?key ?total {{ {{ {total} }} {{ {first} }} }}"


def newest_of(pattern: str, rows: Rows) -> Listing[str]:
    """The IRIs that `newest` found."""
    ordered = sorted(sorted(_keyed(rows)), key=lambda ref: ref.label, reverse=True)
    return _listing(pattern, rows, ordered).of(lambda ref: ref.iri)


def labelled_of(pattern: str, rows: Rows) -> Listing[Ref]:
    """The things that `by_label` found."""
    return _listing(pattern, rows, sorted(_keyed(rows), key=lambda ref: (ref.label, ref.iri)))


def _keyed(rows: Rows) -> list[Ref]:
    return [
        Ref(row["s"]["value"], row["key"]["value"] if "key" in row else "")
        for row in rows
        if "s" in row
    ]


def _listing(pattern: str, rows: Rows, ordered: list[Ref]) -> Listing[Ref]:
    total = int(rows[0]["total"]["value"]) if rows else 0
    return Listing(tuple(dict.fromkeys(ordered)), total, readable(pattern))


def readable(pattern: str) -> str:
    """The pattern as a query of its own, with the prefixes that it uses."""
    named = f"{pattern.rstrip()}\n  ?s av:label ?label"
    body = f"SELECT DISTINCT ?s ?label {{\n  {named}\n}} ORDER BY ?label"
    used = [f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items() if f"{p}:" in body]
    return "".join(used) + body
