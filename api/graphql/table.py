"""An answer as one table (CSV, RFC 4180): a row for each member of the one list that is asked for.

What stands around the list is said again in each row; several values in one cell are joined.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import orjson

from api.graphql.plan import (
    EdgeNode,
    EdgeRecords,
    Linked,
    Matrix,
    MatrixPart,
    Paged,
    PageEdges,
    PageGroups,
    PageInfo,
    PageNodes,
    Plain,
    RootNode,
    RootNodes,
    RootPage,
    RootSearch,
    Worded,
)
from api.graphql.refusal import refuse
from kg.contract import Form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from api.graphql.plan import Asked, EdgePart, Part, Plan, Root, Selection

JOINED: Final = " | "
SINGLE: Final = frozenset({"holder", "proposition"})


class Step(NamedTuple):
    """A key on the way to a value; `many` where it holds several, `shown` in names of columns."""

    key: str
    many: bool = False
    shown: bool = True


Way: TypeAlias = tuple[Step, ...]


class Column(NamedTuple):
    """The name of a column, and the way to its value: from the answer, or from a row of it."""

    name: str
    way: Way
    of_row: bool


def as_csv(plan: Plan, data: Any) -> str:
    """The table of an answer to a plan; raises Refusal where more than one list was asked for."""
    ways = list(dict.fromkeys(way for root in plan.roots for way in _root(root)))
    rows_at = _rows_at(ways)
    columns = _columns(ways, rows_at)
    text = StringIO()
    written = csv.writer(text, lineterminator="\r\n")
    written.writerow(column.name for column in columns)
    for row in _values(data, rows_at) if rows_at else [data]:
        written.writerow(_cell(row if each.of_row else data, each.way) for each in columns)
    return text.getvalue()


def _rows_at(ways: list[Way]) -> Way:
    """The way to the one list that makes the rows; empty where there is none."""
    lists = list(dict.fromkeys(way[: end + 1] for way in ways if (end := _first_list(way)) >= 0))
    if len(lists) > 1:
        named = " and ".join(f"`{_name(way)}`" for way in lists[:2])
        raise refuse(f"A table has the rows of one list; {named} are two. Ask for one of them.")
    return lists[0] if lists else ()


def _first_list(way: Way) -> int:
    return next((place for place, step in enumerate(way) if step.many), -1)


def _columns(ways: list[Way], rows_at: Way) -> list[Column]:
    size = len(rows_at)
    inside = [size > 0 and way[:size] == rows_at for way in ways]
    short = [
        _name(way[size:] if within else way) or _name(way)
        for way, within in zip(ways, inside, strict=True)
    ]
    names = short if len(set(short)) == len(short) else [_name(way) for way in ways]
    return [
        Column(name, way[size:] if within else way, within)
        for name, way, within in zip(names, ways, inside, strict=True)
    ]


def _name(way: Way) -> str:
    return ".".join(step.key for step in way if step.shown)


def _values(value: Any, way: Way) -> list[Any]:
    """All that a way leads to; nothing where it breaks off."""
    found = [value]
    for step in way:
        inner = (each.get(step.key) for each in found if isinstance(each, dict))
        held = [each for each in inner if each is not None]
        found = [each for several in held for each in several] if step.many else held
    return found


def _cell(value: Any, way: Way) -> str:
    return JOINED.join(map(_text, _values(value, way)))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _root(root: Root) -> Iterator[Way]:
    match root:
        case RootNode(key=key, to=to):
            yield from _behind(Step(key), _selection(to))
        case RootNodes(key=key, to=to):
            yield from _behind(Step(key, many=True), _selection(to))
        case RootPage(key=key, parts=parts) | RootSearch(key=key, parts=parts):
            yield from _behind(Step(key), (way for part in parts for way in _part(part)))
        case _:
            yield (Step(root.key),)


def _behind(step: Step, ways: Iterable[Way]) -> Iterator[Way]:
    return ((step, *way) for way in ways)


def _selection(selection: Selection) -> list[Way]:
    """The ways from a node, whatever its type, each once."""
    asked = (each for fields in selection.by_type.values() for each in fields)
    return list(dict.fromkeys(way for each in asked for way in _asked(each)))


def _asked(asked: Asked) -> Iterator[Way]:
    match asked:
        case Plain(field=field) | Worded(field=field):
            yield (Step(asked.key, field.form is Form.LIST),)
        case Linked():
            several = asked.field.form is Form.LIST
            yield from _behind(Step(asked.key, several), _selection(asked.to))
        case Paged():
            yield from _behind(Step(asked.key), (w for part in asked.parts for w in _part(part)))
        case Matrix():
            yield from _behind(Step(asked.key), (w for p in asked.parts for w in _matrix(p)))
        case _:
            yield (Step(asked.key),)


def _part(part: Part) -> Iterator[Way]:
    match part:
        case PageNodes(key=key, to=to):
            yield from _behind(Step(key, many=True, shown=False), _selection(to))
        case PageEdges(key=key, parts=parts):
            inner = (way for each in parts for way in _edge(each))
            yield from _behind(Step(key, many=True, shown=False), inner)
        case PageGroups(key=key):
            inner = (
                way for at, to in part.nodes.items() for way in _behind(Step(at), _selection(to))
            )
            told = ((Step(at),) for at in part.told)
            yield from _behind(Step(key, many=True), (*told, *inner))
        case PageInfo(key=key, shown=shown):
            yield from _behind(Step(key), ((Step(at),) for at in shown))
        case _:
            yield (Step(part.key),)


def _edge(part: EdgePart) -> Iterator[Way]:
    match part:
        case EdgeNode(key=key, to=to):
            yield from _behind(Step(key), _selection(to))
        case EdgeRecords(key=key, to=to):
            yield from _behind(Step(key, many=True), _selection(to))
        case _:
            yield (Step(part.key),)


def _matrix(part: MatrixPart) -> Iterator[Way]:
    step = Step(part.key, many=part.name not in SINGLE)
    if part.to:
        yield from _behind(step, _selection(part.to))
    elif part.parts:
        yield from _behind(step, (way for each in part.parts for way in _matrix(each)))
    else:
        yield (Step(part.key),)
