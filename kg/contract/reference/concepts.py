"""Concept schemes as trees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.contract.reference.model import Concept, Scheme
from kg.terms import AV, AVC, DCTERMS, SKOS

if TYPE_CHECKING:
    from collections.abc import Collection

    from kg.contract.reference.files import Part
    from kg.contract.reference.index import Index

EFFECT: Final = f"{AV}stanceEffect"


def scheme_of(part: Part, index: Index) -> Scheme:
    """The scheme of one file, its concepts in the order of the file, each below its wider one."""
    subjects = dict.fromkeys(triple.subject.value for triple in part.triples)
    members = [iri for iri in subjects if part.iri in index.iris(iri, f"{SKOS}inScheme")]
    tops = [iri for iri in members if not set(index.iris(iri, f"{SKOS}broader")) & set(members)]
    return Scheme(
        iri=part.iri,
        name=part.iri.removeprefix(AVC),
        labels=index.labels(part.iri),
        definition=index.text(part.iri, f"{SKOS}definition"),
        closed="closed" in index.texts(part.iri, f"{SKOS}scopeNote"),
        concepts=tuple(_concept(iri, members, index, ()) for iri in tops),
        size=len(members),
    )


def _concept(iri: str, members: Collection[str], index: Index, above: tuple[str, ...]) -> Concept:
    """One concept; `above` keeps a circle of wider concepts from running on."""
    below = [
        each
        for each in index.subjects(f"{SKOS}broader", iri)
        if each in members and each not in (iri, *above)
    ]
    effects = (index.labels(each).get("en", "") for each in index.iris(iri, EFFECT))
    return Concept(
        iri=iri,
        name=iri.removeprefix(AVC),
        labels=index.labels(iri),
        definition=index.text(iri, f"{SKOS}definition"),
        notes=index.texts(iri, f"{SKOS}scopeNote"),
        notation=index.text(iri, f"{SKOS}notation"),
        effect=next(effects, ""),
        examples=index.texts(iri, f"{SKOS}example"),
        deprecated=index.is_deprecated(iri),
        successors=index.iris(iri, f"{DCTERMS}isReplacedBy"),
        narrower=tuple(_concept(each, members, index, (iri, *above)) for each in below),
    )
