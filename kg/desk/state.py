"""One state of the graph as two of them are compared: what people wrote, and how it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as px

from kg.contract import Contract, contract_of
from kg.gate.check import unreadable
from kg.gate.findings import Findings
from kg.gate.gather import Gathered, gather
from kg.publish.derive import derived_by_step, last_rule_for
from kg.publish.snapshot import Snapshot
from kg.terms import AVD

FILE_GRAPH: Final = f"<{AVD}file-".encode()
# What follows from all records, and says how one of them stands.
STANDING: Final = "Standing"


@dataclass(frozen=True, slots=True)
class State:
    """The triples that are compared, as N-Triples lines, and the contract that they follow."""

    contract: Contract
    lines: frozenset[bytes]


def state_of_snapshot(snapshot: Snapshot) -> State:
    """What a published snapshot holds."""
    contract = contract_of(snapshot.ontology)
    with snapshot.quads.open("rb") as quads:
        return State(contract, frozenset(_compared(contract, quads)))


def state_of_checkout(root: Path) -> State:
    """What follows from a checkout; nothing is written.

    It need not pass the gate, which may have become stricter since: its references must lead
    somewhere, as the comparison follows them.

    Raises:
        BadFile: a file of the ontology cannot be read.
        Findings: a file cannot be read, or refers to nothing.
        RuleUnsettled: a rule does not come to an end.
    """
    gathered = gather(root)
    if refused := unreadable(gathered):
        raise Findings(refused)
    standing = _standing(gathered.contract)
    quads = [triple.in_graph() for triple in gathered.curated]
    quads += _derived(gathered, frozenset(map(px.NamedNode, standing)))
    text = px.serialize(quads, format=px.RdfFormat.N_QUADS) or b""
    return State(gathered.contract, frozenset(text.splitlines(keepends=True)))


def _derived(gathered: Gathered, wanted: frozenset[px.NamedNode]) -> Iterator[px.Quad]:
    """What the rules make of some properties, up to the last rule that makes any."""
    ontology = gathered.ontology
    last = last_rule_for(ontology, [name.value for name in wanted])
    for name, made in derived_by_step(gathered.curated, gathered.computed, ontology):
        yield from (quad for quad in made if quad.predicate in wanted)
        if name == last:
            return


def _compared(contract: Contract, quads: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of a snapshot that are compared, without their graph."""
    standing = tuple(f" <{iri}> ".encode() for iri in _standing(contract))
    for quad in quads:
        triple, _, graph = quad.rstrip(b" .\n").rpartition(b" ")
        if graph.startswith(FILE_GRAPH) or any(name in triple for name in standing):
            yield triple + b" .\n"


def _standing(contract: Contract) -> list[str]:
    return sorted({f.path for name in contract.classes for f in contract.fields_in(name, STANDING)})
