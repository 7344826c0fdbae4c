"""Which documents go back to which: the chains of derivation, as they are curated."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kg.contract.graph import local, reached
from kg.gate.findings import Finding, Severity
from kg.gate.gather import Gathered
from kg.terms import AV, AVC, RDFS, SKOS, short

# Of this genre, and of those below it, is what reports nothing of its own.
DERIVED: Final = f"{AV}derivedFrom"
COPY: Final = f"{AVC}genre-copy"


class Derivation:
    """The chains between documents, over `av:derivedFrom` and all properties below it."""

    def __init__(self, gathered: Gathered) -> None:
        self._index = gathered.index
        self._copies = _below(gathered, COPY, f"{SKOS}broader")
        self._earlier: dict[str, set[str]] = defaultdict(set)
        for name in map(local, _below(gathered, DERIVED, f"{RDFS}subPropertyOf")):
            for document, sources in self._index.of(name).items():
                self._earlier[document].update(sources)

    def chain(self, document: str) -> set[str]:
        """A document and all to which it goes back."""
        return reached(document, lambda each: self._earlier.get(each, ()))

    def origins(self, document: str) -> set[str]:
        """The ends of the chain; all of it where it only runs in a circle."""
        chain = self.chain(document)
        return {each for each in chain if not self._earlier.get(each)} or chain

    def origins_cited(self, citation: str) -> set[str]:
        """The documents to which a citation goes back."""
        read = self._index.value(citation, "citedDocument") or citation
        stated = self._index.value(citation, "originDocument")
        if stated == read and self._index.value(read, "genre") not in self._copies:
            return {read}
        return self.origins(stated or read)


def _below(gathered: Gathered, top: str, upwards: str) -> set[str]:
    """A term or concept and all that a property of the ontology puts below it."""
    graph = gathered.ontology.graph
    return reached(top, lambda term: graph.subjects(upwards, term))


def derivation_findings(gathered: Gathered) -> Iterator[Finding]:
    """Origins that are none of the documents to which the cited one goes back, each told once."""
    derivation = Derivation(gathered)
    outside: dict[tuple[str, str], list[str]] = defaultdict(list)
    for citation, (stated, *_) in gathered.index.of("originDocument").items():
        read = gathered.index.value(citation, "citedDocument")
        if read and stated not in derivation.chain(read):
            outside[read, stated].append(citation)
    for (read, stated), (first, *others) in outside.items():
        more = f", as in {len(others)} more" if others else ""
        yield gathered.finding(
            first,
            "origin-outside-chain",
            f"{short(first)} names {short(stated)} as origin{more}, "
            f"and {short(read)}, which it cites, does not go back to that",
            f"Say of {short(read)} how it is derived (as by av:reReports or av:copyOf), "
            "or correct av:originDocument.",
            Severity.WARNING,
        )
