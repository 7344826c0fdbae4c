"""What other nodes say of records and propositions: how they stand, who describes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kg.ask.describe.model import Change, Period, Records, alphabetical
from kg.ask.describe.terms import notation
from kg.ask.reader import Ref, local
from kg.rdf.sparql import iris
from kg.terms import NO_END, NO_START

if TYPE_CHECKING:
    from kg.ask.reader import Node, Rows
    from kg.contract import Contract

Periods: TypeAlias = tuple[Period, ...]


@dataclass(frozen=True)
class Standing:
    """By the IRIs of records: periods and changes of facts, and propositions that describe events.

    `first_hand` are events of which somebody has read a document where their report begins;
    `undated` are positions, events and ends of facts of which only a day of reading says by when
    they were.
    """

    periods: Mapping[str, Periods]
    changes: Mapping[str, tuple[Change, ...]]
    describing: Mapping[str, tuple[str, ...]]
    first_hand: frozenset[str]
    undated: frozenset[str]

    @property
    def claims(self) -> tuple[str, ...]:
        """The IRIs of all propositions that describe one of the events."""
        return tuple(iri for many in self.describing.values() for iri in many)


def standing_questions(records: Records) -> dict[str, str]:
    """SELECTs of what other nodes say of records; empty where there are none of their kind."""
    listed = iris(records.events)
    events = f"VALUES ?s {{ {listed} }} ?s a av:Event"
    return {
        "periods": periods_of(records.facts),
        "changes": _changes_of(records.facts),
        "describing": listed and f"SELECT ?s ?claim {{ {events} . ?claim av:describes ?s }}",
        "first hand": listed and f"SELECT DISTINCT ?s {{ {events} ; av:origin/av:consulted true }}",
        "undated": _undated(records),
    }


def _undated(records: Records) -> str:
    """A SELECT of records whose day is that on which a document of theirs was consulted."""
    lasting, taken = iris((*records.facts, *records.events)), iris(records.positions)
    read, ways = "av:hasCitation/av:citedDocument/av:consultedOn ?day", list[str]()
    if lasting:
        ways.append(f"{{ VALUES ?s {{ {lasting} }} ?s av:possibleUntil ?day ; {read} }}")
    if taken:
        ways.append(f"""{{ VALUES ?s {{ {taken} }} ?s a av:Position ; av:from ?day ; {read}
    FILTER NOT EXISTS {{ ?s av:firstReported ?reported }} }}""")
    if not ways:
        return ""
    return f"""SELECT DISTINCT ?s {{ {" UNION ".join(ways)}
  ?s av:possibleFrom ?first FILTER(?first < ?day) }}"""


def standing_of(contract: Contract, found: Mapping[str, Rows]) -> Standing:
    """What the solutions of `standing_questions` say."""
    describing: dict[str, list[str]] = defaultdict(list)
    for event, claim in sorted((r["s"]["value"], r["claim"]["value"]) for r in found["describing"]):
        describing[event].append(claim)
    return Standing(
        periods=periods(contract, found["periods"]),
        changes=_changes(found["changes"]),
        describing={event: tuple(claims) for event, claims in describing.items()},
        first_hand=frozenset(row["s"]["value"] for row in found["first hand"]),
        undated=frozenset(row["s"]["value"] for row in found["undated"]),
    )


def periods_of(wanted: Iterable[str]) -> str:
    """A SELECT of how propositions or facts stood when; empty where none is wanted."""
    listed = iris(wanted)
    if not listed:
        return ""
    return f"""SELECT ?s ?since ?until ?status ?for ?against {{ VALUES ?s {{ {listed} }}
  ?period av:statusOf ?s ; av:from ?since ; av:until ?until ; av:status ?status .
  OPTIONAL {{ ?period av:supportingVoices ?for }}
  OPTIONAL {{ ?period av:opposingVoices ?against }} }}"""


def _changes_of(wanted: Iterable[str]) -> str:
    """A SELECT of events that affect facts, and of what a party did about the arrangement.

    Empty where no fact is wanted.
    """
    listed = iris(wanted)
    if not listed:
        return ""
    these = f"VALUES ?s {{ {listed} }}"
    # Engines begin with few events where these are found on their own, by what leads to few of all.
    return f"""SELECT ?s ?event ?action ?called ?first ?last ?who ?label {{
  {{ SELECT ?s ?event {{ {{ {these} ?event av:affectsFact ?s }}
    UNION {{ {these} ?s av:inArrangement ?in ; av:participant ?party .
      ?event av:arrangement ?in ; av:actor ?party ; a av:PartyAct }} }} }}
  ?event av:actionType ?action .
  OPTIONAL {{ ?action skos:prefLabel ?called FILTER(LANG(?called) = "en") }}
  OPTIONAL {{ ?event av:possibleFrom ?first }} OPTIONAL {{ ?event av:possibleUntil ?last }}
  OPTIONAL {{ ?event av:representative ?who . ?who av:label ?label }} }}"""


def _changes(rows: Rows) -> dict[str, tuple[Change, ...]]:
    """By fact: one change an event, in order of time."""
    acted: dict[tuple[str, str], set[Ref]] = defaultdict(set)
    for row in rows:
        here = acted[row["s"]["value"], row["event"]["value"]]
        if "who" in row:
            here.add(Ref(row["who"]["value"], row["label"]["value"]))
    told = {(row["s"]["value"], row["event"]["value"]): row for row in rows}
    found: dict[str, list[Change]] = defaultdict(list)
    for (fact, event), row in told.items():
        first, last = (row[name]["value"] if name in row else "" for name in ("first", "last"))
        change = Change(
            event=event,
            action=row["called"]["value"] if "called" in row else local(row["action"]["value"]),
            first="" if first == NO_START else first,
            last="" if last == NO_END else last,
            by=alphabetical(acted[fact, event]),
        )
        found[fact].append(change)
    return {fact: tuple(sorted(many, key=_when)) for fact, many in found.items()}


def _when(change: Change) -> tuple[str, str, str]:
    return (change.last or NO_END, change.first, change.event)


def period_of(contract: Contract, node: Node) -> Period:
    """The period that a node of its own is."""
    return Period(node.day("from"), node.day("until"), notation(contract, node.text("status")))


def periods(contract: Contract, rows: Rows) -> dict[str, Periods]:
    """The history of each, the first period first, from the solutions of `periods_of`."""
    found: dict[str, list[Period]] = defaultdict(list)
    for row in rows:
        since, until = row["since"]["value"], row["until"]["value"]
        period = Period(
            since="" if since == NO_START else since,
            until="" if until == NO_END else until,
            status=notation(contract, row["status"]["value"]),
            supporting=int(row["for"]["value"]) if "for" in row else 0,
            opposing=int(row["against"]["value"]) if "against" in row else 0,
        )
        found[row["s"]["value"]].append(period)
    return {
        iri: tuple(sorted(held, key=lambda period: period.since)) for iri, held in found.items()
    }
