"""What two snapshots differ in, told record by record: gained, lost, changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as px

from kg.desk.known import Known
from kg.publish.snapshot import Snapshot
from kg.rdf.triples import Triple, plain
from kg.terms import AV, AVC, AVD, SKOS

_FACTS_WORDS: Final = """
    Membership PartyStatus Subordination Tenure Cooperation Naming Identification Event
    OrganisationChange
"""
FACTS: Final = _FACTS_WORDS.split()
_CLAIMS_WORDS: Final = """
    Statement ReportedSilence Proposition UnnamedSource
"""
CLAIMS: Final = _CLAIMS_WORDS.split()
_DOCUMENTS_WORDS: Final = """
    Report OfficialDocument ReferenceEntry Document
"""
DOCUMENTS: Final = _DOCUMENTS_WORDS.split()
HAS_CITATION: Final = f"{AV}hasCitation"
TOLD_OF_DERIVED: Final = frozenset(f"{AV}{name}" for name in ("currentStatus", "disputed"))
UNTOLD: Final = frozenset({f"{AV}curatedOn", f"{AV}curator", f"{AV}drawnFrom"})
FILE_GRAPH: Final = f"<{AVD}file-".encode()
_FOLLOWED: Final = (
    "speaker",
    "stance",
    "proposition",
    "subordinate",
    "superior",
    "participant",
    "inArrangement",
    "incumbent",
    "post",
    "cooperationParty",
    "nameOf",
    "name",
)
_GROUPS: Final = ("claims", "facts", "documents", "things")
_TURNS: Final = ("gained", "lost", "changed")


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that stands in one snapshot only, or otherwise in the two."""

    group: str
    turn: str
    kind: str
    slug: str
    label: str
    changes: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """Under which head it is told."""
        return f"{self.group} {self.turn}"

    def as_dict(self) -> dict[str, object]:
        """Plain values, for `averment diff --json`."""
        return {
            "group": self.group,
            "turn": self.turn,
            "kind": self.kind,
            "id": self.slug,
            "label": self.label,
            "changes": list(self.changes),
        }


def differences(before: Snapshot, after: Snapshot) -> list[Difference]:
    """Every difference in what is curated, and in the status of propositions and records.

    Claims come first, then facts, documents and things; each gained, lost, then changed.
    """
    old, new = _lines(before), _lines(after)
    lost, gained = _triples(old - new), _triples(new - old)
    owners = _owners(old | new, {t.subject.value for t in (*lost, *gained)})
    sides = [_Side(old), _Side(new)]
    minus, plus = _by_owner(owners, lost), _by_owner(owners, gained)
    told = (_told(one, sides, minus[one], plus[one]) for one in sorted(set(owners.values())))
    found = [one for one in told if one]
    return sorted(
        found, key=lambda d: (_GROUPS.index(d.group), _TURNS.index(d.turn), d.kind, d.slug)
    )


def _lines(snapshot: Snapshot) -> frozenset[bytes]:
    """The triples that are told, as N-Triples lines without their graph."""
    kept = set()
    with snapshot.quads.open("rb") as quads:
        for quad in quads:
            triple, _, graph = quad.rstrip(b" .\n").rpartition(b" ")
            if graph.startswith(FILE_GRAPH) or any(p in triple for p in _DERIVED):
                kept.add(triple + b" .\n")
    return frozenset(kept)


_DERIVED: Final = tuple(f" <{iri}> ".encode() for iri in sorted(TOLD_OF_DERIVED))


def _triples(lines: Iterable[bytes]) -> list[Triple]:
    parsed = plain(px.parse(b"".join(sorted(lines)), format=px.RdfFormat.N_TRIPLES))
    return [triple for triple in parsed if triple.predicate.value not in UNTOLD]


def _owners(lines: Iterable[bytes], subjects: set[str]) -> dict[str, str]:
    """The record under which each subject is told: of a citation, the one that it belongs to."""
    owners = {subject: subject for subject in subjects}
    cited = f" <{HAS_CITATION}> ".encode()
    for triple in _triples(line for line in lines if cited in line):
        if triple.object.value in subjects:
            owners[triple.object.value] = triple.subject.value
    return owners


def _by_owner(owners: dict[str, str], triples: list[Triple]) -> dict[str, list[Triple]]:
    found: dict[str, list[Triple]] = defaultdict(list)
    for triple in triples:
        found[owners[triple.subject.value]].append(triple)
    return found


class _Side:
    """What one snapshot holds, with labels."""

    def __init__(self, lines: frozenset[bytes]) -> None:
        self._known = Known(_triples(lines))

    def kind(self, slug: str) -> str:
        return min(self._known.kinds(slug), default="")

    def has(self, slug: str) -> bool:
        return bool(self._known.kinds(slug))

    def label(self, slug: str) -> str:
        """A label; of a position or fact that has none, those of what it ties together."""
        label = self._known.label(slug)
        if label != slug or not self._known.kinds(slug):
            return label.removeprefix("stance-").removeprefix("status-")
        named = [one for name in _FOLLOWED for one in self._known.values(slug, name)]
        told = [self._known.label(one).removeprefix("stance-") for one in named]
        return " · ".join(told) or slug


def _told(
    iri: str, sides: list[_Side], lost: list[Triple], gained: list[Triple]
) -> Difference | None:
    slug = iri.removeprefix(AVD)
    old, new = sides
    side = new if new.has(slug) else old
    kind = side.kind(slug)
    if kind in ("", "CuratedFile") or not (lost or gained):
        return None
    turn = "changed" if old.has(slug) and new.has(slug) else "gained" if new.has(slug) else "lost"
    changes = tuple(_changes(iri, sides, lost, gained)) if turn == "changed" else ()
    return Difference(_group(kind), turn, kind, slug, side.label(slug), changes)


def _group(kind: str) -> str:
    groups = {"facts": FACTS, "claims": CLAIMS, "documents": DOCUMENTS}
    return next((name for name, kinds in groups.items() if kind in kinds), "things")


def _changes(
    iri: str, sides: list[_Side], lost: list[Triple], gained: list[Triple]
) -> Iterator[str]:
    """One line a property of the record, one for its citations."""
    names = sorted({t.predicate.value for t in (*lost, *gained) if t.subject.value == iri})
    for name in names:
        if name == HAS_CITATION:
            continue
        was = _shown(sides[0], iri, name, lost)
        now = _shown(sides[1], iri, name, gained)
        yield f"{_local(name)}: {was or 'nothing'} → {now or 'nothing'}"
    more = sum(t.predicate.value == HAS_CITATION for t in gained)
    fewer = sum(t.predicate.value == HAS_CITATION for t in lost)
    if more or fewer:
        yield f"citations: {more} gained, {fewer} lost"
    within = {t.subject.value for t in (*lost, *gained)} - {iri}
    slugs = sorted(one.removeprefix(AVD) for one in within)
    yield from (f"citation {s} changed" for s in slugs if all(side.has(s) for side in sides))


def _shown(side: _Side, iri: str, name: str, triples: list[Triple]) -> str:
    found = [t.object for t in triples if t.subject.value == iri and t.predicate.value == name]
    texts = [
        side.label(value.value.removeprefix(AVD).removeprefix(AVC))
        if isinstance(value, px.NamedNode)
        else f"“{value.value}”"
        for value in found
    ]
    return ", ".join(sorted(texts))


def _local(name: str) -> str:
    return name.removeprefix(AV).removeprefix(SKOS)
