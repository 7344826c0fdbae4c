"""What the values of a property are: a scalar, a closed vocabulary, a class or a union."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.contract.model import Class, Enumeration, EnumValue, Kind, Value, objects_below
from kg.contract.names import is_enum_name, type_name
from kg.errors import BadContract
from kg.terms import RDF, SKOS, XSD

if TYPE_CHECKING:
    from kg.contract.graph import Graph
    from kg.contract.shapes import PropertyShape

SCALARS: Final = {
    f"{XSD}string": "String",
    f"{RDF}langString": "String",
    f"{XSD}gYear": "String",
    f"{XSD}boolean": "Boolean",
    f"{XSD}integer": "Int",
    f"{XSD}nonNegativeInteger": "Int",
    f"{XSD}positiveInteger": "Int",
    f"{XSD}decimal": "Float",
    f"{XSD}double": "Float",
    f"{XSD}date": "Date",
    f"{XSD}dateTime": "DateTime",
    f"{XSD}anyURI": "URL",
}
CONCEPT: Final = f"{SKOS}Concept"


class Values:
    """Decides on values, and gathers the closed vocabularies and unions met on the way."""

    def __init__(self, graph: Graph, classes: dict[str, Class]) -> None:
        self._graph = graph
        self._classes = classes
        self._by_iri = {each.iri: each.name for each in classes.values()}
        self.enums: dict[str, Enumeration] = {}
        self.unions: dict[str, tuple[str, ...]] = {}

    def is_evidence(self, value: Value) -> bool:
        """Whether members are listed without a count."""
        return value.name in self._classes and self._classes[value.name].evidence

    def of(self, shape: PropertyShape, owner: str) -> Value:
        """The value of a property of a class; raises BadContract where shapes do not say it."""
        if shape.classes and shape.datatypes:
            raise BadContract(f"{owner}: {shape.path} has both a class and a datatype.")
        if set(shape.classes) == {CONCEPT}:
            return self._concept(shape)
        if shape.classes:
            return self._link(shape, owner)
        if shape.datatypes:
            return self._scalar(shape, owner)
        if shape.is_iri:
            return Value(Kind.SCALAR, "URL")
        raise BadContract(f"{owner}: no shape gives {shape.path} a class or a datatype.")

    def _scalar(self, shape: PropertyShape, owner: str) -> Value:
        names = {SCALARS.get(datatype) for datatype in shape.datatypes}
        name = next(iter(names))
        if name is None or len(names) > 1:
            listed = ", ".join(sorted(shape.datatypes))
            raise BadContract(f"{owner}: {shape.path} has no single scalar type for {listed}.")
        return Value(Kind.SCALAR, name)

    def _concept(self, shape: PropertyShape) -> Value:
        if len(set(shape.schemes)) == 1 and (enum := self._enumeration(shape.schemes[0])):
            return Value(Kind.ENUM, enum.name)
        return Value(Kind.CLASS, "Concept")

    def _enumeration(self, scheme: str) -> Enumeration | None:
        name = type_name(scheme)
        if name not in self.enums:
            values = self._members(scheme)
            if not values:
                return None
            self.enums[name] = Enumeration(name, scheme, self._graph.definition(scheme), values)
        return self.enums[name]

    def _members(self, scheme: str) -> tuple[EnumValue, ...]:
        """The concepts of a scheme by notation; none if any has a notation that is not a name."""
        concepts = self._graph.subjects(f"{SKOS}inScheme", scheme)
        names = {each: self._graph.text(each, f"{SKOS}notation") for each in concepts}
        found = [(name, iri) for iri, name in names.items() if name and is_enum_name(name)]
        if len(found) < len(concepts):
            return ()
        return tuple(self._member(name, iri) for name, iri in sorted(found))

    def _member(self, name: str, iri: str) -> EnumValue:
        note = self._graph.text(iri, f"{SKOS}scopeNote") or ""
        return EnumValue(name, iri, self._graph.definition(iri), self._graph.label(iri), note)

    def _link(self, shape: PropertyShape, owner: str) -> Value:
        unknown = sorted(set(shape.classes) - self._by_iri.keys())
        if unknown:
            raise BadContract(f"{owner}: {shape.path} leads to {unknown[0]}, which has no shape.")
        names = sorted(self._by_iri[iri] for iri in shape.classes)
        if len(names) == 1:
            return Value(Kind.CLASS, names[0])
        return Value(Kind.UNION, self._union(names))

    def _union(self, names: list[str]) -> str:
        name = "Or".join(names)
        below = (objects_below(self._classes, self._classes[each]) for each in names)
        self.unions[name] = tuple(sorted({member for family in below for member in family}))
        return name
