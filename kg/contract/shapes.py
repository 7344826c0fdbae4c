"""Property shapes as plain values (SHACL section 2), before classes and names are put together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

import pyoxigraph as px

from kg.errors import BadContract
from kg.terms import AV, OWL, RDF_TYPE, SH, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.contract.source import Node, Source

Key: TypeAlias = tuple[str, str | None]
HIDDEN: Final = frozenset({f"{AV}label", f"{SKOS}prefLabel", RDF_TYPE})


@dataclass(frozen=True, slots=True)
class PropertyShape:
    """What all shapes of one class say about one property."""

    path: str
    inverse: bool
    name: str | None = None
    datatypes: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    schemes: frozenset[str] = frozenset()
    is_iri: bool = False
    required: bool = False
    single: bool = False
    order: float = float("inf")
    description: str | None = None
    only: str | None = None

    @property
    def key(self) -> Key:
        """What makes two shapes speak of one field: one property may be walked back by several."""
        return self.path, (self.name or "") if self.inverse else None

    @property
    def has_value(self) -> bool:
        """Whether the shape says what the values are."""
        return bool(self.datatypes or self.classes or self.is_iri)


def merged(one: PropertyShape, other: PropertyShape) -> PropertyShape:
    """Two shapes on one property: what `one` leaves open, `other` says; counts hold together."""
    values = one if one.has_value else other
    return replace(
        one,
        name=one.name or other.name,
        datatypes=values.datatypes,
        classes=values.classes,
        schemes=one.schemes or other.schemes,
        is_iri=values.is_iri,
        required=one.required or other.required,
        single=one.single or other.single,
        order=min(one.order, other.order),
        description=one.description or other.description,
        only=one.only or other.only,
    )


def gathered(shapes: Iterable[PropertyShape]) -> dict[Key, PropertyShape]:
    """One shape a field."""
    found: dict[Key, PropertyShape] = {}
    for shape in sorted(shapes, key=lambda each: (each.path, each.inverse, each.name or "~")):
        known = found.get(shape.key)
        if known and known.name and shape.name and known.name != shape.name:
            raise BadContract(
                f"{shape.path} has two names in one class: “{known.name}” and “{shape.name}”."
            )
        found[shape.key] = merged(known, shape) if known else shape
    return found


def class_shapes(source: Source) -> Mapping[str, list[Node]]:
    """The node shapes of each target class in the av: namespace, by class IRI, sorted."""
    found: dict[str, list[Node]] = {}
    for shape in source.subjects(RDF_TYPE, f"{SH}NodeShape"):
        for target in source.iris(shape, f"{SH}targetClass"):
            if target.startswith(AV) and not source.holds(shape, f"{SH}deactivated"):
                found.setdefault(target, []).append(shape)
    return dict(sorted(found.items()))


def property_shapes(source: Source, shape: Node) -> list[PropertyShape]:
    """The property shapes of one node shape that speak of fields; raises BadContract."""
    nodes = source.nodes(shape, f"{SH}property")
    active = (node for node in nodes if not source.holds(node, f"{SH}deactivated"))
    read = (_read(source, node, shape) for node in active)
    return [each for each in read if each.path not in HIDDEN]


def _read(source: Source, node: Node, owner: Node) -> PropertyShape:
    path, inverse = _path(source, node, owner)
    violation = source.iris(node, f"{SH}severity") in ([], [f"{SH}Violation"])
    qualified = _qualified(source, node)
    least, most = (source.text(node, f"{SH}{bound}Count") for bound in ("min", "max"))
    return PropertyShape(
        path,
        inverse,
        name=source.text(node, f"{SH}name"),
        datatypes=_either(source, node, f"{SH}datatype"),
        classes=frozenset(qualified) or _either(source, node, f"{SH}class"),
        schemes=_schemes(source, node),
        is_iri=f"{SH}IRI" in source.iris(node, f"{SH}nodeKind"),
        required=violation and int(least or 0) > 0,
        single=most == "1",
        order=float(source.text(node, f"{SH}order") or "inf"),
        description=source.text(node, f"{SH}description"),
        only=next(iter(qualified), None),
    )


def _path(source: Source, node: Node, owner: Node) -> tuple[str, bool]:
    (path,) = source.nodes(node, f"{SH}path")[:1] or (px.BlankNode(),)
    if isinstance(path, px.NamedNode):
        return path.value, False
    backwards = source.iris(path, f"{SH}inversePath")
    if len(backwards) == 1 and source.text(node, f"{SH}name"):
        return backwards[0], True
    raise BadContract(
        f"A property shape of {owner.value} has a path that makes no field. Write a property, or "
        "[ sh:inversePath property ] with a sh:name; hide a mere check by sh:deactivated or put it "
        "into a shape without sh:targetClass."
    )


def _either(source: Source, node: Node, path: str) -> frozenset[str]:
    """Values of the shape itself and of the members of its `sh:or`."""
    heads = source.nodes(node, f"{SH}or")
    members = [node, *(each for head in heads for each in source.items(head))]
    return frozenset(iri for member in members for iri in source.iris(member, path))


def _qualified(source: Source, node: Node) -> list[str]:
    """The class to which a qualified shape narrows the values: at most one."""
    inner = source.nodes(node, f"{SH}qualifiedValueShape")
    return [iri for shape in inner for iri in source.iris(shape, f"{SH}class")][:1]


def _schemes(source: Source, node: Node) -> frozenset[str]:
    heads = source.nodes(node, f"{SH}or")
    members = [node, *(each for head in heads for each in source.items(head))]
    inner = [each for member in members for each in source.nodes(member, f"{SH}node")]
    rules = [rule for shape in inner for rule in source.nodes(shape, f"{SH}property")]
    held = (
        iri
        for rule in rules
        if source.iris(rule, f"{SH}path") == [f"{SKOS}inScheme"]
        for iri in source.iris(rule, f"{SH}hasValue") + _listed(source, rule)
    )
    return frozenset(held)


def _listed(source: Source, rule: Node) -> list[str]:
    heads = source.nodes(rule, f"{SH}in")
    return [each.value for head in heads for each in source.items(head)]


def deprecation(source: Source, iri: str) -> str | None:
    """Why a term should not be used any more, if it is deprecated."""
    term = px.NamedNode(iri)
    if not source.holds(term, f"{OWL}deprecated"):
        return None
    successor = source.iris(term, "http://purl.org/dc/terms/isReplacedBy")
    return f"Use {successor[0].rpartition('#')[2]}." if successor else "No longer used."
