"""Puts class tree and shapes together: the rules of the ontology's section on GraphQL."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pyoxigraph as px

from kg.contract.model import Class, Contract, Field, Form, Kind, Value, object_name
from kg.contract.names import field_name, plural, singular
from kg.contract.shapes import (
    Key,
    PropertyShape,
    class_shapes,
    deprecation,
    gathered,
    merged,
    property_shapes,
)
from kg.contract.source import Node, Source, local
from kg.contract.values import CONCEPT, Values
from kg.errors import BadContract
from kg.terms import AV, AVSH, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

# Evidence is a plain list without a count, so that documents are not counted as sources.
EVIDENCE: Final = frozenset({"Citation", "Document"})
OWN: Final = frozenset({"id", "iri", "label"})
BUILT_IN: Final = frozenset({"Node", "Query", "PageInfo", "Date", "DateTime", "URL", "ID"})


def contract_of(ontology: Path) -> Contract:
    """The contract of an ontology folder: modules, schemes and shapes; raises BadContract."""
    folders = ("modules", "schemes", "shapes")
    return read_contract(path for name in folders for path in (ontology / name).glob("*.ttl"))


def read_contract(paths: Iterable[Path]) -> Contract:
    """The contract of these Turtle files; raises BadFile, and BadContract on clashes."""
    source = Source(paths)
    shapes = class_shapes(source)
    classes = {each.name: each for each in _tree(source, shapes)}
    classes["Concept"] = _concept()
    values = Values(source, classes)
    own = {iri: _own(source, nodes) for iri, nodes in shapes.items()}
    full = {
        name: replace(each, fields=_fields(each, classes, own, values, source))
        for name, each in classes.items()
        if each.iri != CONCEPT
    }
    full["Concept"] = classes["Concept"]
    contract = Contract(
        dict(sorted(full.items())),
        dict(sorted(values.enums.items())),
        dict(sorted(values.unions.items())),
    )
    _refuse_clashes(contract)
    return contract


def _own(source: Source, nodes: Iterable[Node]) -> dict[Key, PropertyShape]:
    return gathered(each for node in nodes for each in property_shapes(source, node))


def _tree(source: Source, shapes: Mapping[str, list[Node]]) -> list[Class]:
    above = {iri: _ancestors(source, iri) for iri in shapes}
    return [_class(source, iri, shapes, above) for iri in shapes]


def _class(
    source: Source,
    iri: str,
    shapes: Mapping[str, list[Node]],
    above: Mapping[str, list[str]],
) -> Class:
    ancestors = [each for each in above[iri] if each in shapes]
    wider = {far for each in ancestors for far in above[each]}
    abstract = any(source.holds(shape, f"{AVSH}abstract") for shape in shapes[iri])
    below = sorted(local(each) for each in shapes if iri in above[each])
    if abstract and not below:
        raise BadContract(f"{iri} is abstract, yet no class below it has a shape.")
    return Class(
        name=local(iri),
        iri=iri,
        description=source.definition(iri),
        abstract=abstract,
        ancestors=tuple(local(each) for each in ancestors),
        parents=tuple(local(each) for each in ancestors if each not in wider),
        descendants=tuple(below),
        fields=(),
    )


def _ancestors(source: Source, iri: str) -> list[str]:
    """All wider classes in the av: namespace, nearest first."""
    found: list[str] = []
    queue = [iri]
    while queue:
        wider = source.iris(px.NamedNode(queue.pop(0)), f"{RDFS}subClassOf")
        new = [each for each in wider if each.startswith(AV) and each not in {iri, *found}]
        found += new
        queue += new
    return found


def _fields(
    of: Class,
    classes: Mapping[str, Class],
    own: Mapping[str, dict[Key, PropertyShape]],
    values: Values,
    source: Source,
) -> tuple[Field, ...]:
    """Own and inherited fields, by order and name."""
    lineage = [of, *(classes[name] for name in of.ancestors)]
    keys = {key for each in lineage for key in own[each.iri]}
    found = []
    for key in keys:
        chain = [own[each.iri][key] for each in lineage if key in own[each.iri]]
        found.append(_field(of, chain, values, source))
    return tuple(sorted(found, key=lambda each: (each.order, each.name)))


def _field(of: Class, chain: list[PropertyShape], values: Values, source: Source) -> Field:
    """One field from the shapes of a class and its ancestors, nearest first."""
    shape = chain[0]
    for wider in chain[1:]:
        shape = merged(shape, wider)
    kinds = [values.of(each, of.name) for each in chain if each.has_value or not shape.has_value]
    value = _covariant(kinds)
    name = field_name(shape.path, shape.name)
    return Field(
        name,
        shape.path,
        shape.inverse,
        value,
        _form(chain[-1], value),
        required=_is_required(shape, chain[-1], value),
        description=shape.description or _description(source, shape),
        only=shape.only,
        order=shape.order,
        deprecated=deprecation(source, shape.path),
    )


def _covariant(kinds: list[Value]) -> Value:
    """The nearest value; the widest one where a union is narrowed, which GraphQL cannot say."""
    return kinds[-1] if kinds[-1].kind is Kind.UNION else kinds[0]


def _is_required(shape: PropertyShape, widest: PropertyShape, value: Value) -> bool:
    """Lists are never null; a day is, where a total bound says by a sentinel that there is none."""
    if not widest.single:
        return True
    return shape.required and value != Value(Kind.SCALAR, "Date")


def _form(shape: PropertyShape, value: Value) -> Form:
    """How many: as the widest class has it, since a list cannot become single below."""
    if shape.single:
        return Form.ONE
    if shape.inverse:
        return Form.PAGES
    return Form.PAGES if value.is_link and value.name not in EVIDENCE else Form.LIST


def _description(source: Source, shape: PropertyShape) -> str:
    if not shape.inverse:
        return source.definition(shape.path)
    return f"Whatever has this as its {local(shape.path)}."


def _concept() -> Class:
    wider = Value(Kind.CLASS, "Concept")
    fields = (
        Field("broader", f"{SKOS}broader", False, wider, Form.LIST, True, "The next wider ones."),
        _concept_text("definition", "What it means."),
        _concept_text("notation", "Its short sign."),
    )
    return Class("Concept", CONCEPT, "A member of a vocabulary.", False, (), (), (), fields)


def _concept_text(name: str, description: str) -> Field:
    text = Value(Kind.SCALAR, "String")
    return Field(name, f"{SKOS}{name}", False, text, Form.ONE, False, description)


def _refuse_clashes(contract: Contract) -> None:
    """Raises BadContract where two things would bear one name."""
    for each in contract.classes.values():
        _once(f"a field of {each.name}", [*OWN, *(field.name for field in each.fields)])
    wide = (each for each in contract.classes.values() if each.is_interface and not each.abstract)
    generic = [object_name(each) for each in wide]
    _once("a type", [*BUILT_IN, *contract.classes, *generic, *contract.enums, *contract.unions])
    roots = [form(name) for name in contract.classes for form in (singular, plural)]
    _once("a field of Query", ["node", *roots])


def _once(what: str, names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadContract(f"Two things want to be {what} called “{twice[0]}”.")
