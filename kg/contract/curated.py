"""What curated files may hold and in which order, as the shapes say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as px

from kg.contract.graph import Graph
from kg.contract.model import Curated, Group
from kg.contract.shapes import NO_ORDER, NodeShape, PropertyShape
from kg.rdf.canonical import Order
from kg.rdf.spelling import spelled_predicate
from kg.terms import AV, AVSH, OWL, RDF_TYPE, RDFS, SH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.contract.ontology import Ontology

NAMES: Final = "Names"
FIRST: Final = float("-inf")


def groups_of(graph: Graph) -> dict[str, Group]:
    """The property groups by local name, in their order."""
    groups = (_group(graph, iri) for iri in graph.subjects(RDF_TYPE, f"{SH}PropertyGroup"))
    return {each.name: each for each in sorted(groups, key=lambda each: each.order)}


def _group(graph: Graph, iri: str) -> Group:
    order = graph.number(iri, f"{SH}order")
    return Group(iri.removeprefix(AVSH), graph.label(iri), NO_ORDER if order is None else order)


def curated_of(ontology: Ontology, nodes: Sequence[NodeShape]) -> Curated:
    """What files that people write may hold."""
    shapes = [s for node in nodes for s in node.properties if s.path and not s.inverse]
    written = [shape for shape in shapes if not shape.derived]
    ranks = _ranks(shapes)
    names = {shape.path for shape in written if shape.group == NAMES}
    return Curated(
        order=Order(_kind_ranks(nodes), _spelled(ranks)),
        names=tuple(sorted(names, key=ranks.__getitem__)),
        edtf=frozenset(shape.path for shape in written if shape.edtf),
        derived=frozenset(s.path for s in shapes) - frozenset(s.path for s in written),
        inferred=_inferred(ontology.graph, nodes),
        foreign=frozenset(shape.path for shape in written if not shape.path.startswith(AV)),
    )


def _ranks(shapes: Iterable[PropertyShape]) -> dict[str, float]:
    ranks: dict[str, float] = {}
    for shape in shapes:
        ranks[shape.path] = min(shape.order, ranks.get(shape.path, NO_ORDER))
    return ranks


def _spelled(ranks: Mapping[str, float]) -> dict[str, float]:
    """Ranks by the Turtle spelling of a predicate, its class before all."""
    ordered = {RDF_TYPE: FIRST} | {path: rank for path, rank in ranks.items() if rank < NO_ORDER}
    return {spelled_predicate(px.NamedNode(path)): rank for path, rank in ordered.items()}


def _kind_ranks(nodes: Iterable[NodeShape]) -> dict[str, float]:
    ordered = (node for node in nodes if node.order < NO_ORDER)
    return {target: node.order for node in ordered for target in node.targets}


def _inferred(graph: Graph, nodes: Iterable[NodeShape]) -> frozenset[str]:
    """Classes that only axioms and rules give: below them stands a condition, or their one shape
    is a derived one."""
    conditions = {
        iri
        for iri in graph.subjects(RDF_TYPE, f"{OWL}Class")
        if any(isinstance(node, px.BlankNode) for node in graph.nodes(f"{RDFS}subClassOf", iri))
    }
    written = {target for node in nodes if not node.derived for target in node.targets}
    derived = {target for node in nodes if node.derived for target in node.targets}
    return frozenset(conditions | (derived - written))
