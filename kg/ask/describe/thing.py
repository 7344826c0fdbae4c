"""The one look-up of what a thing is: what is said of it, its classes, the file it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.ask.describe import terms
from kg.ask.describe.model import Property, Provenance, alphabetical
from kg.ask.reader import Ref, local
from kg.rdf.sparql import iri as term
from kg.rdf.sparql import is_iri

if TYPE_CHECKING:
    from kg.ask.reader import Node, NodeReader, Rows, Value
    from kg.contract import Class, Contract


@dataclass(frozen=True)
class Thing:
    """A thing under its slug, before its page is read.

    `kinds` are the classes under which it was curated, the narrowest first; what was derived has
    its narrowest class.
    """

    node: Node
    kinds: tuple[Class, ...]
    files: Rows

    @property
    def iri(self) -> str:
        """The thing's IRI."""
        return self.node.iri

    @property
    def kind(self) -> str:
        """The name of its narrowest class, "" where none is known."""
        return self.kinds[0].name if self.kinds else ""

    def is_a(self, name: str) -> bool:
        """Whether it belongs to a class, given by its local name."""
        return name in self.node.kinds

    def properties(self, contract: Contract, elsewhere: frozenset[str]) -> tuple[Property, ...]:
        """Values under the labels of their properties.

        Args:
            contract: says which fields its classes have.
            elsewhere: groups of fields that other parts of the page show.
        """
        values = (
            Property(local(field.path), field.label, self.node.all(local(field.path)))
            for field in terms.labelled(contract, self.node.types, elsewhere)
        )
        return tuple(each for each in values if each.values)

    def remarks(self, contract: Contract) -> tuple[Value, ...]:
        """What curators remarked on it in prose."""
        return terms.remarks(contract, self.kinds[0].name, self.node) if self.kinds else ()

    @property
    def named_in_files(self) -> tuple[str, ...]:
        """Curators and sources of the files, for which labels are wanted."""
        return tuple(
            row[end]["value"] for row in self.files for end in ("who", "from") if end in row
        )

    @property
    def provenance(self) -> Provenance | None:
        """The curated file that says what the thing is; None for derived things."""
        dated = sorted(
            (row for row in self.files if "day" in row), key=lambda row: row["file"]["value"]
        )
        if not dated:
            return None
        first = dated[0]
        sources = {self.node.ref_to(row["from"]["value"]) for row in dated if "from" in row}
        return Provenance(
            file=Ref(first["file"]["value"], local(first["file"]["value"])),
            curator=self.node.ref_to(first["who"]["value"]) if "who" in first else None,
            curated_on=first["day"]["value"],
            drawn_from=alphabetical(sources),
        )


async def look_up(reader: NodeReader, contract: Contract, iri: str) -> Thing | None:
    """The thing of an IRI, None where nothing is recorded: one query."""
    if not is_iri(iri):
        return None
    here = term(iri)
    found = await reader.ask(
        {
            "here": f"SELECT ({here} AS ?s) ?p ?o {{ {here} ?p ?o }}",
            "files": f"""SELECT ?file ?type ?day ?who ?from {{
  GRAPH ?file {{ {here} a ?type }} ?file a av:CuratedFile . OPTIONAL {{ ?file av:curatedOn ?day }}
  OPTIONAL {{ ?file av:curator ?who }} OPTIONAL {{ ?file av:drawnFrom ?from }} }}""",
        },
    )
    reader.add(found["here"])
    node = reader[iri]
    curated = {row["type"]["value"] for row in found["files"]}
    kinds = [each for each in contract.classes.values() if each.iri in curated]
    ordered = sorted(kinds, key=lambda each: -len(each.ancestors))
    derived = contract.narrowest(node.types)
    if not ordered and derived:
        ordered = [derived]
    return Thing(node, tuple(ordered), found["files"]) if node.types else None
