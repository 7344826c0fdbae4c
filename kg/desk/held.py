"""Positions that are held already, and whether a new one says the same."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from kg.contract.graph import reached
from kg.desk.known import Known
from kg.errors import BadDate
from kg.gate.dates import bounds
from kg.terms import NO_END, NO_START

DERIVED: Final = "derivedFrom"


@dataclass(frozen=True, slots=True)
class Position:
    """A position as far as it can be the same as another; all is named by slug.

    `scope` is the report that spoke with an unnamed source, None where the speaker has a name.
    `documents` are those in which it was read, `origins` those where it was first said; days are
    as in ISO 8601.
    """

    slug: str
    speaker: str
    scope: str | None
    behalf: str | None
    stance: str
    propositions: frozenset[str]
    documents: frozenset[str]
    origins: frozenset[str]
    first_day: str = NO_START
    last_day: str = NO_END

    def says(self, other: "Position") -> bool:
        """Whether it may be what another says, on a day that both allow."""
        same = (self.stance, self.behalf) == (other.stance, other.behalf)
        apart = self.first_day > other.last_day or other.first_day > self.last_day
        about_one = bool(self.propositions & other.propositions)
        return same and about_one and not apart and self._is_of_the_speaker_of(other)

    def _is_of_the_speaker_of(self, other: "Position") -> bool:
        if self.speaker == other.speaker:
            return True
        return None not in (self.scope, other.scope) and bool(self.origins & other.origins)


class Positions:
    """The positions of a checkout, by what they speak of and where they were first said."""

    def __init__(self, known: Known) -> None:
        self._known = known
        kinds = known.contract.below("Position")
        slugs = (slug for slug in known if not known.kinds(slug).isdisjoint(kinds))
        self._all = [self._read(slug) for slug in slugs]

    @cached_property
    def _by_proposition(self) -> dict[str, list[Position]]:
        found: dict[str, list[Position]] = defaultdict(list)
        for each in self._all:
            for proposition in each.propositions:
                found[proposition].append(each)
        return found

    def towards(self, proposition: str) -> list[Position]:
        """The positions that are held towards a proposition."""
        return self._by_proposition.get(proposition, [])

    def first_said_in(self, origins: Collection[str]) -> list[Position]:
        """The positions that go back to one of these documents."""
        return [each for each in self._all if not each.origins.isdisjoint(origins)]

    def like(self, new: Position) -> list[Position]:
        """The positions that may be what a new one says; those that say just that come first."""
        near = {each.slug: each for one in new.propositions for each in self.towards(one)}
        same = [each for each in near.values() if new.says(each)]
        return sorted(same, key=lambda each: (each.propositions != new.propositions, each.slug))

    def _read(self, slug: str) -> Position:
        known = self._known
        citations = known.values(slug, "hasCitation")
        cited = [one for each in citations for one in known.values(each, "citedDocument")]
        speaker = _first(known.values(slug, "speaker")) or slug
        position = Position(
            slug,
            speaker,
            _first(known.values(speaker, "scopedTo")),
            _first(known.values(slug, "onBehalfOf")),
            _first(known.values(slug, "stance")) or "",
            frozenset(known.values(slug, "proposition")),
            frozenset(cited),
            frozenset(one for each in citations for one in self._origins_cited(each)),
        )
        return dated(known, position, _first(known.values(slug, "edtf")))

    def _origins_cited(self, citation: str) -> frozenset[str]:
        read = _first(self._known.values(citation, "citedDocument"))
        stated = _first(self._known.values(citation, "originDocument"))
        return origins(self._known, read, stated) if read else frozenset()


def dated(known: Known, position: Position, edtf: str | None) -> Position:
    """A position with the days on which it may have been taken: as dated, else until reported."""
    if edtf:
        return replace(position, first_day=days(edtf)[0], last_day=days(edtf)[1])
    reported = [_last_day(known, document) for document in position.documents]
    return replace(position, last_day=min(reported, default=NO_END))


def chain(known: Known, document: str) -> frozenset[str]:
    """A document and all from which it is derived, near or far."""
    names = [field.name for field in known.contract.fields_in("Document", "Derivation")]
    steps = (*names, DERIVED)
    back = reached(document, lambda each: (s for step in steps for s in known.values(each, step)))
    return frozenset({document, *back})


def origins(known: Known, read: str, stated: str | None) -> frozenset[str]:
    """The documents to which a citation goes back, given what was read and the stated origin."""
    if stated == read:
        return frozenset({read})
    back = chain(known, stated or read)
    return frozenset(one for one in back if chain(known, one) == {one}) or back


def _last_day(known: Known, document: str) -> str:
    edtf = _first(known.values(document, "edtf"))
    return (days(edtf)[1] if edtf else None) or NO_END


def days(edtf: str) -> tuple[str, str]:
    """The first and the last day on which what is so dated may have begun."""
    try:
        found = bounds(edtf)
    except BadDate:  # told by the gate, with file and line
        return NO_START, NO_END
    first, last = found.earliest_start, found.latest_start
    return (first.isoformat() if first else NO_START), (last.isoformat() if last else NO_END)


def _first(values: Collection[str]) -> str | None:
    return next(iter(values), None)
