"""What the shapes expect of each property, class by class, and what they check beside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as px

from kg.contract.reference.model import Expectation, ShapeSummary
from kg.terms import AV, AVSH, RDF_TYPE, SH, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.contract import Contract, Field
    from kg.contract.reference.files import Part
    from kg.contract.reference.index import Index
    from kg.rdf.triples import Node, Value

CONCEPT: Final = f"{SKOS}Concept"
DERIVED: Final = "derived"


def expectations(
    shapes: Sequence[Part], index: Index, contract: Contract
) -> tuple[Expectation, ...]:
    """Every expectation, in the order of files and shapes.

    Args:
        shapes: the files of shapes; the one named `derived` tells what is computed.
        index: the triples of these files.
        contract: tells under which name GraphQL hands a property out.
    """
    return tuple(
        expectation
        for part in shapes
        for shape, of in _targeted(part)
        for node in index.values(shape, f"{SH}property")
        if (expectation := _expectation(node, of, part.name == DERIVED, index, contract))
    )


def summaries(shapes: Sequence[Part], index: Index) -> tuple[ShapeSummary, ...]:
    """Every node shape that finds its own nodes, in the order of the files."""
    return tuple(_summary(shape, part, index) for part in shapes for shape in _shapes(part))


def _shapes(part: Part) -> dict[Node, str]:
    """Node shapes of a file, with the class that they speak of or nothing."""
    found = {
        t.subject: ""
        for t in part.triples
        if t.predicate.value == RDF_TYPE and t.object.value == f"{SH}NodeShape"
    }
    classes = {
        t.subject: t.object.value for t in part.triples if t.predicate.value == f"{SH}targetClass"
    }
    return found | classes


def _targeted(part: Part) -> Iterator[tuple[Node, str]]:
    return ((shape, of) for shape, of in _shapes(part).items() if of.startswith(AV))


def _expectation(
    node: Value, of: str, derived: bool, index: Index, contract: Contract
) -> Expectation | None:
    path, inverse = _path(node, index)
    if isinstance(node, px.Literal) or not path:
        return None
    name = _first(index, node, "name")
    field = _field(contract, of, path, inverse, name)
    owner = of.removeprefix(AV)
    least, most = (int(_first(index, node, f"{bound}Count") or 0) for bound in ("min", "max"))
    values = tuple(dict.fromkeys(_values(node, index)))
    if not (least or most or values):
        return None
    return Expectation(
        of=of,
        path=path,
        inverse=inverse,
        least=least,
        most=most,
        values=values,
        derived=derived,
        field=f"{owner}.{field.name}" if field else "",
        answer=field.value.name if field else "",
    )


def _path(node: Value, index: Index) -> tuple[str, bool]:
    """The property of a property shape, and whether it is walked backwards; else nothing."""
    for path in index.values(node, f"{SH}path"):
        if isinstance(path, px.NamedNode):
            return path.value, False
        for back in index.values(path, f"{SH}inversePath"):
            return back.value, True
    return "", False


def _first(index: Index, node: Node, name: str) -> str:
    return next((value.value for value in index.values(node, f"{SH}{name}")), "")


def _field(contract: Contract, of: str, path: str, inverse: bool, name: str) -> Field | None:
    """The field of a class that hands the property out."""
    owner = contract.classes.get(of.removeprefix(AV))
    fields = owner.fields if owner else ()
    found = (each for each in fields if each.path == path and each.inverse is inverse)
    return next((each for each in found if not (inverse and name) or each.name == name), None)


def _values(node: Node, index: Index) -> Iterator[str]:
    """Classes and datatypes; of a concept, the schemes that it may be from."""
    narrowed = index.values(node, f"{SH}qualifiedValueShape")
    inner = [each for each in narrowed if not isinstance(each, px.Literal)]
    members = [node, *_members(node, "or", index), *inner]
    schemes = [iri for member in members for iri in _schemes(member, index)]
    yield from schemes
    for member in members:
        for name in ("class", "datatype"):
            for value in index.values(member, f"{SH}{name}"):
                if not (schemes and value.value == CONCEPT):
                    yield value.value


def _members(node: Node, name: str, index: Index) -> list[Node]:
    heads = index.values(node, f"{SH}{name}")
    return [member for head in heads for member in index.members(head)]


def _schemes(node: Node, index: Index) -> Iterator[str]:
    for shape in index.values(node, f"{SH}node"):
        if isinstance(shape, px.Literal):
            continue
        for rule in index.values(shape, f"{SH}property"):
            if isinstance(rule, px.Literal) or _first(index, rule, "path") != f"{SKOS}inScheme":
                continue
            yield from (value.value for value in index.values(rule, f"{SH}hasValue"))
            yield from (each.value for each in _members(rule, "in", index))


def _summary(shape: Node, part: Part, index: Index) -> ShapeSummary:
    properties = [n for n in index.values(shape, f"{SH}property") if isinstance(n, px.BlankNode)]
    checks = [n for n in index.values(shape, f"{SH}sparql") if isinstance(n, px.BlankNode)]
    return ShapeSummary(
        iri=shape.value,
        name=shape.value.removeprefix(AVSH),
        file=part.name,
        of=_shapes(part)[shape],
        properties=len(properties),
        required=sum(int(_first(index, each, "minCount") or 0) > 0 for each in properties),
        checks=tuple(_first(index, each, "message") for each in checks),
    )
