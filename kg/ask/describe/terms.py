"""What the contract says of a page: which fields a node is read with, and where they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.terms import AV

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from kg.ask.reader import Node, Value
    from kg.contract import Contract, Field

# Groups of fields that the page of a thing shows in sections of their own.
IN_SECTIONS: Final = frozenset({"Ends", "Dates", "Standing", "Sources", "Index", "Remarks"})
# Those that stand in the line by which a page shows a record or a citation.
IN_LINE: Final = frozenset({"Role", "Speech", "Action", "Argument", "Citation"})
# Those by which whatever leads to a thing is listed on its page already, as record or as claim.
IN_LISTS: Final = IN_SECTIONS | {"Speech", "Action", "Content", "Particular", "Citation"}


def fields(contract: Contract, top: str, *groups: str | None) -> tuple[Field, ...]:
    """Fields of some groups, for a class and all below it, in order.

    Fields without a group, which pages show under their label, have the group None.
    """
    found = {
        field.path: field
        for name in contract.below(top)
        for field in contract.classes[name].fields
        if field.group in groups and not field.inverse
    }
    return tuple(sorted(found.values(), key=lambda field: (field.order, field.name)))


def named(contract: Contract, top: str, *names: str) -> tuple[Field, ...]:
    """Fields by the local names of their properties, for a class and all below it, in order."""
    groups = {
        field.group for name in contract.below(top) for field in contract.classes[name].fields
    }
    return tuple(f for f in fields(contract, top, *groups) if f.path.removeprefix(AV) in names)


def labelled(
    contract: Contract, types: Iterable[str], elsewhere: Collection[str | None] = ()
) -> list[Field]:
    """Fields of a node that its page shows under their labels, sorted by property.

    Args:
        contract: holds the fields.
        types: IRIs of the node's classes.
        elsewhere: groups that stand in other parts of the page.
    """
    classes = (contract.class_of(iri) for iri in types)
    found = {
        field.path: field
        for each in classes
        for field in (each.fields if each else ())
        if not field.inverse and field.group not in elsewhere
    }
    return [found[path] for path in sorted(found)]


def remarks(contract: Contract, class_name: str, node: Node) -> tuple[Value, ...]:
    """What curators remarked in prose on a node of a class."""
    fields = contract.fields_in(class_name, "Remarks")
    return tuple(value for field in fields for value in node.all(field.path.removeprefix(AV)))


def leading_here(contract: Contract) -> list[Field]:
    """Fields that lead to a thing from what no list of its page holds, by label.

    A symmetric property stands among the thing's own values.
    """
    every = (field for each in contract.classes.values() for field in each.fields)
    leading = (f for f in every if f.value.is_link and not (f.inverse or f.symmetric))
    listed = [field for field in leading if field.group not in IN_LISTS]
    # A class may word a property that others leave as it is.
    found = {field.path: field for field in sorted(listed, key=lambda f: f.inverse_phrase)}
    return sorted(found.values(), key=lambda field: (field.label, field.path))


def notation(contract: Contract, concept: str) -> str:
    """The name of a concept of a closed vocabulary, as pages style it: `not-heard-from`."""
    return (contract.notation(concept) or "").lower().replace("_", "-")


def kind(contract: Contract, types: Iterable[str]) -> str:
    """What people call the narrowest class of a node."""
    of = contract.narrowest(types)
    return of.label if of else ""
