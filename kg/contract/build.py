"""Puts class tree and shapes together into the contract."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.contract.curated import NAMES, curated_of, groups_of
from kg.contract.fields import Fields, Key, MergedShape, gathered
from kg.contract.graph import Graph, local
from kg.contract.model import (
    LABEL,
    LANG_STRING,
    OTHER_NAMES,
    Class,
    Contract,
    Field,
    Form,
    Kind,
    Value,
    object_name,
)
from kg.contract.names import in_code, plural, singular
from kg.contract.ontology import read_ontology
from kg.contract.shapes import NO_ORDER, NodeShape
from kg.contract.values import CONCEPT, Values
from kg.errors import BadContract
from kg.terms import AV, RDF_TYPE, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kg.contract.ontology import Ontology

OWN: Final = frozenset({"id", "iri", LABEL.name, OTHER_NAMES.name})
BUILT_IN: Final = frozenset(
    {"Node", "Query", "PageInfo", "Date", "DateTime", "URL", "ID", "Class", "Direction"}
)
Shapes = dict[str, list[NodeShape]]


def contract_of(folder: Path) -> Contract:
    """The contract of a folder `ontology/`; raises BadFile and BadContract."""
    return make_contract(read_ontology(folder))


def make_contract(ontology: Ontology) -> Contract:
    """The contract of an ontology that was read.

    Raises:
        BadContract: shapes say too little or contradict each other, or two names clash.
    """
    graph, nodes = ontology.graph, ontology.node_shapes
    shapes = _class_shapes(nodes)
    classes = {each.name: each for each in _tree(graph, shapes)}
    classes["Concept"] = _concept()
    values = Values(graph, classes)
    own = {iri: _own(found) for iri, found in shapes.items()}
    fields = Fields(graph, values)
    anywhere = _anywhere(nodes)
    full = {
        each.name: _with_fields(each, classes, own, anywhere, fields) for each in classes.values()
    }
    contract = Contract(
        dict(sorted(full.items())),
        dict(sorted(values.enums.items())),
        dict(sorted(values.unions.items())),
        groups_of(graph),
        curated_of(ontology, nodes),
        frozenset(graph.subjects(RDF_TYPE, CONCEPT)),
        fields.of("Node", [anywhere]),
    )
    _refuse_clashes(contract)
    _refuse_no_records(contract)
    return contract


def _class_shapes(nodes: Iterable[NodeShape]) -> Shapes:
    """The node shapes of each target class in the av: namespace, by class IRI, sorted."""
    found: Shapes = {}
    for shape in nodes:
        for target in shape.targets:
            if target.startswith(AV) and not shape.deactivated:
                found.setdefault(target, []).append(shape)
    return dict(sorted(found.items()))


def _own(nodes: Iterable[NodeShape]) -> dict[Key, MergedShape]:
    return gathered((node.iri, each) for node in nodes for each in node.properties)


def _anywhere(nodes: Iterable[NodeShape]) -> dict[Key, MergedShape]:
    """Named properties whose shape targets whatever bears them: a thing of any class may."""
    return gathered(
        (node.iri, each)
        for node in nodes
        for each in node.properties
        if each.name and each.path in node.bearers_of
    )


def _tree(graph: Graph, shapes: Shapes) -> list[Class]:
    above = {iri: _ancestors(graph, iri) for iri in shapes}
    return [_class(graph, iri, shapes, above) for iri in shapes]


def _class(graph: Graph, iri: str, shapes: Shapes, above: Mapping[str, list[str]]) -> Class:
    ancestors = [each for each in above[iri] if each in shapes]
    wider = {far for each in ancestors for far in above[each]}
    abstract = any(shape.abstract for shape in shapes[iri])
    below = sorted(local(each) for each in shapes if iri in above[each])
    if abstract and not below:
        raise BadContract(f"{iri} is abstract, yet no class below it has a shape.")
    bare = Class(
        name=local(iri),
        iri=iri,
        description=graph.definition(iri),
        abstract=abstract,
        ancestors=tuple(local(each) for each in ancestors),
        parents=tuple(local(each) for each in ancestors if each not in wider),
        descendants=tuple(below),
        fields=(),
        label=graph.label(iri) or local(iri),
    )
    return _annotated(bare, shapes[iri])


def _annotated(bare: Class, shapes: list[NodeShape]) -> Class:
    """The class with what the shapes that speak of it alone say beside their demands."""
    own = [shape for shape in shapes if len(shape.targets) == 1]
    many = _first(shape.plural for shape in own)
    title = _first(shape.title for shape in own) or _capital(many or plural(bare.label))
    return replace(
        bare,
        plural=in_code(many) if many else plural(singular(bare.name)),
        title=title,
        menu=_first(shape.menu for shape in own) or title,
        browse=next((shape.browse for shape in own if shape.browse is not None), None),
        slug=_first(shape.slug for shape in own) or None,
        order=min((shape.order for shape in own), default=NO_ORDER),
        evidence=any(shape.evidence for shape in own),
    )


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, texts), "")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _ancestors(graph: Graph, iri: str) -> list[str]:
    """All wider classes in the av: namespace, nearest first."""
    found: list[str] = []
    queue = [iri]
    while queue:
        wider = graph.iris(queue.pop(0), f"{RDFS}subClassOf")
        new = [each for each in wider if each.startswith(AV) and each not in {iri, *found}]
        found += new
        queue += new
    return found


def _with_fields(
    of: Class,
    classes: Mapping[str, Class],
    own: Mapping[str, dict[Key, MergedShape]],
    anywhere: dict[Key, MergedShape],
    fields: Fields,
) -> Class:
    family = (of, *(classes[name] for name in of.ancestors))
    found = fields.of(of.name, [*(own.get(each.iri, {}) for each in family), anywhere])
    labels = tuple(each for each in found if each.path.startswith(SKOS) and each.group == NAMES)
    ours = (each for each in found if each not in labels and each.path != LABEL.path)
    return replace(of, fields=(*of.fields, *ours), labels=labels)


def _concept() -> Class:
    wider = Value(Kind.CLASS, "Concept")
    fields = (
        Field("broader", f"{SKOS}broader", False, wider, Form.LIST, True, "The next wider ones."),
        _concept_text("definition", "What it means.", datatypes=(LANG_STRING,)),
        _concept_text("notation", "Its short sign.", key="notation"),
    )
    return Class(
        name="Concept",
        iri=CONCEPT,
        description="A member of a vocabulary.",
        abstract=False,
        ancestors=(),
        parents=(),
        descendants=(),
        fields=fields,
        label="concept",
        plural="concepts",
        title="Concepts",
        menu="Concepts",
    )


def _concept_text(
    name: str, description: str, *, key: str = "", datatypes: tuple[str, ...] = ()
) -> Field:
    text = Value(Kind.SCALAR, "String")
    path = f"{SKOS}{name}"
    return Field(
        name, path, False, text, Form.ONE, False, description, key=key, datatypes=datatypes
    )


def _refuse_clashes(contract: Contract) -> None:
    """Raises BadContract where two things would bear one name."""
    for each in contract.classes.values():
        _once(f"a field of {each.name}", [*OWN, *(field.name for field in each.fields)])
    wide = (each for each in contract.classes.values() if each.is_interface and not each.abstract)
    generic = [object_name(each) for each in wide]
    _once("a type", [*BUILT_IN, *contract.classes, *generic, *contract.enums, *contract.unions])
    roots = [name for of in contract.classes.values() for name in (singular(of.name), of.plural)]
    _once("a field of Query", ["node", "search", *roots])


def _refuse_no_records(contract: Contract) -> None:
    """Raises BadContract where avsh:recordedBy names no two properties of one class of records."""
    for field in (field for each in contract.classes.values() for field in each.fields):
        if field.recorded and not contract.records_of(field):
            raise BadContract(
                f"{field.path}: no class has both properties that avsh:recordedBy names, or there "
                "is no field back over the first. Name the property to the thing, then the other."
            )


def _once(what: str, names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadContract(f"Two things want to be {what} called “{twice[0]}”.")
