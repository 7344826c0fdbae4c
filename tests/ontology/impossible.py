"""What cannot be, by each kind of axiom that shows it: HermiT and the build must both refuse it."""

from typing import Final

PREFIXES: Final = """
@prefix av: <https://w3id.org/averment/ns#> .
@prefix avc: <https://w3id.org/averment/concept/> .
@prefix avd: <https://w3id.org/averment/id/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
# By name: the statements, what they make impossible, and why it is of each of the two classes.
IMPOSSIBLE: Final = {
    "two classes that are disjoint": (
        "avd:mem-1 a av:Membership , av:PartyStatus .",
        "avd:mem-1",
        (
            "av:Membership by avd:mem-1 rdf:type av:Membership",
            "av:PartyStatus by avd:mem-1 rdf:type av:PartyStatus",
        ),
    ),
    "two classes of several that are all disjoint": (
        "avd:state-1 a av:State , av:Person .",
        "avd:state-1",
        (
            "av:Person by avd:state-1 rdf:type av:Person",
            "av:State by avd:state-1 rdf:type av:State",
        ),
    ),
    "classes above the two that are written": (
        "avd:pos-1 a av:Statement , av:OrganisationChange .",
        "avd:pos-1",
        (
            "av:Event by avd:pos-1 rdf:type av:OrganisationChange",
            "av:Position by avd:pos-1 rdf:type av:Statement",
        ),
    ),
    "a domain": (
        'avd:doc-1 a av:Report . avd:ten-1 a av:Tenure ; av:title "Chief"@en .',
        "avd:ten-1",
        ("av:Document by avd:ten-1 av:title “Chief”", "av:Record by avd:ten-1 rdf:type av:Tenure"),
    ),
    "a range": (
        "avd:src-1 a av:UnnamedSource . avd:ten-1 av:incumbent avd:src-1 .",
        "avd:src-1",
        (
            "av:Person by avd:ten-1 av:incumbent avd:src-1",
            "av:UnnamedSource by avd:src-1 rdf:type av:UnnamedSource",
        ),
    ),
    "the domain of a wider property": (
        "avd:pos-1 a av:Statement ; av:reReports avd:doc-1 .",
        "avd:pos-1",
        (
            "av:Document by avd:pos-1 av:reReports avd:doc-1",
            "av:Record by avd:pos-1 rdf:type av:Statement",
        ),
    ),
    "a property that holds both ways": (
        "avd:prop-1 a av:Proposition . avd:state-1 a av:State ; av:negationOf avd:prop-1 .",
        "avd:state-1",
        (
            "av:Agent by avd:state-1 rdf:type av:State",
            "av:Proposition by avd:state-1 av:negationOf avd:prop-1",
        ),
    ),
}
