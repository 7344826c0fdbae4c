"""The SPARQL of where a claim or a fact stands: on a day, and as far as known on another.

A stored period says it (rules 10 and 14). How a proposition stood by what was known is told from
its positions, as rule 10 tells it from all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.rdf.sparql import iri, quoted
from kg.terms import AV, AVC, XSD

if TYPE_CHECKING:
    from kg.ask.reader.condition import Stands
    from kg.contract import Class

ENDED: Final = f"{AVC}status-ended"
CONTESTED, DENIED, CORROBORATED, ASSERTED, UNADDRESSED = (
    f"{AVC}status-{name}"
    for name in ("contested", "denied", "corroborated", "asserted", "unaddressed")
)


def stands(of: Class) -> bool:
    """Whether members of a class have periods of status."""
    return any(field.path == f"{AV}statusOf" and field.inverse for field in of.fields)


def is_claim(of: Class) -> bool:
    """Whether the status of members follows from positions, not from what documents vouch for."""
    return stands(of) and any(field.path == f"{AV}countsFor" for field in of.fields)


def fact_stands(wanted: Stands, fact: str) -> str:
    """Whether a structural fact has a status on a day, and was reported by another."""
    chosen = _one_of(wanted.statuses) or f"?status != {iri(ENDED)}"
    held = _stood(fact, wanted.as_of or wanted.known_at, chosen)
    return f"({held} && {reported(fact, wanted.known_at)})" if wanted.known_at else held


def claim_stands(wanted: Stands, claim: str) -> str:
    """Whether a proposition has a status on a day, as far as known on another."""
    if wanted.known_at is None:
        return _stood(claim, wanted.as_of, _one_of(wanted.statuses) or "true")
    known = AsKnown(claim, wanted.as_of or wanted.known_at, wanted.known_at)
    if not wanted.statuses:
        return f"({known.supported} || {known.opposed})"
    tests = known.tests
    return f"({' || '.join(tests[each] for each in wanted.statuses if each in tests) or 'false'})"


def status_of(claim: bool, node: str, as_of: str | None, known_at: str | None) -> str:
    """A graph pattern that binds ?o to the status of a node that is bound outside of it."""
    day = as_of or known_at
    if known_at is None or not claim:
        told = f"FILTER({reported(node, known_at)})" if known_at else ""
        return f"{_period(node, day)} {told} BIND(?status AS ?o)"
    chosen = iri(UNADDRESSED)
    for status, test in reversed(AsKnown(node, day or known_at, known_at).tests.items()):
        chosen = f"IF({test}, {iri(status)}, {chosen})"
    return f"BIND({chosen} AS ?o)"


class AsKnown:
    """Tests of how a proposition stood on a day, by what dated documents had told by another."""

    def __init__(self, claim: str, day: str, known_at: str) -> None:
        self._claim = claim
        self._day, self._known_at = _date(day), known_at

    @property
    def supported(self) -> str:
        """Whether a voice counts for it."""
        return f"EXISTS {{ ?yes av:countsFor {self._claim} FILTER({self.counts('?yes')}) }}"

    @property
    def opposed(self) -> str:
        """Whether a voice counts against it."""
        return f"EXISTS {{ ?no av:countsAgainst {self._claim} FILTER({self.counts('?no')}) }}"

    @property
    def tests(self) -> dict[str, str]:
        """Whether it has a status, by the status; tried in this order, the first one holds."""
        yes, no = self.supported, self.opposed
        return {
            CONTESTED: f"({yes} && {no})",
            DENIED: f"(!{yes} && {self._denied})",
            CORROBORATED: f"({yes} && !{no} && {self._corroborated})",
            ASSERTED: f"({yes} && !{no} && !{self._corroborated})",
            UNADDRESSED: f"(!{yes} && !{self._denied})",
        }

    @property
    def _denied(self) -> str:
        """Whether a voice against it speaks of it or of its negation outright."""
        direct = (
            f"(EXISTS {{ ?no av:proposition {self._claim} }} || EXISTS {{ ?no av:proposition ?not "
            f"FILTER EXISTS {{ ?not av:negationOf {self._claim} }} }})"
        )
        counts = self.counts("?no")
        return f"EXISTS {{ ?no av:countsAgainst {self._claim} FILTER({counts} && {direct}) }}"

    @property
    def _corroborated(self) -> str:
        """Whether two voices count for it, one of them named, without an origin in common."""
        shared = "EXISTS { ?one av:origin ?from FILTER EXISTS { ?two av:origin ?from } }"
        unnamed = "EXISTS { ?one av:holder ?who FILTER EXISTS { ?who a av:UnnamedSource } }"
        same = "EXISTS { ?one av:voice ?voice FILTER EXISTS { ?two av:voice ?voice } }"
        both = f"{self.counts('?one')} && {self.counts('?two')}"
        return (
            f"EXISTS {{ ?one av:countsFor {self._claim} . ?two av:countsFor {self._claim} "
            f"FILTER({both} && !{unnamed} && !{same} && !{shared}) }}"
        )

    def counts(self, position: str) -> str:
        """A test of whether a position that documents support had been taken, and not given up."""
        taken = f"EXISTS {{ {position} av:from ?from FILTER(?from <= {self._day}) }}"
        kept = f"EXISTS {{ {position} av:until ?until FILTER({self._day} <= ?until) }}"
        voiced = f"EXISTS {{ {position} av:voice ?voice }}"
        return f"{taken} && {kept} && {voiced} && {reported(position, self._known_at)}"


def _period(node: str, day: str | None) -> str:
    """Triples that bind ?status to the status of a node on a day, else at present."""
    if day is None:
        return f"{node} av:currentStatus ?status"
    date = _date(day)
    return (
        f"?period av:statusOf {node} ; av:status ?status ; av:from ?from ; av:until ?until "
        f"FILTER(?from <= {date} && {date} <= ?until)"
    )


def _stood(node: str, day: str | None, chosen: str) -> str:
    """Whether a test of ?status is true of a node on a day, else at present."""
    if day is None:
        return f"EXISTS {{ {node} av:currentStatus ?status FILTER({chosen}) }}"
    date = _date(day)
    return (
        f"EXISTS {{ ?period av:statusOf {node} FILTER("
        f"EXISTS {{ ?period av:from ?from FILTER(?from <= {date}) }} && "
        f"EXISTS {{ ?period av:until ?until FILTER({date} <= ?until) }} && "
        f"EXISTS {{ ?period av:status ?status FILTER({chosen}) }}) }}"
    )


def reported(record: str, known_at: str) -> str:
    """Whether a dated document had reported a record by a day."""
    return f"EXISTS {{ {record} av:firstReported ?told FILTER(?told <= {_date(known_at)}) }}"


def _one_of(statuses: tuple[str, ...]) -> str:
    return f"?status IN ({', '.join(map(iri, statuses))})" if statuses else ""


def _date(day: str) -> str:
    return quoted(day, f"{XSD}date")
