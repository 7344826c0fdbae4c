"""Criteria as the GraphQL request that asks the same."""

from __future__ import annotations

import json
from textwrap import indent
from typing import TYPE_CHECKING, Final

from kg.ask.criteria import (
    COMPARED,
    LINKING,
    NAMED,
    STATUS,
    Comparator,
    Criteria,
    Criterion,
    is_concept,
)
from kg.ask.reader import slug
from kg.contract import Form, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.contract import Class, Contract, Field

# What is shown beside each multiplies what an answer may hold.
FIRST: Final = 100
FIRST_WITH_MORE: Final = 20
WIDTH: Final = 88


class Name(str):
    """A name that stands in a document as it is: of an enumeration's member."""

    __slots__ = ()


def written(criteria: Criteria, contract: Contract) -> str:
    """The request for those that meet the criteria, with what is shown beside them, or for how many
    they are."""
    if criteria.of is None:
        raise ValueError("Nothing can be found without its class.")
    where = _where(criteria, contract)
    if criteria.count:
        by = criteria.count.by
        found = [f"groups(by: {by.name}) {{ count key node {{ label }} }}"] if by else []
        return _request(criteria.of, _argument(where), ["totalCount", *found])
    lines = ["{ id label }"] if not _selects(criteria) else ["{", "  id label"]
    if _selects(criteria):
        lines += [indent(line, "  ") for line in _selected(criteria, contract)]
        lines.append("}")
    first = f"first: {FIRST_WITH_MORE if _selects(criteria) else FIRST}"
    arguments = ", ".join(filter(None, (_argument(where), first)))
    return _request(criteria.of, arguments, ["totalCount", f"nodes {lines[0]}", *lines[1:]])


def _argument(where: dict[str, object]) -> str:
    return f"where: {_printed(where)}" if where else ""


def _request(of: Class, arguments: str, selected: list[str]) -> str:
    found = indent("\n".join(selected), "  ")
    page = f"{of.plural}{f'({arguments})' if arguments else ''} {{\n{found}\n}}"
    return f"{{\n{indent(page, '  ')}\n}}\n"


def _where(criteria: Criteria, contract: Contract) -> dict[str, object]:
    """The `where` of criteria; one that demands nothing is empty."""
    parts = [_demand(row, contract) for row in criteria.demands]
    if criteria.is_any and len(parts) > 1:
        return {"or": parts}
    names = [name for part in parts for name in part]
    if len(set(names)) < len(names):
        return {"and": parts}
    return {name: value for part in parts for name, value in part.items()}


def _demand(row: Criterion, contract: Contract) -> dict[str, object]:
    name, field = row.field.name, row.field
    if row.comparator is Comparator.UNKNOWN:
        if not field.value.is_link:
            return {name: {"isNull": True}}
        return {"not": {name: {}}} if field.form is Form.ONE else {name: {"none": {}}}
    if row.comparator in LINKING:
        return _linked(row, contract)
    if row.comparator is Comparator.KNOWN:
        return {name: _some(field, {}) if field.value.is_link else {"isNull": False}}
    if field is STATUS:
        found = _against("in", [Name(contract.notation(each) or "") for each in row.values])
        return {name: found | ({"asOf": row.day} if row.day else {})}
    return _valued(row, contract)


def _linked(row: Criterion, contract: Contract) -> dict[str, object]:
    """What a property leads to, of the class that it is narrowed to."""
    field, linked = row.field, row.linked or Criteria(None)
    inner = _where(linked, contract)
    if linked.of and linked.of.name != field.value.name:
        inner = {f"as{linked.of.name}": inner}
    if row.comparator is Comparator.HAS:
        return {field.name: _some(field, inner)}
    return {"not": {field.name: inner}} if field.form is Form.ONE else {field.name: {"none": inner}}


