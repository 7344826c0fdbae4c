"""Criteria as a SPARQL query that people can read and go on from."""

from __future__ import annotations

from collections import Counter
from textwrap import indent
from typing import TYPE_CHECKING, Final

from kg.ask.criteria.model import COMPARED, NAMED, STATUS, Comparator, Count, Criteria, Criterion
from kg.ask.criteria.offers import is_always
from kg.contract import Kind, singular
from kg.rdf.sparql import quoted
from kg.terms import AVC, NO_END, NO_START, PREFIXES, SKOS, XSD, short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.contract import Class, Contract, Field

SIGNS: Final = {Comparator.LT: "<", Comparator.LTE: "<=", Comparator.GT: ">", Comparator.GTE: ">="}
ENDED: Final = f"{AVC}status-ended"


def written(criteria: Criteria, contract: Contract) -> str:
    """The query that finds the members of a class that meet the criteria, each once for each
    combination of what is shown beside it; or that counts them."""
    if criteria.of is None:
        raise ValueError("Nothing can be found without its class.")
    writer = _Writer(contract)
    node = writer.fresh(singular(criteria.of.name))
    lines = writer.group(criteria, node, _member(node, criteria.of), not criteria.count)
    if criteria.count:
        return _declared(writer.counted(criteria.count, node, lines))
    shown = [f"OPTIONAL {{ {line} }}" for _, line in writer.shown]
    columns = " ".join((node, *(variable for variable, _ in writer.shown)))
    body = indent("\n".join((*_joined(lines), *shown)), "  ")
    return _declared(f"SELECT DISTINCT {columns} {{\n{body}\n}} ORDER BY {columns}")


def _declared(text: str) -> str:
    used = (f"PREFIX {each}: <{iri}>\n" for each, iri in PREFIXES.items() if f"{each}:" in text)
    return "".join(used) + text + "\n"


def standing() -> str:
    """The pattern by which `?thing` had not ended on `?day`, for a query that somebody writes."""
    lines = _on_day("?thing", "?status", "?day", "?{}".format)
    return "\n".join((*_joined(lines), _not_ended("?status")))


