"""Members of a class by label, one part at a time: by words, by first letter, page by page."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.ask.describe.sections import readable
from kg.ask.reader import Ref
from kg.rdf.sparql import quoted
from kg.terms import PROLOGUE, short

if TYPE_CHECKING:
    from kg.ask.reader import Rows, Select
    from kg.contract import Class

ON_A_PAGE: Final = 100
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# What begins with a digit, a sign, or a letter of another script.
OTHERS: Final = "#"
_INITIAL: Final = "BIND(SUBSTR(?label, 1, 1) AS ?initial)"


class Member(NamedTuple):
    """A member of a class; of a document also who published it, else ""."""

    ref: Ref
    publisher: str


class Part(NamedTuple):
    """Which members are wanted; "" stands for any words and any letter."""

    words: str = ""
    letter: str = ""
    skip: int = 0


@dataclass(frozen=True)
class Members:
    """At most `ON_A_PAGE` members, how many there are under that letter, and the query for all.

    `letters` count the members with these words by first letter, `OTHERS` last.
    """

    items: tuple[Member, ...]
    total: int
    letters: dict[str, int]
    query: str


async def members(select: Select, of: Class, part: Part) -> Members:
    """Members of a class whose name, or another name of theirs, has the words: two queries.

    Raises:
        AskError: what `select` raises.
    """
    pattern = "\n  ".join((f"?s a {short(of.iri)} .", *map(_having, part.words.split())))
    initials = await _initials(select, pattern)
    counted: Counter[str] = Counter()
    for initial, number in initials.items():
        counted[letter_of(initial)] += number
    here = [initial for initial in initials if part.letter in ("", letter_of(initial))]
    among = f"{_INITIAL} FILTER(?initial IN ({', '.join(map(quoted, here))}))"
    rows = await select(f"""{PROLOGUE}SELECT ?s ?label ?publisher {{ {pattern}
  ?s av:label ?label {among if part.letter else ""}
  OPTIONAL {{ ?s av:publisher/av:label ?publisher }} }}
ORDER BY LCASE(?label) ?s LIMIT {ON_A_PAGE} OFFSET {part.skip}""")
    return Members(
        items=tuple(map(_member, rows)),
        total=sum(initials[initial] for initial in here),
        letters={letter: counted[letter] for letter in (*LETTERS, OTHERS)},
        query=readable(pattern),
    )


def letter_of(initial: str) -> str:
    """The letter under which a name stands: ``E`` for ``É``."""
    letter = unicodedata.normalize("NFD", initial)[:1].upper()
    return letter if letter and letter in LETTERS else OTHERS


def _member(row: dict[str, dict[str, str]]) -> Member:
    publisher = row["publisher"]["value"] if "publisher" in row else ""
    return Member(Ref(row["s"]["value"], row["label"]["value"]), publisher)


async def _initials(select: Select, pattern: str) -> dict[str, int]:
    rows: Rows = await select(f"""{PROLOGUE}SELECT ?initial (COUNT(?s) AS ?n) {{ {pattern}
  ?s av:label ?label {_INITIAL} }} GROUP BY ?initial""")
    return {row["initial"]["value"]: int(row["n"]["value"]) for row in rows if "initial" in row}


def _having(word: str) -> str:
    """Has a word in its label or in another name."""
    return (
        f"FILTER EXISTS {{ ?s av:label|skos:altLabel ?name"
        f" FILTER(CONTAINS(LCASE(STR(?name)), {quoted(word.lower())})) }}"
    )
