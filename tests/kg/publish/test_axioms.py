"""The axioms of the ontology, compiled to updates."""

import re
from collections.abc import Iterable
from pathlib import Path

import owlrl
import pyoxigraph as px
import pytest
from rdflib import Graph

from kg.errors import BadContract
from kg.gate.gather import gather
from kg.publish.axioms import compile_axioms
from kg.rdf.parse import parse_turtle
from kg.rdf.triples import Triple, n_triples, plain
from kg.terms import AV, AVD, OWL, PROLOGUE, RDF, RDFS

RICH = re.compile("kg/data/(propositions|documents)/")


def closure(tbox: str, data: str) -> set[str]:
    """What the axioms add to some data, in short form."""
    axioms = list(parse_turtle(PROLOGUE + tbox, "axioms.ttl"))
    given = [*axioms, *parse_turtle(PROLOGUE + data, "data.ttl")]
    return {
        " ".join(str(term).rpartition("#")[2].rpartition("/")[2].rstrip(">") for term in triple)
        for triple in closed(axioms, given) - set(given)
    }


def closed(axioms: list[Triple], given: list[Triple]) -> set[Triple]:
    """The given triples with all that follows."""
    store = px.Store()
    store.extend(triple.in_graph() for triple in given)
    update = "\n;\n".join(compile_axioms(axioms))
    size = -1
    while len(store) != size:
        size = len(store)
        store.update(update)
    return set(plain(store))


CASES = {
    "a class is below all that are above it": (
        "av:State rdfs:subClassOf av:Agent . av:Agent rdfs:subClassOf av:Thing .",
        "avd:a a av:State .",
        {"a type Agent", "a type Thing"},
    ),
    "a property is below another": (
        "av:reReports rdfs:subPropertyOf av:derivedFrom .",
        "avd:a av:reReports avd:b .",
        {"a derivedFrom b"},
    ),
    "a domain tells what the subject is": (
        "av:speaker rdfs:domain av:Position .",
        "avd:a av:speaker avd:b .",
        {"a type Position"},
    ),
    "a range tells what the object is": (
        "av:speaker a owl:ObjectProperty ; rdfs:range av:Agent .",
        "avd:a av:speaker avd:b .",
        {"b type Agent"},
    ),
    "a datatype is not a class": (
        "av:name a owl:DatatypeProperty ; rdfs:range xsd:string .",
        'avd:a av:name "A" .',
        set(),
    ),
    "an inverse is read in both directions": (
        "av:heldBy owl:inverseOf av:proposition .",
        "avd:p av:heldBy avd:a . avd:b av:proposition avd:p .",
        {"a proposition p", "p heldBy b"},
    ),
    "a symmetric property": (
        "av:inTensionWith a owl:SymmetricProperty .",
        "avd:a av:inTensionWith avd:b .",
        {"b inTensionWith a"},
    ),
    "a transitive property": (
        "av:derivedFrom a owl:TransitiveProperty .",
        "avd:a av:derivedFrom avd:b . avd:b av:derivedFrom avd:c . avd:c av:derivedFrom avd:d .",
        {"a derivedFrom c", "a derivedFrom d", "b derivedFrom d"},
    ),
    "a transitive property that runs in a circle": (
        "av:derivedFrom a owl:TransitiveProperty .",
        "avd:a av:derivedFrom avd:b . avd:b av:derivedFrom avd:a .",
        {"a derivedFrom a", "b derivedFrom b"},
    ),
    "a chain of properties": (
        "av:discussedIn owl:propertyChainAxiom ( av:hasCitation av:citedDocument ) .",
        "avd:a av:hasCitation avd:c . avd:c av:citedDocument avd:d . avd:d av:cites avd:e .",
        {"a discussedIn d"},
    ),
    "an intersection needs all its members": (
        "[ owl:intersectionOf ( av:Supported av:Opposed ) ] rdfs:subClassOf av:Contested .",
        "avd:a a av:Supported , av:Opposed . avd:b a av:Supported .",
        {"a type Contested"},
    ),
    "some value of a class": (
        """[ a owl:Restriction ; owl:onProperty av:heldBy ;
            owl:someValuesFrom av:Supporting ] rdfs:subClassOf av:Supported .""",
        "avd:p av:heldBy avd:a , avd:b . avd:a a av:Supporting . avd:q av:heldBy 5 .",
        {"p type Supported"},
    ),
    "a value of its own": (
        """[ a owl:Restriction ; owl:onProperty av:bearing ; owl:hasValue avc:disputes ]
            rdfs:subClassOf av:Disputing .""",
        "avd:a av:bearing avc:disputes . avd:b av:bearing avc:supports .",
        {"a type Disputing"},
    ),
    "two restrictions on one property may be met by two values": (
        """[ owl:intersectionOf ( av:Record
            [ owl:onProperty av:cited ; owl:someValuesFrom
                [ owl:onProperty av:bearing ; owl:hasValue avc:supports ] ]
            [ owl:onProperty av:cited ; owl:someValuesFrom
                [ owl:onProperty av:bearing ; owl:hasValue avc:disputes ] ] ) ]
            rdfs:subClassOf av:Disputed .""",
        """avd:a a av:Record ; av:cited avd:c1 , avd:c2 . avd:b a av:Record ; av:cited avd:c1 .
        avd:c1 av:bearing avc:supports . avd:c2 av:bearing avc:disputes .""",
        {"a type Disputed"},
    ),
    "what follows may itself have consequences": (
        """av:heldBy owl:inverseOf av:proposition . av:Denial rdfs:subClassOf av:Opposing .
        [ owl:onProperty av:heldBy ; owl:someValuesFrom av:Opposing ]
            rdfs:subClassOf av:Opposed .""",
        "avd:a a av:Denial ; av:proposition avd:p .",
        {"a type Opposing", "p heldBy a", "p type Opposed"},
    ),
}