def _valued(row: Criterion, contract: Contract) -> dict[str, object]:
    field, name, values = row.field, row.field.name, row.values
    if is_concept(field) and row.comparator is Comparator.UNDER:
        return {name: _some(field, {"narrower": list(map(slug, values))})}
    if field.value.is_link:
        return {name: _some(field, {"id": _against("in", list(map(slug, values)))})}
    if field.value.kind is Kind.ENUM:
        return {name: _against("in", [Name(contract.notation(each) or "") for each in values])}
    if row.comparator is Comparator.CONTAINS and len(values) > 1:
        return {"or": [{name: {"contains": each}} for each in values]}
    bare = field.value.name in ("Int", "Boolean")
    terms = [Name(each) if bare else each for each in values]
    if row.comparator in COMPARED or row.comparator is Comparator.CONTAINS:
        return {name: {row.comparator.value: terms[0]}}
    return {name: _against("in", terms[:1] if bare and field.value.name == "Boolean" else terms)}


def _some(field: Field, inner: dict[str, object]) -> dict[str, object]:
    return inner if field.form is Form.ONE else {"some": inner}


def _against(several: str, terms: list[str]) -> dict[str, object]:
    if not terms:
        return {}
    return {"eq": terms[0]} if len(terms) == 1 else {several: terms}


def _selects(criteria: Criteria) -> bool:
    """Whether something is to be shown beside each member, or beside what it leads to."""
    return bool(criteria.shown) or any(map(_selects, _entered(criteria)))


def _entered(criteria: Criteria) -> Iterator[Criteria]:
    """What is led to, where it belongs to each row of the answer."""
    if not (criteria.is_any and len(criteria.demands) > 1):
        yield from (
            row.linked
            for row in criteria.demands
            if row.comparator is Comparator.HAS and row.linked
        )


def _selected(criteria: Criteria, contract: Contract) -> Iterator[str]:
    """Lines of the selection of a member, each field under a name of its own."""
    rows = [row for row in criteria.shown if row.field is not NAMED]
    linked = [row for row in criteria.demands if row.linked and _selects(row.linked)]
    if not (criteria.is_any and len(criteria.demands) > 1):
        rows += [row for row in linked if row.comparator is Comparator.HAS]
    seen: dict[str, int] = {}
    for row in rows:
        seen[row.field.name] = number = seen.get(row.field.name, 0) + 1
        alias = f"{row.field.name}{number}: " if number > 1 else ""
        yield alias + _field(row, contract)


def _field(row: Criterion, contract: Contract) -> str:
    field = row.field
    if not field.value.is_link:
        return field.name
    inner, arguments = ["id label"], ""
    if row.linked:
        if where := _where(row.linked, contract):
            of = row.linked.of
            narrowed = of is not None and of.name != field.value.name
            where = {f"as{of.name}": where} if of and narrowed else where
            arguments = "" if field.form is Form.ONE else f"(where: {_printed(where)})"
        inner += _selected(row.linked, contract)
    on = _type(row, contract)
    chosen = " ".join(inner)
    chosen = f"... on {on} {{ {chosen} }}" if on else chosen
    chosen = f"nodes {{ {chosen} }}" if field.form is Form.PAGES else chosen
    return f"{field.name}{arguments} {{ {chosen} }}"


def _type(row: Criterion, contract: Contract) -> str:
    """The type that a selection must name: what it is narrowed to, or any node of a union."""
    of = row.linked.of if row.linked else None
    if of and of.name != row.field.value.name:
        return of.name
    return "Node" if row.field.value.kind is Kind.UNION else ""


def _printed(value: object, room: int = WIDTH) -> str:
    """An argument as GraphQL writes it (section 2.9), on several lines where one has no room."""
    match value:
        case dict():
            parts = [f"{name}: {_printed(each, room - 2)}" for name, each in value.items()]
            return _bracketed("{", parts, "}", room)
        case list():
            return _bracketed("[", [_printed(each, room - 2) for each in value], "]", room)
        case Name():
            return str(value)
        case _:
            return json.dumps(value, ensure_ascii=False)


def _bracketed(left: str, parts: list[str], right: str, room: int) -> str:
    line = f"{left}{', '.join(parts)}{right}"
    if len(line) <= room and "\n" not in line:
        return line
    return "\n".join((left, *(indent(part, "  ") for part in parts), right))
