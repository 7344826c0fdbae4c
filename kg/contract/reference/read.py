"""Puts the documentation together from the ontology's files and the contract."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as px

from kg.contract.graph import Graph
from kg.contract.ontology import HEADER_IRI
from kg.contract.parts import Kind
from kg.contract.reference.changes import changes
from kg.contract.reference.concepts import scheme_of
from kg.contract.reference.correspondences import correspondences, tables
from kg.contract.reference.expectations import expectations, summaries
from kg.contract.reference.model import File, Module, Reference
from kg.contract.reference.terms import terms_of
from kg.terms import DCTERMS, OWL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.contract import Contract
    from kg.contract.ontology import Ontology
    from kg.contract.parts import Part
    from kg.contract.reference.model import Change, Correspondence, Expectation


def reference(ontology: Ontology, contract: Contract) -> Reference:
    """The documentation of an ontology.

    Args:
        ontology: as it was read.
        contract: what GraphQL makes of it.
    """
    graph, shapes = ontology.graph, ontology.node_shapes
    expected = defaultdict(list)
    for one in expectations(shapes, contract):
        for term in {one.path, one.of}:
            expected[term].append(one)
    rows, made = correspondences(ontology.files), changes(ontology.files)
    return Reference(
        about=_about(ontology.of(Kind.HEADER)),
        version=graph.text(HEADER_IRI, f"{OWL}versionInfo"),
        modules=tuple(
            _module(part, graph, expected, rows, made) for part in ontology.of(Kind.MODULE)
        ),
        schemes=tuple(scheme_of(part, graph, made) for part in ontology.of(Kind.SCHEME)),
        shapes=summaries(shapes),
        rules=ontology.rules,
        files=tuple(_file(part) for part in ontology.parts),
        tables=tuple(path.rpartition("/")[2] for path in tables(ontology.files)),
    )


def _file(part: Part) -> File:
    own = Graph(triple for triple in part.triples if triple.subject.value == part.iri)
    title = own.text(part.iri, f"{DCTERMS}title") or own.label(part.iri)
    return File(part.kind.value, part.name, part.iri, title, _described(part.iri, own))


def _module(
    part: Part,
    graph: Graph,
    expected: Mapping[str, Sequence[Expectation]],
    rows: Mapping[str, tuple[Correspondence, ...]],
    made: Mapping[str, tuple[Change, ...]],
) -> Module:
    terms = (
        replace(
            term,
            expectations=tuple(expected.get(term.iri, ())),
            correspondences=rows.get(term.iri, ()),
            history=made.get(term.iri, ()),
        )
        for term in terms_of(part, graph)
    )
    return Module(
        name=part.name,
        iri=part.iri,
        title=graph.text(part.iri, f"{DCTERMS}title") or part.name,
        description=_described(part.iri, graph),
        terms=tuple(terms),
    )


def _described(iri: str, graph: Graph) -> str:
    return graph.text(iri, f"{DCTERMS}description") or graph.text(iri, f"{DCTERMS}abstract")


def _about(headers: Sequence[Part]) -> dict[str, tuple[str, ...]]:
    """English texts, plain values and IRIs of the header, by property."""
    found: dict[str, list[str]] = {}
    for _, predicate, value in (triple for part in headers for triple in part.triples):
        is_foreign = isinstance(value, px.Literal) and value.language not in (None, "en")
        if not is_foreign and not isinstance(value, px.BlankNode):
            found.setdefault(predicate.value, []).append(value.value)
    return {predicate: tuple(values) for predicate, values in found.items()}
