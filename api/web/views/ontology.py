"""Values for the pages of the ontology: one page for all of it, and one for each part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from api.web.views.ontology_picture import Picture, picture
from kg.contract.reference import (
    Concept,
    Expectation,
    File,
    Module,
    Reference,
    Scheme,
    ShapeSummary,
    Term,
)
from kg.terms import AV, AVC, AVSH, BASE, DCTERMS, NAMESPACES, OWL, RDF, XSD

FORMATS: Final = (("Turtle", "ttl"), ("RDF/XML", "rdf"), ("JSON-LD", "jsonld"), ("N-Triples", "nt"))
TERMS: Final = "/ns"
ABOUT: Final = "/ontology"
SHAPES: Final = "/shape"
ABSTRACT: Final = (f"{DCTERMS}abstract", f"{DCTERMS}description")
FACTS: Final = {
    f"{DCTERMS}creator": "by",
    f"{DCTERMS}contributor": "with",
    f"{DCTERMS}publisher": "published by",
    f"{DCTERMS}issued": "issued",
    f"{DCTERMS}modified": "modified",
    f"{OWL}versionIRI": "version",
    f"{OWL}priorVersion": "prior version",
    "http://purl.org/ontology/bibo/status": "status",
    "http://xmlns.com/foaf/0.1/logo": "logo",
    f"{DCTERMS}license": "licence",
    f"{DCTERMS}source": "source",
    "http://purl.org/vocab/vann/preferredNamespacePrefix": "prefix",
    "http://purl.org/vocab/vann/preferredNamespaceUri": "namespace",
}
# What these namespaces name is known by name: no page is gained by a link to each.
DATATYPES: Final = (XSD, RDF)
KINDS: Final = {
    "header": "everything",
    "module": "module",
    "axioms": "axioms",
    "scheme": "scheme",
    "labels": "translation",
    "alignment": "alignment",
    "shapes": "shapes",
    "example": "example",
}


@dataclass(frozen=True, slots=True)
class Name:
    """How an IRI is shown, and where it leads; "" is nowhere."""

    text: str
    href: str
    outside: bool


@dataclass(frozen=True, slots=True)
class OntologyPage:
    """Values for `ontology.html.j2`; what is empty is left out of the page."""

    title: str
    iri: str
    lead: str
    reference: Reference
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    citation: str
    downloads: tuple[tuple[str, str], ...]
    picture: Picture | None
    modules: tuple[Module, ...]
    schemes: tuple[Scheme, ...]
    shapes: tuple[ShapeSummary, ...]
    files: tuple[File, ...]
    names: Names

    @property
    def is_whole(self) -> bool:
        """Whether every term stands on this page, each in brief."""
        return self.picture is not None


@dataclass(frozen=True, slots=True)
class Names:
    """Turns IRIs into names; terms and shapes lead to anchors, on this page where they stand here.

    Args:
        concepts: where each concept stands in words, by its address.
        terms: the page of the module that has a term in full, by the term's name.
        here: the address of the page.
    """

    concepts: Mapping[str, str]
    terms: Mapping[str, str]
    here: str

    def __call__(self, iri: str) -> Name:
        """The name of a term, a concept, a scheme, a shape or a thing elsewhere."""
        if iri.startswith(AV):
            name = iri.removeprefix(AV)
            return Name(name, self._anchor(self.terms.get(name, TERMS), name), False)
        if iri.startswith(AVC):
            place = self.concepts.get(address(iri), address(iri))
            return Name(f"avc:{iri.removeprefix(AVC)}", place, False)
        if iri.startswith(AVSH):
            name = iri.removeprefix(AVSH)
            return Name(name, self._anchor(SHAPES, name), False)
        if iri.startswith(BASE):
            return Name(iri.removeprefix(BASE), f"/{iri.removeprefix(BASE)}", False)
        for prefix, namespace in NAMESPACES.items():
            if iri.startswith(namespace):
                place = "" if namespace in DATATYPES else iri
                return Name(f"{prefix}:{iri.removeprefix(namespace)}", place, True)
        return Name(iri, iri, True)

    def _anchor(self, page: str, name: str) -> str:
        return f"#{name}" if page == self.here else f"{page}#{name}"


@dataclass(frozen=True, slots=True)
class Use:
    """How often a term is used, and a query that shows some of it."""

    count: int
    query: str


def use(term: Term, counts: Mapping[str, int]) -> Use:
    """The use of a term, from the number of members or triples by IRI."""
    name = f"av:{term.name}"
    shows = (
        f"?member ?label {{\n  ?member a {name} ; av:label ?label\n}}"
        if term.is_class
        else f"?subject ?value {{\n  ?subject {name} ?value\n}}"
    )
    return Use(counts.get(term.iri, 0), f"SELECT {shows} LIMIT 20")


def pages(reference: Reference) -> Iterator[tuple[str, OntologyPage]]:
    """Every page by its address: all terms, the ontology itself, each module, schemes, shapes."""
    yield TERMS, _terms(reference)
    about = _about(reference)
    yield ABOUT, about
    yield f"{ABOUT}/{reference.version}", about
    for file in reference.files:
        if file.kind not in ("header", "scheme", "shapes"):
            page = _file(reference, file)
            yield address(file.iri), page
            yield f"{address(file.iri)}/{reference.version}", page
    yield "/concept", _schemes(reference, "Concept schemes", f"{BASE}concept", reference.schemes)
    for scheme in reference.schemes:
        title = f"Scheme: {scheme.labels.get('en', scheme.name)}"
        page = _schemes(reference, title, scheme.iri, (scheme,))
        yield address(scheme.iri), page
        yield f"{address(scheme.iri)}/{reference.version}", page
    yield SHAPES, _shapes(reference, "Shapes", f"{BASE}shape", reference.shapes)
    for file in reference.files:
        if file.kind == "shapes":
            found = tuple(shape for shape in reference.shapes if shape.file == file.name)
            yield address(file.iri), _shapes(reference, f"Shapes: {file.name}", file.iri, found)


def concept_places(reference: Reference) -> dict[str, str]:
    """Where each concept stands in words: its address, and the place on its scheme's page."""

    def members(concepts: Iterable[Concept]) -> Iterator[Concept]:
        for concept in concepts:
            yield concept
            yield from members(concept.narrower)

    return {
        address(concept.iri): f"{address(scheme.iri)}#concept-{concept.name}"
        for scheme in reference.schemes
        for concept in members(scheme.concepts)
    }


