"""Namespaces of the graph, the short forms of its IRIs, and the days that stand for none."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

BASE: Final = "https://w3id.org/averment/"
AV: Final = f"{BASE}ns#"
AVC: Final = f"{BASE}concept/"
AVD: Final = f"{BASE}id/"
AVSH: Final = f"{BASE}shape#"
ONTOLOGY: Final = f"{BASE}ontology/"
RULE: Final = f"{BASE}rule/"
DERIVED: Final = f"{BASE}derived/"
QUESTION: Final = f"{BASE}queries/"
SNAPSHOT: Final = f"{BASE}snapshot/"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDF_TYPE: Final = f"{RDF}type"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SH: Final = "http://www.w3.org/ns/shacl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SD: Final = "http://www.w3.org/ns/sparql-service-description#"
VOID: Final = "http://rdfs.org/ns/void#"
FORMATS: Final = "http://www.w3.org/ns/formats/"
DCTERMS: Final = "http://purl.org/dc/terms/"

# Bounds of dates are total: these days say that no start is known, and that no end is recorded.
NO_START: Final = "0001-01-01"
NO_END: Final = "9999-12-31"

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "av": AV,
        "avc": AVC,
        "avd": AVD,
        "rdf": RDF,
        "rdfs": RDFS,
        "owl": OWL,
        "skos": SKOS,
        "xsd": XSD,
        "dcterms": DCTERMS,
    }
)
# Further prefixes under which the ontology's files and descriptions of the service are written.
NAMESPACES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **PREFIXES,
        "avsh": AVSH,
        "sh": SH,
        "vann": "http://purl.org/vocab/vann/",
        "vs": "http://www.w3.org/2003/06/sw-vocab-status/ns#",
        "schema": "https://schema.org/",
        "prov": "http://www.w3.org/ns/prov#",
        "org": "http://www.w3.org/ns/org#",
        "cito": "http://purl.org/spar/cito/",
        "mod": "https://w3id.org/mod#",
        "bibo": "http://purl.org/ontology/bibo/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "spdx": "http://spdx.org/rdf/terms#",
        "void": VOID,
        "sd": SD,
        "formats": FORMATS,
    }
)
_PREFIXES_OF: Final = MappingProxyType({iri: prefix for prefix, iri in PREFIXES.items()})
# The prefixes of all of them by namespace: what texts are written with that declare what they use.
ALL_PREFIXES: Final = MappingProxyType({iri: prefix for prefix, iri in NAMESPACES.items()})
PROLOGUE: Final = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

# Local names that are written the same in Turtle, SPARQL and XML: nothing in them is escaped.
LOCAL_NAME: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")

# How much of a snapshot's id is shown: short enough to read, too long to begin two ids.
_BRIEF: Final = 12


def brief(identity: str) -> str:
    """The beginning of a snapshot's id, for people, in links and in names of files."""
    return identity[:_BRIEF]


def short(iri: str, prefixes: Mapping[str, str] = _PREFIXES_OF) -> str:
    """The prefixed name of an IRI in one of the namespaces, else the IRI in angle brackets.

    Args:
        iri: an absolute IRI.
        prefixes: by namespace, each of which ends with `/` or `#`.
    """
    start = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = prefixes.get(iri[:start])
    if prefix is None or not LOCAL_NAME.fullmatch(iri, start):
        return f"<{iri}>"
    return f"{prefix}:{iri[start:]}"
