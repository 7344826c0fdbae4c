"""The log of changes, `ontology/changes.tsv`: what happened to each term in which version.

A term has a row for the version that added it, and one for each later version that changed it.
`wording` and `logic` are digests of what the term said in that version, so that the next change is
noticed: of its label and definition, and of its type, its order, domain and range. Rows of the
present version follow the files as they are worked on; rows of older versions stay.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef

from tests.ontology.merged import MODULES, ONTOLOGY, SCHEMES, graph_of

PATH = ONTOLOGY / "changes.tsv"
AXIOMS = ONTOLOGY / "axioms.ttl"
HEAD = ("iri", "version", "change", "wording", "logic")
WORDING = (RDFS.label, SKOS.prefLabel, SKOS.definition)
LOGIC = (
    *(RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range),
    *(OWL.inverseOf, OWL.equivalentClass, OWL.disjointWith, OWL.deprecated, SKOS.broader),
)
LENGTH = 8


class Change(NamedTuple):
    """What happened to one term in one version: `change` is `added`, `removed` or what changed."""

    iri: str
    version: str
    change: str
    wording: str
    logic: str


def state(iri: str, version: str, graph: Graph) -> Change:
    """The term as it is now, as if this version had added it."""
    wording, logic = (_digest(graph, URIRef(iri), each) for each in (WORDING, LOGIC))
    return Change(iri, version, "added", wording, logic)


def _digest(graph: Graph, term: URIRef, predicates: Iterable[URIRef]) -> str:
    said = sorted(
        f"{predicate} {value.n3()}"
        for predicate in predicates
        for value in graph.objects(term, predicate)
        if not isinstance(value, BNode)  # whose name is another in each reading
    )
    return sha256("\n".join(said).encode()).hexdigest()[:LENGTH]


def logged(text: str) -> list[Change]:
    """The rows of a log.

    Raises:
        ValueError: it has other columns.
    """
    head, *lines = [line.split("\t") for line in text.splitlines()]
    if tuple(head) != HEAD:
        raise ValueError(f"the log has the columns {head}")
    return [Change(*line) for line in lines]


def present(iris: Iterable[str], version: str) -> list[Change]:
    """All terms and concepts as they are now."""
    graph = graph_of(*MODULES, *SCHEMES, *sorted(ONTOLOGY.glob("axioms*/*.ttl")), AXIOMS)
    return [state(iri, version, graph) for iri in iris]


def updated(rows: Iterable[Change], terms: Iterable[Change], version: str) -> str:
    """The log with what the present version did to each term; what it did before is replaced.

    A term that was only in the present version, and is not there, has left no trace.
    """
    past: dict[str, list[Change]] = defaultdict(list)
    for row in rows:
        if row.version != version:
            past[row.iri].append(row)
    there = {term.iri: term for term in terms}
    found = [
        change
        for iri in sorted(past.keys() | there.keys())
        for change in (*past[iri], *_happened(past[iri], there.get(iri), version))
    ]
    return "".join("\t".join(line) + "\n" for line in (HEAD, *found))


def _happened(past: list[Change], now: Change | None, version: str) -> Iterator[Change]:
    if not past:
        if now:
            yield now
        return
    last = past[-1]
    if now is None:
        if last.change != "removed":
            yield Change(last.iri, version, "removed", "", "")
        return
    changed = [part for part in ("wording", "logic") if getattr(last, part) != getattr(now, part)]
    if changed:
        yield now._replace(change=" and ".join(changed))
