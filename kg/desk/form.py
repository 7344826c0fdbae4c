"""How a new subject is asked for, and how it is written."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kg.desk.options import Option
from kg.desk.reader import Reader


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, and what its curator has still to decide."""

    path: Path
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """How a new subject of a class, `kind`, is asked for, and how it is written."""

    kind: str
    name: str
    help: str
    example: str
    options: tuple[Option, ...]
    write: Callable[[Reader], Written]
