"""What the graph holds already: things, concepts, labels; asked by name or by label."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Final

import pyoxigraph as px

from kg.contract.ontology import read_ontology
from kg.errors import BadArgument
from kg.gate.curated import find, read
from kg.rdf.triples import Triple, Value
from kg.terms import AV, AVC, AVD, RDF_TYPE, SKOS

NAMES: Final = (f"{SKOS}prefLabel", f"{SKOS}altLabel")
SHOWN: Final = (NAMES[0], f"{AV}title", f"{AV}text", f"{AV}descriptor", f"{AV}name")
FEW: Final = 3
_ACTORS_WORDS: Final = """
    State Organisation PublicBody IntelligenceAgency InternationalOrganisation Partnership
    NewsOrganisation Person Group
"""
ACTORS: Final = frozenset(_ACTORS_WORDS.split())


class Known:
    """Subjects of a checkout, by slug, with what is said of each."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._about: dict[str, dict[str, list[Value]]] = {}
        for subject, predicate, value in triples:
            said = self._about.setdefault(_slug(subject.value), {})
            said.setdefault(predicate.value, []).append(value)

    def __contains__(self, slug: str) -> bool:
        return slug in self._about

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._about))

    def must_be_new(self, slug: str) -> None:
        """Raises BadArgument for a name that something bears already."""
        if slug in self:
            cause = f"{slug} exists ({self.label(slug)}); nothing was written."
            raise BadArgument(f"{cause} Give another name with --slug.")

    def values(self, slug: str, name: str) -> list[str]:
        """Values of `av:name`, things and concepts as slugs."""
        return [_slug(v.value) for v in self._about.get(slug, {}).get(AV + name, [])]

    def kinds(self, slug: str) -> set[str]:
        """The local names of its classes."""
        return {v.value.removeprefix(AV) for v in self._about.get(slug, {}).get(RDF_TYPE, [])}

    def names(self, slug: str) -> list[str]:
        """Every label and alias, in all languages."""
        said = self._about.get(slug, {})
        return [value.value for name in NAMES for value in said.get(name, [])]

    def label(self, slug: str) -> str:
        """One text to show: English if there is one, else any, else the slug."""
        said = self._about.get(slug, {})
        for name in SHOWN:
            literals = [v for v in said.get(name, []) if isinstance(v, px.Literal)]
            if literals:
                return min(literals, key=lambda v: (v.language != "en", v.value)).value
        return slug

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for slug in self:
            for name in self.names(slug):
                found.setdefault(_plain(name), []).append(slug)
        return found

    def find(self, text: str, kinds: Iterable[str]) -> str:
        """The slug of a thing of one of these kinds, given by slug, by `avd:` name or by label.

        Raises:
            BadArgument: there is none, or several bear the label; the message tells what is near.
        """
        wanted = set(kinds)
        slug = text.removeprefix("avd:").removeprefix(AVD)
        if self.kinds(slug) & wanted:
            return slug
        named = {s for s in self._by_name.get(_plain(text), []) if self.kinds(s) & wanted}
        if len(named) == 1:
            return named.pop()
        if named:
            raise BadArgument(f"“{text}” is the name of {', '.join(sorted(named))}; write one.")
        raise BadArgument(self._nothing(text, wanted))

    def _nothing(self, text: str, wanted: set[str]) -> str:
        slugs = [slug for slug in self if self.kinds(slug) & wanted]
        names = {name: s for s in slugs for name in (s, *(_plain(n) for n in self.names(s)))}
        near = dict.fromkeys(names[n] for n in get_close_matches(_plain(text), sorted(names), 3))
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        sought = " or ".join(sorted(wanted)) if len(wanted) < FEW else "such thing"
        return f"“{text}” is no {sought} of the graph.{hint}"

    def concept(self, scheme: str, text: str) -> str:
        """The slug of a scheme's concept, given by its slug with or without the scheme's name.

        Raises:
            BadArgument: the scheme has none; the message lists those it has.
        """
        slug = f"{scheme}-{text.removeprefix('avc:').removeprefix(f'{scheme}-')}"
        members = self.concepts(scheme)
        if slug in members:
            return slug
        listed = ", ".join(one.removeprefix(f"{scheme}-") for one in members)
        raise BadArgument(f"“{text}” is no {scheme}; there are {listed}.")

    def concepts(self, scheme: str) -> list[str]:
        """The slugs of a scheme's concepts."""
        member = px.NamedNode(AVC + scheme)
        return [s for s in self if member in self._about[s].get(f"{SKOS}inScheme", [])]


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _slug(iri: str) -> str:
    return iri.removeprefix(AVD).removeprefix(AVC)


def read_known(root: Path) -> Known:
    """Reads the curated files and schemes of a checkout.

    Raises:
        BadFile: one of the files is no Turtle.
    """
    curated = (triple for path in find(root) for triple in read(root, path).triples)
    return Known([*curated, *read_ontology(root / "ontology").triples])
