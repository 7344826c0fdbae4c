"""The vocabulary of a snapshot as one JSON, for editors that complete what somebody types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import orjson

from kg.ask.criteria import is_always, standing, telling
from kg.ask.reader import stands
from kg.contract import Kind
from kg.terms import PREFIXES, short

if TYPE_CHECKING:
    from kg.contract import Class, Contract, Field
    from kg.contract.reference import Concept, Reference, Term
    from kg.publish.statistics import Statistics


def vocabulary(contract: Contract, manual: Reference, statistics: Statistics) -> bytes:
    """What a query can name, as JSON.

    It holds `prefixes` by name; `classes`, `properties` and `concepts`, each with `name` (as
    ``av:Position``), `label`, `definition` and how often it is `used`. A class has its `fields`: a
    `property`, whether a member always has it (`required`), and the names of the classes and
    schemes that it leads `to`; `telling` names those that say what a record ties together, and
    `stands` says whether members begin and end. `standing` is the pattern of a `?thing` that had
    not ended on a `?day`. A concept names its `scheme`.
    """
    uses = {iri: use.triples for iri, use in statistics.properties.items()}
    members = {iri: use.entities for iri, use in statistics.classes.items()}
    terms = [term for term in manual.terms.values() if not term.deprecated]
    return orjson.dumps(
        {
            "prefixes": dict(PREFIXES),
            "classes": [
                {**_term(term, members), **_pattern(contract, contract.class_of(term.iri))}
                for term in terms
                if term.is_class
            ],
            "properties": [_term(term, uses) for term in terms if not term.is_class],
            "concepts": [
                _concept(concept, short(scheme.iri))
                for scheme in manual.schemes
                for concept in _tree(scheme.concepts)
            ],
            "standing": standing(),
        }
    )


def _term(term: Term, used: dict[str, int]) -> dict[str, Any]:
    return {
        "name": short(term.iri),
        "label": term.labels.get("en", term.name),
        "definition": term.definition,
        "used": used.get(term.iri, 0),
    }


def _concept(concept: Concept, scheme: str) -> dict[str, Any]:
    return {
        "name": short(concept.iri),
        "label": concept.labels.get("en", concept.name),
        "definition": concept.definition,
        "used": 0,
        "scheme": scheme,
    }


def _tree(concepts: Iterable[Concept]) -> Iterator[Concept]:
    """Concepts with all that are narrower, those that are given up left out."""
    for concept in concepts:
        if not concept.deprecated:
            yield concept
        yield from _tree(concept.narrower)


def _pattern(contract: Contract, of: Class | None) -> dict[str, Any]:
    """What is known of the members of a class; nothing where the contract has none."""
    return {
        "fields": _fields(contract, of) if of else [],
        "telling": [short(field.path) for field in telling(contract, of)] if of else [],
        "stands": of is not None and stands(of),
    }


def _fields(contract: Contract, of: Class) -> list[dict[str, Any]]:
    """The properties of a class that lead away from its members, each once."""
    forward = {field.path: field for field in of.fields if not field.inverse}
    return [
        {
            "property": short(path),
            "required": is_always(field),
            "to": [short(iri) for iri in _targets(contract, field)],
        }
        for path, field in forward.items()
    ]


def _targets(contract: Contract, field: Field) -> tuple[str, ...]:
    """The IRIs of the schemes of a field's values, or else of their classes."""
    if field.schemes:
        return field.schemes
    if not field.value.is_link:
        return ()
    union = field.value.kind is Kind.UNION
    names = contract.unions[field.value.name] if union else (field.value.name,)
    return tuple(contract.classes[name].iri for name in names if name in contract.classes)
