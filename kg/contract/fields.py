"""From property shapes to fields: what the shapes of a class and of those above it say together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kg.contract.graph import Graph, local
from kg.contract.model import Field, Form, Kind, Value
from kg.contract.names import field_name, in_words, option_name
from kg.contract.values import Values
from kg.errors import BadContract
from kg.terms import AV, DCTERMS, OWL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.contract.shapes import PropertyShape

Key = tuple[str, str | None]
# Labels and notes of SKOS; of other vocabularies nothing else is read.
TEXT: Final = Value(Kind.SCALAR, "String")


@dataclass(frozen=True, eq=False, slots=True)
class MergedShape:
    """Several property shapes of one class on one property, as one; and who speaks first.

    It is equal to itself alone, so that what is made of it can be looked up by it.
    """

    owner: str
    shape: PropertyShape

    @property
    def key(self) -> Key:
        """What makes two shapes speak of one field: one property may be walked back by several."""
        return self.shape.path, self.shape.name if self.shape.inverse else None


def merged(one: PropertyShape, other: PropertyShape) -> PropertyShape:
    """Two shapes on one property: what `one` leaves open, `other` says; counts hold together.

    Where `one` says that nobody is asked for the value, `other` asks nobody either.
    """
    values = one if one.has_value else other
    return replace(
        one,
        name=one.name or other.name,
        datatypes=values.datatypes,
        classes=values.classes,
        schemes=one.schemes or other.schemes,
        is_iri=values.is_iri,
        least=max(_demanded(one), _demanded(other)),
        most=min(filter(None, (one.most, other.most)), default=0),
        is_violation=True,
        order=min(one.order, other.order),
        description=one.description or other.description,
        only=one.only or other.only,
        group=one.group or other.group,
        phrase=one.phrase or other.phrase,
        inverse_phrase=one.inverse_phrase or other.inverse_phrase,
        option="" if one.unasked else one.option or other.option,
        help="" if one.unasked else one.help or other.help,
        unasked=one.unasked or (other.unasked and not one.help),
        key=one.key or other.key,
        edtf=one.edtf or other.edtf,
        derived=one.derived and other.derived,
        recorded=one.recorded or other.recorded,
    )


def _demanded(shape: PropertyShape) -> int:
    """How many values there must be; a warning demands none."""
    return shape.least if shape.is_violation else 0


def gathered(shapes: Iterable[tuple[str, PropertyShape]]) -> dict[Key, MergedShape]:
    """One shape per field, from property shapes with their owners' IRIs; raises BadContract."""
    found: dict[Key, MergedShape] = {}
    for owner, shape in sorted(shapes, key=_place):
        _must_make_a_field(owner, shape)
        new = MergedShape(owner, shape)
        known = found.get(new.key)
        if known and known.shape.name and shape.name and known.shape.name != shape.name:
            names = f"“{known.shape.name}” and “{shape.name}”"
            raise BadContract(f"{shape.path} has two names in one class: {names}.")
        found[new.key] = MergedShape(owner, merged(known.shape, shape)) if known else new
    return found


def _place(owned: tuple[str, PropertyShape]) -> tuple[str, bool, str]:
    _, shape = owned
    return shape.path, shape.inverse, shape.name or "~"


def _must_make_a_field(owner: str, shape: PropertyShape) -> None:
    if not shape.path or (shape.inverse and not shape.name):
        raise BadContract(
            f"A property shape of {owner} has a path that makes no field. Write a property, or "
            "[ sh:inversePath property ] with a sh:name; hide a mere check by sh:deactivated or "
            "put it into a shape without sh:targetClass."
        )


class Fields:
    """Makes fields, each once for all classes that inherit it unchanged."""

    def __init__(self, graph: Graph, values: Values) -> None:
        self._graph = graph
        self._values = values
        self._made: dict[tuple[MergedShape, ...], Field] = {}

    def of(self, name: str, lineage: Sequence[Mapping[Key, MergedShape]]) -> tuple[Field, ...]:
        """Own and inherited fields of a class, by order and name.

        Args:
            name: of the class, for messages.
            lineage: the shapes of the class and of all classes above it, nearest first.
        """
        keys = {key for shapes in lineage for key in shapes}
        chains = (tuple(shapes[key] for shapes in lineage if key in shapes) for key in keys)
        found = [self._made_of(name, chain) for chain in chains]
        return tuple(sorted(found, key=lambda each: (each.order, each.name)))

    def _made_of(self, name: str, chain: tuple[MergedShape, ...]) -> Field:
        if chain not in self._made:
            self._made[chain] = self._field(name, [each.shape for each in chain])
        return self._made[chain]

    def _field(self, of: str, chain: list[PropertyShape]) -> Field:
        """One field from the shapes of a class and its ancestors, nearest first."""
        shape = chain[0]
        for wider in chain[1:]:
            shape = merged(shape, wider)
        value = _value(of, chain, shape.has_value, self._values)
        name = field_name(shape.path, shape.name)
        label = self._label(shape, name)
        return Field(
            name,
            shape.path,
            shape.inverse,
            value,
            _form(chain[-1], value, self._values),
            required=_is_required(shape, chain[-1], value),
            description=shape.description or self._description(shape),
            only=shape.only or None,
            order=shape.order,
            deprecated=_deprecation(self._graph, shape.path),
            label=label,
            phrase=shape.phrase or label,
            inverse_phrase=shape.inverse_phrase,
            group=shape.group or None,
            option=shape.option or (option_name(shape.path) if shape.help else None),
            help=shape.help,
            datatypes=shape.datatypes,
            schemes=shape.schemes,
            demanded=_demanded(shape) > 0,
            key=shape.key,
            edtf=shape.edtf,
            derived=shape.derived,
            recorded=shape.recorded,
            symmetric=f"{OWL}SymmetricProperty" in self._graph.types(shape.path),
        )

    def _label(self, shape: PropertyShape, name: str) -> str:
        return ("" if shape.inverse else self._graph.label(shape.path)) or in_words(name)

    def _description(self, shape: PropertyShape) -> str:
        if not shape.inverse:
            return self._graph.definition(shape.path)
        return f"Whatever has this as its {local(shape.path)}."


def _value(of: str, chain: list[PropertyShape], is_said: bool, values: Values) -> Value:
    if not chain[0].path.startswith(AV):
        return TEXT
    return _covariant([values.of(each, of) for each in chain if each.has_value or not is_said])


def _covariant(kinds: list[Value]) -> Value:
    """The nearest value; the widest one where a union is narrowed, which GraphQL cannot say."""
    return kinds[-1] if kinds[-1].kind is Kind.UNION else kinds[0]


def _is_required(shape: PropertyShape, widest: PropertyShape, value: Value) -> bool:
    """Lists are never null; a day is, where a total bound says by a sentinel that there is none."""
    if widest.most != 1:
        return True
    return _demanded(shape) > 0 and value != Value(Kind.SCALAR, "Date")


def _form(widest: PropertyShape, value: Value, values: Values) -> Form:
    """How many: as the widest class has it, since a list cannot become single below."""
    if widest.most == 1:
        return Form.ONE
    if widest.inverse:
        return Form.PAGES
    return Form.PAGES if value.is_link and not values.is_evidence(value) else Form.LIST


def _deprecation(graph: Graph, iri: str) -> str | None:
    """Why a term should not be used any more, if it is deprecated."""
    if not graph.is_deprecated(iri):
        return None
    successor = graph.iris(iri, f"{DCTERMS}isReplacedBy")
    return f"Use {local(successor[0])}." if successor else "No longer used."
