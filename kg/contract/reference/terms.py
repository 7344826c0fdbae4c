"""Classes and properties as the documentation shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as px

from kg.contract.reference.model import Term
from kg.terms import AV, DCTERMS, OWL, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.contract.reference.files import Part
    from kg.contract.reference.index import Index

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
# The version since which terms are there that name none.
FIRST_VERSION: Final = "0.1.0"


def terms_of(module: Part, index: Index) -> tuple[Term, ...]:
    """The terms that a module defines, in the order of its file."""
    subjects = dict.fromkeys(t.subject.value for t in module.triples)
    return tuple(
        _term(iri, kind, module, index)
        for iri in subjects
        if iri.startswith(AV) and (kind := _kind(iri, index))
    )


def _kind(iri: str, index: Index) -> str:
    return next((KINDS[each] for each in index.types(iri) if each in KINDS), "")


def _term(iri: str, kind: str, module: Part, index: Index) -> Term:
    order = "subClassOf" if kind == "class" else "subPropertyOf"
    examples = index.texts(iri, f"{SKOS}example")
    return Term(
        iri=iri,
        name=iri.removeprefix(AV),
        kind=kind,
        module=module.name,
        labels=index.labels(iri),
        definition=index.text(iri, f"{SKOS}definition"),
        examples=tuple(said for text in examples if (said := text.partition(NOT)[0].strip())),
        counter_examples=tuple(said for text in examples if (said := text.partition(NOT)[2])),
        notes=index.texts(iri, f"{SKOS}scopeNote"),
        status=index.text(iri, STATUS),
        since=index.text(iri, f"{OWL}versionInfo") or FIRST_VERSION,
        wider=index.iris(iri, f"{RDFS}{order}"),
        narrower=index.subjects(f"{RDFS}{order}", iri),
        domains=index.iris(iri, f"{RDFS}domain"),
        ranges=index.iris(iri, f"{RDFS}range"),
        inverses=_inverses(iri, index),
        disjoint=tuple(dict.fromkeys(_disjoint(iri, index))),
        characteristics=tuple(_characteristics(iri, index)),
        deprecated=index.is_deprecated(iri),
        successors=index.iris(iri, f"{DCTERMS}isReplacedBy"),
        changes=index.texts(iri, f"{SKOS}changeNote"),
    )


def _inverses(iri: str, index: Index) -> tuple[str, ...]:
    found = (*index.iris(iri, f"{OWL}inverseOf"), *index.subjects(f"{OWL}inverseOf", iri))
    return tuple(dict.fromkeys(found))


def _disjoint(iri: str, index: Index) -> Iterator[str]:
    """Classes that share no member with this one, by pair or by list."""
    yield from index.iris(iri, f"{OWL}disjointWith")
    yield from index.subjects(f"{OWL}disjointWith", iri)
    for axiom in index.nodes(f"{RDF}type", f"{OWL}AllDisjointClasses"):
        for head in index.values(axiom, f"{OWL}members"):
            members = index.items(head)
            if iri in members:
                yield from (member for member in members if member != iri)


def _characteristics(iri: str, index: Index) -> Iterable[str]:
    yield from (CHARACTERISTICS[each] for each in index.types(iri) if each in CHARACTERISTICS)
    for head in index.values(px.NamedNode(iri), f"{OWL}propertyChainAxiom"):
        steps = " then ".join(each.removeprefix(AV) for each in index.items(head))
        yield f"follows from the chain {steps}"
