"""What a node must be like, as a tree of frozen values; `where.py` words it in SPARQL."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from kg.contract import Field


class Operator(Enum):
    """How a value is held against others; the order of days, numbers and texts is SPARQL's.

    CONTAINS and MATCHES look away from capital letters; an address matches by its last part too.
    """

    IN = "IN"
    LT = "<"
    LTE = "<="
    GT = ">"
    GTE = ">="
    CONTAINS = "CONTAINS"
    MATCHES = "MATCHES"


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of them hold; of none, this holds of every node."""

    of: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of them holds; of none, this holds of no node."""

    of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """It does not hold."""

    of: Condition


@dataclass(frozen=True, slots=True)
class IsA:
    """A member of one of these classes, by IRI."""

    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Among:
    """One of these nodes, by IRI."""

    iris: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Addressed:
    """Its IRI contains one of these texts."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NarrowerThan:
    """One of these concepts, or below one of them over any number of steps (SKOS, section 8)."""

    iris: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Some value of one of these properties stands so to one of the others.

    `scalar` is the name of a scalar of the contract, or `IRI` where values are concepts.
    """

    paths: tuple[str, ...]
    scalar: str
    operator: Operator
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A property has a value; a day that stands for *unknown* or *not ended* is none."""

    path: str
    scalar: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A field leads to at least one node of which a condition holds."""

    field: Field
    to: Condition


@dataclass(frozen=True, slots=True)
class Counted:
    """A field leads to so many nodes of which a condition holds."""

    field: Field
    to: Condition
    operator: Operator
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stands:
    """A proposition (`claim`) or a structural fact has one of these statuses, by IRI.

    `as_of` is the day on which, else the present; `known_at` the day until which it was reported.
    Without a status: a fact has not ended, a proposition has been spoken of.
    """

    claim: bool
    statuses: tuple[str, ...]
    as_of: str | None = None
    known_at: str | None = None


Condition: TypeAlias = (
    AllOf
    | AnyOf
    | Not
    | IsA
    | Among
    | Addressed
    | NarrowerThan
    | Compared
    | Known
    | Linked
    | Counted
    | Stands
)

ALWAYS: Final = AllOf()
