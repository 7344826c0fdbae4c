"""How a new subject is asked for, and how it is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.desk.options import Option
from kg.desk.reader import Reader


@dataclass(frozen=True, slots=True)
class Written:
    """The texts of files as they are to be, the one of the new subject first, and what their
    curator has still to decide.
    """

    texts: Mapping[Path, str]
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """How a subject of a class, `kind`, is asked for by a command, and how it is written."""

    kind: str
    name: str
    help: str
    example: str
    options: tuple[Option, ...]
    write: Callable[[Reader], Written]
    command: str = "new"
