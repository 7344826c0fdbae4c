"""What other nodes say of records and propositions: how they stand, who describes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Final, TypeAlias

from kg.ask.describe import terms
from kg.ask.describe.model import Change, Period, Records, alphabetical
from kg.ask.describe.terms import notation
from kg.ask.reader import Reached, Step, Whole
from kg.terms import AV, NO_END

if TYPE_CHECKING:
    from kg.ask.reader import Node, NodeReader
    from kg.contract import Contract

Periods: TypeAlias = tuple[Period, ...]

# From propositions and facts to their periods, from facts to what changed them, from events to what
# is told of them.
PERIODS: Final = Step((f"{AV}statusOf",), inverse=True)
AFFECTING: Final = Step((f"{AV}affectsFact",), inverse=True)
ARRANGED: Final = Step((f"{AV}inArrangement",))
ACTS: Final = Step((f"{AV}arrangement",), inverse=True)
DESCRIBING: Final = Step((f"{AV}describes",), inverse=True)
ORIGINS: Final = Step((f"{AV}origin",))


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


def beside(contract: Contract, records: Records) -> dict[str, Whole]:
    """What to read of other nodes that say something of records."""
    return {
        **history(contract, records.facts),
        **_changing(contract, records.facts),
        **_told_of(contract, records.events),
    }


def history(contract: Contract, wanted: tuple[str, ...]) -> dict[str, Whole]:
    """What to read of how propositions or facts stood when."""
    fields = terms.fields(contract, "StatusPeriod", "Dates", None)
    return {"periods": Whole((Reached(wanted, (PERIODS,)),), fields)} if wanted else {}


def _changing(contract: Contract, facts: tuple[str, ...]) -> dict[str, Whole]:
    """Events that affect facts, and what parties did about their arrangements."""
    if not facts:
        return {}
    told = terms.fields(contract, "Event", "Action", "Role", "Dates")
    acts = Reached(facts, (ARRANGED, ACTS), contract.classes["PartyAct"].iri)
    return {
        "affecting": Whole(
            (Reached(facts, (AFFECTING,)),), (*told, *terms.named(contract, "Event", "affectsFact"))
        ),
        "acts": Whole((acts,), (*told, *terms.named(contract, "Event", "arrangement"))),
    }


def _told_of(contract: Contract, events: tuple[str, ...]) -> dict[str, Whole]:
    """The claims that describe events, and the documents where what is known of them begins."""
    if not events:
        return {}
    those = Reached(events, of=contract.classes["Event"].iri)
    origins = those._replace(steps=(ORIGINS,), of="")
    return {
        "describing": Whole(
            (those._replace(steps=(DESCRIBING,), of=""),),
            terms.named(contract, "Proposition", "describes"),
        ),
        "of events": Whole((those,), terms.named(contract, "Event", "origin")),
        "origins": Whole((origins,), terms.named(contract, "Document", "consulted")),
    }


def claims_describing(reader: NodeReader) -> list[str]:
    """The IRIs of all claims that describe one of the events."""
    return [claim.iri for claim in reader.found("describing")]


def standing_of(reader: NodeReader, contract: Contract, records: Records) -> Standing:
    """How records stand, once what is around them was read and named."""
    events = [node for iri in records.events if "Event" in (node := reader[iri]).kinds]
    return Standing(
        periods=periods(reader, contract),
        changes=_changes(reader, records.facts),
        describing=_describing(reader),
        first_hand=frozenset(
            node.iri
            for node in events
            if any(reader[origin].true("consulted") for origin in node.iris("origin"))
        ),
        undated=frozenset(iri for iri in records.every if _is_day_of_reading(reader, reader[iri])),
    )


def _describing(reader: NodeReader) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for claim in reader.found("describing"):
        for event in claim.iris("describes"):
            found[event].append(claim.iri)
    return {event: tuple(sorted(claims)) for event, claims in found.items()}


def _is_day_of_reading(reader: NodeReader, node: Node) -> bool:
    """Whether the day of a record is that on which a document of its was consulted."""
    first = node.text("possibleFrom")
    day = node.text("possibleUntil")
    if "Position" in node.kinds:
        day = "" if node.text("firstReported") else node.text("from")
    cited = (reader[citation].iris("citedDocument") for citation in node.iris("hasCitation"))
    read = (reader[document].text("consultedOn") for many in cited for document in many)
    return "" < first < day and day in read


def _changes(reader: NodeReader, facts: Iterable[str]) -> dict[str, tuple[Change, ...]]:
    """By fact: one change an event, in order of time."""
    affecting: dict[str, set[str]] = defaultdict(set)
    for event in reader.found("affecting"):
        for fact in event.iris("affectsFact"):
            affecting[fact].add(event.iri)
    acted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for act in reader.found("acts"):
        for pair in product(act.iris("arrangement"), act.iris("actor")):
            acted[pair].add(act.iri)
    found: dict[str, tuple[Change, ...]] = {}
    for iri in facts:
        ends = product(reader[iri].iris("inArrangement"), reader[iri].iris("participant"))
        events = affecting[iri].union(*(acted[pair] for pair in ends))
        told = (_change(reader[event]) for event in events if reader[event].text("actionType"))
        if changes := sorted(told, key=_when):
            found[iri] = tuple(changes)
    return found


def _change(event: Node) -> Change:
    return Change(
        event=event.iri,
        action=event.shown("actionType"),
        first=event.day("possibleFrom"),
        last=event.day("possibleUntil"),
        by=alphabetical(event.refs("representative")),
    )


def _when(change: Change) -> tuple[str, str, str]:
    return (change.last or NO_END, change.first, change.event)


def period_of(contract: Contract, node: Node) -> Period:
    """The period that a node of its own is."""
    return Period(node.day("from"), node.day("until"), notation(contract, node.text("status")))


def periods(reader: NodeReader, contract: Contract) -> dict[str, Periods]:
    """The history of each whose periods were read, the first period first."""
    found: dict[str, list[Period]] = defaultdict(list)
    for node in reader.found("periods"):
        period = replace(
            period_of(contract, node),
            supporting=int(node.text("supportingVoices") or 0),
            opposing=int(node.text("opposingVoices") or 0),
        )
        found[node.text("statusOf")].append(period)
    return {
        iri: tuple(sorted(held, key=lambda period: period.since)) for iri, held in found.items()
    }
