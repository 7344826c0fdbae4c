"""Concept schemes as trees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.contract.reference.model import Concept, Scheme
from kg.terms import AV, AVC, DCTERMS, SKOS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kg.contract.graph import Graph
    from kg.contract.parts import Part
    from kg.contract.reference.model import Change

EFFECT: Final = f"{AV}effect"
CLOSED: Final = f"{AV}closed"


def scheme_of(part: Part, graph: Graph, made: Mapping[str, tuple[Change, ...]]) -> Scheme:
    """The scheme of one file, its concepts in the order of the file, each below its wider one."""
    subjects = dict.fromkeys(triple.subject.value for triple in part.triples)
    members = [iri for iri in subjects if part.iri in graph.iris(iri, f"{SKOS}inScheme")]
    tops = [iri for iri in members if not set(graph.iris(iri, f"{SKOS}broader")) & set(members)]
    return Scheme(
        iri=part.iri,
        name=part.iri.removeprefix(AVC),
        labels=graph.labels(part.iri),
        definition=graph.text(part.iri, f"{SKOS}definition"),
        closed=graph.holds(part.iri, CLOSED),
        concepts=tuple(_concept(iri, members, graph, made, ()) for iri in tops),
        size=len(members),
    )


def _concept(
    iri: str,
    members: Collection[str],
    graph: Graph,
    made: Mapping[str, tuple[Change, ...]],
    above: tuple[str, ...],
) -> Concept:
    """One concept; `above` keeps a circle of wider concepts from running on."""
    below = [
        each
        for each in graph.subjects(f"{SKOS}broader", iri)
        if each in members and each not in (iri, *above)
    ]
    effects = (graph.labels(each).get("en", "") for each in graph.iris(iri, EFFECT))
    return Concept(
        iri=iri,
        name=iri.removeprefix(AVC),
        labels=graph.labels(iri),
        definition=graph.text(iri, f"{SKOS}definition"),
        notes=graph.texts(iri, f"{SKOS}scopeNote"),
        notation=graph.text(iri, f"{SKOS}notation"),
        effect=next(effects, ""),
        examples=graph.texts(iri, f"{SKOS}example"),
        deprecated=graph.is_deprecated(iri),
        successors=graph.iris(iri, f"{DCTERMS}isReplacedBy"),
        narrower=tuple(_concept(each, members, graph, made, (iri, *above)) for each in below),
        history=made.get(iri, ()),
    )
