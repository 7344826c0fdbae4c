"""The JSON-LD context of the graph, made from classes, properties and shapes.

Terms are the local names under which Turtle has them. Where shapes give a property one datatype
everywhere, its values need none in JSON; where they are texts with a language, they are language
maps (JSON-LD 1.1, section 4.6).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from kg.terms import PREFIXES, RDF, XSD

if TYPE_CHECKING:
    from kg.contract.reference import Reference, Term

LANGUAGE_STRING: Final = f"{RDF}langString"
SPOKEN: Final = ("prefLabel", "altLabel", "definition", "scopeNote", "editorialNote", "example")
LINKS: Final = ("inScheme", "topConceptOf", "broader", "narrower")
CLASSES: Final = ("Concept", "ConceptScheme")


def context(told: Reference) -> dict[str, Any]:
    """The context as a JSON object with `@context`; prefixes first, then terms by name."""
    skos: dict[str, Any] = {name: f"skos:{name}" for name in (*CLASSES, "notation")}
    skos |= {name: {"@id": f"skos:{name}", "@type": "@id"} for name in LINKS}
    skos |= {name: {"@id": f"skos:{name}", "@container": "@language"} for name in SPOKEN}
    own = {term.name: _definition(term) for term in told.terms.values()}
    head: dict[str, Any] = {"@version": 1.1, "id": "@id", "type": "@type"}
    return {"@context": head | dict(PREFIXES) | dict(sorted((skos | own).items()))}


def context_text(told: Reference) -> str:
    """The context as it is committed and served."""
    return json.dumps(context(told), indent=2, ensure_ascii=False) + "\n"


def _definition(term: Term) -> str | dict[str, str]:
    iri = f"av:{term.name}"
    if term.kind == "object property":
        return {"@id": iri, "@type": "@id"}
    datatypes = {value for each in term.expectations for value in each.values}
    if term.is_class or len(datatypes) != 1:
        return iri
    (datatype,) = datatypes
    if datatype == LANGUAGE_STRING:
        return {"@id": iri, "@container": "@language"}
    if datatype == f"{XSD}string" or not datatype.startswith(XSD):
        return iri
    return {"@id": iri, "@type": f"xsd:{datatype.removeprefix(XSD)}"}
