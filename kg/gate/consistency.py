"""What cannot be: a thing of two classes that the axioms keep apart (OWL 2 RL: cax-dw, cax-adc).

In the RL profile the closure shows every contradiction that these axioms can make, and the time it
takes grows with the graph alone; `compile_axioms` refuses axioms that could make others. Most of
them show without a closure, by what is curated, domains and ranges: a check finds those.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final

import pyoxigraph as px

from kg.contract.graph import Graph, local, reached
from kg.errors import BadContract
from kg.gate.findings import Finding
from kg.gate.gather import Gathered
from kg.rdf.triples import Triple, Value
from kg.terms import OWL, RDF_TYPE, RDFS, short

CLASS: Final = f"{OWL}Class"


def contradictions(gathered: Gathered, derived: Iterable[Triple]) -> list[Finding]:
    """Things that belong to two disjoint classes, by what is curated and what follows from it.

    Args:
        gathered: the curated files and the ontology.
        derived: what follows, the closure of the axioms included.
    """
    classes: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, value in (*gathered.curated, *derived):
        if predicate.value == RDF_TYPE:
            classes[subject.value].add(value.value)
    return _findings(gathered, classes)


def evident_contradictions(gathered: Gathered) -> list[Finding]:
    """Those that show before anything is derived: by curated classes, domains and ranges."""
    graph = gathered.ontology.graph
    above = {each: _classes_above(graph, each) for each in graph.subjects(RDF_TYPE, CLASS)}
    domains, ranges = _implied(graph, f"{RDFS}domain"), _implied(graph, f"{RDFS}range")
    classes: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, value in gathered.curated:
        if predicate.value == RDF_TYPE:
            classes[subject.value].update(above.get(value.value, ()))
        else:
            classes[subject.value].update(domains.get(predicate.value, ()))
            if isinstance(value, px.NamedNode):
                classes[value.value].update(ranges.get(predicate.value, ()))
    return _findings(gathered, classes)


def disjoint_classes(tbox: Iterable[Triple]) -> frozenset[tuple[str, str]]:
    """Pairs of classes that have no member in common, each pair in alphabetical order.

    Raises:
        BadContract: one of them has no name.
    """
    graph = Graph(tbox)
    groups = [list(pair) for pair in graph.statements(f"{OWL}disjointWith")]
    groups += [graph.items(head) for _, head in graph.statements(f"{OWL}members")]
    if any(not isinstance(each, px.NamedNode) for group in groups for each in group):
        raise BadContract("an axiom of disjointness may hold only named classes")
    names = (sorted(each.value for each in group) for group in groups)
    return frozenset(pair for group in names for pair in combinations(group, 2))


def _classes_above(graph: Graph, name: str) -> set[str]:
    """A class and all above it."""
    return reached(name, lambda each: graph.iris(each, f"{RDFS}subClassOf"))


def _implied(graph: Graph, side: str) -> dict[str, set[str]]:
    """The classes of what stands on one side of each property; none for what names no class."""
    properties = {node.value for node, _ in graph.statements(f"{RDFS}subPropertyOf")}
    properties |= {node.value for node, _ in graph.statements(side)}
    return {
        each: {
            above
            for wide in reached(each, lambda prop: graph.iris(prop, f"{RDFS}subPropertyOf"))
            for named in graph.iris(wide, side)
            for above in _classes_above(graph, named)
        }
        for each in properties
    }


def _findings(gathered: Gathered, classes: Mapping[str, Collection[str]]) -> list[Finding]:
    apart = disjoint_classes(gathered.ontology.triples)
    wrong = [
        (thing, pair)
        for thing, kinds in sorted(classes.items())
        for pair in combinations(sorted(kinds), 2)
        if pair in apart
    ]
    return [_finding(gathered, thing, pair) for thing, pair in wrong]


def _finding(gathered: Gathered, thing: str, pair: tuple[str, str]) -> Finding:
    file = gathered.places.get(thing)
    grounds = Grounds(gathered)
    said = ", ".join(f"{short(kind)} {grounds.of(thing, kind)}" for kind in pair)
    return Finding(
        file.path if file else "ontology",
        file.line_of(thing) if file else 1,
        "disjoint-classes",
        f"{short(thing)} is of two classes that have no member in common: {said}",
        "Correct the class of the thing, or the statement by which it would be the other.",
    )


class Grounds:
    """Why a thing is of a class."""

    def __init__(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self._graph = Graph(gathered.ontology.triples)

    def of(self, thing: str, kind: str) -> str:
        """The first curated triple from which it follows at once, in words."""
        return next(self._all(thing, kind), "as derived")

    def _all(self, thing: str, kind: str) -> Iterator[str]:
        for file in self._gathered.files:
            about = (t for t in file.triples if thing in (t.subject.value, t.object.value))
            for triple in about:
                if self._makes(triple, thing, kind):
                    yield f"by {' '.join(map(_shown, triple))} in {file.path}"

    def _makes(self, triple: Triple, thing: str, kind: str) -> bool:
        subject, predicate, value = triple
        if predicate.value == RDF_TYPE:
            made = {value.value}
        else:
            side = "domain" if subject.value == thing else "range"
            wider = self._wider(predicate.value)
            made = {each for prop in wider for each in self._graph.iris(prop, f"{RDFS}{side}")}
        contract = self._gathered.contract
        return any(contract.descends(local(each), local(kind)) for each in made)

    def _wider(self, prop: str) -> set[str]:
        """A property and all above it."""
        return reached(prop, lambda each: self._graph.iris(each, f"{RDFS}subPropertyOf"))


def _shown(term: Value) -> str:
    return short(term.value) if isinstance(term, px.NamedNode) else f"“{term.value}”"
