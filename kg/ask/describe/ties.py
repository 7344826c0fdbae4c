"""Which states take part in the same arrangements in a year: what the home page's picture shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.ask.reader import Ref, local
from kg.rdf.sparql import quoted
from kg.terms import PREFIXES, PROLOGUE, XSD

if TYPE_CHECKING:
    from kg.ask.reader import Select

# That two states are among the many of a large arrangement says little about the two.
MOST_STATES: Final = 9
LEAST_COMMON: Final = 2
AGREEMENT: Final = "agreement"
PARTNERSHIP: Final = "partnership"
ORGANISATION: Final = "organisation"
KINDS: Final = (AGREEMENT, PARTNERSHIP, ORGANISATION)
DISPUTED: Final = "disputed"
# How sure it is that somebody takes part, the surest first.
CERTAINTIES: Final = ("attested", "presumed", "possible", DISPUTED)

_OF_KIND: Final = {
    AGREEMENT: "?in a av:Agreement",
    PARTNERSHIP: "?in a av:Partnership",
    ORGANISATION: "?in a av:Organisation FILTER NOT EXISTS { ?in a av:Partnership }",
}
_EVERY: Final = f"""SELECT ?in ?kind ?state ?label ?disputed ?status ?from ?until {{
  ?fact av:inArrangement ?in ; av:participant ?state ; av:disputed ?disputed .
  ?state a av:State ; av:label ?label .
  ?period av:statusOf ?fact ; av:status ?status ; av:from ?from ; av:until ?until
  FILTER(?status != avc:status-ended)
  BIND(IF(EXISTS {{ {_OF_KIND[AGREEMENT]} }}, "{AGREEMENT}",
    IF(EXISTS {{ {_OF_KIND[PARTNERSHIP]} }}, "{PARTNERSHIP}", "{ORGANISATION}")) AS ?kind) }}"""
_ENDS: Final = """?fact{n} av:inArrangement ?in ; av:participant {who} ; av:disputed ?disputed{n} .
  ?period{n} av:statusOf ?fact{n} ; av:status ?status{n} ; av:from ?from{n} ; av:until ?until{n}
  FILTER(?from{n} <= {last} && {first} <= ?until{n} && ({certain}))"""
_QUERY: Final = """SELECT ?one ?oneLabel ?other ?otherLabel ?common {{
  {{ SELECT ?one ?other (COUNT(DISTINCT ?in) AS ?common) {{
    {{ SELECT ?in {{ ?member av:inArrangement ?in ; av:participant ?state . ?state a av:State }}
      GROUP BY ?in HAVING(COUNT(DISTINCT ?state) <= {most}) }}
    {kinds}
    {one}
    {other}
    ?one a av:State . ?other a av:State FILTER(STR(?one) < STR(?other))
  }} GROUP BY ?one ?other HAVING(COUNT(DISTINCT ?in) >= {least}) }}
  ?one av:label ?oneLabel . ?other av:label ?otherLabel
}} ORDER BY DESC(?common) ?oneLabel ?otherLabel"""


class Stay(NamedTuple):
    """Days on which a state took part in an arrangement, as sure as `status` says."""

    arrangement: str
    kind: str
    state: Ref
    status: str
    since: str
    until: str


class Choice(NamedTuple):
    """Which ties are wanted: of what year, by what kinds of arrangement, how sure."""

    year: int
    kinds: tuple[str, ...] = KINDS
    certainties: tuple[str, ...] = CERTAINTIES[:2]


class Tie(NamedTuple):
    """Two states, and in how many arrangements both take part."""

    one: Ref
    other: Ref
    common: int


@dataclass(frozen=True)
class Ties:
    """Pairs of states by number of common arrangements, and the query that finds them.

    Counted are arrangements of at most `MOST_STATES` states; named are pairs with at least
    `LEAST_COMMON` of them.
    """

    items: tuple[Tie, ...]
    query: str


@dataclass(frozen=True)
class Sharing:
    """Every stay of a state in an arrangement that is not too large."""

    stays: tuple[Stay, ...]

    def ties(self, choice: Choice) -> Ties:
        """The ties of a choice, those of most arrangements first."""
        together: dict[str, set[Ref]] = defaultdict(set)
        for stay in self.stays:
            if _is_wanted(stay, choice):
                together[stay.arrangement].add(stay.state)
        common = Counter(
            pair
            for states in together.values()
            for pair in combinations(sorted(states, key=lambda ref: ref.iri), 2)
        )
        ties = (Tie(*pair, number) for pair, number in common.items() if number >= LEAST_COMMON)
        ordered = sorted(ties, key=lambda tie: (-tie.common, tie.one.label, tie.other.label))
        return Ties(tuple(ordered), query(choice))

    @property
    def first_year(self) -> int:
        """The first year of which a day is vouched for."""
        days = (stay.since for stay in self.stays if stay.status == CERTAINTIES[0])
        return int(min(days, default="1900")[:4])


async def sharing(select: Select) -> Sharing:
    """All stays: one query, for which every participation is read.

    Raises:
        AskError: what `select` raises.
    """
    rows = await select(PROLOGUE + _EVERY)
    stays = [_stay(row) for row in rows]
    states: dict[str, set[str]] = defaultdict(set)
    for stay in stays:
        states[stay.arrangement].add(stay.state.iri)
    few = (stay for stay in stays if len(states[stay.arrangement]) <= MOST_STATES)
    return Sharing(tuple(sorted(few)))


def _stay(row: dict[str, dict[str, str]]) -> Stay:
    is_disputed = row["disputed"]["value"] in ("true", "1")
    return Stay(
        arrangement=row["in"]["value"],
        kind=row["kind"]["value"],
        state=Ref(row["state"]["value"], row["label"]["value"]),
        status=DISPUTED if is_disputed else local(row["status"]["value"]).removeprefix("status-"),
        since=row["from"]["value"],
        until=row["until"]["value"],
    )


def _is_wanted(stay: Stay, choice: Choice) -> bool:
    first, last = _year(choice)
    return (
        stay.kind in choice.kinds
        and stay.status in choice.certainties
        and stay.since <= last
        and stay.until >= first
    )


def _year(choice: Choice) -> tuple[str, str]:
    return f"{choice.year:04}-01-01", f"{choice.year:04}-12-31"


def query(choice: Choice) -> str:
    """The ties of a choice as a SPARQL query of its own."""
    kinds = " UNION ".join(f"{{ {_OF_KIND[kind]} }}" for kind in choice.kinds)
    text = _QUERY.format(
        most=MOST_STATES,
        least=LEAST_COMMON,
        kinds=kinds,
        one=_end(1, "?one", choice),
        other=_end(2, "?other", choice),
    )
    used = [f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items() if f"{p}:" in text]
    return "".join(used) + text


def _end(number: int, who: str, choice: Choice) -> str:
    first, last = (quoted(day, f"{XSD}date") for day in _year(choice))
    sure = [f"avc:status-{each}" for each in choice.certainties if each != DISPUTED]
    tests = [f"!?disputed{number} && ?status{number} IN ({', '.join(sure)})"] if sure else []
    if DISPUTED in choice.certainties:
        tests.append(f"?disputed{number} && ?status{number} != avc:status-ended")
    certain = " || ".join(f"({test})" for test in tests) or "false"
    return _ENDS.format(n=number, who=who, first=first, last=last, certain=certain)
