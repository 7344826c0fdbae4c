"""How a snapshot is asked, in the snapshot itself: its prefixes and the named questions.

Editors and programs that write queries look for both at the endpoint, in the words of SHACL
(section 5.2.1; `sh:SPARQLExecutable`, appendix C). No node is blank, so that each can be named.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

import pyoxigraph as px

from kg.ask.executables import executable
from kg.ask.named import NamedQuestion
from kg.rdf.triples import Node, Triple, Value, about
from kg.terms import PREFIXES, QUESTION, RDF_TYPE, SH, XSD

GRAPH: Final = px.NamedNode(QUESTION.removesuffix("/"))


def asked(questions: Iterable[NamedQuestion]) -> Iterator[px.Quad]:
    """The graph of prefixes and questions; what values a question takes is described over HTTP."""
    declared = prefixes(GRAPH, lambda prefix: px.NamedNode(f"{GRAPH.value}#{prefix}"))
    return (triple.in_graph(GRAPH) for triple in (*declared, *_questions(questions)))


def prefixes(declaring: px.NamedNode, node_of: Callable[[str], Node]) -> Iterator[Triple]:
    """That something declares the prefixes that need no declaration in a query.

    `node_of` gives the node of a declaration by its prefix.
    """
    for prefix, namespace in PREFIXES.items():
        node = node_of(prefix)
        said: dict[str, list[Value]] = {
            RDF_TYPE: [px.NamedNode(f"{SH}PrefixDeclaration")],
            f"{SH}prefix": [px.Literal(prefix)],
            f"{SH}namespace": [px.Literal(namespace, datatype=px.NamedNode(f"{XSD}anyURI"))],
        }
        yield from about(declaring, {f"{SH}declare": [node]})
        yield from about(node, said)


def _questions(questions: Iterable[NamedQuestion]) -> Iterator[Triple]:
    for question in questions:
        node = px.NamedNode(QUESTION + question.slug)
        yield from about(node, executable(question) | {f"{SH}prefixes": [GRAPH]})
