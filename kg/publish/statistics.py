"""What a snapshot holds, counted once, when it is built (VoID, section 4.6).

Each triple of a snapshot stands in one graph, so that its triples and its quads are as many.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson
import pyoxigraph as px

from kg.terms import AV, AVD, RDF_TYPE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


@dataclass(frozen=True, slots=True)
class PropertyUse:
    """How often a property is used: triples, different subjects, different objects."""

    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True)
class ClassUse:
    """How many members a class has, and how many triples of each property they are subjects of."""

    entities: int
    properties: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of a whole snapshot; classes, properties and graphs by IRI, in alphabetical order.

    `entities` are the things that have a name below `avd:`.
    """

    triples: int = 0
    entities: int = 0
    subjects: int = 0
    objects: int = 0
    classes: Mapping[str, ClassUse] = field(default_factory=dict)
    properties: Mapping[str, PropertyUse] = field(default_factory=dict)
    graphs: Mapping[str, int] = field(default_factory=dict)

    def written(self) -> bytes:
        """The counts as JSON."""
        return orjson.dumps(self, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def read_statistics(content: bytes) -> Statistics:
    """The counts that `Statistics.written` wrote."""
    found = orjson.loads(content)
    classes = {iri: ClassUse(**use) for iri, use in found.pop("classes").items()}
    properties = {iri: PropertyUse(**use) for iri, use in found.pop("properties").items()}
    return Statistics(**found, classes=classes, properties=properties)


def statistics_of(quads: Iterable[px.Quad]) -> Statistics:
    """Counts quads, each triple of which stands once."""
    held = list(quads)
    subjects = {quad.subject for quad in held}
    names = (quad.graph_name for quad in held)
    graphs = Counter(name.value for name in names if isinstance(name, px.NamedNode))
    return Statistics(
        triples=len(held),
        entities=sum(str(subject).startswith(f"<{AVD}") for subject in subjects),
        subjects=len(subjects),
        objects=len({quad.object for quad in held}),
        classes=_classes(held),
        properties=_properties(held),
        graphs=dict(sorted(graphs.items())),
    )


def _properties(quads: Iterable[px.Quad]) -> dict[str, PropertyUse]:
    triples: Counter[str] = Counter()
    subjects, objects = defaultdict(set), defaultdict(set)
    for quad in quads:
        name = quad.predicate.value
        triples[name] += 1
        subjects[name].add(quad.subject)
        objects[name].add(quad.object)
    return {
        name: PropertyUse(count, len(subjects[name]), len(objects[name]))
        for name, count in sorted(triples.items())
    }


def _classes(quads: Iterable[px.Quad]) -> dict[str, ClassUse]:
    types: defaultdict[str, set[object]] = defaultdict(set)
    used: defaultdict[object, Counter[str]] = defaultdict(Counter)
    for quad in quads:
        used[quad.subject][quad.predicate.value] += 1
        if quad.predicate.value == RDF_TYPE and isinstance(quad.object, px.NamedNode):
            types[quad.object.value].add(quad.subject)
    return {iri: _class(members, used) for iri, members in sorted(types.items())}


def _class(members: Collection[object], used: Mapping[object, Counter[str]]) -> ClassUse:
    together: Counter[str] = Counter()
    for member in members:
        together.update(used[member])
    return ClassUse(len(members), dict(sorted(together.items())))


def changed_classes(before: Statistics, after: Statistics) -> dict[str, list[int]]:
    """How many members each class of ours had and has, by its name, where that is not the same."""
    names = sorted(iri for iri in {*before.classes, *after.classes} if iri.startswith(AV))
    counts = {
        iri.removeprefix(AV): [
            held.classes[iri].entities if iri in held.classes else 0 for held in (before, after)
        ]
        for iri in names
    }
    return {name: pair for name, pair in counts.items() if pair[0] != pair[1]}
