"""Which classes can stand where, and which tell of what: asked of the contract."""

from collections.abc import Iterable
from typing import Final

from kg.contract import Contract, Field, Kind

# The parts of a record in which facts and propositions name those who have to do with each other.
TIES: Final = ("Ends", "Action", "Content")


def linked(contract: Contract, field: Field) -> frozenset[str]:
    """The classes, narrower ones too, of what a field leads to; none where it leads to no thing."""
    if field.value.kind is Kind.UNION:
        members = contract.unions[field.value.name]
        return frozenset(contract.objects[name].of.name for name in members)
    if field.value.kind is Kind.CLASS and not field.schemes:
        return frozenset(contract.below(field.value.name))
    return frozenset()


def named(contract: Contract) -> frozenset[str]:
    """The classes of what an article names: things with labels that facts tie together."""
    fields = [f for name in contract.classes for f in contract.fields_in(name, *TIES)]
    return frozenset(name for name in _linked(contract, fields) if contract.classes[name].labels)


def speaking(contract: Contract) -> frozenset[str]:
    """The classes of those who can take a position, and of the posts in which they do."""
    roles = [f for f in contract.classes["Position"].fields if not f.derived and not f.inverse]
    return _linked(contract, (f for f in roles if f.name in ("speaker", "speakingAs")))


def taken_from(contract: Contract, kind: str) -> list[Field]:
    """The fields by which members of a class must name the document from which they have words."""
    documents = contract.below("Document")
    fields = contract.classes[kind].fields if kind in contract.classes else ()
    demanded = (field for field in fields if field.demanded and not field.inverse)
    return [f for f in demanded if linked(contract, f) and linked(contract, f) <= set(documents)]


def part(contract: Contract, kind: str) -> str:
    """Under which head a difference is listed: claims, facts, documents, things.

    Claims are positions, and what a position ties together that has no name of its own.
    """
    if contract.descends(kind, "Position") or kind in _unnamed(contract):
        return "claims"
    tops = {"Record": "facts", "Document": "documents"}
    return next((name for top, name in tops.items() if contract.descends(kind, top)), "things")


def _unnamed(contract: Contract) -> frozenset[str]:
    speech = contract.fields_in("Position", "Speech")
    ties = (f for f in speech if f.demanded and not f.derived)
    return frozenset(name for name in _linked(contract, ties) if not contract.classes[name].labels)


def _linked(contract: Contract, fields: Iterable[Field]) -> frozenset[str]:
    return frozenset(name for field in fields for name in linked(contract, field))
