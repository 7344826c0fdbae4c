"""Reads the answers to a form: values as curators give them become terms, or are refused."""

import re
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pyoxigraph as px

from kg.contract import Contract, Field
from kg.desk.kinds import linked
from kg.desk.known import Known
from kg.desk.options import Answers
from kg.desk.sheet import Sheet, Term, Values, concept, opened, thing, typed, words
from kg.desk.slugs import checked
from kg.errors import BadArgument
from kg.gate.dates import bounds
from kg.rdf.parse import read_text
from kg.rdf.tokens import subject_lines
from kg.terms import AV, AVC, AVD, RDF, XSD

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
# As in Turtle, words may say themselves in which language they are: Україна@uk.
_TAGGED = re.compile(rf"(.*\S)@({_LANGUAGE.pattern})", re.DOTALL)
GIST: Final = f"{AV}gist"
_TRUTH: Final = {"yes": True, "true": True, "no": False, "false": False}


class Reader:
    """The answers to one form, read with the help of what a checkout holds."""

    def __init__(self, root: Path, known: Known, answers: Answers) -> None:
        self.root = root
        self.known = known
        self.answers = answers

    @property
    def contract(self) -> Contract:
        """The classes and their fields."""
        return self.known.contract

    def but(self, **defaults: str | None) -> "Reader":
        """The same, with values for options that were not given."""
        return Reader(self.root, self.known, self.answers.or_else(defaults))

    def without(self, *options: str) -> "Reader":
        """The same, as if these options had not been given."""
        return Reader(self.root, self.known, self.answers.without(*options))

    def kinds(self, top: str) -> frozenset[str]:
        """A class and all that are narrower."""
        return frozenset(self.contract.below(top))

    def slug(self, option: str, top: str) -> str | None:
        """The thing of a class, or of a narrower one, that an option names."""
        text = self.answers.one(option)
        return None if text is None else self.known.find(text, self.kinds(top))

    def must(self, option: str, top: str) -> str:
        """The thing that an option has to name."""
        return self.known.find(self.answers.must(option), self.kinds(top))

    def prefix(self, kind: str) -> str:
        """How the names of new members of a class begin."""
        prefix = self.contract.classes[kind].slug
        if prefix is None:
            raise BadArgument(f"nothing says how names of {kind} begin (avsh:slug in its shape).")
        return prefix

    def new_slug(self, kind: str, made: Callable[[], str]) -> str:
        """The name of a new member of a class, as given, else with what is `made` for it.

        Raises:
            BadArgument: something bears it already, or it is no name of this kind.
        """
        prefix = self.prefix(kind)
        slug = checked(self.answers.one("slug") or f"{prefix}-{made()}", prefix)
        self.known.must_be_new(slug)
        return slug

    def new_sheet(self, slug: str) -> Sheet:
        """An empty sheet for a file that will be named after its subject."""
        return Sheet(slug, self.contract.order)

    def sheet_of(self, slug: str) -> Sheet:
        """The sheet of the file in which a thing is described.

        Raises:
            BadArgument: no curated file describes it.
        """
        home = self.known.home(slug)
        if home is None:
            raise BadArgument(f"no curated file describes {slug}.")
        return opened(home, self.contract.order)

    def place(self, slug: str) -> str:
        """The file and line on which a thing is described, or its name where none describes it."""
        home = self.known.home(slug)
        if home is None:
            return slug
        line = subject_lines(read_text(home, str(home))).get(AVD + slug, 1)
        return f"{home.relative_to(self.root)}:{line}"

    def values(self, kind: str, language: str = "en") -> dict[str, Values]:
        """The values of all fields of a class that were given, by predicate IRI.

        Texts are in the `language`, unless they end in the tag of another, as `Україна@uk`; a gist
        is in the curator's own words, and so in English.
        """
        fields = self.contract.classes[kind]
        return {
            field.path: [
                self.term(field, text, "en" if field.path == GIST else language)
                for text in self.answers.all(option)
            ]
            for field in (*fields.labels, *fields.fields)
            if (option := field.option) and self.answers.all(option)
        }

    def term(self, field: Field, text: str, language: str = "en") -> Term:
        """One value of a field.

        Raises:
            BadDate: it is no date in EDTF, where that is asked for.
            BadArgument: it is not what the field takes.
        """
        if field.schemes:
            return concept(self._concept(field.schemes, text))
        if field.value.is_link:
            return thing(self.known.find(text, linked(self.contract, field)))
        if field.edtf:
            bounds(text)
            return px.Literal(text)
        return _literal(field.datatypes, text, language)

    def _concept(self, schemes: Collection[str], text: str) -> str:
        *others, last = (scheme.removeprefix(AVC) for scheme in schemes)
        for scheme in others:
            if f"{scheme}-{text}" in self.known.concepts(scheme):
                return f"{scheme}-{text}"
        return self.known.concept(last, text)


def _literal(datatypes: Collection[str], text: str, language: str) -> px.Literal:
    if f"{RDF}langString" in datatypes:
        tagged = _TAGGED.fullmatch(text)
        return words(tagged[1], tagged[2]) if tagged else words(text, language)
    if f"{XSD}date" in datatypes:
        return typed(read_day(text).isoformat(), "date")
    if f"{XSD}anyURI" in datatypes:
        return typed(read_address(text), "anyURI")
    if f"{XSD}boolean" in datatypes:
        return typed(read_truth(text), "boolean")
    if f"{XSD}integer" in datatypes:
        return typed(read_number(text), "integer")
    return px.Literal(text)


def read_day(text: str) -> date:
    """A day written as 2025-03-06.

    Raises:
        BadArgument: it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadArgument(f"“{text}” is no day; write it as 2025-03-06.") from error


def read_address(text: str) -> str:
    """An address of the web as it may stand in the graph.

    Raises:
        BadArgument: it is none, or holds signs that stand encoded in an address.
    """
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or re.search(r'[\s<>"{}|\\^`\[\]]', text):
        raise BadArgument(f"“{text}” is no web address; it begins with https:// and has no blanks.")
    return text


def read_truth(text: str) -> bool:
    """Yes or no.

    Raises:
        BadArgument: it is neither.
    """
    if text.lower() not in _TRUTH:
        raise BadArgument(f"“{text}” is neither; write yes or no.")
    return _TRUTH[text.lower()]


def read_number(text: str) -> int:
    """A whole number.

    Raises:
        BadArgument: it is none.
    """
    if not re.fullmatch("[0-9]{1,9}", text):
        raise BadArgument(f"“{text}” is no whole number.")
    return int(text)


def read_language(text: str) -> str:
    """A BCP 47 tag.

    Raises:
        BadArgument: it is none.
    """
    if not _LANGUAGE.fullmatch(text):
        raise BadArgument(f"“{text}” is no language tag; write en, fr, pt-BR.")
    return text
