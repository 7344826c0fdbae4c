"""Named questions as groups of links and as forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.terms import AVD

if TYPE_CHECKING:
    from kg.describe import Ref
    from kg.named import NamedQuestion, Parameter

TYPES: Final = {"xsd:date": "date", "xsd:integer": "number"}


@dataclass(frozen=True)
class Group:
    """Questions with one tag."""

    title: str
    questions: tuple[NamedQuestion, ...]


@dataclass(frozen=True)
class Option:
    """One choice of a field."""

    value: str
    label: str


@dataclass(frozen=True)
class Field:
    """One parameter as a field of a form."""

    name: str
    expects: str
    type: str
    value: str
    options: tuple[Option, ...]


def groups(questions: Iterable[NamedQuestion]) -> tuple[Group, ...]:
    """Questions by their first tag that is no number of the catalogue."""
    by_tag: dict[str, list[NamedQuestion]] = {}
    for question in questions:
        tag = next((t for t in question.tags if not re.fullmatch(r"cq-\d+", t)), "other")
        by_tag.setdefault(tag, []).append(question)
    return tuple(
        Group(tag.replace("-", " ").capitalize(), tuple(sorted(some, key=lambda q: q.title)))
        for tag, some in sorted(by_tag.items())
    )


def field(parameter: Parameter, given: Mapping[str, str], choices: Iterable[Ref]) -> Field:
    """The field for a parameter, filled with what was given, else with the default."""
    value = given.get(parameter.name) or parameter.shown
    value = value.removeprefix(AVD).removeprefix("avd:")
    options = tuple(Option(ref.iri.removeprefix(AVD), _shortened(ref.label)) for ref in choices)
    if options and value not in {option.value for option in options}:
        options = (Option(value, value), *options)
    return Field(
        name=parameter.name,
        expects=parameter.expects.partition(":")[2],
        type=TYPES.get(parameter.expects, "text"),
        value=value,
        options=options,
    )


def without_header(text: str) -> str:
    """A query without the comment lines that its page shows as title and description."""
    return re.sub(r"\A(#[^\n]*\n)+", "", text).strip()


def _shortened(label: str, most: int = 90) -> str:
    return label if len(label) <= most else f"{label[: most - 1]}…"
