"""Advice on a query as a header of its answer, which is the same with it or without."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from kg.contract.ontology import Ontology
from kg.engine import Advisor, Vocabulary
from kg.publish.statistics import Statistics
from kg.terms import AV

HEADER: Final = "Averment-Warning"
_PRINTED: Final = "".join(map(chr, range(0x20, 0x7F)))


def advisor_of(ontology: Ontology, statistics: Statistics) -> Advisor:
    """Looks through queries of a snapshot; has nothing to say where that was not counted."""
    classes = {iri: frozenset(use.properties) for iri, use in statistics.classes.items()}
    subjects = (triple.subject.value for part in ontology.parts for triple in part.triples)
    terms = frozenset(iri for iri in subjects if iri.startswith(AV))
    return Advisor(Vocabulary(classes, frozenset(statistics.properties), terms))


def header_of(advice: Sequence[str]) -> str:
    """A list of strings (RFC 9651, section 3.1), with what is not ASCII in percent-encoding."""
    encoded = (quote(sentence, safe=_PRINTED) for sentence in advice)
    escaped = (one.replace("\\", r"\\").replace('"', r"\"") for one in encoded)
    return ", ".join(f'"{one}"' for one in escaped)
