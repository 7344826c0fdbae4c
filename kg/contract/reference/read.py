"""Puts the documentation together from the ontology's files and the contract."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as px

from kg.contract.reference.concepts import scheme_of
from kg.contract.reference.correspondences import correspondences, tables
from kg.contract.reference.expectations import expectations, summaries
from kg.contract.reference.files import HEADER_IRI, Kind
from kg.contract.reference.index import Index
from kg.contract.reference.model import File, Module, Reference
from kg.contract.reference.terms import terms_of
from kg.terms import DCTERMS, OWL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kg.contract import Contract
    from kg.contract.reference.files import Part
    from kg.contract.reference.model import Correspondence, Expectation


def reference(parts: Sequence[Part], contract: Contract, ontology: Path) -> Reference:
    """The documentation of an ontology folder.

    Args:
        parts: the files of the folder, as `read_parts` gives them.
        contract: what GraphQL makes of them.
        ontology: the folder; `align/` in it may hold tables of alignments.
    """
    told = [part for part in parts if part.kind not in (Kind.ALIGNMENT, Kind.SHAPES)]
    index = Index(triple for part in told for triple in part.triples)
    shapes = [part for part in parts if part.kind is Kind.SHAPES]
    about_shapes = Index(triple for part in shapes for triple in part.triples)
    expected = defaultdict(list)
    for one in expectations(shapes, about_shapes, contract):
        for term in {one.path, one.of}:
            expected[term].append(one)
    rows = correspondences(ontology)
    modules = tuple(
        _module(part, index, expected, rows) for part in parts if part.kind is Kind.MODULE
    )
    return Reference(
        about=_about(parts),
        version=index.text(HEADER_IRI, f"{OWL}versionInfo"),
        modules=modules,
        schemes=tuple(scheme_of(part, index) for part in parts if part.kind is Kind.SCHEME),
        shapes=summaries(shapes, about_shapes),
        files=tuple(_file(part) for part in parts),
        tables=tuple(path.name for path in tables(ontology)),
    )


def _file(part: Part) -> File:
    own = Index(triple for triple in part.triples if triple.subject.value == part.iri)
    title = own.text(part.iri, f"{DCTERMS}title") or own.labels(part.iri).get("en", "")
    return File(part.kind.value, part.name, part.iri, title, _described(part.iri, own))


def _module(
    part: Part,
    index: Index,
    expected: Mapping[str, Sequence[Expectation]],
    rows: Mapping[str, tuple[Correspondence, ...]],
) -> Module:
    terms = (
        replace(
            term,
            expectations=tuple(expected.get(term.iri, ())),
            correspondences=rows.get(term.iri, ()),
        )
        for term in terms_of(part, index)
    )
    return Module(
        name=part.name,
        iri=part.iri,
        title=index.text(part.iri, f"{DCTERMS}title") or part.name,
        description=_described(part.iri, index),
        terms=tuple(terms),
    )


def _described(iri: str, index: Index) -> str:
    return index.text(iri, f"{DCTERMS}description") or index.text(iri, f"{DCTERMS}abstract")


def _about(parts: Sequence[Part]) -> dict[str, tuple[str, ...]]:
    """English texts, plain values and IRIs of the header, by property."""
    found: dict[str, list[str]] = {}
    for part in parts:
        if part.kind is Kind.HEADER:
            for _, predicate, value in part.triples:
                is_foreign = isinstance(value, px.Literal) and value.language not in (None, "en")
                if not is_foreign and not isinstance(value, px.BlankNode):
                    found.setdefault(predicate.value, []).append(value.value)
    return {predicate: tuple(values) for predicate, values in found.items()}
