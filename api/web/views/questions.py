"""Named questions as groups of links and as forms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from api.web.views import links
from api.web.views.downloads import Download, downloads
from kg.ask.describe.labels import MOST_OPTIONS
from kg.ask.named import NAMESPACES, without_header
from kg.terms import AVD

if TYPE_CHECKING:
    from api.web.views.faults import Fault
    from api.web.views.results import Result
    from kg.ask.describe import Ref
    from kg.ask.named import NamedQuestion, Parameter

MOST_LISTED: Final = 40
TOO_MANY: Final = f"More than {MOST_OPTIONS} to choose from: type an id, a code or a name."
TYPES: Final = {"xsd:date": "date", "xsd:integer": "number"}


@dataclass(frozen=True)
class Group:
    """Questions with one tag; `place` names it in addresses."""

    place: str
    title: str
    questions: tuple[NamedQuestion, ...]


@dataclass(frozen=True)
class Option:
    """One choice of a field."""

    value: str
    label: str


@dataclass(frozen=True)
class Field:
    """One parameter as a field of a form.

    Where `options` are too many for a list to choose from they are `suggested` while somebody
    types; `note` then has the label of the chosen one, or says what may be typed. `searched` is the
    class among whose members a search can suggest, if it is one.
    """

    name: str
    expects: str
    type: str
    value: str
    options: tuple[Option, ...]
    note: str
    suggested: bool
    searched: str


@dataclass(frozen=True)
class QuestionPage:
    """Values for `query.html.j2`."""

    title: str
    description: str
    nothing: str
    path: str
    fields: tuple[Field, ...]
    problem: Fault | None
    result: Result | None
    shown: str
    share: str
    downloads: tuple[Download, ...]
    console: str
    graphql: str


def groups(questions: Iterable[NamedQuestion], words: str = "") -> tuple[Group, ...]:
    """Questions by their first tag that is not a number of the catalogue.

    Of those alone that have all of the words, in any case, in title, description or name.
    """
    by_tag: dict[str, list[NamedQuestion]] = {}
    for question in questions:
        told = f"{question.title} {question.description} {question.slug}".lower()
        if not all(word in told for word in words.lower().split()):
            continue
        tag = next((t for t in question.tags if not re.fullmatch(r"cq-\d+", t)), "other")
        by_tag.setdefault(tag, []).append(question)
    return tuple(
        Group(tag, tag.replace("-", " ").capitalize(), tuple(sorted(some, key=lambda q: q.title)))
        for tag, some in sorted(by_tag.items())
    )


def value(parameter: Parameter, given: Mapping[str, str]) -> str:
    """What the field for a parameter holds: what was given, else the default, as an id."""
    held = given.get(parameter.name) or parameter.shown
    for namespace in (AVD, NAMESPACES.get(parameter.expects, AVD), "avd:"):
        held = held.removeprefix(namespace)
    return held


def field(
    parameter: Parameter, given: Mapping[str, str], choices: Iterable[Ref], label: str = ""
) -> Field:
    """The field for a parameter, filled with what was given, else with the default.

    Where the choices are too many `label` is that of what it holds.
    """
    held = value(parameter, given)
    options = tuple(Option(ref.iri.removeprefix(AVD), _shortened(ref.label)) for ref in choices)
    labels = {option.value: option.label for option in options}
    if options and held not in labels:
        options = (Option(held, held), *options)
    is_long = len(options) > MOST_OPTIONS
    return Field(
        name=parameter.name,
        expects=" or ".join(kind.partition(":")[2] for kind in parameter.kinds),
        type=TYPES.get(parameter.expects, "text"),
        value=held,
        options=() if is_long else options,
        note=f"{label} {TOO_MANY}".lstrip() if is_long else labels.get(held, ""),
        suggested=len(options) > MOST_LISTED,
        searched=parameter.expects.removeprefix("av:") if _is_class(parameter) else "",
    )


def build(
    question: NamedQuestion,
    fields: Iterable[Field],
    text: str,
    problem: Fault | None,
    result: Result | None,
    *,
    graphql: str = "",
) -> QuestionPage:
    """The page about a question, asked with the values that its fields hold; `graphql` is the
    request that asks the same with values of its own, if one can."""
    path, fields = f"/queries/{question.slug}", tuple(fields)
    asked = urlencode({field.name: field.value for field in fields})
    suffix = f"?{asked}" if asked else ""
    return QuestionPage(
        title=question.title,
        description=question.description,
        nothing=question.nothing,
        path=path,
        fields=fields,
        problem=problem,
        result=result,
        shown=without_header(text),
        share=path + suffix,
        downloads=downloads(makes_graph=False, at=lambda name: f"{path}.{name}{suffix}"),
        console=links.asking(text),
        graphql=f"/graphql?{urlencode({'query': graphql})}" if graphql else "",
    )


def _is_class(parameter: Parameter) -> bool:
    return len(parameter.kinds) == 1 and parameter.expects.startswith("av:")


def _shortened(label: str, most: int = 90) -> str:
    return label if len(label) <= most else f"{label[: most - 1]}…"
