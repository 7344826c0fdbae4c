"""The one reader of shapes: node shapes and property shapes as plain values (SHACL, section 2).

Contract, reference and gate are made from what stands here, in the order of files and shapes.
Annotations that SHACL has none for are declared in `ontology/shapes/annotations.ttl`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as px

from kg.contract.graph import Graph, local
from kg.terms import AVSH, RDF, RDF_TYPE, SH, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.contract.parts import Part
    from kg.rdf.triples import Value

NO_ORDER: Final = float("inf")
# The file of shapes that speak of what rules and axioms make, never of what people write.
DERIVED: Final = "derived"


@dataclass(frozen=True, slots=True)
class PropertyShape:
    """What one property shape says of one property; empty where it says nothing.

    `path` is empty where it is neither a property nor the inverse of one. `least` and `most` count
    values, `most` 0 for no limit; `classes`, `datatypes` and `schemes` hold IRIs, `only` the class
    to which a qualified shape narrows the values.
    """

    path: str
    inverse: bool
    name: str = ""
    datatypes: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    is_iri: bool = False
    least: int = 0
    most: int = 0
    is_violation: bool = True
    order: float = NO_ORDER
    description: str = ""
    only: str = ""
    group: str = ""
    phrase: str = ""
    inverse_phrase: str = ""
    option: str = ""
    help: str = ""
    unasked: bool = False
    key: str = ""
    edtf: bool = False
    derived: bool = False
    recorded: tuple[str, ...] = ()

    @property
    def has_value(self) -> bool:
        """Whether the shape says what the values are."""
        return bool(self.datatypes or self.classes or self.is_iri)

    @property
    def demands(self) -> bool:
        """Whether the shape asks anything of data, so that it does more than annotate."""
        return self.has_value or bool(self.least or self.most or self.only)


@dataclass(frozen=True, slots=True)
class NodeShape:
    """A node shape: the classes that it targets, its property shapes, what it checks by queries.

    `checks` holds the messages of its SPARQL constraints, `file` the stem of the file.
    `bearers_of` are the properties of whose subjects it speaks, whatever their class.
    """

    iri: str
    file: str
    targets: tuple[str, ...]
    properties: tuple[PropertyShape, ...]
    checks: tuple[str, ...]
    bearers_of: tuple[str, ...] = ()
    deactivated: bool = False
    abstract: bool = False
    evidence: bool = False
    order: float = NO_ORDER
    plural: str = ""
    title: str = ""
    browse: float | None = None
    menu: str = ""
    slug: str = ""

    @property
    def derived(self) -> bool:
        """Whether the shape speaks of what rules and axioms make."""
        return self.file == DERIVED


def read_shapes(graph: Graph, parts: Iterable[Part]) -> tuple[NodeShape, ...]:
    """Every node shape that has a name, in the order of files and shapes.

    A shape that several files speak of belongs to the first.

    Args:
        graph: all triples of these files, and of those that their lists and nodes lead to.
        parts: the files of shapes.

    Raises:
        BadContract: an order or a count is not a number, or a list does not end.
    """
    found: dict[str, Part] = {}
    for part in parts:
        for iri in _named_shapes(part):
            found.setdefault(iri, part)
    return tuple(_node_shape(graph, iri, part) for iri, part in found.items())


def _named_shapes(part: Part) -> list[str]:
    return [
        triple.subject.value
        for triple in part.triples
        if triple.predicate.value == RDF_TYPE
        and triple.object.value == f"{SH}NodeShape"
        and isinstance(triple.subject, px.NamedNode)
    ]


def _node_shape(graph: Graph, iri: str, part: Part) -> NodeShape:
    properties = [
        node
        for node in graph.values(iri, f"{SH}property")
        if not graph.holds(node, f"{SH}deactivated")
    ]
    checks = graph.values(iri, f"{SH}sparql")
    order = graph.number(iri, f"{SH}order")
    return NodeShape(
        iri=iri,
        file=part.name,
        targets=graph.iris(iri, f"{SH}targetClass"),
        properties=tuple(_property_shape(graph, node, part.name == DERIVED) for node in properties),
        checks=tuple(graph.text(check, f"{SH}message") for check in checks),
        bearers_of=graph.iris(iri, f"{SH}targetSubjectsOf"),
        deactivated=graph.holds(iri, f"{SH}deactivated"),
        abstract=graph.holds(iri, f"{AVSH}abstract"),
        evidence=graph.holds(iri, f"{AVSH}evidence"),
        order=NO_ORDER if order is None else order,
        plural=graph.text(iri, f"{AVSH}plural"),
        title=graph.text(iri, f"{AVSH}title"),
        browse=graph.number(iri, f"{AVSH}browse"),
        menu=graph.text(iri, f"{AVSH}menu"),
        slug=graph.text(iri, f"{AVSH}slug"),
    )


def _property_shape(graph: Graph, node: Value, derived: bool) -> PropertyShape:
    path, inverse = _path(graph, node)
    only = [
        iri
        for inner in graph.values(node, f"{SH}qualifiedValueShape")
        for iri in graph.iris(inner, f"{SH}class")
    ]
    order = graph.number(node, f"{SH}order")
    members = _alternatives(graph, node)
    return PropertyShape(
        path,
        inverse,
        name=graph.text(node, f"{SH}name"),
        datatypes=_of_any(graph, members, f"{SH}datatype"),
        classes=tuple(only[:1]) or _of_any(graph, members, f"{SH}class"),
        schemes=tuple(scheme for member in members for scheme in _schemes(graph, member)),
        is_iri=f"{SH}IRI" in graph.iris(node, f"{SH}nodeKind"),
        least=int(graph.number(node, f"{SH}minCount") or 0),
        most=int(graph.number(node, f"{SH}maxCount") or 0),
        is_violation=graph.iris(node, f"{SH}severity") in ((), (f"{SH}Violation",)),
        order=NO_ORDER if order is None else order,
        description=graph.text(node, f"{SH}description"),
        only=next(iter(only), ""),
        group=local(next(iter(graph.iris(node, f"{SH}group")), "")),
        phrase=graph.text(node, f"{AVSH}phrase"),
        inverse_phrase=graph.text(node, f"{AVSH}inversePhrase"),
        option=graph.text(node, f"{AVSH}option"),
        help=graph.text(node, f"{AVSH}help"),
        unasked=graph.holds(node, f"{AVSH}unasked"),
        key=graph.text(node, f"{AVSH}key"),
        edtf=graph.holds(node, f"{AVSH}edtf"),
        derived=derived,
        recorded=_recorded(graph, node),
    )


def _recorded(graph: Graph, node: Value) -> tuple[str, ...]:
    heads = graph.values(node, f"{AVSH}recordedBy")
    return tuple(each.value for head in heads for each in graph.items(head))


def _path(graph: Graph, node: Value) -> tuple[str, bool]:
    """The property of a property shape, and whether it is walked backwards; else nothing."""
    path = graph.value(node, f"{SH}path")
    if isinstance(path, px.NamedNode):
        return path.value, False
    backwards = graph.iris(path, f"{SH}inversePath") if path else ()
    return (backwards[0], True) if len(backwards) == 1 else ("", False)


def _alternatives(graph: Graph, node: Value) -> list[Value]:
    """The shape itself and the members of its `sh:or`."""
    heads = graph.values(node, f"{SH}or")
    return [node, *(member for head in heads for member in graph.items(head))]


def _of_any(graph: Graph, members: list[Value], predicate: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(iri for member in members for iri in graph.iris(member, predicate)))


def _schemes(graph: Graph, member: Value) -> Iterator[str]:
    """The schemes of which a value must be, by a shape that its `sh:node` names."""
    for shape in graph.values(member, f"{SH}node"):
        for rule in graph.values(shape, f"{SH}property"):
            if _last_step(graph, rule) == f"{SKOS}inScheme":
                yield from graph.iris(rule, f"{SH}hasValue")
                heads = graph.values(rule, f"{SH}in")
                yield from (each.value for head in heads for each in graph.items(head))


def _last_step(graph: Graph, node: Value) -> str:
    """The property with which the path of a property shape ends, a sequence or a single one."""
    path = graph.value(node, f"{SH}path")
    is_sequence = isinstance(path, px.BlankNode) and graph.values(path, f"{RDF}first")
    last = graph.items(path)[-1] if path and is_sequence else path
    return last.value if isinstance(last, px.NamedNode) else ""