def rule_places(reference: Reference) -> dict[str, str]:
    """Where each rule stands in words, and all of them."""
    return {"/rule": f"{ABOUT}#rules"} | {
        f"/rule/{rule.name}": f"{ABOUT}#rule-{rule.name}" for rule in reference.rules
    }


def count_in_words(expected: Expectation) -> str:
    """How many values are expected."""
    least, most = expected.least, expected.most
    if least == most:
        return "exactly one" if least == 1 else f"exactly {least}" if least else "any number"
    if not most:
        return "at least one" if least == 1 else f"at least {least}"
    return f"at most {'one' if most == 1 else most}" if not least else f"{least} to {most}"


def _terms(reference: Reference) -> OntologyPage:
    page = _part(
        reference, "Ontology", f"{BASE}ns", _lead(reference), modules=reference.modules,
        schemes=reference.schemes,
    )  # fmt: skip
    names = Names(concept_places(reference), {}, TERMS)
    return replace(page, picture=picture(reference), names=names)


def _about(reference: Reference) -> OntologyPage:
    title = "Rules, files and versions"
    page = _part(reference, title, f"{BASE}ontology", _lead(reference))
    return replace(page, facts=_facts(reference), files=reference.files)


def _lead(reference: Reference) -> str:
    return next((t for name in ABSTRACT for t in reference.about.get(name, ())), "")


def _part(
    reference: Reference,
    title: str,
    iri: str,
    lead: str,
    *,
    modules: tuple[Module, ...] = (),
    schemes: tuple[Scheme, ...] = (),
    shapes: tuple[ShapeSummary, ...] = (),
) -> OntologyPage:
    return OntologyPage(
        title=title,
        iri=iri,
        lead=lead,
        reference=reference,
        facts=(),
        citation=_citation(reference),
        downloads=_downloads(address(iri)),
        picture=None,
        modules=modules,
        schemes=schemes,
        shapes=shapes,
        files=(),
        names=Names(concept_places(reference), _term_places(reference), address(iri)),
    )


def _term_places(reference: Reference) -> dict[str, str]:
    """The page that has each term in full, by the term's name."""
    return {term.name: address(each.iri) for each in reference.modules for term in each.terms}


def _file(reference: Reference, file: File) -> OntologyPage:
    modules = tuple(module for module in reference.modules if module.iri == file.iri)
    title = file.title or f"{KINDS[file.kind].capitalize()}: {file.name}"
    return _part(reference, title, file.iri, file.description, modules=modules)


def _schemes(
    reference: Reference, title: str, iri: str, schemes: tuple[Scheme, ...]
) -> OntologyPage:
    lead = "Controlled values. A closed scheme is not meant to grow; an open one may."
    return _part(reference, title, iri, lead, schemes=schemes)


def _shapes(
    reference: Reference, title: str, iri: str, shapes: tuple[ShapeSummary, ...]
) -> OntologyPage:
    lead = "What data must look like, in SHACL; gate, API and forms are built on it."
    return _part(reference, title, iri, lead, shapes=shapes)


def _facts(reference: Reference) -> tuple[tuple[str, tuple[str, ...]], ...]:
    about = reference.about
    return tuple((word, about[name]) for name, word in FACTS.items() if name in about)


def _citation(reference: Reference) -> str:
    given = reference.about.get(f"{DCTERMS}bibliographicCitation", ())
    version = reference.version
    return next(iter(given), f"Averment, version {version}. {BASE}ontology/{version}")


def _downloads(address: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, f"{address}.{ending}") for name, ending in FORMATS)


def address(iri: str) -> str:
    """Where an IRI of ours is served."""
    return "/" + iri.removeprefix(BASE)
