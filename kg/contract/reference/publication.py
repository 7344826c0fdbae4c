"""What is served of the ontology: each address with its graph in every RDF format.

`/ns` and `/ontology` answer with the merged file: modules, axioms and schemes under the one header,
without the imports that it has taken in. Translations are left to be loaded beside it, as long as
they are drafts. A file that stands alone is served as it was written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph as px

from kg.contract.parts import Kind
from kg.rdf.turtle import Section, serialize
from kg.terms import AVC, BASE, NAMESPACES, OWL, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.contract.ontology import Ontology
    from kg.contract.parts import Part
    from kg.rdf.triples import Triple

MERGED: Final = frozenset({Kind.HEADER, Kind.MODULE, Kind.AXIOMS, Kind.SCHEME})
SUFFIX: Final = {
    "rdf": px.RdfFormat.RDF_XML,
    "jsonld": px.RdfFormat.JSON_LD,
    "nt": px.RdfFormat.N_TRIPLES,
}
IMPORTS: Final = f"{OWL}imports"
OF_HEADERS: Final = frozenset({IMPORTS, f"{OWL}versionIRI"})
PREFACE: Final = """The whole ontology of Averment: all modules, the axioms and all concept schemes.
Built from the files of ontology/; propose changes there. Translations stand apart."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One graph that is served: its title, and its bytes by format (`ttl rdf jsonld nt`)."""

    title: str
    content: Mapping[str, bytes]


def publications(ontology: Ontology) -> dict[str, Publication]:
    """Every address below the service's root with what it answers, `/ontology/core` for one."""
    whole = merged(ontology)
    found = {"/ns": whole, "/ontology": whole}
    for part in ontology.parts:
        if part.kind is Kind.HEADER:
            publication = whole
        else:
            publication = _publication(part.name, part.triples, part.text)
            found[_address(part.iri)] = publication
        if part.version_iri:
            found[_address(part.version_iri)] = publication
    schemes = ontology.of(Kind.SCHEME)
    found["/concept"] = _together("All concept schemes", schemes)
    found["/shape"] = _together("All shapes", ontology.of(Kind.SHAPES))
    return found | dict(_concepts(schemes, ontology.of(Kind.LABELS)))


def merged(ontology: Ontology) -> Publication:
    """The file that is recommended to readers."""
    taken_in = ontology.of(*MERGED)
    inside = {part.iri for part in taken_in}
    sections = []
    for part in taken_in:
        kept = [t for t in part.triples if _stays(t, part, inside)]
        sections.append(Section(_heading(part), kept))
    triples = [triple for section in sections for triple in section.triples]
    return _publication("Averment", triples, serialize(sections, preface=PREFACE))


def _stays(triple: Triple, part: Part, inside: set[str]) -> bool:
    """Whether a triple stands in a file of several parts, with the header of the whole or none.

    A scheme stays a scheme, and is not an ontology of its own any more.
    """
    if triple.subject.value != part.iri:
        return True
    if part.kind is Kind.SCHEME:
        return triple.predicate.value not in OF_HEADERS and triple.object.value != f"{OWL}Ontology"
    return part.kind is Kind.HEADER and not (
        triple.predicate.value == IMPORTS and triple.object.value in inside
    )


def _heading(part: Part) -> str:
    if part.kind is Kind.HEADER:
        return ""
    return (
        f"{part.kind.value.capitalize()} {part.name}" if part.kind is not Kind.AXIOMS else "Axioms"
    )


def _together(title: str, parts: Sequence[Part]) -> Publication:
    kept = {part: [t for t in part.triples if _stays(t, part, set())] for part in parts}
    triples = [triple for found in kept.values() for triple in found]
    sections = [Section(_heading(part), found) for part, found in kept.items()]
    return _publication(title, triples, serialize(sections))


def _concepts(schemes: Sequence[Part], labels: Sequence[Part]) -> Iterator[tuple[str, Publication]]:
    """Each concept alone, with its translations."""
    about: dict[str, list[Triple]] = {}
    for part in (*schemes, *labels):
        for triple in part.triples:
            if triple.subject.value.startswith(AVC):
                about.setdefault(triple.subject.value, []).append(triple)
    written = {part.iri for part in schemes}
    for iri, triples in about.items():
        if iri not in written and any(t.predicate.value == f"{SKOS}inScheme" for t in triples):
            text = serialize([Section("", triples)])
            yield _address(iri), _publication(iri.removeprefix(AVC), triples, text)


def _publication(title: str, triples: Iterable[Triple], turtle: str) -> Publication:
    ordered = _by_subject(triples)
    content = {"ttl": turtle.encode()}
    for name, form in SUFFIX.items():
        content[name] = px.serialize(ordered, format=form, prefixes=dict(NAMESPACES)) or b""
    return Publication(title, content)


def _by_subject(triples: Iterable[Triple]) -> list[px.Triple]:
    """Triples of one subject side by side, each once, so that no format repeats itself."""
    subjects: dict[object, dict[px.Triple, None]] = {}
    for triple in triples:
        subjects.setdefault(triple.subject, {})[px.Triple(*triple)] = None
    return [triple for found in subjects.values() for triple in found]


def _address(iri: str) -> str:
    return "/" + iri.removeprefix(BASE)
