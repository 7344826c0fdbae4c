"""The named questions as RDF, in the words of SHACL for queries that can be run.

Each is a `sh:SPARQLSelectExecutable` with its text in `sh:select` (SHACL, section 8 and appendix C:
`sh:SPARQLExecutable`), and has a `sh:Parameter` for each value that can be given; the local name of
the parameter's path is the variable that a `VALUES` line of the text binds to its default.
"""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Final

import pyoxigraph as px

from kg.ask.named import NamedQuestion, Parameter, without_header
from kg.rdf.triples import Node, Triple, Value, plain
from kg.rdf.turtle import Section, serialize
from kg.terms import DCTERMS, PREFIXES, PROLOGUE, QUESTION, RDF_TYPE, RDFS, SH, XSD

_WRITTEN: Final = "{}<x:s> <x:p> {} ."


def executables(questions: Iterable[NamedQuestion]) -> str:
    """The questions as Turtle."""
    numbers = count(1)
    triples = [triple for each in questions for triple in _question(each, numbers)]
    return serialize([Section("", triples)], declared=("sh", "rdfs", "dcterms"))


def _question(question: NamedQuestion, numbers: Iterator[int]) -> Iterator[Triple]:
    node = px.NamedNode(QUESTION + question.slug)
    for kind in ("SPARQLExecutable", "SPARQLSelectExecutable"):
        yield _said(node, RDF_TYPE, px.NamedNode(SH + kind))
    yield _said(node, f"{RDFS}label", px.Literal(question.title, language="en"))
    yield _said(node, f"{RDFS}comment", px.Literal(question.description, language="en"))
    for tag in question.tags:
        yield _said(node, f"{DCTERMS}subject", px.Literal(tag))
    yield _said(node, f"{SH}select", px.Literal(without_header(question.text)))
    for parameter in question.parameters:
        there = px.BlankNode(f"p{next(numbers)}")
        yield _said(node, f"{SH}parameter", there)
        yield from _parameter(there, f"{node.value}#{parameter.name}", parameter)


def _parameter(node: Node, path: str, parameter: Parameter) -> Iterator[Triple]:
    yield _said(node, RDF_TYPE, px.NamedNode(f"{SH}Parameter"))
    yield _said(node, f"{SH}path", px.NamedNode(path))
    yield _said(node, f"{SH}name", px.Literal(parameter.name))
    if len(parameter.kinds) == 1:
        prefix, _, local = parameter.expects.partition(":")
        kind = px.NamedNode(PREFIXES[prefix] + local)
        yield _said(node, SH + ("datatype" if kind.value.startswith(XSD) else "class"), kind)
    else:
        yield _said(node, f"{SH}description", px.Literal(parameter.expects))
    yield _said(node, f"{SH}defaultValue", _default(parameter))


def _default(parameter: Parameter) -> Value:
    """The term that stands in the text."""
    written = _WRITTEN.format(PROLOGUE, parameter.default)
    (triple,) = plain(px.parse(written, format=px.RdfFormat.TURTLE))
    return triple.object


def _said(subject: Node, predicate: str, value: Value) -> Triple:
    return Triple(subject, px.NamedNode(predicate), value)