@pytest.mark.parametrize(("tbox", "data", "added"), CASES.values(), ids=CASES)
def test_an_axiom_adds_what_follows_and_nothing_else(tbox: str, data: str, added: set[str]) -> None:
    assert closure(tbox, data) == added


@pytest.mark.parametrize(
    ("tbox", "cause"),
    [
        (
            "av:A rdfs:subClassOf [ owl:onProperty av:p ] .",
            "only a named class may be on the right",
        ),
        (
            "[ owl:onProperty av:p ] rdfs:subClassOf av:C .",
            "the class expression on the left of an axiom is not supported",
        ),
        ("[ owl:unionOf ( av:A av:B ) ] rdfs:subClassOf av:C .", "owl:unionOf is not supported"),
        ("av:A owl:disjointWith [ owl:complementOf av:B ] .", "owl:complementOf is not supported"),
        ("av:p a owl:IrreflexiveProperty .", "owl:IrreflexiveProperty is not supported"),
        ("av:p a owl:FunctionalProperty .", "owl:FunctionalProperty is not supported"),
        ("[ owl:intersectionOf _:l ] rdfs:subClassOf av:C . _:l rdf:first av:A .", "does not end"),
    ],
)
def test_an_axiom_that_is_not_compiled_is_refused_not_passed_over(tbox: str, cause: str) -> None:
    with pytest.raises(BadContract, match=cause):
        closure(tbox, "")


def test_the_order_of_the_axioms_does_not_matter(root: Path) -> None:
    axioms = gather(root).ontology.triples
    assert compile_axioms(axioms) == compile_axioms(reversed(axioms))


def test_the_closure_of_the_checkout_is_that_of_a_full_reasoner(root: Path) -> None:
    """What concerns data: the classes and links of our things, in our own terms. Claims
    are enough: over all files the reasoner takes its time."""
    gathered = gather(root)
    axioms = gathered.ontology.triples
    curated = [t for file in gathered.files if RICH.match(file.path) for t in file.triples]
    given = [*curated, *filter(is_logical, axioms)]
    graph = Graph().parse(data=n_triples(given), format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    full = {(str(s), str(p), str(o)) for s, p, o in graph if concerns_data(str(s), str(p), str(o))}
    assert concerning_data(closed(axioms, given)) == full
    assert full > concerning_data(curated)


def is_logical(triple: Triple) -> bool:
    """Whether a triple of the ontology says more than a label or a remark."""
    remark = isinstance(triple.object, px.Literal) or triple.predicate.value.endswith("isDefinedBy")
    return triple.predicate.value.startswith((AV, OWL, RDF, RDFS)) and not remark


def concerning_data(triples: Iterable[Triple]) -> set[tuple[str, str, str]]:
    written = {(s.value, p.value, o.value) for s, p, o in triples}
    return {triple for triple in written if concerns_data(*triple)}


def concerns_data(subject: str, predicate: str, value: str) -> bool:
    if not subject.startswith(AVD):
        return False
    return predicate.startswith(AV) or (predicate == f"{RDF}type" and value.startswith(AV))
