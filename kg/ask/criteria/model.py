"""What somebody looks for: a class of the contract, and what its members must be like."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from kg.contract import LABEL, Field, Form, Kind, Value
from kg.terms import AV

if TYPE_CHECKING:
    from kg.contract import Class


class Comparator(Enum):
    """How a property is tested; the value is the test's name in an address.

    IS and CONTAINS hold where one of the values fits, UNDER where a concept is one of them or below
    one of them. HAS and NONE ask of what the property leads to. SHOW demands nothing.
    """

    IS = "is"
    UNDER = "under"
    CONTAINS = "contains"
    LT = "lt"
    LTE = "lte"
    GT = "gt"
    GTE = "gte"
    KNOWN = "known"
    UNKNOWN = "unknown"
    HAS = "has"
    NONE = "none"
    SHOW = "show"


SEVERAL: Final = frozenset({Comparator.IS, Comparator.UNDER, Comparator.CONTAINS})
COMPARED: Final = frozenset({Comparator.LT, Comparator.LTE, Comparator.GT, Comparator.GTE})
LINKING: Final = frozenset({Comparator.HAS, Comparator.NONE})

# Two tests that every class, or every one with periods of status, has beside its properties.
NAMED: Final = Field(
    name="named",
    path=LABEL.path,
    inverse=False,
    value=Value(Kind.SCALAR, "String"),
    form=Form.LIST,
    required=True,
    description="Any of its names, in any language.",
    label="name",
)
STATUS: Final = Field(
    name="status",
    path=f"{AV}status",
    inverse=False,
    value=Value(Kind.ENUM, "Status"),
    form=Form.ONE,
    required=True,
    description="Where it stood on a day, or stands now where no day is given.",
    label="status on a day",
)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One demand: a property, how it is tested, and against what.

    `values` are IRIs of things and concepts, or texts as the graph writes them; `day` is that of
    STATUS, "" for the present, which without values asks for whatever has not ended. `linked` is
    what HAS and NONE ask of what the property leads to. Where `fault` says why the values cannot be
    read, they stand as they were typed.
    """

    field: Field
    comparator: Comparator
    values: tuple[str, ...] = ()
    day: str = ""
    linked: Criteria | None = None
    fault: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it says enough to be asked; what is not whole demands nothing."""
        if self.fault:
            return False
        wants_values = self.comparator in SEVERAL or self.comparator in COMPARED
        return not wants_values or self.field is STATUS or bool(self.values)


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are, of each value of a property if one is named."""

    by: Field | None = None


@dataclass(frozen=True, slots=True)
class Criteria:
    """All of these demands, or any of them, made of the members of a class.

    `of` is None for what a property of several classes leads to, whichever it is of. With `count`
    they are counted in place of being listed; nothing is shown beside them then.
    """

    of: Class | None
    rows: tuple[Criterion, ...] = ()
    is_any: bool = False
    count: Count | None = None

    @property
    def demands(self) -> tuple[Criterion, ...]:
        """What is demanded, without what is only shown."""
        return tuple(
            row for row in self.rows if row.is_whole and row.comparator is not Comparator.SHOW
        )

    @property
    def shown(self) -> tuple[Criterion, ...]:
        """What is shown beside each member, and demanded of none."""
        return tuple(row for row in self.rows if row.comparator is Comparator.SHOW)
