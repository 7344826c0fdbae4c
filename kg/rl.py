"""The ontology's axioms as SPARQL updates: OWL 2 RL as far as our axioms use it.

Each axiom of the T-box is compiled once into one INSERT; run together until nothing changes
they give the closure that the rules of OWL 2 RL (OWL 2 Profiles, section 4.3) give on the data:
prp-dom, prp-rng, prp-symp, prp-trp, prp-spo1, prp-spo2, prp-inv, cls-int1, cls-svf1, cls-hv2,
cax-sco. Nothing infers `owl:sameAs`: the ontology has no key and nothing functional.
"""

from collections.abc import Iterator
from itertools import count

import pyoxigraph as px

from kg.errors import BadContract
from kg.terms import OWL, RDF, RDFS

TYPE = px.NamedNode(f"{RDF}type")


def compile_axioms(tbox: px.Store) -> list[str]:
    """The updates that the axioms in a store's default graph stand for, in a fixed order.

    Raises:
        BadContract: an axiom uses a construct that is not compiled here.
    """
    return sorted({*_property_axioms(tbox), *_class_axioms(tbox)})


def _iri(node: px.NamedNode | px.BlankNode | px.Literal) -> str:
    return f"<{node.value}>"


def _pairs(tbox: px.Store, predicate: str) -> Iterator[tuple[px.NamedNode, px.NamedNode]]:
    for quad in tbox.quads_for_pattern(None, px.NamedNode(predicate), None):
        if isinstance(quad.subject, px.NamedNode) and isinstance(quad.object, px.NamedNode):
            yield quad.subject, quad.object


def _property_axioms(tbox: px.Store) -> Iterator[str]:
    for narrow, wide in _pairs(tbox, f"{RDFS}subPropertyOf"):
        yield f"INSERT {{ ?x {_iri(wide)} ?y }} WHERE {{ ?x {_iri(narrow)} ?y }}"
    for one, other in _pairs(tbox, f"{OWL}inverseOf"):
        for here, there in ((one, other), (other, one)):
            yield f"INSERT {{ ?y {_iri(there)} ?x }} WHERE {{ ?x {_iri(here)} ?y }}"
    for prop, kind in _pairs(tbox, TYPE.value):
        if kind.value == f"{OWL}SymmetricProperty":
            yield f"INSERT {{ ?y {_iri(prop)} ?x }} WHERE {{ ?x {_iri(prop)} ?y }}"
        elif kind.value == f"{OWL}TransitiveProperty":
            yield f"INSERT {{ ?x {_iri(prop)} ?z }} WHERE {{ ?x {_iri(prop)}+ ?z }}"
    for prop, kind in _pairs(tbox, f"{RDFS}domain"):
        yield f"INSERT {{ ?x a {_iri(kind)} }} WHERE {{ ?x {_iri(prop)} ?y }}"
    for prop, kind in _pairs(tbox, f"{RDFS}range"):
        if px.Quad(prop, TYPE, px.NamedNode(f"{OWL}ObjectProperty")) in tbox:
            yield f"INSERT {{ ?y a {_iri(kind)} }} WHERE {{ ?x {_iri(prop)} ?y }}"
    for quad in tbox.quads_for_pattern(None, px.NamedNode(f"{OWL}propertyChainAxiom"), None):
        path = "/".join(_iri(step) for step in _members(tbox, quad.object))
        yield f"INSERT {{ ?x {_iri(quad.subject)} ?y }} WHERE {{ ?x {path} ?y }}"


def _class_axioms(tbox: px.Store) -> Iterator[str]:
    for quad in tbox.quads_for_pattern(None, px.NamedNode(f"{RDFS}subClassOf"), None):
        if not isinstance(quad.object, px.NamedNode):
            raise BadContract(f"{quad.subject}: only named classes stand on the right of subClassOf")
        pattern = " ".join(_patterns(tbox, quad.subject, "?x", count()))
        yield f"INSERT {{ ?x a {_iri(quad.object)} }} WHERE {{ {pattern} }}"


def _patterns(
    tbox: px.Store, expression: px.NamedNode | px.BlankNode, variable: str, names: Iterator[int]
) -> Iterator[str]:
    """The triple patterns that a class expression on the left of an axiom stands for."""
    if isinstance(expression, px.NamedNode):
        yield f"{variable} a {_iri(expression)} ."
        return
    members = _value(tbox, expression, f"{OWL}intersectionOf")
    if members is not None:
        for member in _members(tbox, members):
            yield from _patterns(tbox, member, variable, names)
        return
    prop = _value(tbox, expression, f"{OWL}onProperty")
    filler = _value(tbox, expression, f"{OWL}someValuesFrom")
    value = _value(tbox, expression, f"{OWL}hasValue")
    if prop is not None and isinstance(value, px.NamedNode):
        yield f"{variable} {_iri(prop)} {_iri(value)} ."
    elif prop is not None and isinstance(filler, px.NamedNode | px.BlankNode):
        inner = f"?n{next(names)}"
        yield f"{variable} {_iri(prop)} {inner} ."
        yield from _patterns(tbox, filler, inner, names)
    else:
        raise BadContract(f"a class expression of {variable} is none that is compiled here")


def _value(
    tbox: px.Store, subject: px.NamedNode | px.BlankNode, predicate: str
) -> px.NamedNode | px.BlankNode | px.Literal | None:
    found = tbox.quads_for_pattern(subject, px.NamedNode(predicate), None)
    return next((quad.object for quad in found), None)


def _members(tbox: px.Store, head: px.NamedNode | px.BlankNode) -> list[px.NamedNode]:
    """The members of an RDF list."""
    members = []
    while head.value != f"{RDF}nil":
        members.append(_value(tbox, head, f"{RDF}first"))
        head = _value(tbox, head, f"{RDF}rest")
    return members
