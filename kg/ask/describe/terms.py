"""What the contract says of a page: which fields a node is read with, and where they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.contract import Class, Contract, Field

# Groups that the page of a thing tells in sections of their own.
TOLD_APART: Final = frozenset({"Ends", "Dates", "Standing", "Sources", "Index"})
# What the line that tells a record or a citation has said.
TOLD_IN_RECORD: Final = frozenset({"Role", "Speech", "Action", "Citation"})
# Where these lead, the record or claim that leads there is listed already.
LISTED: Final = TOLD_APART | {"Speech", "Action", "Content"}


def fields(contract: Contract, top: str, *groups: str | None) -> tuple[Field, ...]:
    """Fields of some groups, for a class and all below it, in order.

    Fields without a group, which pages tell under their label, have the group None.
    """
    found = {
        field.path: field
        for name in contract.below(top)
        for field in contract.classes[name].fields
        if field.group in groups and not field.inverse
    }
    return tuple(sorted(found.values(), key=lambda field: (field.order, field.name)))


def told(contract: Contract, types: Iterable[str], apart: frozenset[str]) -> list[Field]:
    """Fields of a node of some classes that are told under their labels, by name."""
    classes = (contract.class_of(iri) for iri in types)
    found = {
        field.path: field
        for each in classes
        for field in (each.fields if each else ())
        if not field.inverse and field.group not in apart
    }
    return [found[path] for path in sorted(found)]


def leading_here(contract: Contract) -> list[Field]:
    """Fields that lead to a thing and whose holders no section of its page lists, by label.

    What a symmetric property leads to points back by it, and is told as a value.
    """
    found = {
        field.path: field
        for each in contract.classes.values()
        for field in each.fields
        if field.value.is_link and not (field.inverse or field.symmetric or field.group in LISTED)
    }
    return sorted(found.values(), key=lambda field: (field.label, field.path))


def notation(contract: Contract, concept: str) -> str:
    """The name of a concept of a closed vocabulary, as pages style it: `not-heard-from`."""
    return (contract.notation(concept) or "").lower().replace("_", "-")


def kind(contract: Contract, types: Iterable[str]) -> str:
    """What people call the narrowest class of a node."""
    of: Class | None = contract.narrowest(types)
    return of.label if of else ""
