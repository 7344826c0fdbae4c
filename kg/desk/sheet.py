"""A curated file in the making: what is said of which subject, and the text it becomes."""

from datetime import date
from pathlib import Path
from typing import Final

import pyoxigraph as px

from kg.contract import contract_of
from kg.errors import BadArgument
from kg.gate.curated import find
from kg.gate.decisions import DECIDE
from kg.rdf.canonical import Order, canonical
from kg.rdf.triples import Triple, n_triples
from kg.terms import AV, AVC, AVD, RDF_TYPE, SKOS, XSD

CURATOR: Final = "org-averment"


def thing(slug: str) -> px.NamedNode:
    """The IRI of a thing of the graph."""
    return px.NamedNode(f"{AVD}{slug}")


def concept(slug: str) -> px.NamedNode:
    """The IRI of a concept."""
    return px.NamedNode(f"{AVC}{slug}")


def typed(value: object, datatype: str) -> px.Literal:
    """A literal of one of the XSD datatypes; booleans in lower case."""
    return px.Literal(
        str(value).lower() if value in (True, False) else str(value),
        datatype=px.NamedNode(f"{XSD}{datatype}"),
    )


def words(text: str, language: str = "en") -> px.Literal:
    """A text in a language."""
    return px.Literal(text, language=language)


class Sheet:
    """The triples of one curated file, its own header included."""

    def __init__(self, stem: str, today: date) -> None:
        self.stem = stem
        self.triples: list[Triple] = []
        self.add(
            f"file-{stem}",
            "CuratedFile",
            curator=thing(CURATOR),
            curatedOn=typed(today.isoformat(), "date"),
        )

    def add(self, slug: str, kind: str, **values: "Values") -> None:
        """Describes a subject; keywords are local names of `av:`, or labels and notes of SKOS."""
        subject = thing(slug)
        self.triples.append(Triple(subject, px.NamedNode(RDF_TYPE), px.NamedNode(AV + kind)))
        for name, given in values.items():
            space = SKOS if name in ("prefLabel", "altLabel", "editorialNote") else AV
            for value in given if isinstance(given, list) else [given]:
                if value is not None:
                    self.triples.append(Triple(subject, px.NamedNode(space + name), value))

    def decide(self, slug: str, question: str) -> None:
        """Notes an open decision at a subject; the gate refuses it until it is taken out."""
        note = words(f"{DECIDE}{question}")
        self.triples.append(Triple(thing(slug), px.NamedNode(f"{SKOS}editorialNote"), note))

    def cite(self, record: str, document: str, number: int = 1, **values: "Values") -> px.NamedNode:
        """Adds a supporting citation of a record, and gives its IRI."""
        slug = f"cit-{record}-{number}"
        supports = concept("bearing-supports")
        values.setdefault("verbatim", typed(False, "boolean"))
        self.add(slug, "Citation", citedDocument=thing(document), bearing=supports, **values)
        return thing(slug)

    def text(self, order: Order) -> str:
        """The file in canonical form."""
        return canonical(n_triples(self.triples), order, self.stem)


Values = px.NamedNode | px.Literal | None | list[px.NamedNode | px.Literal]


def write_new(root: Path, folder: str, sheet: Sheet, out: Path | None = None) -> Path:
    """Writes a sheet to a file that did not exist; gives its path.

    Raises:
        BadArgument: the file exists, or another file of the checkout has its name.
    """
    path = out or root / folder / f"{sheet.stem}.ttl"
    same = [one for one in find(root) if one.stem == sheet.stem]
    if same and out is None:
        raise BadArgument(f"{same[0]} exists; nothing was written. Give another name with --slug.")
    text = sheet.text(contract_of(root / "ontology").order)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError as error:
        raise BadArgument(f"{path} exists; nothing was written.") from error
    return path
