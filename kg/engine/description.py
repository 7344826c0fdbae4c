"""What an endpoint says of itself (SPARQL 1.1 Service Description, section 3).

It names no extension function, for it has none, and supports neither updates nor federation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as px

from kg.rdf.formats import written
from kg.rdf.triples import Triple, about
from kg.terms import FORMATS, RDF_TYPE, SD, VOID

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RESULT_FORMATS: Final = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads"),
)
# What follows from the data is stored with them; a query itself infers nothing.
REGIME: Final = "http://www.w3.org/ns/entailment/Simple"


def service_description(
    endpoint: str, graphs: Mapping[str, int], format_: str, *, union: bool
) -> bytes:
    """The description of an endpoint as a graph in one of GRAPH_FORMATS.

    Args:
        endpoint: its address.
        graphs: the named graphs by IRI, each with its number of triples; none where that is
            not known.
        format_: of the description.
        union: whether the default graph is the union of all named ones.
    """
    return written(list(_triples(endpoint, graphs, union)), format_)


def _triples(endpoint: str, graphs: Mapping[str, int], union: bool) -> Iterator[Triple]:
    service, dataset = px.NamedNode(f"{endpoint}#service"), px.NamedNode(f"{endpoint}#dataset")
    yield from about(
        service,
        {
            RDF_TYPE: [_sd("Service")],
            f"{SD}endpoint": [px.NamedNode(endpoint)],
            f"{SD}supportedLanguage": [_sd("SPARQL11Query")],
            f"{SD}resultFormat": [px.NamedNode(FORMATS + name) for name in RESULT_FORMATS],
            f"{SD}feature": [_sd("UnionDefaultGraph")] if union else [],
            f"{SD}defaultEntailmentRegime": [px.NamedNode(REGIME)],
            f"{SD}defaultDataset": [dataset],
        },
    )
    named = [px.BlankNode(f"named{number}") for number in range(len(graphs))]
    yield from about(dataset, {RDF_TYPE: [_sd("Dataset")], f"{SD}namedGraph": named})
    if union:
        whole = px.BlankNode("default")
        count = px.Literal(sum(graphs.values()))
        yield from about(dataset, {f"{SD}defaultGraph": [whole]})
        yield from about(whole, {RDF_TYPE: [_sd("Graph")], f"{VOID}triples": [count]})
    for node, iri in zip(named, graphs, strict=True):
        names = [px.NamedNode(iri)]
        yield from about(node, {RDF_TYPE: [_sd("NamedGraph")], f"{SD}name": names})


def _sd(name: str) -> px.NamedNode:
    return px.NamedNode(SD + name)
