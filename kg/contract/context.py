"""The JSON-LD context of the graph, made from classes, properties and shapes.

Terms are the local names under which Turtle has them. Where shapes give a property one datatype
everywhere, its values need none in JSON; where they are texts with a language, they are language
maps (JSON-LD 1.1, section 4.6).
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as px

from kg.terms import PREFIXES, RDF, RDF_TYPE, SKOS, XSD

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from kg.contract.ontology import Ontology
    from kg.contract.reference import Reference, Term
    from kg.rdf.triples import Value

LANGUAGE_STRING: Final = f"{RDF}langString"


def context(ontology: Ontology, documented: Reference) -> dict[str, Any]:
    """The context as a JSON object with `@context`; prefixes first, then terms by name."""
    said = _datatypes(ontology)
    own = {term.name: _definition(term, said[term.iri]) for term in documented.terms.values()}
    head: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type"}
    return {"@context": head | dict(PREFIXES) | dict(sorted((_skos(ontology) | own).items()))}


def context_text(ontology: Ontology, documented: Reference) -> str:
    """The context as it is committed and served."""
    return json.dumps(context(ontology, documented), indent=2, ensure_ascii=False) + "\n"


def _skos(ontology: Ontology) -> dict[str, Any]:
    """The terms of SKOS that the ontology uses, or that its shapes let people use."""
    found: dict[str, Any] = {}
    for _, predicate, value in ontology.graph.triples:
        if predicate.value == RDF_TYPE and value.value.startswith(SKOS):
            found[value.value] = f"skos:{value.value.removeprefix(SKOS)}"
        elif predicate.value.startswith(SKOS):
            found[predicate.value] = _mapped(predicate.value, value)
    if f"{SKOS}broader" in found:  # schemes are written from below, and may be read from above
        found[f"{SKOS}narrower"] = found[f"{SKOS}broader"].copy() | {"@id": "skos:narrower"}
    for shape in (shape for node in ontology.node_shapes for shape in node.properties):
        if shape.path.startswith(SKOS) and LANGUAGE_STRING in shape.datatypes:
            found[shape.path] = _by_language(shape.path)
    return {iri.removeprefix(SKOS): definition for iri, definition in found.items()}


def _mapped(iri: str, value: Value) -> str | dict[str, str]:
    name = f"skos:{iri.removeprefix(SKOS)}"
    if isinstance(value, px.Literal):
        return _by_language(iri) if value.language else name
    return {"@id": name, "@type": "@id"}


def _by_language(iri: str) -> dict[str, str]:
    return {"@id": f"skos:{iri.removeprefix(SKOS)}", "@container": "@language"}


def _datatypes(ontology: Ontology) -> Mapping[str, set[str]]:
    """The datatypes and classes that shapes give the values of a property, wherever it stands."""
    found: dict[str, set[str]] = defaultdict(set)
    for shape in (shape for node in ontology.node_shapes for shape in node.properties):
        found[shape.path].update(shape.datatypes, shape.classes)
    return found


def _definition(term: Term, datatypes: Set[str]) -> str | dict[str, str]:
    iri = f"av:{term.name}"
    if term.kind == "object property":
        return {"@id": iri, "@type": "@id"}
    if term.is_class or len(datatypes) != 1:
        return iri
    (datatype,) = datatypes
    if datatype == LANGUAGE_STRING:
        return {"@id": iri, "@container": "@language"}
    if datatype == f"{XSD}string" or not datatype.startswith(XSD):
        return iri
    return {"@id": iri, "@type": f"xsd:{datatype.removeprefix(XSD)}"}
