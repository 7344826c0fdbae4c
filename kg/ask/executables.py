"""The named questions as RDF, in the words of SHACL for queries that can be run.

Each is a `sh:SPARQLSelectExecutable` with its text in `sh:select` (SHACL, section 8 and appendix C:
`sh:SPARQLExecutable`), and has a `sh:Parameter` for each value that can be given; the local name of
the parameter's path is the variable that a `VALUES` line of the text binds to its default.
"""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final

import pyoxigraph as px

from kg.ask.named import NamedQuestion, Parameter
from kg.rdf.triples import Triple, Value, about, plain
from kg.rdf.turtle import Section, serialize
from kg.terms import NAMESPACES, PREFIXES, PROLOGUE, QUESTION, RDF_TYPE, RDFS, SH

KINDS: Final = ("SPARQLExecutable", "SPARQLSelectExecutable")
_WRITTEN: Final = "{}<x:s> <x:p> {} ."


def executables(questions: Iterable[NamedQuestion]) -> str:
    """The questions as Turtle."""
    numbers = count(1)
    triples = [triple for each in questions for triple in _question(each, numbers)]
    return serialize([Section("", triples)], declared=("sh", "rdfs", "schema"))


def executable(question: NamedQuestion) -> dict[str, list[Value]]:
    """What is said of a question by those who run it: its values by property."""
    return {
        RDF_TYPE: [px.NamedNode(SH + kind) for kind in KINDS],
        f"{RDFS}label": [px.Literal(question.title, language="en")],
        f"{RDFS}comment": [px.Literal(question.description, language="en")],
        f"{NAMESPACES['schema']}keywords": [px.Literal(tag) for tag in question.tags],
        f"{SH}select": [px.Literal(question.text)],
    }


def _question(question: NamedQuestion, numbers: Iterator[int]) -> Iterator[Triple]:
    node = px.NamedNode(QUESTION + question.slug)
    nodes = {each: px.BlankNode(f"p{next(numbers)}") for each in question.parameters}
    yield from about(node, executable(question) | {f"{SH}parameter": list(nodes.values())})
    for parameter, there in nodes.items():
        yield from about(there, _parameter(f"{node.value}#{parameter.name}", parameter))


def _parameter(path: str, parameter: Parameter) -> dict[str, list[Value]]:
    said: dict[str, list[Value]] = {
        RDF_TYPE: [px.NamedNode(f"{SH}Parameter")],
        f"{SH}path": [px.NamedNode(path)],
        f"{SH}name": [px.Literal(parameter.name)],
        f"{SH}defaultValue": [_default(parameter)],
    }
    if len(parameter.kinds) > 1:
        return said | {f"{SH}description": [px.Literal(parameter.expects)]}
    prefix, _, local = parameter.expects.partition(":")
    kind = px.NamedNode(PREFIXES[prefix] + local)
    return said | {SH + ("datatype" if prefix == "xsd" else "class"): [kind]}


def _default(parameter: Parameter) -> Value:
    """The term that stands in the text."""
    written = _WRITTEN.format(PROLOGUE, parameter.default)
    (triple,) = plain(px.parse(written, format=px.RdfFormat.TURTLE))
    return triple.object
