"""What stands beside every thing: questions that fit it, how it is cited, what machines read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from markupsafe import Markup

from api.web.views.links import slug
from kg.terms import AV, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.ask.named import NamedQuestion
    from kg.contract import Class

# As in the alignment with schema.org, the narrower first.
IN_SCHEMA: Final[Mapping[str, str]] = {
    "NewsOrganisation": "NewsMediaOrganization",
    "Organisation": "Organization",
    "State": "Country",
    "Place": "Place",
    "Person": "Person",
    "Document": "CreativeWork",
    "Event": "Event",
    "Proposition": "Claim",
}


@dataclass(frozen=True)
class Fitting:
    """A named question with the thing filled in."""

    title: str
    address: str


@dataclass(frozen=True)
class Beside:
    """Values for `_beside.html.j2`; `linked` is JSON-LD, `file` the IRI of the curated file."""

    iri: str
    title: str
    questions: tuple[Fitting, ...]
    linked: Markup
    file: str


def build(
    iri: str, title: str, of: Class | None, catalogue: Iterable[NamedQuestion], file: str
) -> Beside:
    """What stands beside a thing.

    Args:
        iri: the thing.
        title: what its page calls it.
        of: its narrowest class, None where none is known.
        catalogue: all named questions.
        file: the IRI of the curated file that says what it is, "" where none does.
    """
    family = (of.name, *of.ancestors) if of else ()
    fitting = tuple(_fitting(iri, family, catalogue))
    return Beside(iri, title, fitting, _linked(iri, title, family), file)


def _fitting(
    iri: str, family: Iterable[str], catalogue: Iterable[NamedQuestion]
) -> Iterable[Fitting]:
    """Questions of which a parameter may be a member of one of the classes, by title."""
    kinds = {short(AV + name) for name in family}
    for question in sorted(catalogue, key=lambda each: each.title):
        fits = (each.name for each in question.parameters if kinds.intersection(each.kinds))
        if name := next(fits, ""):
            address = f"/queries/{question.slug}?{urlencode({name: slug(iri)})}"
            yield Fitting(question.title, address)


def _linked(iri: str, title: str, family: Iterable[str]) -> Markup:
    """The thing as search engines read it; within a page `<` stands as an escape."""
    kind = next((IN_SCHEMA[name] for name in family if name in IN_SCHEMA), "Thing")
    told = {
        "@context": "https://schema.org",
        "@id": iri,
        "@type": kind,
        "name": title,
        "subjectOf": {"@type": "DataDownload", "contentUrl": f"{iri}.jsonld"},
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 (a data block, which is not run)
