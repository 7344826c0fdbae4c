"""A question put together step by step, as the nested form that a page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urlencode

from api.web.views import links
from api.web.views.downloads import Download, downloads
from kg.ask.criteria import (
    ALL,
    COMPARED,
    DEEPEST,
    LINKING,
    NAMED,
    SEVERAL,
    STATUS,
    Comparator,
    Criteria,
    Criterion,
    comparators_of,
    countable,
    fields_of,
    is_always,
    is_concept,
    kinds_of,
    pairs_of,
    telling,
)
from kg.ask.reader import slug
from kg.contract import Kind as ValueKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from api.web.views.faults import Fault
    from api.web.views.results import Result
    from kg.ask.reader import Ref
    from kg.contract import Class, Contract, Field

WORDS: Final = {
    Comparator.IS: "is",
    Comparator.UNDER: "is or falls under",
    Comparator.CONTAINS: "contains",
    Comparator.LT: "is less than",
    Comparator.LTE: "is at most",
    Comparator.GT: "is more than",
    Comparator.GTE: "is at least",
    Comparator.KNOWN: "is recorded, whatever it is",
    Comparator.UNKNOWN: "is not recorded",
    Comparator.HAS: "is one that …",
    Comparator.NONE: "is none that …",
    Comparator.SHOW: "is shown, whatever it is",
}
OF_DAYS: Final = {
    Comparator.IS: "is the day",
    Comparator.LT: "is before",
    Comparator.LTE: "is on or before",
    Comparator.GT: "is after",
    Comparator.GTE: "is on or after",
}
KINDS: Final = {
    "String": "text",
    "URL": "address",
    "Date": "day",
    "Int": "number",
    "Boolean": "yes or no",
}
LISTED: Final = "each of them"
COUNTED: Final = "how many they are"
EXAMPLES: Final = (
    ("Claims that are contested now", "find=Proposition&1=currentStatus&1.v=status-contested"),
    (
        "Denials: who holds them, and what they deny",
        "find=Position&1=stance&1.v=stance-denies&2=holder&2.t=show&3=propositions&3.t=show",
    ),
    (
        "Agreements to which the United Kingdom and the United States are parties",
        "find=Agreement&1=parties&1.1=participant&1.1.v=GBR&2=parties&2.1=participant&2.1.v=USA",
    ),
    ("How many positions there are of each stance", "find=Position&count=stance"),
)


@dataclass(frozen=True)
class Kind:
    """A class to begin with: its words, and the address at which a question about it begins."""

    title: str
    told: str
    address: str


@dataclass(frozen=True)
class Choice:
    """One option of a list, and whether it is the chosen one."""

    value: str
    label: str
    chosen: bool = False


@dataclass(frozen=True)
class Input:
    """A value to give: from `options`, else of a `type` of HTML; names of `searched` classes are
    suggested while somebody types."""

    name: str
    value: str
    type: str = "text"
    options: tuple[Choice, ...] = ()
    searched: str = ""


@dataclass(frozen=True)
class Row:
    """One demand as a line of the form, with what is asked of what it leads to."""

    place: str
    name: str
    label: str
    told: str
    comparators: tuple[Choice, ...]
    inputs: tuple[Input, ...]
    day: Input | None
    kinds: tuple[Choice, ...]
    below: Part | None
    fault: str


@dataclass(frozen=True)
class Part:
    """What is demanded of the members of one class; `choices` are headings with properties."""

    place: str
    what: str
    is_any: bool
    rows: tuple[Row, ...]
    next: str
    choices: tuple[tuple[str, tuple[Choice, ...]], ...]


class Texts(NamedTuple):
    """The same question in both languages."""

    sparql: str
    graphql: str


@dataclass(frozen=True)
class BuilderPage:
    """Values for `build.html.j2`."""

    title: str
    told: str
    name: str
    part: Part
    counting: tuple[Choice, ...]
    texts: Texts
    console: str
    graphiql: str
    result: Result | None
    problem: Fault | None
    share: str
    downloads: tuple[Download, ...]


@dataclass(frozen=True)
class Offered:
    """What the form needs beside the criteria.

    `names` has by IRI what a field shows for a thing, `concepts` by scheme what it can choose from.
    """

    contract: Contract
    names: Mapping[str, str]
    concepts: Mapping[str, tuple[Ref, ...]]


def address(criteria: Criteria) -> str:
    """The address of the page with these criteria."""
    return f"/build?{urlencode(pairs_of(criteria))}"


def build(
    criteria: Criteria,
    offered: Offered,
    texts: Texts,
    result: Result | None,
    problem: Fault | None,
) -> BuilderPage:
    """The page of criteria that name a class."""
    if criteria.of is None:
        raise ValueError("The page is about a class.")
    asked = links.asking(texts.sparql)
    return BuilderPage(
        title=criteria.of.title or criteria.of.plural,
        told=criteria.of.description,
        name=criteria.of.name,
        part=_part(criteria, "", offered),
        counting=tuple(_counting(criteria)),
        texts=texts,
        console=asked,
        graphiql=f"/graphql?{urlencode({'query': texts.graphql})}",
        result=result,
        problem=problem,
        share=address(criteria),
        downloads=downloads(makes_graph=False, at=lambda name: f"{asked}&format={name}"),
    )


def _counting(criteria: Criteria) -> Iterator[Choice]:
    """Whether what is found is listed, or counted by what."""
    by = criteria.count.by if criteria.count else None
    yield Choice("", LISTED, criteria.count is None)
    yield Choice(ALL, COUNTED, criteria.count is not None and by is None)
    for field in countable(criteria.of):
        yield Choice(field.name, f"{COUNTED}, by {field.label}", field is by)


def kinds(contract: Contract) -> tuple[tuple[Kind, ...], tuple[Kind, ...]]:
    """The classes to begin with: those that every page leads to, and all others by label."""
    browsed = contract.browsed
    others = [each for each in contract.classes.values() if each not in browsed]
    others.sort(key=lambda each: each.label)
    first, rest = (tuple(_kind(each, contract) for each in some) for some in (browsed, others))
    return first, rest


def _kind(of: Class, contract: Contract) -> Kind:
    """Where a question about members of a class begins. A record has no name by which it could be
    told; what it ties together is shown from the start."""
    rows = tuple(Criterion(each, Comparator.SHOW) for each in telling(contract, of))
    return Kind(of.title or of.label, of.description, address(Criteria(of, rows)))


def _part(criteria: Criteria, place: str, offered: Offered) -> Part:
    begin = f"{place}." if place else ""
    rows = (_row(row, f"{begin}{n}", offered) for n, row in enumerate(criteria.rows, 1))
    return Part(
        place=place,
        what=criteria.of.label if criteria.of else "thing",
        is_any=criteria.is_any,
        rows=tuple(rows),
        next=f"{begin}{len(criteria.rows) + 1}",
        choices=tuple(_choices(criteria.of)),
    )


def _choices(of: Class | None) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    """Properties to choose from, under headings."""
    fields = fields_of(of)
    general = [each for each in fields if each in (NAMED, STATUS)]
    own = [each for each in fields if each not in general and not each.inverse]
    parts = (
        ("Whatever it is", general),
        ("Each has", [each for each in own if is_always(each)]),
        ("May have", [each for each in own if not is_always(each)]),
        ("Leads to it", [each for each in fields if each.inverse]),
    )
    for heading, some in parts:
        if some:
            yield heading, tuple(Choice(each.name, _in_list(each)) for each in some)


def _in_list(field: Field) -> str:
    """The label of a property with the kind of its values."""
    if field.value.kind is ValueKind.ENUM or is_concept(field):
        kind = "from a list"
    elif field.value.is_link:
        kind = field.value.name.replace("Or", " or ") if field.value.kind is ValueKind.UNION else ""
        kind = kind.lower()
    else:
        kind = KINDS[field.value.name]
    return f"{field.label} ({kind})" if kind and kind != field.label else field.label


def _row(row: Criterion, place: str, offered: Offered) -> Row:
    field = row.field
    words = WORDS | (OF_DAYS if field.value.name == "Date" else {})
    is_deep = place.count(".") + 1 >= DEEPEST
    comparators = tuple(
        Choice(each.value, words[each], each is row.comparator)
        for each in comparators_of(field)
        if not (is_deep and each in LINKING)
    )
    return Row(
        place=place,
        name=field.name,
        label=field.label,
        told="" if field.inverse else field.description,
        comparators=comparators,
        inputs=tuple(_inputs(row, place, offered)),
        day=Input(f"{place}.d", row.day, "date") if field is STATUS else None,
        kinds=tuple(_kinds(row, offered.contract)) if row.linked else (),
        below=_part(row.linked, place, offered) if row.linked else None,
        fault=row.fault,
    )


def _kinds(row: Criterion, contract: Contract) -> Iterator[Choice]:
    """To which kind what is led to can be narrowed."""
    narrow = kinds_of(contract, row.field.value)
    if not narrow:
        return
    wide = row.field.value.name
    label = contract.classes[wide].label if wide in contract.classes else "thing"
    chosen = row.linked.of.name if row.linked and row.linked.of else wide
    yield Choice("", f"any {label}", chosen == wide)
    for name in narrow:
        yield Choice(name, contract.classes[name].label, name == chosen)


def _inputs(row: Criterion, place: str, offered: Offered) -> Iterator[Input]:
    """One field per value, and a blank one where another may be added."""
    if row.comparator not in SEVERAL and row.comparator not in COMPARED:
        return
    name = f"{place}.v"
    for value in row.values:
        yield _input(row, name, value, offered)
    is_many = row.comparator in SEVERAL and row.field.value.name != "Boolean"
    if is_many or not row.values:
        yield _input(row, name, "", offered)


def _input(row: Criterion, name: str, value: str, offered: Offered) -> Input:
    field = row.field
    if field.value.name == "Boolean":
        options = (("true", "yes"), ("false", "no"))
        return Input(name, value, options=_options(options, value))
    if field.value.kind is ValueKind.ENUM:
        members = offered.contract.enums[field.value.name].values
        named = ((slug(each.iri), each.label or each.name.lower()) for each in members)
        blank = "any but ended" if field is STATUS and not row.values else "choose …"
        return Input(name, value, options=_options(named, slug(value), blank))
    if is_concept(field):
        concepts = [ref for scheme in field.schemes for ref in offered.concepts.get(scheme, ())]
        return Input(name, value, options=_options(_refs(concepts), slug(value)))
    if field.value.is_link:
        shown = value if row.fault else offered.names.get(value, slug(value))
        union = field.value.kind is ValueKind.UNION
        classes = kinds_of(offered.contract, field.value) if union else (field.value.name,)
        return Input(name, shown, searched=" ".join(classes))
    types = {"Date": "date", "Int": "number"}
    return Input(name, value, types.get(field.value.name, "text"))


def _refs(refs: Iterable[Ref]) -> Iterator[tuple[str, str]]:
    return ((slug(ref.iri), ref.label) for ref in refs)


def _options(
    pairs: Iterable[tuple[str, str]], chosen: str, blank: str = "choose …"
) -> tuple[Choice, ...]:
    return (Choice("", blank), *(Choice(v, label, v == chosen) for v, label in pairs))
