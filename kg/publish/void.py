"""A snapshot described in VoID: what it holds, in numbers, and how it is asked.

Examples are named questions as executables in the sense of SHACL, and prefixes are declared as
SHACL declares them (section 5.2.1): editors of queries read both.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final, TypeAlias

import pyoxigraph as px

from kg.ask.executables import executable
from kg.publish.asked import prefixes
from kg.publish.snapshot import QUADS
from kg.rdf.formats import written
from kg.rdf.triples import Triple, about
from kg.terms import AVD, DCTERMS, NAMESPACES, RDF_TYPE, SH, SNAPSHOT, VOID, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.ask.named import NamedQuestion
    from kg.publish.snapshot import Snapshot
    from kg.publish.statistics import ClassUse, PropertyUse, Statistics
    from kg.rdf.triples import Value

FOAF: Final = NAMESPACES["foaf"]
SCHEMA: Final = NAMESPACES["schema"]
DCAT: Final = NAMESPACES["dcat"]
SPDX: Final = NAMESPACES["spdx"]
MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
TITLE: Final = "Averment"
DESCRIPTION: Final = "Who is said to have said what about how states share intelligence"

Said: TypeAlias = "Mapping[str, Iterable[Value]]"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a snapshot is served: its pages, its endpoint, what describes it, all its quads."""

    home: str
    endpoint: str
    void: str
    quads: str
    packed: str


def void(
    snapshot: Snapshot,
    questions: Mapping[str, NamedQuestion],
    addresses: Addresses,
    format_: str,
) -> bytes:
    """The description of a snapshot as a graph.

    Args:
        snapshot: what is described.
        questions: that are asked of it, by address.
        addresses: at which it is served.
        format_: one of those of RDF.
    """
    return written(list(_triples(snapshot, questions, addresses)), format_)


def _triples(
    snapshot: Snapshot, questions: Mapping[str, NamedQuestion], addresses: Addresses
) -> Iterator[Triple]:
    dataset = px.NamedNode(SNAPSHOT + snapshot.id)
    yield from about(
        px.NamedNode(addresses.void),
        {
            RDF_TYPE: [px.NamedNode(f"{VOID}DatasetDescription")],
            f"{FOAF}primaryTopic": [dataset],
        },
    )
    yield from about(dataset, _described(snapshot, addresses))
    yield from _dump(snapshot, addresses.quads)
    statistics = snapshot.statistics()
    yield from about(dataset, _counted(statistics))
    yield from prefixes(dataset, lambda prefix: px.BlankNode(f"prefix-{prefix}"))
    yield from _of_properties(dataset, statistics.properties)
    yield from _of_classes(dataset, statistics.classes)
    for address, question in questions.items():
        yield from about(px.NamedNode(address), _example(dataset, question, addresses.endpoint))


def _described(snapshot: Snapshot, addresses: Addresses) -> Said:
    day = px.Literal(snapshot.last_curated.isoformat(), datatype=px.NamedNode(f"{XSD}date"))
    return {
        RDF_TYPE: [px.NamedNode(f"{VOID}Dataset")],
        f"{DCTERMS}title": [px.Literal(TITLE, language="en")],
        f"{DCTERMS}description": [px.Literal(DESCRIPTION, language="en")],
        f"{DCTERMS}identifier": [px.Literal(snapshot.id)],
        f"{DCTERMS}modified": [day],
        f"{DCTERMS}license": [px.NamedNode(LICENSE)],
        f"{FOAF}homepage": [px.NamedNode(addresses.home)],
        f"{VOID}sparqlEndpoint": [px.NamedNode(addresses.endpoint)],
        f"{VOID}dataDump": [px.NamedNode(addresses.quads), px.NamedNode(addresses.packed)],
        f"{VOID}uriSpace": [px.Literal(AVD)],
    }


def _dump(snapshot: Snapshot, address: str) -> Iterator[Triple]:
    """The file of all quads with its size and its digest, in the terms of DCAT and SPDX."""
    checksum = px.BlankNode("checksum")
    size = px.Literal(
        str(snapshot.quads.stat().st_size), datatype=px.NamedNode(f"{XSD}nonNegativeInteger")
    )
    yield from about(
        px.NamedNode(address),
        {
            RDF_TYPE: [px.NamedNode(f"{DCAT}Distribution")],
            f"{DCAT}byteSize": [size],
            f"{DCAT}mediaType": [px.NamedNode(f"{MEDIA_TYPES}application/n-quads")],
            f"{SPDX}checksum": [checksum],
        },
    )
    yield from about(
        checksum,
        {
            f"{SPDX}algorithm": [px.NamedNode(f"{SPDX}checksumAlgorithm_sha256")],
            f"{SPDX}checksumValue": [px.Literal(snapshot.digest(QUADS))],
        },
    )


def _counted(statistics: Statistics) -> Said:
    """The numbers of the whole; none where it was not counted."""
    if not statistics.triples:
        return {}
    numbers = {
        "triples": statistics.triples,
        "entities": statistics.entities,
        "distinctSubjects": statistics.subjects,
        "distinctObjects": statistics.objects,
        "classes": len(statistics.classes),
        "properties": len(statistics.properties),
    }
    used = [*statistics.classes, *statistics.properties]
    spaces = dict.fromkeys(space for space in map(_namespace, used) if space)
    return {
        f"{VOID}vocabulary": [px.NamedNode(space) for space in sorted(spaces)],
        **{f"{VOID}{name}": [px.Literal(number)] for name, number in numbers.items()},
    }


def _namespace(iri: str) -> str:
    """The vocabulary of a term: what its IRI has before its name."""
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def _of_properties(
    dataset: px.NamedNode, properties: Mapping[str, PropertyUse]
) -> Iterator[Triple]:
    for number, (iri, use) in enumerate(properties.items()):
        node = px.BlankNode(f"property-{number}")
        yield from about(dataset, {f"{VOID}propertyPartition": [node]})
        yield from about(
            node,
            {
                f"{VOID}property": [px.NamedNode(iri)],
                f"{VOID}triples": [px.Literal(use.triples)],
                f"{VOID}distinctSubjects": [px.Literal(use.subjects)],
                f"{VOID}distinctObjects": [px.Literal(use.objects)],
            },
        )


def _of_classes(dataset: px.NamedNode, classes: Mapping[str, ClassUse]) -> Iterator[Triple]:
    within = count()
    for number, (iri, use) in enumerate(classes.items()):
        node = px.BlankNode(f"class-{number}")
        parts = [px.BlankNode(f"within-{next(within)}") for _ in use.properties]
        yield from about(dataset, {f"{VOID}classPartition": [node]})
        yield from about(
            node,
            {
                f"{VOID}class": [px.NamedNode(iri)],
                f"{VOID}entities": [px.Literal(use.entities)],
                f"{VOID}propertyPartition": parts,
            },
        )
        for part, (name, triples) in zip(parts, use.properties.items(), strict=True):
            said: Said = {
                f"{VOID}property": [px.NamedNode(name)],
                f"{VOID}triples": [px.Literal(triples)],
            }
            yield from about(part, said)


def _example(dataset: px.NamedNode, question: NamedQuestion, endpoint: str) -> Said:
    """A named question, which is a SELECT."""
    said = executable(question)
    return said | {f"{SCHEMA}target": [px.NamedNode(endpoint)], f"{SH}prefixes": [dataset]}
