"""Where claims and facts stand: on a day, and as far as known on another.

kg/ask/reader/standing.py, which writes the same in SPARQL, says what that means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from kg.ask.reader import Operator
from kg.ask.reader.standing import (
    ASSERTED,
    CONTESTED,
    CORROBORATED,
    DENIED,
    ENDED,
    UNADDRESSED,
)
from kg.index.compare import dated
from kg.terms import AV

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.ask.reader import Stands, StatusOn
    from kg.index.layout import Array
    from kg.index.records import Records

    Statuses: TypeAlias = Callable[[int], list[str]]


def stands(records: Records, wanted: Stands) -> Array:
    """By node, whether it has one of the statuses."""
    day = wanted.as_of or wanted.known_at
    if wanted.claim and wanted.known_at is not None:
        return _as_known(records, wanted, day or wanted.known_at, wanted.known_at)
    held = _stood(records, day, _chosen(records, wanted))
    return held & _reported(records, wanted.known_at) if wanted.known_at else held


def statuses(records: Records, wanted: StatusOn) -> Statuses:
    """What gives the IRIs of the statuses of a node; none for what has none at present."""
    found = _statuses(records, wanted)
    now = records.links(f"{AV}currentStatus")
    return lambda node: found(node) if now.first(node) >= 0 else []


def _statuses(records: Records, wanted: StatusOn) -> Statuses:
    day = wanted.as_of or wanted.known_at
    if wanted.claim and wanted.known_at is not None:
        tests = _Known(records, day or wanted.known_at, wanted.known_at).tests()
        return lambda node: [next((each for each in tests if tests[each][node]), UNADDRESSED)]
    on_day = _on_day(records, day)
    if wanted.known_at is None:
        return on_day
    reported = _reported(records, wanted.known_at)
    return lambda node: on_day(node) if reported[node] else []


def _on_day(records: Records, day: str | None) -> Statuses:
    if day is None:
        now = records.links(f"{AV}currentStatus")
        return lambda node: [records.iri(each) for each in now.of(node)]
    lasting = _lasting(records, day)
    periods = records.links(f"{AV}statusOf", inverse=True)
    status = records.links(f"{AV}status")

    def on_day(node: int) -> list[str]:
        held = [period for period in periods.of(node) if lasting[period]]
        return [records.iri(each) for period in held for each in status.of(period)]

    return on_day


def _chosen(records: Records, wanted: Stands) -> Array:
    """By node, whether it is a status that is wanted."""
    if wanted.statuses:
        return records.mask(records.numbers(wanted.statuses))
    return ~records.none() if wanted.claim else ~records.mask(records.numbers([ENDED]))


def _stood(records: Records, day: str | None, chosen: Array) -> Array:
    if day is None:
        nodes, held = records.links(f"{AV}currentStatus").pairs()
        return records.mask(nodes[chosen[held]])
    periods, held = records.links(f"{AV}status").pairs()
    fitting = records.mask(periods[chosen[held]]) & _lasting(records, day)
    periods, nodes = records.links(f"{AV}statusOf").pairs()
    return records.mask(nodes[fitting[periods]])


def _lasting(records: Records, day: str) -> Array:
    """By node, whether it had begun by a day and not ended before."""
    begun = dated(records, "from", Operator.LTE, day)
    return begun & dated(records, "until", Operator.GTE, day)


def _reported(records: Records, known_at: str) -> Array:
    return dated(records, "firstReported", Operator.LTE, known_at)


def _as_known(records: Records, wanted: Stands, day: str, known_at: str) -> Array:
    known = _Known(records, day, known_at)
    if not wanted.statuses:
        return known.supported | known.opposed
    tests, found = known.tests(), records.none()
    for each in wanted.statuses:
        if each in tests:
            found |= tests[each]
    return found


class _Known:
    """How propositions stood on a day, by what dated documents had told by another (rule 10)."""

    def __init__(self, records: Records, day: str, known_at: str) -> None:
        self._records = records
        self._voices = records.links(f"{AV}voice")
        self._origins = records.links(f"{AV}origin")
        voiced, _ = self._voices.pairs()
        taken = _lasting(records, day) & _reported(records, known_at)
        self._counting = taken & records.mask(voiced)
        self.supported = self._told("countsFor")
        self.opposed = self._told("countsAgainst")

    def tests(self) -> dict[str, Array]:
        """By status, the mask of the propositions that had it; tried in this order."""
        yes, no, denied, twice = self.supported, self.opposed, self._denied(), self._corroborated()
        return {
            CONTESTED: yes & no,
            DENIED: ~yes & denied,
            CORROBORATED: yes & ~no & twice,
            ASSERTED: yes & ~no & ~twice,
            UNADDRESSED: ~yes & ~denied,
        }

    def _told(self, name: str) -> Array:
        positions, claims = self._records.links(f"{AV}{name}").pairs()
        return self._records.mask(claims[self._counting[positions]])

    def _denied(self) -> Array:
        """Whether a voice against it speaks of it or of its negation outright."""
        spoken = self._records.links(f"{AV}proposition")
        negated = self._records.links(f"{AV}negationOf")
        positions, claims = self._records.links(f"{AV}countsAgainst").pairs()
        kept, found = self._counting[positions], self._records.none()
        for position, claim in zip(positions[kept].tolist(), claims[kept].tolist(), strict=True):
            of = spoken.of(position)
            found[claim] |= claim in of or any(claim in negated.of(each) for each in of)
        return found

    def _corroborated(self) -> Array:
        """Whether two voices count for it, one of them named, without an origin in common."""
        supporters = self._records.links(f"{AV}countsFor", inverse=True)
        holders, unnamed = self._records.links(f"{AV}holder").pairs()
        is_unnamed = self._records.mask(self._records.members(f"{AV}UnnamedSource"))
        named, found = ~self._records.mask(holders[is_unnamed[unnamed]]), self._records.none()
        for claim in np.flatnonzero(self.supported).tolist():
            both = [each for each in supporters.of(claim) if self._counting[each]]
            ones = (one for one in both if named[one])
            found[claim] = any(self._are_apart(one, two) for one in ones for two in both)
        return found

    def _are_apart(self, one: int, two: int) -> bool:
        return all(
            set(column.of(one)).isdisjoint(column.of(two))
            for column in (self._voices, self._origins)
        )
