"""A curated file in the making: what is said of which subject, and the text it becomes."""

from collections.abc import Mapping
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import Final

import pyoxigraph as px

from kg.desk.slugs import tail
from kg.errors import BadArgument
from kg.gate.curated import find
from kg.gate.decisions import DECIDE
from kg.rdf.canonical import Order, canonical
from kg.rdf.parse import parse_turtle, read_text
from kg.rdf.triples import Triple, n_triples
from kg.terms import AV, AVC, AVD, RDF_TYPE, SKOS, XSD

CURATOR: Final = "org-averment"
CITATIONS: Final = f"{AV}hasCitation"
BEARING: Final = f"{AV}bearing"

Term = px.NamedNode | px.Literal
Values = Term | None | list[Term]


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


def texts(values: Values) -> list[str]:
    """Values as plain strings: IRIs in full, literals without language or datatype."""
    terms = values if isinstance(values, list) else [values]
    return [term.value for term in terms if term is not None]


class Sheet:
    """The triples of one curated file, its own header included; `path` where it exists already."""

    def __init__(self, stem: str, order: Order, path: Path | None = None) -> None:
        self.stem = stem
        self.path = path
        self.triples: list[Triple] = []
        self._described: set[px.NamedNode | px.BlankNode] = set()
        self._order = order
        today = typed(date.today().isoformat(), "date")
        self.add(f"file-{stem}", "CuratedFile", curator=thing(CURATOR), curatedOn=today)

    def add(self, slug: str, kind: str, *said: Mapping[str, Values], **values: Values) -> None:
        """Describes a subject: what is `said` by predicate IRI, `values` by local name of `av:`."""
        self._say(slug, RDF_TYPE, px.NamedNode(AV + kind))
        self.say(slug, *said, **values)

    def say(self, slug: str, *said: Mapping[str, Values], **values: Values) -> None:
        """Says more of a subject that is described already."""
        for each in (*said, {AV + name: value for name, value in values.items()}):
            for predicate, given in each.items():
                for value in given if isinstance(given, list) else [given]:
                    self._say(slug, predicate, value)

    def _say(self, slug: str, predicate: str, value: Term | None) -> None:
        if value is not None:
            self.take(Triple(thing(slug), px.NamedNode(predicate), value))

    def take(self, *triples: Triple) -> None:
        """Adds triples as they are."""
        self.triples.extend(triples)
        self._described.update(triple.subject for triple in triples)

    def decide(self, slug: str, question: str) -> None:
        """Notes an open decision at a subject; the gate refuses it until it is taken out."""
        self._say(slug, f"{SKOS}editorialNote", words(f"{DECIDE}{question}"))

    def cite(
        self, record: str, document: str, *said: Mapping[str, Values], **values: Values
    ) -> None:
        """Adds a citation, named after the record and the document; it supports the record unless
        something else is `said`.
        """
        slug = self._free(f"cit-{record}-{tail(document)}")
        bears = any(BEARING in each for each in said)
        bearing = None if bears else concept("bearing-supports")
        cited = thing(document)
        self.add(slug, "Citation", *said, citedDocument=cited, bearing=bearing, **values)
        self._say(record, CITATIONS, thing(slug))

    def _free(self, slug: str) -> str:
        """The name, with a number behind it where something in the file bears it already."""
        names = chain([slug], (f"{slug}-{number}" for number in count(2)))
        return next(name for name in names if thing(name) not in self._described)

    def text(self) -> str:
        """The file in canonical form."""
        return canonical(n_triples(self.triples), self._order, self.stem)


def opened(path: Path, order: Order) -> Sheet:
    """The sheet of a file that exists, with today as its day.

    Raises:
        BadFile: it is no Turtle.
    """
    sheet = Sheet(path.stem, order, path)
    header = thing(f"file-{path.stem}")
    replaced = {triple.predicate for triple in sheet.triples}
    said = parse_turtle(read_text(path, str(path)), str(path))
    sheet.take(*(t for t in said if t.subject != header or t.predicate not in replaced))
    return sheet


def placed(root: Path, sheet: Sheet, folder: str = "", out: Path | None = None) -> dict[Path, str]:
    """A sheet's text, by the path of its file: the one that there is, or one that there is not.

    Raises:
        BadArgument: the file exists, or another file of the checkout has its name.
    """
    if sheet.path:
        return {sheet.path: sheet.text()}
    path = out or root / folder / f"{sheet.stem}.ttl"
    same = [one for one in find(root) if one.stem == sheet.stem]
    if same and out is None:
        raise BadArgument(f"{same[0]} exists; nothing was written. Give another name with --slug.")
    if path.exists():
        raise BadArgument(f"{path} exists; nothing was written.")
    return {path: sheet.text()}
