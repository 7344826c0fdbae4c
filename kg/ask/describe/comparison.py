"""What two things have in common and in what they differ, or one thing on two days."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from kg.ask.describe import terms
from kg.ask.describe.days import LATEST, raised, told
from kg.ask.reader import Ref, together
from kg.ask.reader.standing import UNADDRESSED, AsKnown, reported
from kg.rdf.sparql import iri as term
from kg.rdf.sparql import iris, quoted
from kg.terms import NO_END, XSD, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.ask.describe.days import Days
    from kg.ask.reader import Rows, Select
    from kg.contract import Contract

MOST: Final = 2000
HEADINGS: Final = {
    "values": "What is recorded",
    "arrangements": "Who takes part in what",
    "ties": "Further ties",
    "voices": "Who holds what of it",
    "positions": "Positions",
    "claims": "Claims",
    "events": "Events",
    "details": "Particulars that are given",
}
# Groups of fields that are compared elsewhere, or by which two things differ of themselves.
APART: Final = frozenset({"Standing", "Sources", "Index", "Remarks", "Names", "Publication"})

Told: TypeAlias = dict[Ref, set[str]]


class Side(NamedTuple):
    """A thing by its IRI, and the days that it is seen from."""

    iri: str
    days: Days = LATEST


class Row(NamedTuple):
    """How something stands on the one side and on the other; "" where it is not there."""

    what: Ref
    one: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether the two are not told alike."""
        return self.one != self.other


@dataclass(frozen=True)
class Part:
    """One kind of what is compared: what differs, then what is alike, each by label.

    `name` stands for it in addresses. It is `cut` where a side has more than `MOST` to tell.
    """

    name: str
    heading: str
    rows: tuple[Row, ...]
    cut: bool


async def comparison(
    select: Select, contract: Contract, one: Side, other: Side
) -> tuple[Part, ...]:
    """The parts of which either side has something: one query.

    Raises:
        AskError: what `select` raises.
    """
    labels = _compared(contract)
    sides = {
        name: _questions(contract, labels, of) for name, of in (("one", one), ("other", other))
    }
    asked = {
        f"{name} {side}": question
        for side, questions in sides.items()
        for name, question in questions.items()
    }
    found = await together(select, asked)
    parts = (_part(labels, name, found[f"{name} one"], found[f"{name} other"]) for name in HEADINGS)
    return tuple(part for part in parts if part.rows)


def _questions(contract: Contract, properties: Iterable[str], side: Side) -> dict[str, str]:
    """SELECTs of what stands there (`?what`), how (`?told`), and by whom (`?who`)."""
    here, days = term(side.iri), side.days
    day = quoted(days.seen or NO_END, f"{XSD}date")
    lasts = f"av:from ?from ; av:until ?until FILTER(?from <= {day} && {day} <= ?until)"
    ends = ", ".join(
        short(field.path) for field in terms.fields(contract, "StructuralFact", "Ends")
    )
    # Filters, as VALUES would be joined with each other before anything else.
    facts = f"""?s ?near {here} FILTER(?near IN ({ends}))
  ?s ?far ?what FILTER(?far IN ({ends}) && ?what != {here})
  BIND(av:inArrangement IN (?near, ?far) AS ?arranged)
  ?period av:statusOf ?s ; av:status ?value ; {lasts} {told(days)}"""
    patterns = {
        "values": f"VALUES ?what {{ {iris(properties)} }} {here} ?what ?value",
        "arrangements": f"{facts} FILTER(?arranged)",
        "ties": f"{facts} FILTER(!?arranged)",
        "voices": f"""?s av:proposition {here} ; av:holder ?what ; av:stance ?value ; {lasts}
  {told(days)}""",
        "positions": f"""?s av:holder|av:speaker|av:documentedIn {here} ; av:proposition ?what ;
    av:stance ?value ; av:holder ?who ; {lasts} ?who av:label ?name {told(days)}""",
        "claims": _claims(f"?what av:about|av:inEpisode|av:describes {here}", days, lasts),
        "events": f"""?what av:about|av:inEpisode {here} ; a av:Event ; av:possibleUntil ?last ;
    av:edtf ?value FILTER(?last <= {day}) {told(days, "?what")}""",
        "details": f"""?what a av:Detail ; av:hasCitation ?citation .
  ?citation av:citedDocument {here} ; av:valueGiven|av:thingGiven ?value""",
    }
    return {name: _asked(here, pattern) for name, pattern in patterns.items()}


def _claims(tied: str, days: Days, lasts: str) -> str:
    """Claims with the status of a day, as it is stored or as far as it was known."""
    claims = f"{tied} ; a av:Proposition ."
    stored = f"?period av:statusOf ?what ; av:status ?value ; {lasts}"
    if not days.known_at:
        return f"{claims} {stored}"
    # To tell it from positions is dear: it is done for claims of which more is known since.
    later = f"""EXISTS {{ ?position av:countsFor|av:countsAgainst ?what
    FILTER(!{reported("?position", days.known_at)}) }}"""
    known = f"{claims} {raised(days, '?what')}"
    # No period is stored of what nobody has addressed, so none is shown here.
    tests = AsKnown("?what", days.seen, days.known_at).tests
    told_of = {status: test for status, test in tests.items() if status != UNADDRESSED}
    chosen = " || ".join(f"(?value = {term(status)} && {test})" for status, test in told_of.items())
    return f"""{{ {{ {known} FILTER({later}) }}
    VALUES ?value {{ {iris(told_of)} }} FILTER({chosen}) }}
  UNION {{ {known} FILTER(!{later}) {stored} }}"""


def _asked(here: str, pattern: str) -> str:
    return f"""SELECT DISTINCT ?what ?label ?says ?by {{ {pattern}
  OPTIONAL {{ ?what av:label ?label }} OPTIONAL {{ ?value av:label ?named }}
  BIND(COALESCE(?named, STR(?value)) AS ?says)
  BIND(IF(BOUND(?who) && ?who != {here}, ?name, "") AS ?by) }} ORDER BY ?what LIMIT {MOST + 1}"""


def _compared(contract: Contract) -> dict[str, str]:
    """The properties by whose values things are compared, with their labels."""
    return {
        field.path: field.label
        for each in contract.classes.values()
        for field in each.fields
        if not (field.inverse or field.derived or field.key or field.group in APART)
    }


def _part(labels: Mapping[str, str], name: str, one: Rows, other: Rows) -> Part:
    here, there = (_told(labels, rows) for rows in (one, other))
    rows = (
        Row(what, *("; ".join(sorted(side.get(what, ()))) for side in (here, there)))
        for what in {**here, **there}
    )
    ordered = sorted(rows, key=lambda row: (not row.differs, row.what.label, row.what.iri))
    return Part(name, HEADINGS[name], tuple(ordered), max(len(one), len(other)) > MOST)


def _told(labels: Mapping[str, str], rows: Rows) -> Told:
    """What is shown for each thing, or each property."""
    found: Told = defaultdict(set)
    for row in rows[:MOST]:
        iri, by, text = row["what"]["value"], row["by"]["value"], row["says"]["value"]
        label = labels.get(iri) or row["label"]["value"]
        found[Ref(iri, label)].add(f"{by}: {text}" if by else text)
    return found
