"""What two snapshots differ in, record by record: gained, lost, changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as px

from kg.contract import Contract, contract_of
from kg.desk.kinds import part
from kg.desk.known import Known
from kg.publish.snapshot import Snapshot
from kg.rdf.triples import Triple, plain
from kg.terms import AV, AVC, AVD, SKOS

HAS_CITATION: Final = f"{AV}hasCitation"
FILE_GRAPH: Final = f"<{AVD}file-".encode()
# The parts of a record that stand for it where it has no name.
SHOWN: Final = ("Ends", "Speech", "Names")
# What follows from all records, and says how one of them stands.
STANDING: Final = "Standing"
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
        """Under which head it is listed."""
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
    contract = contract_of(after.ontology)
    old, new = _lines(before, contract), _lines(after, contract)
    lost, gained = _triples(old - new), _triples(new - old)
    owners = _owners(old | new, {t.subject.value for t in (*lost, *gained)})
    sides = [_Side(contract, old), _Side(contract, new)]
    minus, plus = _by_owner(owners, lost), _by_owner(owners, gained)
    pairs = (_difference(one, sides, minus[one], plus[one]) for one in sorted({*owners.values()}))
    return sorted(
        (one for one in pairs if one),
        key=lambda d: (_GROUPS.index(d.group), _TURNS.index(d.turn), d.kind, d.slug),
    )


def _lines(snapshot: Snapshot, contract: Contract) -> frozenset[bytes]:
    """The triples that are compared, as N-Triples lines without their graph: what people wrote,
    and of what follows from it the standing of a record.
    """
    standing = {f.path for name in contract.classes for f in contract.fields_in(name, STANDING)}
    compared = tuple(f" <{iri}> ".encode() for iri in sorted(standing))
    kept = set()
    with snapshot.quads.open("rb") as quads:
        for quad in quads:
            triple, _, graph = quad.rstrip(b" .\n").rpartition(b" ")
            if graph.startswith(FILE_GRAPH) or any(p in triple for p in compared):
                kept.add(triple + b" .\n")
    return frozenset(kept)


def _triples(lines: Iterable[bytes]) -> list[Triple]:
    return list(plain(px.parse(b"".join(sorted(lines)), format=px.RdfFormat.N_TRIPLES)))


def _owners(lines: Iterable[bytes], subjects: set[str]) -> dict[str, str]:
    """The record under which each subject is listed: of a citation, the one that it belongs to."""
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

    def __init__(self, contract: Contract, lines: frozenset[bytes]) -> None:
        self._contract = contract
        self._known = Known(contract, _triples(lines))

    def kind(self, slug: str) -> str:
        return min(self._known.kinds(slug), default="")

    def group(self, slug: str) -> str:
        return part(self._contract, self.kind(slug))

    def has(self, slug: str) -> bool:
        return bool(self._known.kinds(slug))

    def label(self, slug: str) -> str:
        """A label; of a position or fact that has none, those of what it ties together."""
        label = self._known.label(slug)
        if label != slug or not self.has(slug):
            return label if self.has(slug) else self._known.bare(label)
        fields = (f for name in SHOWN for f in self._contract.fields_in(self.kind(slug), name))
        shown = [f for f in fields if f.demanded and not f.derived]
        ends = [self.label(one) for field in shown for one in self._known.linked(slug, field)]
        return " · ".join(ends) or slug


def _difference(
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
    return Difference(side.group(slug), turn, kind, slug, side.label(slug), changes)


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
