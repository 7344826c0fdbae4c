"""What is recorded twice: statements, so that they count twice, and propositions."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from kg.contract.graph import local
from kg.gate.derivation import Derivation
from kg.gate.findings import Finding, Severity
from kg.gate.gather import Gathered
from kg.terms import AVC, NO_END, NO_START, short

SUPPORTS: Final = f"{AVC}bearing-supports"
ACTUAL: Final = f"{AVC}modality-actual"
# The parts of a proposition in which two must agree to say the same, and what else they must share.
ROLES: Final = ("Action", "Content", "Mode")
BESIDE_ROLES: Final = ("edtf", "embeds")


@dataclass(frozen=True, slots=True)
class _Said:
    """A position as far as it can be the same as another.

    `scope` is the report that spoke with an unnamed source, None where the speaker has a name;
    `reported` the day of the first report.
    """

    iri: str
    speaker: str
    scope: str | None
    behalf: str | None
    reports: frozenset[str]
    origins: frozenset[str]
    reported: str
    first_day: str
    last_day: str

    def repeats(self, other: "_Said") -> bool:
        """Whether it is what another says; days that exclude each other make it two utterances."""
        by_one = self.speaker == other.speaker or self._may_be_one_source(other)
        apart = self.first_day > other.last_day or other.first_day > self.last_day
        return by_one and self.behalf == other.behalf and not apart and bool(self.shared(other))

    def _may_be_one_source(self, other: "_Said") -> bool:
        """Whether both are unnamed, and no report has told them apart."""
        return None not in (self.scope, other.scope) and self.scope != other.scope

    def shared(self, other: "_Said") -> str:
        """How the two hang together, in words; nothing where they do not."""
        if both := self.reports & other.reports:
            return f"in one report, {short(min(both))}"
        if both := self.origins & other.origins:
            return f"under another report of the same origin, {short(min(both))}"
        return ""


def repeated_statements(gathered: Gathered) -> Iterator[Finding]:
    """Positions of one speaker, stance and proposition within one report or one origin.

    The later one is reported, with the first.
    """
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    for group, said in _by_content(gathered).items():
        told_of: set[str] = set()
        for first, later in combinations(said, 2):
            if later.iri not in told_of and later.repeats(first):
                told_of.add(later.iri)
                told[later.iri, f"{short(first.iri)}, {later.shared(first)}"].append(group[1])
    for (iri, recorded), propositions in told.items():
        yield gathered.finding(
            iri,
            "repeated-statement",
            f"{short(iri)} says of {', '.join(map(short, propositions))} "
            f"what is recorded as {recorded}",
            "Keep one of the two and give it the other's citations; an unnamed source belongs to "
            "the report that spoke with it. If they are two, give each its day.",
            Severity.WARNING,
        )


def _by_content(gathered: Gathered) -> dict[tuple[str, str], list[_Said]]:
    """Positions by stance and proposition, those of the earliest report first, then as in files."""
    index, derivation = gathered.index, Derivation(gathered)
    groups: dict[tuple[str, str], list[_Said]] = defaultdict(list)
    positions = index.members(gathered.contract.below("Position"))
    said = [_said(gathered, derivation, iri) for iri in positions]
    for each in sorted(said, key=lambda each: each.reported):
        for stance in index.values(each.iri, "stance"):
            for proposition in index.values(each.iri, "proposition"):
                groups[stance, proposition].append(each)
    return groups


def _said(gathered: Gathered, derivation: Derivation, iri: str) -> _Said:
    index = gathered.index
    citations = [
        each
        for each in index.values(iri, "hasCitation")
        if index.value(each, "bearing") == SUPPORTS
    ]
    speaker = index.value(iri, "speaker") or iri
    reports = frozenset(d for each in citations for d in index.values(each, "citedDocument"))
    return _Said(
        iri=iri,
        speaker=speaker,
        scope=index.value(speaker, "scopedTo"),
        behalf=index.value(iri, "onBehalfOf"),
        reports=reports,
        origins=frozenset(d for each in citations for d in derivation.origins_cited(each)),
        reported=min(
            (d for each in reports for d in index.values(each, "earliestStart")), default=NO_END
        ),
        first_day=index.value(iri, "earliestStart") or NO_START,
        last_day=index.value(iri, "latestStart") or NO_END,
    )


def repeated_propositions(gathered: Gathered) -> Iterator[Finding]:
    """Propositions that are equal in all roles, in phase, sign and date; with the first of them."""
    by_content: dict[object, list[str]] = defaultdict(list)
    for iri in sorted(gathered.index.members(gathered.contract.below("Proposition"))):
        by_content[_content(gathered, iri)].append(iri)
    for first, *others in by_content.values():
        for iri in others:
            yield gathered.finding(
                iri,
                "equal-content",
                f"{short(iri)} is equal to {short(first)} in all roles, in phase, sign and date",
                "Keep one of the two, and let the positions point to it; or code what makes them "
                "differ, as by a narrower topic.",
                Severity.VIOLATION,
            )


def _content(gathered: Gathered, iri: str) -> tuple[tuple[str, ...], ...]:
    """The values that make the content, by role; a mode that is actual may be left out."""
    index = gathered.index
    roles = [local(field.path) for field in gathered.contract.fields_in("Proposition", *ROLES)]
    held = ({*index.values(iri, name)} - {ACTUAL} for name in (*roles, *BESIDE_ROLES))
    return tuple(tuple(sorted(values)) for values in held)
