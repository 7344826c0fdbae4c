"""A graph in dictionaries, and what it says of a node: values, types, names, where it stands."""

from collections import defaultdict
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

import pyoxigraph as px

from kg.ask.reader import slug
from kg.contract import LABEL, Contract, Field
from kg.terms import AV, AVC, NO_END, NO_START, RDF_TYPE, SKOS

UNKNOWN = (NO_START, NO_END)
CONCEPT_STATUS = f"{AVC}status-"


class Term(NamedTuple):
    """An IRI or a literal; of an IRI the language is None."""

    text: str
    language: str | None


class Graph:
    """The triples of a store, from subjects and from objects."""

    def __init__(self, contract: Contract, store: px.Store) -> None:
        self.contract = contract
        self.out: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self.into: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for quad in store:
            self._add(quad)

    def _add(self, quad: px.Quad) -> None:
        if isinstance(quad.subject, px.NamedNode):
            s, p, o = quad.subject.value, quad.predicate.value, quad.object
            literal = isinstance(o, px.Literal)
            term = Term(o.value, (o.language or "").lower() if literal else None)
            if term not in self.out[s][p]:
                self.out[s][p].append(term)
                if not literal:
                    self.into[o.value][p].append(s)

    def values(self, iri: str, along: Field) -> list[Term]:
        if not along.inverse:
            return self.out[iri][along.path]
        found = self.into[iri][along.path]
        return [Term(each, None) for each in found if not along.only or self.is_a(each, along.only)]

    def is_a(self, iri: str, of: str) -> bool:
        return any(each.text == of for each in self.out[iri][RDF_TYPE])

    def type_of(self, iri: str) -> str | None:
        found = self.contract.object_of(each.text for each in self.out[iri][RDF_TYPE])
        return found.name if found else None

    def text(self, iri: str, path: str) -> str:
        return next((each.text for each in self.out[iri][path]), "")

    def label(self, iri: str) -> str:
        return self.text(iri, LABEL.path)

    def called(self, iri: str, languages: list[str]) -> str:
        names = [path for path in self.contract.names if path != f"{SKOS}altLabel"]
        spoken = sorted({(t.language or "", t.text) for path in names for t in self.out[iri][path]})
        found = in_language([Term(text, language) for language, text in spoken], languages)
        return found[0].text if found else self.label(iri) or slug(iri)

    def notation(self, concept: str | None) -> str | None:
        return self.contract.notation(concept or "")

    def status(self, iri: str, is_claim: bool, day: str | None, known: str | None) -> str | None:
        if known and is_claim:
            return f"{CONCEPT_STATUS}{self.claim_as_known(iri, day or known, known)}"
        if known and not self.reported(iri, known):
            return None
        if not (day or known):
            return self.text(iri, f"{AV}currentStatus") or None
        return self.status_on(iri, day or known or "")

    def status_on(self, iri: str, day: str) -> str | None:
        for period in self.into[iri][f"{AV}statusOf"]:
            if self.text(period, f"{AV}from") <= day <= self.text(period, f"{AV}until"):
                return self.text(period, f"{AV}status")
        return None

    def reported(self, iri: str, known: str) -> bool:
        told = self.text(iri, f"{AV}firstReported")
        return bool(told) and told <= known

    def counted(self, claim: str, way: str, day: str, known: str) -> list[str]:
        return [
            each
            for each in self.into[claim][f"{AV}{way}"]
            if self.text(each, f"{AV}voice")
            and self.reported(each, known)
            and self.text(each, f"{AV}from") <= day <= self.text(each, f"{AV}until")
        ]

    def claim_as_known(self, claim: str, day: str, known: str) -> str:
        yes = self.counted(claim, "countsFor", day, known)
        no = self.counted(claim, "countsAgainst", day, known)
        if yes and no:
            return "contested"
        if yes:
            pairs = ((one, two) for one in yes for two in yes)
            return "corroborated" if any(self.apart(*each) for each in pairs) else "asserted"
        negations = {claim, *self.into[claim][f"{AV}negationOf"]}
        said = {t.text for each in no for t in self.out[each][f"{AV}proposition"]}
        return "denied" if said & negations else "unaddressed"

    def apart(self, one: str, two: str) -> bool:
        """Whether two positions are those of two voices, the first named, of no common origin."""
        holders = (each.text for each in self.out[one][f"{AV}holder"])
        named = not any(self.is_a(each, f"{AV}UnnamedSource") for each in holders)
        return named and all(
            not set(self.out[one][path]) & set(self.out[two][path])
            for path in (f"{AV}voice", f"{AV}origin")
        )


def days(given: Any) -> tuple[str | None, str | None]:
    found = (given.get(name) for name in ("asOf", "knownAt"))
    as_of, known_at = (each.isoformat() if each else None for each in found)
    return as_of, known_at


def name_of(value: Any) -> str:
    return str(value.value if isinstance(value, Enum) else value)


def scalar(name: str, text: str) -> Any:
    match name:
        case "Int":
            return int(text)
        case "Float":
            return float(text)
        case "Boolean":
            return text == "true"
        case "Date":
            return None if text in UNKNOWN else date.fromisoformat(text)
    return text


def spoken_order(term: Term) -> tuple[bool, str, str]:
    """English first, then by language and text."""
    language = term.language or ""
    return language not in ("", "en"), language, term.text


def in_language(terms: list[Term], wanted: list[str]) -> list[Term]:
    for language in wanted:
        parts = language.lower().split("-")
        for size in range(len(parts), 0, -1):
            tag = "-".join(parts[:size])
            found = [
                t for t in terms if t.language == tag or (t.language or "").startswith(f"{tag}-")
            ]
            if found:
                return found
    return []
