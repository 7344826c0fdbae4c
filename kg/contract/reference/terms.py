"""Classes and properties as the documentation shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.contract.reference.model import Term
from kg.terms import AV, DCTERMS, OWL, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.contract.graph import Graph
    from kg.contract.parts import Part

KINDS: Final = {
    f"{OWL}Class": "class",
    f"{OWL}ObjectProperty": "object property",
    f"{OWL}DatatypeProperty": "data property",
    f"{OWL}AnnotationProperty": "annotation property",
}
CHARACTERISTICS: Final = {
    f"{OWL}{name}Property": name.lower()
    for name in (
        "Functional",
        "InverseFunctional",
        "Transitive",
        "Symmetric",
        "Asymmetric",
        "Reflexive",
        "Irreflexive",
    )
}
STATUS: Final = "http://www.w3.org/2003/06/sw-vocab-status/ns#term_status"
NOT: Final = "Not: "


def terms_of(module: Part, graph: Graph) -> tuple[Term, ...]:
    """The terms that a module defines, in the order of its file."""
    subjects = dict.fromkeys(t.subject.value for t in module.triples)
    return tuple(
        _term(iri, kind, module, graph)
        for iri in subjects
        if iri.startswith(AV) and (kind := _kind(iri, graph))
    )


def _kind(iri: str, graph: Graph) -> str:
    return next((KINDS[each] for each in graph.types(iri) if each in KINDS), "")


def _term(iri: str, kind: str, module: Part, graph: Graph) -> Term:
    order = "subClassOf" if kind == "class" else "subPropertyOf"
    examples = graph.texts(iri, f"{SKOS}example")
    return Term(
        iri=iri,
        name=iri.removeprefix(AV),
        kind=kind,
        module=module.name,
        labels=graph.labels(iri),
        definition=graph.text(iri, f"{SKOS}definition"),
        examples=tuple(said for text in examples if (said := text.partition(NOT)[0].strip())),
        counter_examples=tuple(said for text in examples if (said := text.partition(NOT)[2])),
        notes=graph.texts(iri, f"{SKOS}scopeNote"),
        status=graph.text(iri, STATUS),
        wider=graph.iris(iri, f"{RDFS}{order}"),
        narrower=graph.subjects(f"{RDFS}{order}", iri),
        domains=graph.iris(iri, f"{RDFS}domain"),
        ranges=graph.iris(iri, f"{RDFS}range"),
        inverses=_inverses(iri, graph),
        disjoint=tuple(dict.fromkeys(_disjoint(iri, graph))),
        characteristics=tuple(_characteristics(iri, graph)),
        deprecated=graph.is_deprecated(iri),
        successors=graph.iris(iri, f"{DCTERMS}isReplacedBy"),
        changes=graph.texts(iri, f"{SKOS}changeNote"),
    )


def _inverses(iri: str, graph: Graph) -> tuple[str, ...]:
    found = (*graph.iris(iri, f"{OWL}inverseOf"), *graph.subjects(f"{OWL}inverseOf", iri))
    return tuple(dict.fromkeys(found))


def _disjoint(iri: str, graph: Graph) -> Iterator[str]:
    """Classes that share no member with this one, by pair or by list."""
    yield from graph.iris(iri, f"{OWL}disjointWith")
    yield from graph.subjects(f"{OWL}disjointWith", iri)
    for axiom in graph.nodes(f"{RDF}type", f"{OWL}AllDisjointClasses"):
        for head in graph.values(axiom, f"{OWL}members"):
            members = [member.value for member in graph.items(head)]
            if iri in members:
                yield from (member for member in members if member != iri)


def _characteristics(iri: str, graph: Graph) -> Iterable[str]:
    yield from (CHARACTERISTICS[each] for each in graph.types(iri) if each in CHARACTERISTICS)
    for head in graph.values(iri, f"{OWL}propertyChainAxiom"):
        steps = " then ".join(each.value.removeprefix(AV) for each in graph.items(head))
        yield f"follows from the chain {steps}"
