"""What cannot be: a thing of two classes that the axioms keep apart (OWL 2 RL: cax-dw, cax-adc).

In the RL profile the closure shows every contradiction that these axioms can make, and the time it
takes grows with the graph alone; `compile_axioms` refuses axioms that could make others.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

import pyoxigraph as px

from kg.contract.graph import Graph, local, reached
from kg.gate.findings import Finding
from kg.gate.gather import Gathered
from kg.publish.axioms import disjoint_classes
from kg.rdf.triples import Triple, Value
from kg.terms import RDF_TYPE, RDFS, short


def contradictions(gathered: Gathered, derived: Iterable[Triple]) -> list[Finding]:
    """Things that belong to two disjoint classes, by what is curated and what follows from it.

    Args:
        gathered: the curated files and the ontology.
        derived: what follows, the closure of the axioms included.
    """
    apart = disjoint_classes(gathered.ontology.triples)
    classes = _classes((*gathered.curated, *derived))
    wrong = [
        (thing, pair)
        for thing, kinds in sorted(classes.items())
        for pair in combinations(sorted(kinds), 2)
        if pair in apart
    ]
    return [_finding(gathered, thing, pair) for thing, pair in wrong]


def _classes(triples: Iterable[Triple]) -> dict[str, set[str]]:
    classes: dict[str, set[str]] = defaultdict(set)
    for subject, predicate, value in triples:
        if predicate.value == RDF_TYPE:
            classes[subject.value].add(value.value)
    return classes


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
