"""One shape, asked of SHACL engines: `shacl`, which the gate uses, the gate itself, which asks the
constraints in SPARQL in its own way, and pySHACL, the oracle of both.
"""

from functools import cache
from typing import NamedTuple

import pyoxigraph as px
import pyshacl
import shacl
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.gate.validate import validate
from kg.rdf.triples import n_triples, plain
from kg.terms import short
from tests.ontology.merged import AVSH, MODULES, SCHEMES, SHAPES, graph_of

TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)


class Result(NamedTuple):
    """One validation result, as far as engines must agree."""

    focus: str
    component: str
    severity: str
    message: str


def all_shapes() -> Graph:
    """The whole contract."""
    return graph_of(*SHAPES)


def targeted_shapes() -> list[str]:
    """Local names of the shapes that find their own nodes, sorted."""
    shapes = all_shapes()
    found = {each for target in TARGETS for each in shapes.subjects(target, None)}
    return sorted(str(each).removeprefix(str(AVSH)) for each in found)


@cache
def alone(name: str) -> Graph:
    """One shape with what it refers to, so that no other shape speaks."""
    shapes, found = all_shapes(), Graph()
    queue: list[Node] = [AVSH[name], AVSH.Prefixes]
    while queue:
        node = queue.pop()
        for triple in shapes.triples((node, None, None)):
            if triple in found:
                continue
            found.add(triple)
            value = triple[2]
            if isinstance(value, BNode) or str(value).startswith(str(AVSH)):
                queue.append(value)
    return found


@cache
def background(with_concepts: bool) -> str:
    """What the shapes ask of the ontology: the class tree and, if wanted, the concepts."""
    found = Graph()
    for triple in graph_of(*MODULES).triples((None, RDFS.subClassOf, None)):
        found.add(triple)
    if with_concepts:
        for predicate in (RDF.type, SKOS.inScheme, SKOS.broader):
            for triple in graph_of(*SCHEMES).triples((None, predicate, None)):
                found.add(triple)
    return found.serialize(format="nt")


@cache
def by_rust(name: str, data: str) -> frozenset[Result]:
    """What the gate's engine finds in Turtle, asked of one shape."""
    report = _compiled(name).validate_turtle(data)
    return frozenset(
        Result(found.focus_node.strip("<>"), found.component, found.severity, found.message or "")
        for found in report.results
    )


@cache
def _compiled(name: str) -> shacl.Shapes:
    return shacl.Shapes.from_turtle(alone(name).serialize(format="turtle"))


def by_oracle(name: str, data: str) -> frozenset[Result]:
    """What pySHACL finds in Turtle, asked of one shape."""
    report = oracle_report(alone(name), data)
    return frozenset(_result(report, found) for found in report.objects(None, SH.result))


def _result(report: Graph, found: Node) -> Result:
    return Result(
        str(report.value(found, SH.focusNode)),
        _local(report.value(found, SH.sourceConstraintComponent)),
        _local(report.value(found, SH.resultSeverity)),
        str(report.value(found, SH.resultMessage)),
    )


class Told(NamedTuple):
    """What a SPARQL-based constraint says of a node, and of which value: mostly the node itself."""

    focus: str
    message: str
    severity: str
    value: str


def told_by_gate(shapes: Graph, data: str) -> frozenset[Told]:
    """What the gate says of Turtle, asked of SPARQL-based constraints."""
    asked = shapes.objects(None, SH.sparql)
    messages = {str(shapes.value(constraint, SH.message)) for constraint in asked}
    triples = list(plain(px.parse(data, format=px.RdfFormat.TURTLE)))
    return frozenset(
        Told(found.focus, found.message, found.severity, found.value or short(found.focus))
        for found in validate(shapes.serialize(format="turtle"), triples)
        if found.message in messages
    )


def told_by_oracle(shapes: Graph, data: str) -> frozenset[Told]:
    """What pySHACL says of Turtle, asked of SPARQL-based constraints."""
    report = oracle_report(shapes, data)
    return frozenset(
        _told(report, found)
        for found in report.objects(None, SH.result)
        if report.value(found, SH.sourceConstraintComponent) == SH.SPARQLConstraintComponent
    )


def _told(report: Graph, found: Node) -> Told:
    result, value = _result(report, found), report.value(found, SH.value)
    shown = value.n3() if isinstance(value, Literal) else short(str(value))
    return Told(result.focus, result.message, result.severity.lower(), shown)


@cache
def oracle_report(shapes: Graph, data: str) -> Graph:
    """pySHACL's report on Turtle.

    Raises:
        AssertionError: it refuses the shapes, which it says in the place of a report.
    """
    lines = n_triples(plain(px.parse(data, format=px.RdfFormat.TURTLE)))
    graph = Graph().parse(data=lines, format="nt")  # three times as fast as by its Turtle parser
    _, report, text = pyshacl.validate(graph, shacl_graph=shapes, advanced=True, inplace=True)
    assert isinstance(report, Graph), f"pySHACL refuses the shapes: {text}"
    return report


def _local(iri: Node | None) -> str:
    return str(iri).rpartition("#")[2]


def shape_nodes(name: str) -> list[Node]:
    """A node shape, its property shapes and its SPARQL constraints."""
    shapes = all_shapes()
    parts = [*shapes.objects(AVSH[name], SH.property), *shapes.objects(AVSH[name], SH.sparql)]
    return [AVSH[name], *parts]


PARAMETERS = {
    SH["class"]: "ClassConstraintComponent",
    SH.datatype: "DatatypeConstraintComponent",
    SH["or"]: "OrConstraintComponent",
    SH.node: "NodeConstraintComponent",
    SH.minCount: "MinCountConstraintComponent",
    SH.maxCount: "MaxCountConstraintComponent",
    SH.pattern: "PatternConstraintComponent",
    SH.minInclusive: "MinInclusiveConstraintComponent",
    SH.lessThanOrEquals: "LessThanOrEqualsConstraintComponent",
    SH.select: "SPARQLConstraintComponent",
}
NO_CONSTRAINTS = {
    *TARGETS, RDF.type, RDFS.comment, SH.property, SH.sparql, SH.message, SH.severity, SH.path,
    SH.name, SH.order, SH.group, SH.prefixes, SH.description, OWL.versionInfo,
    SH.qualifiedValueShape, SH.qualifiedMinCount,
}  # fmt: skip


def only_names_a_field(node: Node) -> bool:
    """Whether a property shape merely narrows a field to one class: of none there may be any."""
    return all_shapes().value(node, SH.qualifiedMinCount) == Literal(0)


def only_annotates(node: Node) -> bool:
    """Whether a property shape demands nothing and merely says something of a property."""
    return set(all_shapes().predicates(node)) <= {*NO_CONSTRAINTS, *annotations()}


def annotations() -> set[Node]:
    """The annotation properties that the shapes declare for their own use."""
    return set(all_shapes().subjects(RDF.type, OWL.AnnotationProperty))


def constraints(name: str) -> set[tuple[str, str]]:
    """Each constraint of a shape, as message and component.

    Raises:
        AssertionError: a shape uses what this list does not know.
    """
    shapes, found = all_shapes(), set()
    for node in shape_nodes(name):
        message = str(shapes.value(node, SH.message))
        for predicate in shapes.predicates(node, None):
            if component := PARAMETERS.get(URIRef(str(predicate))):
                found.add((message, component))
            elif predicate not in NO_CONSTRAINTS | annotations():
                raise AssertionError(f"{name}: no case is asked for {predicate}")
    return found
