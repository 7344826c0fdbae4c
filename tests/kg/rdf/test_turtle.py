"""The writer of Turtle: what it writes is what it was given, in the order in which it was given."""

import pyoxigraph as px
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph

from kg.rdf.triples import Triple, plain
from kg.rdf.turtle import Section, serialize
from kg.terms import AV, OWL, RDF, RDFS

HEAD = f"@prefix av: <{AV}> .\n@prefix rdfs: <{RDFS}> .\n@prefix owl: <{OWL}> .\n"


def read(turtle: str) -> list[Triple]:
    return list(plain(px.parse(turtle, format=px.RdfFormat.TURTLE)))


def written(turtle: str) -> str:
    return serialize([Section("", read(turtle))])


def canonical(triples: list[Triple]) -> px.Dataset:
    """The graph with blank nodes named by what is said of them (RDFC-1.0)."""
    dataset = px.Dataset(triple.in_graph() for triple in triples)
    dataset.canonicalize(px.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def by_rdflib(turtle: str) -> list[Triple]:
    return read(Graph().parse(data=turtle, format="turtle").serialize(format="nt"))


READABLE = f"""{HEAD}
av:hasSource a owl:ObjectProperty ;
    owl:propertyChainAxiom ( av:hasCitation av:citedDocument ) .

av:Denial a owl:Class ;
    rdfs:subClassOf
        av:Position,
        [
            a owl:Restriction ;
            owl:onProperty av:stance ;
            owl:someValuesFrom [ owl:oneOf ( av:stance-denies ) ]
        ] ;
    rdfs:label "denial"@en, "démenti"@fr .

[] a owl:AllDisjointClasses ;
    owl:members ( av:Denial [ a owl:Class ] ) .
"""


def test_blank_nodes_and_lists_stand_where_they_occur():
    assert written(READABLE) == READABLE


def test_triples_keep_their_order_and_a_subject_stays_together():
    first = read(f"{HEAD} av:b rdfs:label 'b' . av:a rdfs:label 'z', 'a' .")
    second = read(f"{HEAD} av:b a owl:Class . av:c a owl:Class . av:a rdfs:label 'z' .")
    sections = [Section("", first), Section("Classes", second)]
    assert (
        serialize(sections, ["owl"], preface="Two lines\non top.")
        == f"""\
# Two lines
# on top.

@prefix owl: <{OWL}> .
@prefix av: <{AV}> .
@prefix rdfs: <{RDFS}> .

av:b rdfs:label "b" ;
    a owl:Class .

av:a rdfs:label "z", "a" .

# Classes

av:c a owl:Class .
"""
    )


def test_a_blank_node_that_several_refer_to_has_a_label_that_is_always_the_same():
    shared = f"{HEAD} av:a av:p _:x . av:b av:p _:x, _:y . _:x av:q _:y . _:y av:q 1 ."
    assert written(shared) == written(shared)
    assert "av:b av:p _:b1, _:b2 .\n\n_:b1 av:q _:b2 .\n" in written(shared)


@pytest.mark.parametrize(
    "turtle",
    [
        "av:a av:p ( 1 ( 2 [] ) ), () .",
        "av:a av:p _:x . av:c av:p _:x . _:x a av:d .",
        "av:a av:p [ av:q [ av:r 1 ] ], [], [ av:s 'a', 'b' ] .",
        "( 1 2 ) av:p 'x' .",
        "[] av:p 1 . [] av:p 1 .",
        "_:x av:p _:y . _:y av:p _:x .",
        "_:x av:p _:x, [ av:q 1 ] .",
        f"av:a av:p _:l . _:l <{RDF}first> 1, 2 ; <{RDF}rest> () .",
        f"av:a av:p _:l . _:l <{RDF}first> 1 ; <{RDF}rest> (), av:b .",
        f"av:a av:p _:l . _:l <{RDF}first> 1 ; <{RDF}rest> () ; av:q 1 .",
        f"av:a av:p _:l . _:l <{RDF}first> 1 ; <{RDF}rest> _:m . _:m <{RDF}first> 2 .",
        f"av:a av:p _:l . _:l <{RDF}first> 1 ; <{RDF}rest> _:m . av:b av:p _:m .",
        f"av:a av:p ( [ av:q ( 1 2 ) ] ) . _:l <{RDF}first> 1 .",
    ],
)
def test_every_shape_of_blank_nodes_says_what_it_was_given(turtle):
    text = written(HEAD + turtle)
    wanted = canonical(read(HEAD + turtle))
    assert canonical(read(text)) == wanted
    assert canonical(by_rdflib(text)) == wanted


nodes = st.sampled_from([px.NamedNode(f"{AV}a"), *(px.BlankNode(name) for name in "vwxyz")])
predicates = st.sampled_from([px.NamedNode(iri) for iri in (f"{AV}p", f"{RDF}first", f"{RDF}rest")])
values = nodes | st.sampled_from([px.Literal(1), px.NamedNode(f"{RDF}nil")])


@given(st.lists(st.builds(Triple, nodes, predicates, values), max_size=9))
def test_any_graph_with_blank_nodes_says_what_it_was_given(triples):
    text = serialize([Section("", triples)])
    assert canonical(read(text)) == canonical(triples)
    assert canonical(by_rdflib(text)) == canonical(triples)
