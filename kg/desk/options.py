"""What a curator is asked for: options, given on the command line or, on a terminal, asked for."""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.contract import Class, Field
from kg.contract import Form as Number
from kg.errors import BadArgument

YES: Final = "yes"


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its name, what it means; `many` may be given several times.

    It is `required`, except where an option that `unless` names has the value beside it. `field` is
    the property that it gives a value, if there is one; else `kind` is the class of what it names.
    A `flag` takes no value: it says `YES` where it is given, and is never asked for.
    """

    name: str
    help: str
    required: bool = False
    many: bool = False
    unless: tuple[tuple[str, str], ...] = ()
    field: Field | None = None
    kind: str | None = None
    flag: bool = False

    def missing(self, given: Mapping[str, Sequence[str]]) -> bool:
        """Whether it is required beside what was given, and was not given itself."""
        excused = any(value in given[name] for name, value in self.unless)
        return self.required and not given[self.name] and not excused


class Answers:
    """Values by option; an option that was not given is empty."""

    def __init__(self, given: Mapping[str, Iterable[str]]) -> None:
        stripped = {name: [one.strip() for one in values] for name, values in given.items()}
        kept = {name: [one for one in values if one] for name, values in stripped.items()}
        self._given = {name: values for name, values in kept.items() if values}

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Every value that was given, after its option."""
        return ((name, value) for name, values in self._given.items() for value in values)

    def all(self, name: str) -> list[str]:
        """Every value of an option."""
        return self._given.get(name, [])

    def one(self, name: str) -> str | None:
        """The value of an option, or nothing."""
        return next(iter(self.all(name)), None)

    def must(self, name: str) -> str:
        """The value of an option that has to be given.

        Raises:
            BadArgument: it is missing.
        """
        value = self.one(name)
        if value is None:
            raise BadArgument(f"--{name} is missing.")
        return value

    def or_else(self, defaults: Mapping[str, str | None]) -> "Answers":
        """These answers, with defaults for options that have none."""
        missing = {name: [value] for name, value in defaults.items() if value}
        return Answers(missing | self._given)

    def without(self, *names: str) -> "Answers":
        """These answers but for some options."""
        return Answers({name: value for name, value in self._given.items() if name not in names})


def asked(*kinds: Class) -> tuple[Option, ...]:
    """The options under which the fields of some classes are asked for."""
    return tuple(
        Option(field.option, field.help, field.demanded, _is_many(field), field=field)
        for kind in kinds
        for field in (*kind.labels, *kind.fields)
        if field.option
    )


def adapted(
    options: Iterable[Option], changed: Mapping[str, Option | None], *added: Option
) -> tuple[Option, ...]:
    """Options, some of them changed or (None) left out, after those that are added."""
    kept = (changed.get(option.name, option) for option in options)
    return (*added, *(option for option in kept if option))


def _is_many(field: Field) -> bool:
    """Several values; of a name that must be given there is one in each language."""
    return field.form is not Number.ONE and not (field.demanded and not field.value.is_link)


def filled(options: Sequence[Option], given: Mapping[str, Sequence[str]]) -> Answers:
    """The answers to a form; what is required and missing is asked for on a terminal.

    Raises:
        BadArgument: a required option is missing and nobody can be asked, or a single one is
            given twice.
    """
    kept = {option.name: [one for one in given[option.name] if one.strip()] for option in options}
    twice = [f"--{o.name}" for o in options if not o.many and len(kept[o.name]) > 1]
    if twice:
        raise BadArgument(f"{', '.join(twice)} may be given once.")
    missing = [option for option in options if option.missing(kept)]
    if missing and sys.stdin.isatty():
        for option in sorted(options, key=lambda option: not option.required):
            if not kept[option.name] and not option.flag:
                kept[option.name] = _asked(option)
    elif missing:
        listed = "\n".join(f"  --{option.name}  {option.help}" for option in missing)
        raise BadArgument(f"these options are missing:\n{listed}")
    return Answers(kept)


def several(option: Option, text: str) -> list[str]:
    """The values of an option that were written in one line: several are parted by semicolons."""
    values = text.split(";") if option.many else [text]
    return [value.strip() for value in values if value.strip()]


def _asked(option: Option) -> list[str]:
    """Asks until a required option has a value; several are parted by semicolons."""
    hint = "; several parted by ;" if option.many else ""
    while True:
        may = "" if option.required and not option.unless else "; may be empty"
        try:
            reply = input(f"{option.name} ({option.help}{hint}{may}): ")
        except EOFError as error:
            raise BadArgument("the answers ended; nothing was written.") from error
        values = several(option, reply)
        if values or may:
            return values


def agreed(question: str) -> bool:
    """Whether the curator says yes.

    Raises:
        BadArgument: the answers ended.
    """
    try:
        return input(f"{question}? [y/N] ").strip().lower() in ("y", YES)
    except EOFError as error:
        raise BadArgument("the answers ended; nothing was written.") from error
