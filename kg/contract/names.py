"""Public names: what GraphQL allows, and how a class is called in the singular and the plural."""

from __future__ import annotations

import re
from typing import Final

from kg.contract.graph import local
from kg.errors import BadContract

NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
RESERVED: Final = frozenset({"true", "false", "null"})
SIBILANT: Final = ("s", "x", "z", "ch", "sh")


def is_enum_name(text: str) -> bool:
    """Whether a notation can be the name of an enum value."""
    return bool(NAME.match(text)) and text not in RESERVED


def field_name(path: str, given: str) -> str:
    """The given name, else the local name of the property without `has`; raises BadContract."""
    bare = local(path)
    without = re.sub(r"^has(?=[A-Z])", "", bare)
    name = given or without[:1].lower() + without[1:]
    if not NAME.match(name):
        raise BadContract(f"“{name}”, the name given to {path}, is not a valid GraphQL name.")
    return name


def type_name(iri: str) -> str:
    """`fact-effect` becomes `FactEffect`; raises BadContract where that is not a name."""
    name = "".join(part[:1].upper() + part[1:] for part in re.split(r"[-_.]", local(iri)))
    if not NAME.match(name):
        raise BadContract(f"The local name of {iri} does not make a valid GraphQL name.")
    return name


def in_words(name: str) -> str:
    """`ownStatements` becomes `own statements`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()


def option_name(path: str) -> str:
    """The name of an option of the desk: `av:onBehalfOf` becomes `on-behalf-of`."""
    return in_words(local(path)).replace(" ", "-")


def in_code(words: str) -> str:
    """`party statuses` becomes `partyStatuses`."""
    first, *rest = words.split()
    return first.lower() + "".join(word.capitalize() for word in rest)


def singular(class_name: str) -> str:
    """The name of the field that looks one node up: `partyStatus`."""
    return class_name[:1].lower() + class_name[1:]


def plural(word: str) -> str:
    """The regular plural: `partyStatuses`, `public bodies`."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(SIBILANT) else f"{word}s"
