"""What stands beside every thing: questions that fit it, how it is cited, what machines read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from markupsafe import Markup

from api.web.views.links import slug
from kg.contract.parts import Kind
from kg.terms import AV, RDFS, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.ask.named import NamedQuestion
    from kg.contract import Contract
    from kg.contract.ontology import Ontology

SCHEMA: Final = "http://schema.org/"


@dataclass(frozen=True)
class Fitting:
    """A named question with the thing filled in."""

    title: str
    address: str


@dataclass(frozen=True)
class Margin:
    """Values for `_margin.html.j2`; `linked` is JSON-LD, `file` the IRI of the curated file."""

    iri: str
    title: str
    questions: tuple[Fitting, ...]
    linked: Markup
    file: str

    @property
    def compared(self) -> str:
        """The address at which it is compared with something else."""
        return f"/compare?{urlencode({'one': slug(self.iri), 'other': ''})}"


@dataclass(frozen=True)
class Margins:
    """Makes the margins of pages.

    Args:
        contract: says below which classes a class is.
        questions: all named ones, by slug.
        in_schema: names of classes of schema.org, by the IRIs of ours that are below them.
    """

    contract: Contract
    questions: Mapping[str, NamedQuestion]
    in_schema: Mapping[str, str]

    def of(self, iri: str, title: str, kind: str, file: str) -> Margin:
        """The margin of a thing.

        Args:
            iri: the thing.
            title: what its page calls it.
            kind: the name of its narrowest class.
            file: the IRI of the curated file that says what it is, "" where none does.
        """
        of = self.contract.classes.get(kind)
        family = [AV + name for name in (of.name, *of.ancestors)] if of else []
        kinds = frozenset(map(short, family))
        fitting = tuple(self._fitting(iri, kinds))
        return Margin(iri, title, fitting, self._linked(iri, title, family), file)

    def _fitting(self, iri: str, kinds: frozenset[str]) -> Iterator[Fitting]:
        """Questions of which a parameter may be a member of one of the classes, by title."""
        for question in sorted(self.questions.values(), key=lambda each: each.title):
            fits = (each.name for each in question.parameters if kinds.intersection(each.kinds))
            if name := next(fits, ""):
                address = f"/queries/{question.slug}?{urlencode({name: slug(iri)})}"
                yield Fitting(question.title, address)

    def _linked(self, iri: str, title: str, family: Iterable[str]) -> Markup:
        """The thing as search engines read it; within a page `<` stands as an escape."""
        known = (self.in_schema[each] for each in family if each in self.in_schema)
        told = {
            "@context": "https://schema.org",
            "@id": iri,
            "@type": next(known, "Thing"),
            "name": title,
            "subjectOf": {"@type": "DataDownload", "contentUrl": f"{iri}.jsonld"},
        }
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return Markup(text.replace("<", "\\u003c"))  # noqa: S704 (a data block, which is not run)


def in_schema(source: Ontology) -> dict[str, str]:
    """Classes of schema.org by the IRIs of ours that the alignment puts below them."""
    triples = (triple for part in source.of(Kind.ALIGNMENT) for triple in part.triples)
    below = (t for t in triples if t.predicate.value == f"{RDFS}subClassOf")
    return {
        t.subject.value: t.object.value.removeprefix(SCHEMA)
        for t in below
        if t.object.value.startswith(SCHEMA)
    }
