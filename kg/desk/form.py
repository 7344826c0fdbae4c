"""How a new subject is asked for, and how it is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.desk.options import Option
from kg.desk.reader import Reader
from kg.errors import BadArgument
from kg.gate.check import refusals


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


def passed(form: Form, reader: Reader) -> Written:
    """What a form makes of the answers, if the gate lets it through.

    Raises:
        BadArgument: the gate would refuse it; the message lists why.
    """
    made = form.write(reader)
    found = refusals(reader.root, made.texts)
    if found:
        listed = "\n".join(map(str, found))
        raise BadArgument(f"the gate refuses it; nothing was written.\n{listed}")
    return made
