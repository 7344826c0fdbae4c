"""Values that curators never write: the bounds of dates and the content keys of propositions.

What is computed here depends on one node's own values alone; what needs counting, absence or
other dates is a rule of `ontology/rules`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import pyoxigraph as px

from kg.contract import Contract
from kg.contract.graph import local
from kg.errors import BadDate
from kg.gate.dates import bounds
from kg.rdf.triples import Triple
from kg.terms import AV, AVC, AVD, RDF_TYPE, XSD

# What this module itself computes: the bounds that the arithmetic of dates gives, and two keys.
BOUNDS: Final = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")
KEYS: Final = ("contentKey", "coreKey")
COMPUTED: Final = frozenset(f"{AV}{name}" for name in (*BOUNDS, *KEYS))
# In these the same content is spoken of again: how far it has come, whether it is so, when.
BEYOND_CORE: Final = ("phase", "affirmative", "edtf")
ACTION: Final = "actionType"
ROLES: Final = ("Action", "Content")


@dataclass(frozen=True, slots=True)
class Trouble:
    """A node whose values cannot be computed, with the cause and the mend."""

    subject: str
    rule: str
    cause: str
    mend: str


def compute(triples: Iterable[Triple], contract: Contract) -> tuple[list[Triple], list[Trouble]]:
    """Bounds of everything dated, keys of every proposition, and what could not be read.

    Args:
        triples: what people wrote.
        contract: tells which properties are dates in EDTF, and which are roles in a content.
    """
    computed: list[Triple] = []
    troubles: list[Trouble] = []
    propositions = Propositions(contract)
    dated = contract.curated.edtf
    for triple in triples:
        if triple.predicate.value in dated:
            try:
                computed.extend(_bound_triples(triple))
            except BadDate as error:
                troubles.append(Trouble(triple.subject.value, "date", str(error), error.mend))
        propositions.add(triple)
    computed.extend(propositions.key_triples())
    troubles.extend(propositions.troubles())
    return computed, troubles


def _bound_triples(dated: Triple) -> Iterator[Triple]:
    found = bounds(dated.object.value)
    days = (found.earliest_start, found.latest_start, found.earliest_end, found.latest_end)
    for name, day in zip(BOUNDS, days, strict=True):
        if day:
            yield Triple(dated.subject, px.NamedNode(f"{AV}{name}"), _date(day))


def _date(day: date) -> px.Literal:
    return px.Literal(day.isoformat(), datatype=px.NamedNode(f"{XSD}date"))


class Propositions:
    """Contents by proposition, from which the canonical keys are written."""

    def __init__(self, contract: Contract) -> None:
        self._classes = {f"{AV}{name}" for name in contract.below("Proposition")}
        roles = contract.fields_in("Proposition", *ROLES)
        self._roles = [local(role.path) for role in roles if role.path != AV + ACTION]
        self._values: dict[str, dict[str, list[str]]] = {}
        self._propositions: set[str] = set()

    def add(self, triple: Triple) -> None:
        """Takes in one triple, of whatever node."""
        subject, predicate, value = (
            triple.subject.value,
            triple.predicate.value,
            triple.object.value,
        )
        if predicate == RDF_TYPE and value in self._classes:
            self._propositions.add(subject)
        elif predicate.startswith(AV):
            values = self._values.setdefault(subject, {})
            values.setdefault(predicate.removeprefix(AV), []).append(value)

    def key_triples(self) -> Iterator[Triple]:
        """`av:contentKey` and `av:coreKey` of each proposition whose embedding ends."""
        for iri in sorted(self._propositions):
            if not self._circular(iri):
                for name, core in zip(KEYS, (False, True), strict=True):
                    key = px.Literal(self._key(iri, core=core))
                    yield Triple(px.NamedNode(iri), px.NamedNode(f"{AV}{name}"), key)

    def troubles(self) -> Iterator[Trouble]:
        """Propositions that embed themselves, over any number of steps."""
        for iri in sorted(self._propositions):
            if self._circular(iri):
                yield Trouble(
                    iri,
                    "content-key",
                    "the proposition embeds itself, so its content has no end",
                    "Remove the av:embeds that leads back to it.",
                )

    def _circular(self, iri: str, above: tuple[str, ...] = ()) -> bool:
        if iri in above:
            return True
        return any(self._circular(inner, (*above, iri)) for inner in self._get(iri, "embeds"))

    def _get(self, iri: str, name: str) -> list[str]:
        return self._values.get(iri, {}).get(name, [])

    def _key(self, iri: str, *, core: bool) -> str:
        """The content in one canonical text; the core key leaves out phase, sign and date."""
        parts = [_named(ACTION, self._get(iri, ACTION) or [""])]
        held = (role for role in self._roles if self._get(iri, role))
        parts += [f"{role}={_named(role, self._get(iri, role))}" for role in held]
        parts.append(f"modality={_named('modality', self._get(iri, 'modality') or ['actual'])}")
        parts += [
            f"embeds=({self._key(inner, core=core)})" for inner in sorted(self._get(iri, "embeds"))
        ]
        if not core:
            present = (name for name in BEYOND_CORE if self._get(iri, name))
            parts += [f"{name}={_named(name, self._get(iri, name))}" for name in present]
        return "|".join(parts)


def _named(name: str, values: list[str]) -> str:
    """The values of one role, sorted: slugs of things, concepts without their scheme's name."""
    scheme = "action-" if name == ACTION else f"{name}-"
    concepts = (value.removeprefix(AVC).removeprefix(scheme) for value in values)
    return ",".join(sorted(concept.removeprefix(AVD) for concept in concepts))
