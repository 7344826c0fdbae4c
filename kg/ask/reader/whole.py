"""Reads whole nodes by class, many with one query, and keeps them for one answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.ask.reader.batches import MOST_CHARACTERS, cut
from kg.ask.reader.node import Cell, Label, Node
from kg.ask.reader.number import agreeing
from kg.ask.reader.together import together
from kg.contract import Form
from kg.rdf.sparql import iris
from kg.terms import AV

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from kg.ask.reader.protocol import Rows, Select
    from kg.contract import Field

# Things stand twice in a query for their labels, beside what else is asked with them.
MOST_LABELLED: Final = MOST_CHARACTERS // 3


class Step(NamedTuple):
    """From nodes along some properties, by IRI, or back along them."""

    paths: tuple[str, ...]
    inverse: bool = False

    @property
    def back(self) -> Step:
        """The step the other way."""
        return self._replace(inverse=not self.inverse)

    def pattern(self, start: str, end: str) -> str:
        """A triple pattern that leads from a variable to another (SPARQL 1.1, section 9)."""
        path = "|".join(f"<{path}>" for path in self.paths)
        return f"{end} {path} {start} ." if self.inverse else f"{start} {path} {end} ."


class Reached(NamedTuple):
    """Where steps lead, one after the other, from nodes that are given by IRI.

    Where a class is named, also by IRI, only its members count.
    """

    start: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    of: str = ""

    @property
    def pattern(self) -> str:
        """A graph pattern that binds them to ?s."""
        places = [*(f"?at{number}" for number in range(len(self.steps))), "?s"]
        given = f"VALUES {places[0]} {{ {iris(self.start)} }}"
        ways = (s.pattern(*ends) for s, ends in zip(self.steps, pairwise(places), strict=True))
        # Tested of what was found: as a pattern, engines would begin with all members of the class.
        test = f"FILTER EXISTS {{ ?s a <{self.of}> }}" if self.of else ""
        return " ".join((given, *ways, test))


@dataclass(frozen=True, slots=True)
class Whole:
    """Nodes, and the fields that are read of each."""

    nodes: tuple[Reached, ...]
    fields: tuple[Field, ...]

    @property
    def paths(self) -> list[str]:
        """The properties of the fields."""
        return list(dict.fromkeys(f.path for f in self.fields))

    @property
    def single(self) -> list[str]:
        """Properties of one value: they form columns, with one row per node."""
        return list(dict.fromkeys(f.path for f in self.fields if f.form is Form.ONE))

    @property
    def several(self) -> list[str]:
        """Properties of several values: they stand in rows."""
        return list(dict.fromkeys(f.path for f in self.fields if f.form is not Form.ONE))

    @property
    def columns(self) -> str:
        """A SELECT of ?s and one column ?c0, ?c1 … for each property of one value."""
        if not self.single:
            return ""
        optional = (f"OPTIONAL {{ ?s <{p}> ?c{n} }}" for n, p in enumerate(self.single))
        return f"SELECT * {{ {self._nodes} {' '.join(optional)} }}"

    @property
    def rows(self) -> str:
        """A SELECT of ?s, ?p and ?o for the properties of several values."""
        if not self.several:
            return ""
        ways = (f"{{ ?s <{path}> ?o BIND(<{path}> AS ?p) }}" for path in self.several)
        return f"SELECT ?s ?p ?o {{ {self._nodes} {' UNION '.join(ways)} }}"

    @property
    def _nodes(self) -> str:
        ways = " UNION ".join(f"{{ {each.pattern} }}" for each in self.nodes)
        return f"{{ SELECT DISTINCT ?s {{ {ways} }} }}"


class NodeReader:
    """Reads nodes of one graph; what was read once is there for the rest of the answer."""

    def __init__(self, select: Select) -> None:
        self._select = select
        self._cells: dict[str, dict[str, list[Cell]]] = {}
        self._labels: dict[str, Label] = {}
        self._found: dict[str, dict[str, None]] = defaultdict(dict)

    def __getitem__(self, iri: str) -> Node:
        return Node(iri, self._cells.get(iri, {}), self._labels)

    async def ask(self, questions: Mapping[str, str]) -> dict[str, Rows]:
        """The solutions of SELECTs by the names given to them: one query (see `together`)."""
        return await together(self._select, questions)

    async def read(
        self, wholes: Mapping[str, Whole], questions: Mapping[str, str] | None = None
    ) -> dict[str, Rows]:
        """Reads nodes, and asks further questions with them: one query in all.

        Args:
            wholes: the nodes wanted, under names that no question has.
            questions: SELECTs as `together` takes them, whose solutions are given back.
        """
        columns = {f"{name} in columns": whole.columns for name, whole in wholes.items()}
        rows = {f"{name} in rows": whole.rows for name, whole in wholes.items()}
        found = await together(self._select, {**(questions or {}), **columns, **rows})
        for name, whole in wholes.items():
            for part in ("columns", "rows"):
                nodes = (row["s"]["value"] for row in found[f"{name} in {part}"])
                self._found[name] |= dict.fromkeys(nodes)
            self._add_columns(found.pop(f"{name} in columns"), whole.single)
            self.add(found.pop(f"{name} in rows"))
        return found

    def found(self, name: str) -> list[Node]:
        """The nodes that were read under a name."""
        return [self[iri] for iri in self._found[name]]

    async def name(
        self, things: Iterable[str], questions: Mapping[str, str] | None = None
    ) -> dict[str, Rows]:
        """Reads the labels of things, and asks further questions with them.

        One query in all, save for thousands of things.
        """
        parts = list(cut(tuple(dict.fromkeys(things)), MOST_LABELLED))
        first, more = parts[0] if parts else (), parts[1:]
        found = await together(self._select, {**(questions or {}), "labels": _labels(first)})
        rows = found.pop("labels")
        for part in more:
            rows += (await together(self._select, {"labels": _labels(part)}))["labels"]
        labels = {r["s"]["value"]: r["label"]["value"] for r in rows if "label" in r}
        held = {
            r["s"]["value"]: f"{r['who']['value']} {agreeing(r['how']['value'], _persons(r))}"
            for r in rows
            if "who" in r
        }
        several = {r["s"]["value"]: _persons(r) for r in rows if "label" in r and "persons" in r}
        self.call(labels, held, several)
        return found

    def call(
        self, labels: Mapping[str, str], held: Mapping[str, str], persons: Mapping[str, int]
    ) -> None:
        """Keeps labels by IRI; of positions also what people read in place of theirs, and of
        sources how many people they are."""
        shown = {**labels, **held}
        self._labels |= {
            iri: Label(label, shown[iri], persons.get(iri, 1)) for iri, label in labels.items()
        }

    def pointed(self, leaving: Collection[str] = ()) -> dict[str, None]:
        """IRIs to which the nodes lead by properties other than those that are left out."""
        values = (each for node in self._cells.values() for each in node.items())
        cells = (cell for name, found in values if name not in leaving for cell in found)
        return {cell["value"]: None for cell in cells if cell["type"] == "uri"}

    def add(self, rows: Rows) -> None:
        """Adds nodes from solutions with `?s`, `?p` and `?o`."""
        for row in rows:
            node = self._cells.setdefault(row["s"]["value"], {})
            put(node, named(row["p"]["value"]), row["o"])

    def _add_columns(self, rows: Rows, paths: Sequence[str]) -> None:
        """Adds nodes from solutions with one column per property; most nodes have one row."""
        names = {f"c{index}": named(path) for index, path in enumerate(paths)}
        for row in rows:
            found: dict[str, list[Cell]] = {
                names[column]: [cell] for column, cell in row.items() if column in names
            }
            node = self._cells.setdefault(row["s"]["value"], found)
            if node is not found:
                for name, (cell,) in found.items():
                    put(node, name, cell)


def named(path: str) -> str:
    """The name under which a node keeps the values of a property."""
    return path.removeprefix(AV)


def put(node: dict[str, list[Cell]], name: str, cell: Cell) -> None:
    """Adds a value to those that a node has by name, unless it has it."""
    cells = node.get(name)
    if cells is None:
        node[name] = [cell]
    elif cell not in cells:
        cells.append(cell)


def _labels(things: Sequence[str]) -> str:
    """Labels; a position has none that people could read: its holder and stance stand for it."""
    if not things:
        return ""
    these = f"VALUES ?s {{ {iris(things)} }}"
    return f"""SELECT ?s ?label ?who ?how ?persons {{
  {{ {these} ?s av:label ?label OPTIONAL {{ ?s av:minPersons ?persons }} }}
  UNION {{ {these} ?s av:holder ?holder ; av:stance/av:label ?how . ?holder av:label ?who
    OPTIONAL {{ ?holder av:minPersons ?persons }} }} }}"""


def _persons(row: Mapping[str, Cell]) -> int:
    return int(row["persons"]["value"]) if "persons" in row else 1