class _Writer:
    """Writes the patterns of one query, in which no two variables share a name.

    `shown` holds variables and the patterns that bind them, which no member needs to fit.
    """

    def __init__(self, contract: Contract) -> None:
        self._names = "|".join(map(short, contract.all_names))
        self._used: Counter[str] = Counter()
        self.shown: list[tuple[str, str]] = []

    def fresh(self, name: str) -> str:
        """A variable of this name, with a number where that is taken."""
        self._used[name] += 1
        number = self._used[name]
        return f"?{name}{number if number > 1 else ''}"

    def group(self, criteria: Criteria, node: str, anchor: str, shows: bool = True) -> list[str]:
        """Lines that bind the node, by the anchor first, to what meets the criteria.

        `shows` where what is shown of the node belongs to each row of the answer.
        """
        demands = criteria.demands
        if criteria.is_any and len(demands) > 1:
            lines = _either([anchor, *self._row(each, node, False)] for each in demands)
        else:
            lines = [anchor]
            for each in demands:
                lines += self._row(each, node, shows)
        for row in criteria.shown if shows else ():
            value = self.fresh(row.field.name)
            walked = self._walk(row.field, node, value).replace("\n", " ")
            self.shown.append((value, walked))
        return lines

    def counted(self, count: Count, node: str, lines: list[str]) -> str:
        """The query that counts what lines bind a node to; those without a value together."""
        number, by = self.fresh("count"), ""
        if count.by:
            by = self.fresh(count.by.name)
            walked = self._walk(count.by, node, by).replace("\n", " ")
            lines = [*lines, walked if is_always(count.by) else f"OPTIONAL {{ {walked} }}"]
        body = indent("\n".join(_joined(lines)), "  ")
        columns = f"{by} (COUNT(DISTINCT {node}) AS {number})".lstrip()
        order = f" GROUP BY {by} ORDER BY DESC({number}) {by}" if by else ""
        return f"SELECT {columns} {{\n{body}\n}}{order}"

    def _row(self, row: Criterion, node: str, shows: bool) -> list[str]:
        match row.comparator:
            case Comparator.HAS:
                return self._linked(row, node, shows)
            case Comparator.NONE:
                return _not_exists(self._linked(row, node, False))
            case Comparator.KNOWN:
                return self._known(row.field, node)
            case Comparator.UNKNOWN:
                return _not_exists(self._known(row.field, node))
            case _:
                return self._valued(row, node)

    def _valued(self, row: Criterion, node: str) -> list[str]:
        if row.field is STATUS:
            return self._status(row, node)
        named = row.field.value.is_link or row.field.value.kind is Kind.ENUM
        return self._among(row, node) if named else self._compared(row, node)

    def _linked(self, row: Criterion, node: str, shows: bool) -> list[str]:
        linked = row.linked or Criteria(None)
        value = self.fresh(singular(linked.of.name) if linked.of else row.field.name)
        anchor = self._walk(row.field, node, value)
        if linked.of and linked.of.name != row.field.value.name:
            anchor += f"\n{_member(value, linked.of)}"
        return self.group(linked, value, anchor, shows)

    def _known(self, field: Field, node: str) -> list[str]:
        value = self.fresh(field.name)
        told = [self._walk(field, node, value)]
        if field.value.name == "Date":
            told.append(f"FILTER({value} NOT IN ({_day(NO_START)}, {_day(NO_END)}))")
        return told

    def _among(self, row: Criterion, node: str) -> list[str]:
        wanted = [short(each) for each in row.values]
        below = f"/{short(f'{SKOS}broader')}*" if row.comparator is Comparator.UNDER else ""
        if len(wanted) == 1 and not row.field.only:
            return [self._walk(row.field, node, wanted[0], below)]
        value = self.fresh(row.field.name)
        return [self._walk(row.field, node, value, below), _one_of(value, wanted)]

    def _compared(self, row: Criterion, node: str) -> list[str]:
        field, kind = row.field, row.field.value.name
        if kind == "Boolean":
            return [self._walk(field, node, row.values[0])]
        value = self.fresh(field.name)
        walked = self._walk(field, node, value)
        if row.comparator is Comparator.CONTAINS:
            own = f"LCASE(STR({value}))"
            tests = (f"CONTAINS({own}, {quoted(text.lower())})" for text in row.values)
            return [walked, f"FILTER({' || '.join(tests)})"]
        if kind in ("String", "URL"):
            return [walked, _one_of(f"STR({value})", list(map(quoted, row.values)))]
        terms = [_day(each) if kind == "Date" else each for each in row.values]
        if row.comparator in COMPARED:
            return [walked, f"FILTER({value} {SIGNS[row.comparator]} {terms[0]})"]
        return [walked, _one_of(value, terms)]

    def _status(self, row: Criterion, node: str) -> list[str]:
        status = self.fresh("status")
        if row.day:
            found = _on_day(node, status, _day(row.day), self.fresh)
        else:
            found = [f"{node} av:currentStatus {status} ."]
        if row.values:
            return [*found, _one_of(status, [short(each) for each in row.values])]
        return [*found, _not_ended(status)]

    def _walk(self, field: Field, node: str, value: str, below: str = "") -> str:
        path = self._names if field is NAMED else short(field.path)
        if not field.inverse:
            walked = f"{node} {path}{below} {value} ."
        elif below:
            walked = f"{node} ^{path}{below} {value} ."
        else:
            walked = f"{value} {path} {node} ."
        return f"{walked}\n{value} a {short(field.only)} ." if field.only else walked


def _member(node: str, of: Class) -> str:
    return f"{node} a {short(of.iri)} ."


def _on_day(node: str, status: str, day: str, fresh: Callable[[str], str]) -> list[str]:
    period, begin, end = fresh("period"), fresh("from"), fresh("until")
    return [
        f"{period} av:statusOf {node} .",
        f"{period} av:status {status} .",
        f"{period} av:from {begin} .",
        f"{period} av:until {end} .",
        f"FILTER({begin} <= {day} && {day} <= {end})",
    ]


def _not_ended(status: str) -> str:
    return f"FILTER({status} != {short(ENDED)})"


def _day(text: str) -> str:
    return quoted(text, f"{XSD}date").replace(f"<{XSD}date>", "xsd:date")


def _one_of(value: str, terms: list[str]) -> str:
    if len(terms) == 1:
        return f"FILTER({value} = {terms[0]})"
    return f"FILTER({value} IN ({', '.join(terms)}))"


def _not_exists(lines: list[str]) -> list[str]:
    return ["FILTER NOT EXISTS {", *_indented(_joined(lines)), "}"]


def _either(branches: Iterable[list[str]]) -> list[str]:
    lines: list[str] = []
    for branch in branches:
        lines += ["} UNION {" if lines else "{", *_indented(_joined(branch))]
    return [*lines, "}"]


def _joined(lines: list[str]) -> list[str]:
    """Triples of one subject that follow each other, as one sentence (section 4.2.1)."""
    found: list[str] = []
    subject = ""
    for line in (part for each in lines for part in each.split("\n")):
        first, _, rest = line.partition(" ")
        if subject and first == subject:
            found[-1] = found[-1].removesuffix(".") + ";"
            found.append(f"  {rest}")
        else:
            found.append(line)
        subject = first if first.startswith("?") else ""
    return found


def _indented(lines: list[str]) -> list[str]:
    return [indent(line, "  ") for line in lines]
