"""The ontology's axioms as SPARQL updates: OWL 2 RL as far as our axioms use it.

Each axiom of the T-box is compiled once into one INSERT; run together until nothing changes
they give the closure that the rules of OWL 2 RL (OWL 2 Profiles, section 4.3) give on the data:
prp-dom, prp-rng, prp-symp, prp-trp, prp-spo1, prp-spo2, prp-inv, cls-int1, cls-svf1, cls-hv2,
cax-sco. Nothing infers `owl:sameAs`: the ontology has no key and nothing functional. What shows a
contradiction are disjoint classes alone (cax-dw, cax-adc).
"""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final

import pyoxigraph as px

from kg.contract.graph import Graph
from kg.errors import BadContract
from kg.rdf.triples import Triple, Value
from kg.terms import OWL, RDF_TYPE, RDFS, short

# The words of OWL that are read here, and those that only declare or describe.
_KNOWN: Final = frozenset(
    f"{OWL}{name}"
    for name in (
        *("SymmetricProperty", "TransitiveProperty", "inverseOf", "propertyChainAxiom"),
        *("Restriction", "intersectionOf", "onProperty", "someValuesFrom", "hasValue"),
        *("AllDisjointClasses", "members", "disjointWith"),
        *("Ontology", "imports", "versionIRI", "versionInfo", "deprecated", "AnnotationProperty"),
        *("Class", "ObjectProperty", "DatatypeProperty"),
    )
)


def compile_axioms(tbox: Iterable[Triple]) -> list[str]:
    """The updates that the axioms of a T-box stand for, in a fixed order.

    Raises:
        BadContract: an axiom uses a construct that is not compiled here.
    """
    axioms = Axioms(tbox)
    return sorted({*axioms.of_properties(), *axioms.of_classes()})


class Axioms:
    """A T-box as it is read while compiling."""

    def __init__(self, tbox: Iterable[Triple]) -> None:
        self._graph = Graph(tbox)
        used = {term.value for triple in self._graph.triples for term in triple[1:]}
        if unknown := sorted(word for word in used - _KNOWN if word.startswith(OWL)):
            raise BadContract(f"{short(unknown[0])} is not supported")

    def of_properties(self) -> Iterator[str]:
        """One update for each axiom about a property."""
        for narrow, wide in self._graph.statements(f"{RDFS}subPropertyOf"):
            yield f"INSERT {{ ?x {wide} ?y }} WHERE {{ ?x {narrow} ?y }}"
        for one, other in self._graph.statements(f"{OWL}inverseOf"):
            yield f"INSERT {{ ?y {other} ?x }} WHERE {{ ?x {one} ?y }}"
            yield f"INSERT {{ ?y {one} ?x }} WHERE {{ ?x {other} ?y }}"
        for prop, kind in self._graph.statements(RDF_TYPE):
            if kind.value == f"{OWL}SymmetricProperty":
                yield f"INSERT {{ ?y {prop} ?x }} WHERE {{ ?x {prop} ?y }}"
            elif kind.value == f"{OWL}TransitiveProperty":
                yield f"INSERT {{ ?x {prop} ?z }} WHERE {{ ?x {prop}+ ?z }}"
        for prop, kind in self._graph.statements(f"{RDFS}domain"):
            yield f"INSERT {{ ?x a {kind} }} WHERE {{ ?x {prop} ?y }}"
        for prop, kind in self._graph.statements(f"{RDFS}range"):
            if f"{OWL}ObjectProperty" in self._graph.types(prop):
                yield f"INSERT {{ ?y a {kind} }} WHERE {{ ?x {prop} ?y }}"
        for prop, head in self._graph.statements(f"{OWL}propertyChainAxiom"):
            path = "/".join(str(step) for step in self._graph.items(head))
            yield f"INSERT {{ ?x {prop} ?y }} WHERE {{ ?x {path} ?y }}"

    def of_classes(self) -> Iterator[str]:
        """One update for each axiom that puts a class below a named one."""
        for narrow, wide in self._graph.statements(f"{RDFS}subClassOf"):
            if not isinstance(wide, px.NamedNode):
                raise BadContract(
                    f"{narrow}: only a named class may be on the right of rdfs:subClassOf"
                )
            pattern = " ".join(self._patterns(narrow, "?x", count()))
            yield f"INSERT {{ ?x a {wide} }} WHERE {{ {pattern} }}"

    def _patterns(self, expression: Value, variable: str, names: Iterator[int]) -> Iterator[str]:
        """The triple patterns that a class expression left of an axiom stands for."""
        if isinstance(expression, px.NamedNode):
            yield f"{variable} a {expression} ."
            return
        members = self._graph.value(expression, f"{OWL}intersectionOf")
        prop = self._graph.value(expression, f"{OWL}onProperty")
        filler = self._graph.value(expression, f"{OWL}someValuesFrom")
        value = self._graph.value(expression, f"{OWL}hasValue")
        if members:
            for member in self._graph.items(members):
                yield from self._patterns(member, variable, names)
        elif prop and value:
            yield f"{variable} {prop} {value} ."
        elif prop and filler:
            inner = f"?n{next(names)}"
            yield f"{variable} {prop} {inner} ."
            yield from self._patterns(filler, inner, names)
        else:
            raise BadContract("the class expression on the left of an axiom is not supported")
