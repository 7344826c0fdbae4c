"""What two states of the graph differ in, record by record: gained, lost, changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as px

from kg.contract import Contract
from kg.desk.kinds import part
from kg.desk.known import Known
from kg.desk.state import State
from kg.rdf.triples import Triple, plain
from kg.terms import AV, AVC, AVD, SKOS

HAS_CITATION: Final = f"{AV}hasCitation"
CITATIONS: Final = "citations"
# The parts of a record that stand for it where it has no name.
SHOWN: Final = ("Ends", "Particular", "Speech", "Names")
_GROUPS: Final = ("claims", "facts", "documents", "things")
_TURNS: Final = ("gained", "lost", "changed")


@dataclass(frozen=True, slots=True)
class Change:
    """What one property of a record was and is, "" for nothing; of its citations, how many."""

    what: str
    was: str
    now: str

    def __str__(self) -> str:
        if self.what == CITATIONS:
            return f"{CITATIONS}: {self.now} gained, {self.was} lost"
        return f"{self.what}: {self.was or 'nothing'} → {self.now or 'nothing'}"


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that stands in one state only, or otherwise in the two.

    `ends` are the labels of what a record ties together.
    """

    group: str
    turn: str
    kind: str
    slug: str
    label: str
    ends: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()

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
            "changes": [str(change) for change in self.changes],
        }


def differences(before: State, after: State) -> list[Difference]:
    """Every difference in what is curated, and in the status of propositions and records.

    Claims come first, then facts, documents and things; each gained, lost, then changed.
    """
    old, new = before.lines, after.lines
    lost, gained = _triples(old - new), _triples(new - old)
    owners = _owners(old | new, {t.subject.value for t in (*lost, *gained)})
    named = {*owners, *owners.values()}
    sides = [_Side(after.contract, _around(lines, named)) for lines in (old, new)]
    minus, plus = _by_owner(owners, lost), _by_owner(owners, gained)
    pairs = (_difference(one, sides, minus[one], plus[one]) for one in sorted({*owners.values()}))
    return sorted(
        (one for one in pairs if one),
        key=lambda d: (_GROUPS.index(d.group), _TURNS.index(d.turn), d.kind, d.slug),
    )


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


def _around(lines: Iterable[bytes], subjects: set[str]) -> list[Triple]:
    """The triples of some subjects, and of all to which they lead: what labels are made of."""
    said: dict[bytes, list[bytes]] = defaultdict(list)
    for line in lines:
        said[line.partition(b" ")[0]].append(line)
    found: list[Triple] = []
    seen: set[bytes] = set()
    waiting = {f"<{subject}>".encode() for subject in subjects}
    while waiting:
        seen |= waiting
        new = _triples(line for subject in waiting for line in said.get(subject, ()))
        found += new
        waiting = {str(t.object).encode() for t in new if isinstance(t.object, px.NamedNode)} - seen
    return found


def _by_owner(owners: dict[str, str], triples: list[Triple]) -> dict[str, list[Triple]]:
    found: dict[str, list[Triple]] = defaultdict(list)
    for triple in triples:
        found[owners[triple.subject.value]].append(triple)
    return found


class _Side:
    """What one state holds, with labels."""

    def __init__(self, contract: Contract, triples: Iterable[Triple]) -> None:
        self._contract = contract
        self._known = Known(contract, triples)

    def kind(self, slug: str) -> str:
        return min(self._known.kinds(slug), default="")

    def group(self, slug: str) -> str:
        return part(self._contract, self.kind(slug))

    def has(self, slug: str) -> bool:
        return bool(self._known.kinds(slug))

    def label(self, slug: str) -> str:
        """A label; of a position or fact that has none, those of what it ties together."""
        label = self._known.label(slug)
        if not self.has(slug):
            return self._known.bare(label)
        return label if label != slug else " · ".join(self.ends(slug)) or slug

    def ends(self, slug: str) -> tuple[str, ...]:
        """The labels of what a position or fact ties together."""
        fields = (f for name in SHOWN for f in self._contract.fields_in(self.kind(slug), name))
        shown = [f for f in fields if f.demanded and not f.derived]
        return tuple(self.label(one) for field in shown for one in self._known.linked(slug, field))


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
    label, ends = side.label(slug), side.ends(slug)
    return Difference(side.group(slug), turn, kind, slug, label, ends, changes)


def _changes(
    iri: str, sides: list[_Side], lost: list[Triple], gained: list[Triple]
) -> Iterator[Change]:
    """One a property of the record, one for its citations."""
    names = {t.predicate.value for t in (*lost, *gained) if t.subject.value == iri}
    for name in sorted(names - {HAS_CITATION}):
        was = _shown(sides[0], iri, name, lost)
        now = _shown(sides[1], iri, name, gained)
        yield Change(_local(name), was, now)
    fewer, more = (sum(t.predicate.value == HAS_CITATION for t in side) for side in (lost, gained))
    if more or fewer:
        yield Change(CITATIONS, str(fewer), str(more))
    yield from _changed_citations(iri, sides, lost, gained)


def _changed_citations(
    iri: str, sides: list[_Side], lost: list[Triple], gained: list[Triple]
) -> Iterator[Change]:
    """What a citation that stands on both sides says otherwise."""
    within = {t.subject.value for t in (*lost, *gained)} - {iri}
    for citation in sorted(within):
        slug = citation.removeprefix(AVD)
        if all(side.has(slug) for side in sides):
            said = [t for t in (*lost, *gained) if t.subject.value == citation]
            for name in sorted({t.predicate.value for t in said}):
                was = _shown(sides[0], citation, name, lost)
                yield Change(
                    f"{slug}, {_local(name)}", was, _shown(sides[1], citation, name, gained)
                )


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
