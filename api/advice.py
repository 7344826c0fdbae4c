"""Advice on a query as a header of its answer, which is the same with it or without."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from kg.ask.search import TextIndex
from kg.contract import OTHER_NAMES, Contract, Field
from kg.contract.model import LANG_STRING
from kg.contract.ontology import Ontology
from kg.engine import Advisor, Vocabulary
from kg.index import Records
from kg.publish.statistics import Statistics
from kg.terms import AV, AVC, AVD, XSD, short

HEADER: Final = "Averment-Warning"
PLAIN: Final = f"{XSD}string"
WITH_LANGUAGE: Final = '"..."@en, with its language'
A_NAME: Final = "the name of a thing or concept, avd:... or avc:..."
_PRINTED: Final = "".join(map(chr, range(0x20, 0x7F)))


@dataclass(frozen=True, slots=True)
class SnapshotThings:
    """What a snapshot says something of; `moved` are slugs that were given up, and what has each
    thing now."""

    records: Records
    texts: TextIndex
    moved: Mapping[str, str]

    def __contains__(self, iri: str) -> bool:
        """Whether it is a subject or a value there."""
        return bool(self.records.numbers([iri]))

    def near(self, iri: str) -> Sequence[str]:
        """What it was merged into, else what is spelled like it."""
        moved = self.moved.get(iri.removeprefix(AVD))
        return [AVD + moved] if moved else self.texts.alike(iri)


def advisor_of(
    ontology: Ontology,
    contract: Contract,
    statistics: Statistics,
    things: SnapshotThings | None = None,
) -> Advisor:
    """Looks through queries of a snapshot; has nothing to say where that was not counted."""
    classes = {iri: frozenset(use.properties) for iri, use in statistics.classes.items()}
    subjects = {triple.subject.value for part in ontology.parts for triple in part.triples}
    terms, concepts = (
        frozenset(iri for iri in subjects if iri.startswith(space)) for space in (AV, AVC)
    )
    properties = frozenset(statistics.properties)
    written = _written(contract)
    return Advisor(Vocabulary(classes, properties, terms, concepts, written, things=things))


def _written(contract: Contract) -> dict[str, str]:
    """How a value is written of each property of which none is a plain text."""
    ways = {path: {WITH_LANGUAGE} for path in (*contract.names, OTHER_NAMES.path)}
    for of in contract.classes.values():
        for field in of.fields:
            if not field.inverse:
                ways.setdefault(field.path, set()).update(_ways(field))
    return {path: " or ".join(sorted(way)) for path, way in ways.items() if PLAIN not in way}


def _ways(field: Field) -> Iterator[str]:
    is_name = bool(field.schemes) or field.value.is_link
    if is_name:
        yield A_NAME
    for datatype in field.datatypes or (() if is_name else (PLAIN,)):
        if datatype == LANG_STRING:
            yield WITH_LANGUAGE
        else:
            yield PLAIN if datatype == PLAIN else f'"..."^^{short(datatype)}'


def header_of(advice: Sequence[str]) -> str:
    """A list of strings (RFC 9651, section 3.1), with what is not ASCII in percent-encoding."""
    encoded = (quote(sentence, safe=_PRINTED) for sentence in advice)
    escaped = (one.replace("\\", r"\\").replace('"', r"\"") for one in encoded)
    return ", ".join(f'"{one}"' for one in escaped)
