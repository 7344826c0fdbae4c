"""The register of terms, `ontology/terms.tsv`: what there is and what there has been.

`python -m tests.ontology.register` adds new terms with the present version, brings status and
successor up to date, and logs what changed in `ontology/changes.tsv`. A row is never taken out:
what it stands for is removed only in a major version, and then says `removed in X.0.0`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from rdflib import DCTERMS, OWL, RDF, SKOS, Graph, URIRef

from tests.ontology import changes
from tests.ontology.merged import AV, IRI, MODULES, ONTOLOGY, SCHEMES, VS, graph_of

PATH = ONTOLOGY / "terms.tsv"
KINDS = {
    OWL.Class: "class",
    OWL.ObjectProperty: "object property",
    OWL.DatatypeProperty: "data property",
    OWL.AnnotationProperty: "annotation property",
    SKOS.ConceptScheme: "scheme",
    SKOS.Concept: "concept",
}
CONCEPTS = "https://w3id.org/averment/concept/"
REMOVED = re.compile(r"removed in (\d+)\.0\.0")


class Row(NamedTuple):
    """One term of the register."""

    iri: str
    kind: str
    module: str
    since: str
    status: str
    replaced_by: str


HEAD = ("iri", "kind", "module", "since", "status", "replacedBy")


def version() -> str:
    """The version of the ontology."""
    return str(graph_of(ONTOLOGY / "averment.ttl").value(URIRef(IRI), OWL.versionInfo))


def present() -> list[Row]:
    """The terms and concepts that the ontology has, as of the present version."""
    found = (row for path in (*MODULES, *SCHEMES) for row in _rows(path))
    return sorted(found)


def _rows(path: Path) -> Iterator[Row]:
    graph = graph_of(path)
    for kind, name in KINDS.items():
        for term in graph.subjects(RDF.type, kind):
            if isinstance(term, URIRef) and (term in AV or term.startswith(CONCEPTS)):
                yield _row(graph, term, name, path.stem)


def _row(graph: Graph, term: URIRef, kind: str, module: str) -> Row:
    deprecated = (term, OWL.deprecated, None) in graph
    status = "deprecated" if deprecated else str(graph.value(term, VS.term_status) or "testing")
    successor = str(graph.value(term, DCTERMS.isReplacedBy) or "")
    return Row(str(term), kind, module, version(), status, successor)


def registered(text: str) -> list[Row]:
    """The rows of a register; raises ValueError where it has other columns."""
    head, *lines = [line.split("\t") for line in text.splitlines()]
    if tuple(head) != HEAD:
        raise ValueError(f"the register has the columns {head}")
    return [Row(*line) for line in lines]


def complaints(rows: Iterable[Row], terms: Iterable[Row], now: str) -> list[str]:
    """Where register and ontology do not fit, or a promise to the readers of terms is broken."""
    known, there = {row.iri: row for row in rows}, {term.iri: term for term in terms}
    return [*_unlike(known, there), *_lost(known, there, now)]


def _unlike(known: Mapping[str, Row], there: Mapping[str, Row]) -> Iterator[str]:
    for iri, term in there.items():
        if iri not in known:
            yield f"{iri} is not registered"
        elif known[iri]._replace(since="") != term._replace(since=""):
            yield f"{iri} is registered otherwise"


def _lost(known: Mapping[str, Row], there: Mapping[str, Row], now: str) -> Iterator[str]:
    for iri, row in known.items():
        if iri in there:
            continue
        removed = REMOVED.fullmatch(row.status)
        if not removed:
            yield f"{iri} is gone without a major version"
        elif not major(row.since) < int(removed[1]) <= major(now):
            yield f"{iri} is gone in a version that is not major, or not there yet"


def major(number: str) -> int:
    """The first part of a version number (SemVer 2.0.0)."""
    return int(number.partition(".")[0])


def updated(rows: Iterable[Row], terms: Iterable[Row]) -> str:
    """The register with new terms added; those that are gone stay as they were."""
    known = {row.iri: row for row in rows}
    for term in terms:
        since = known[term.iri].since if term.iri in known else term.since
        known[term.iri] = term._replace(since=since)
    lines = [HEAD, *sorted(known.values())]
    return "".join("\t".join(line) + "\n" for line in lines)


if __name__ == "__main__":
    kept = registered(PATH.read_text("utf-8")) if PATH.exists() else []
    PATH.write_text(updated(kept, present()), "utf-8")
    log = changes.logged(changes.PATH.read_text("utf-8")) if changes.PATH.exists() else []
    now = changes.present((row.iri for row in present()), version())
    changes.PATH.write_text(changes.updated(log, now, version()), "utf-8")
