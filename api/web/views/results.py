"""An answer as a page shows it: labels and local links in place of IRIs, marks on claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from api.web.answers import Graph, Table, Verdict
from api.web.views.links import has_page, local, prefixed
from kg.ask.describe import Label
from kg.terms import NO_END, NO_START, XSD

if TYPE_CHECKING:
    from kg.ask.reader import Rows

NUMBERS: Final = frozenset(
    XSD + name for name in ("integer", "decimal", "double", "float", "int", "long")
)
SENTINELS: Final = {
    NO_END: "no end recorded",
    NO_START: "no start known",
}
# The lexical forms of a Boolean (XSD 1.1, Part 2, section 3.3.2.2).
BOOLEANS: Final = {"true": "yes", "1": "yes", "false": "no", "0": "no"}


@dataclass(frozen=True)
class Cell:
    """One value: its text, where it leads, and what a reader must know of it.

    Where a day only stands for one that is not recorded, `note` says so in its place.
    """

    text: str = ""
    href: str = ""
    short: str = ""
    language: str = ""
    status: str = ""
    effect: str = ""
    note: str = ""
    disputed: bool = False
    record: str = ""
    superseded: bool = False
    standing: str = ""
    number: bool = False
    day: bool = False
    outside: bool = False


@dataclass(frozen=True)
class Result:
    """An answer; `kind` is ``table``, ``verdict`` or ``text``, and decides which fields count."""

    kind: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    truth: bool = False
    text: str = ""
    cut: bool = False


def mentioned(answer: Table | Verdict | Graph) -> tuple[str, ...]:
    """The IRIs for which labels are wanted."""
    rows: Iterable[Mapping[str, Mapping[str, str]]] = (
        answer.rows if isinstance(answer, Table) else ()
    )
    cells = (cell for row in rows for cell in row.values())
    return tuple(dict.fromkeys(cell["value"] for cell in cells if cell["type"] == "uri"))


def build(answer: Table | Verdict | Graph, labels: Mapping[str, Label]) -> Result:
    """An answer with its labels."""
    if isinstance(answer, Verdict):
        return Result("verdict", truth=answer.truth)
    if isinstance(answer, Graph):
        return Result("text", text=answer.text, cut=answer.cut)
    return Result(
        kind="table",
        columns=answer.variables,
        rows=_rows(answer.rows, answer.variables, labels),
        cut=answer.cut,
    )


def _rows(
    rows: Rows, variables: tuple[str, ...], labels: Mapping[str, Label]
) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        tuple(_cell(row[name], labels) if name in row else Cell() for name in variables)
        for row in rows
    )


def _cell(term: Mapping[str, str], labels: Mapping[str, Label]) -> Cell:
    text = term["value"]
    if term["type"] == "uri":
        return _thing(text, labels)
    if term["type"] == "bnode":
        return Cell(f"_:{text}")
    datatype = term.get("datatype", "")
    if datatype == f"{XSD}anyURI" and text.startswith(("https://", "http://")):
        return Cell(text, href=text, outside=True)
    is_day = datatype == f"{XSD}date"
    if is_day and text in SENTINELS:
        return Cell(note=SENTINELS[text])
    if datatype == f"{XSD}boolean" and text in BOOLEANS:
        return Cell(BOOLEANS[text])
    language = term.get("xml:lang", "")
    return Cell(text, language=language, number=datatype in NUMBERS, day=is_day)


def _thing(iri: str, labels: Mapping[str, Label]) -> Cell:
    label = labels.get(iri, Label(prefixed(iri)))
    if has_page(iri):
        return Cell(
            label.text,
            href=local(iri),
            short=prefixed(iri),
            status=label.status,
            disputed=label.disputed,
            effect=label.effect,
            record=label.record,
            superseded=label.superseded,
            standing=label.standing,
        )
    if iri in labels:
        return Cell(label.text, short=prefixed(iri))
    outside = iri.startswith(("https://", "http://"))
    return Cell(iri, href=iri if outside else "", outside=outside)
