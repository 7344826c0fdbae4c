"""What the shapes expect of each property, class by class, and what they check beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.contract.reference.model import Expectation, ShapeSummary
from kg.terms import AV, AVSH, SKOS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.contract import Contract, Field
    from kg.contract.shapes import NodeShape, PropertyShape

CONCEPT: Final = f"{SKOS}Concept"


def expectations(shapes: Sequence[NodeShape], contract: Contract) -> tuple[Expectation, ...]:
    """Every expectation of our properties, in the order of files and shapes.

    Args:
        shapes: the shapes of the ontology.
        contract: tells under which name GraphQL hands a property out.
    """
    return tuple(
        _expectation(shape, of, contract)
        for node in shapes
        for of in node.targets
        for shape in node.properties
        if of.startswith(AV) and shape.path.startswith(AV) and shape.demands
    )


def summaries(shapes: Sequence[NodeShape]) -> tuple[ShapeSummary, ...]:
    """Every node shape, in the order of the files."""
    return tuple(_summary(shape) for shape in shapes)


def _expectation(shape: PropertyShape, of: str, contract: Contract) -> Expectation:
    field = _field(contract, of, shape)
    owner = of.removeprefix(AV)
    return Expectation(
        of=of,
        path=shape.path,
        inverse=shape.inverse,
        least=shape.least,
        most=shape.most,
        values=_values(shape),
        derived=shape.derived,
        field=f"{owner}.{field.name}" if field else "",
        answer=field.value.name if field else "",
    )


def _field(contract: Contract, of: str, shape: PropertyShape) -> Field | None:
    """The field of a class that hands the property out."""
    owner = contract.class_of(of)
    fields = owner.fields if owner else ()
    found = (f for f in fields if f.path == shape.path and f.inverse is shape.inverse)
    return next((f for f in found if not shape.inverse or f.name == shape.name), None)


def _values(shape: PropertyShape) -> tuple[str, ...]:
    """Classes and datatypes; of a concept, the schemes that it may be from."""
    classes = (iri for iri in shape.classes if not (shape.schemes and iri == CONCEPT))
    return (*shape.schemes, *classes, *shape.datatypes)


def _summary(shape: NodeShape) -> ShapeSummary:
    return ShapeSummary(
        iri=shape.iri,
        name=shape.iri.removeprefix(AVSH),
        file=shape.file,
        of=next(reversed(shape.targets), ""),
        properties=len(shape.properties),
        required=sum(each.least > 0 for each in shape.properties),
        checks=shape.checks,
    )
