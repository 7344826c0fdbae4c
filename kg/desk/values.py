"""Values as curators give them, turned into terms of the graph or refused with a reason."""

import re
from datetime import date
from typing import Final
from urllib.parse import urlsplit

import pyoxigraph as px

from kg.desk.fields import Answers
from kg.desk.known import ACTORS, Known
from kg.desk.sheet import concept, thing, typed, words
from kg.errors import BadArgument
from kg.gate.dates import bounds

ARRANGEMENTS: Final = frozenset({"Agreement", "Partnership", "InternationalOrganisation"})
DOCUMENTS: Final = frozenset({"Report", "OfficialDocument", "ReferenceEntry", "Document"})
ORGANISATIONS: Final = ACTORS - {"State", "Person", "Group"}
MOST_QUOTED: Final = 14
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

Terms = list[px.NamedNode | px.Literal]


class Desk:
    """Reads the answers of one form with the help of what the graph holds."""

    def __init__(self, known: Known, answers: Answers) -> None:
        self.known = known
        self.answers = answers

    def slug(self, name: str, kinds: frozenset[str]) -> str | None:
        """The thing that a field names; a state may be given by its ISO code."""
        text = self.answers.one(name)
        return None if text is None else self._find(text, kinds)

    def must(self, name: str, kinds: frozenset[str]) -> str:
        """The thing that a field has to name."""
        return self._find(self.answers.must(name), kinds)

    def thing(self, name: str, kinds: frozenset[str]) -> px.NamedNode | None:
        """The IRI of the thing that a field names."""
        slug = self.slug(name, kinds)
        return None if slug is None else thing(slug)

    def things(self, name: str, kinds: frozenset[str]) -> Terms:
        """The IRIs of all things that a field names."""
        return [thing(self._find(text, kinds)) for text in self.answers.all(name)]

    def _find(self, text: str, kinds: frozenset[str]) -> str:
        code = f"state-{text.lower()}"
        if "State" in kinds and "State" in self.known.kinds(code):
            return code
        return self.known.find(text, kinds)

    def concept(self, name: str, scheme: str, default: str | None = None) -> px.NamedNode | None:
        """The concept that a field names."""
        text = self.answers.one(name) or default
        return None if text is None else concept(self.known.concept(scheme, text))

    def concepts(self, name: str, scheme: str) -> Terms:
        """All concepts that a field names."""
        return [concept(self.known.concept(scheme, text)) for text in self.answers.all(name)]

    def edtf(self, name: str = "date") -> px.Literal | None:
        """A date in EDTF; raises BadDate where it is none."""
        text = self.answers.one(name)
        if text is None:
            return None
        bounds(text)
        return px.Literal(text)

    def day(self, name: str) -> px.Literal | None:
        """One day of the calendar."""
        text = self.answers.one(name)
        return None if text is None else typed(read_day(text).isoformat(), "date")

    def address(self, name: str) -> px.Literal | None:
        """A web address."""
        text = self.answers.one(name)
        return None if text is None else typed(read_address(text), "anyURI")

    def texts(self, name: str, language: str = "en") -> Terms:
        """All texts of a field, in a language."""
        return [words(text, language) for text in self.answers.all(name)]

    def text(self, name: str, language: str = "en") -> px.Literal | None:
        """The text of a field, in a language."""
        text = self.answers.one(name)
        return None if text is None else words(text, language)

    def plain(self, name: str) -> px.Literal | None:
        """The text of a field without a language."""
        text = self.answers.one(name)
        return None if text is None else px.Literal(text)


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


def read_language(text: str) -> str:
    """A BCP 47 tag.

    Raises:
        BadArgument: it is none.
    """
    if not _LANGUAGE.fullmatch(text):
        raise BadArgument(f"“{text}” is no language tag; write en, fr, pt-BR.")
    return text
