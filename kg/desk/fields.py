"""What a curator is asked for: fields, filled from options or, on a terminal, from questions."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.desk.known import Known
from kg.errors import BadArgument


@dataclass(frozen=True, slots=True)
class Field:
    """One option: its name, what it means; `many` may be given several times.

    It is `required`, except where the option `unless` names has the value beside it.
    """

    name: str
    help: str
    required: bool = False
    many: bool = False
    unless: tuple[str, str] | None = None

    def missing(self, given: Mapping[str, Sequence[str]]) -> bool:
        """Whether it is required beside what was given, and was not given itself."""
        excused = self.unless is not None and self.unless[1] in given[self.unless[0]]
        return self.required and not given[self.name] and not excused


class Answers:
    """Values by field; a field that was not given is empty."""

    def __init__(self, given: Mapping[str, Sequence[str]]) -> None:
        self._given = {name: [one.strip() for one in v if one.strip()] for name, v in given.items()}

    def all(self, name: str) -> list[str]:
        """Every value of a field."""
        return self._given.get(name, [])

    def one(self, name: str) -> str | None:
        """The value of a field, or nothing."""
        return next(iter(self.all(name)), None)

    def must(self, name: str) -> str:
        """The value of a field that has to be given.

        Raises:
            BadArgument: it is missing.
        """
        value = self.one(name)
        if value is None:
            raise BadArgument(f"--{name} is missing.")
        return value


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written, and what its curator has still to decide."""

    path: Path
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of subject that can be made anew."""

    name: str
    help: str
    example: str
    fields: tuple[Field, ...]
    make: Callable[[Path, Known, Answers], Written]


def answers(options: Mapping[str, Sequence[str]], fields: Sequence[Field]) -> Answers:
    """The options given, by field; what is required and missing is asked for on a terminal.

    Raises:
        BadArgument: a required option is missing and nobody can be asked, or a single one is
            given twice.
    """
    given = {field.name: [one for one in options[field.name] if one.strip()] for field in fields}
    twice = [f"--{f.name}" for f in fields if not f.many and len(given[f.name]) > 1]
    if twice:
        raise BadArgument(f"{', '.join(twice)} may be given once.")
    missing = [field for field in fields if field.missing(given)]
    if missing and sys.stdin.isatty():
        for field in fields:
            if not given[field.name]:
                given[field.name] = _asked(field)
    elif missing:
        listed = "\n".join(f"  --{field.name}  {field.help}" for field in missing)
        raise BadArgument(f"these options are missing:\n{listed}")
    return Answers(given)


def _asked(field: Field) -> list[str]:
    """Asks until a required field has a value; several are parted by semicolons."""
    hint = "; several parted by ;" if field.many else ""
    while True:
        may = "" if field.required and not field.unless else "; may be empty"
        try:
            reply = input(f"{field.name} ({field.help}{hint}{may}): ")
        except EOFError as error:
            raise BadArgument("the answers ended; nothing was written.") from error
        values = reply.split(";") if field.many else [reply]
        values = [value.strip() for value in values if value.strip()]
        if values or may:
            return values
