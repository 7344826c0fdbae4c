"""What the graph holds already: things, concepts, labels; asked by name or by label."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Final

import pyoxigraph as px

from kg.contract import Contract, Field, make_contract
from kg.contract.ontology import read_ontology
from kg.errors import BadArgument
from kg.gate.curated import find, read
from kg.gate.moved import TABLE, read_moved
from kg.rdf.triples import Triple, Value
from kg.terms import AV, AVC, AVD, RDF_TYPE, SKOS

FEW: Final = 3
# By these a state is called in a line of words; no other thing has a code.
CODE: Final = f"{AV}isoCode3"


class Known:
    """Subjects of a checkout, by slug, with what is said of each and the file it stands in."""

    def __init__(
        self,
        contract: Contract,
        triples: Iterable[Triple],
        homes: Mapping[str, Path] | None = None,
        given_up: Collection[str] = (),
    ) -> None:
        self.contract = contract
        self._homes = homes or {}
        self._given_up = frozenset(given_up)
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
        if slug in self._given_up:
            raise BadArgument(f"{slug} was given before ({TABLE}). Give another name with --slug.")

    @property
    def taken(self) -> Collection[str]:
        """Every name that was ever given, those that are given up too."""
        return self._about.keys() | self._given_up

    def home(self, slug: str) -> Path | None:
        """The curated file in which a thing is described."""
        return self._homes.get(slug)

    def members(self, kind: str) -> list[str]:
        """The slugs of all things of a class, not those of narrower ones."""
        return self._by_kind.get(kind, [])

    @cached_property
    def _by_kind(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for slug in self:
            for kind in self.kinds(slug):
                found.setdefault(kind, []).append(slug)
        return found

    def about(self, slug: str) -> Mapping[str, list[Value]]:
        """Everything that is said of a thing, by predicate IRI."""
        return self._about.get(slug, {})

    def values(self, slug: str, name: str) -> list[str]:
        """Values of `av:name`, things and concepts as slugs."""
        return [_slug(v.value) for v in self.about(slug).get(AV + name, [])]

    def linked(self, slug: str, field: Field) -> list[str]:
        """Values of a field, things and concepts as slugs."""
        return [_slug(v.value) for v in self.about(slug).get(field.path, [])]

    def kinds(self, slug: str) -> set[str]:
        """The local names of its classes."""
        return {v.value.removeprefix(AV) for v in self.about(slug).get(RDF_TYPE, [])}

    def names(self, slug: str) -> list[str]:
        """Every label and alias, in all languages."""
        said = self.about(slug)
        labels = (name for name in self.contract.names if name.startswith(SKOS))
        return [value.value for name in labels for value in said.get(name, [])]

    def label(self, slug: str) -> str:
        """One text to show: English if there is one, else any, else the slug."""
        said = self.about(slug)
        for name in self.contract.names:
            literals = [v for v in said.get(name, []) if isinstance(v, px.Literal)]
            if literals:
                return min(literals, key=lambda v: (v.language != "en", v.value)).value
        return slug

    def bare(self, concept: str) -> str:
        """The slug of a concept without the name of its scheme: `denies` of `stance-denies`."""
        schemes = (one for one in self._schemes if concept.startswith(f"{one}-"))
        return concept.removeprefix(f"{max(schemes, key=len, default='')}-")

    @cached_property
    def _schemes(self) -> frozenset[str]:
        fields = (field for of in self.contract.classes.values() for field in of.fields)
        return frozenset(s.removeprefix(AVC) for field in fields for s in field.schemes)

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for slug in self:
            for name in self.names(slug):
                found.setdefault(_plain(name), []).append(slug)
        return found

    @cached_property
    def _by_code(self) -> dict[str, str]:
        return {value.value: slug for slug in self for value in self.about(slug).get(CODE, [])}

    def find(self, text: str, kinds: Collection[str]) -> str:
        """The slug of a thing of one of these kinds, by slug, `avd:` name, ISO code or label.

        Raises:
            BadArgument: there is none, or several bear the label; the message tells what is near.
        """
        named = self._by_name.get(_plain(text), [])
        by_key = (text.removeprefix("avd:").removeprefix(AVD), self._by_code.get(text.upper(), ""))
        for slug in by_key:
            if not self.kinds(slug).isdisjoint(kinds):
                return slug
        found = {slug for slug in named if not self.kinds(slug).isdisjoint(kinds)}
        if len(found) == 1:
            return found.pop()
        if found:
            raise BadArgument(f"“{text}” is the name of {', '.join(sorted(found))}; write one.")
        raise BadArgument(self._nothing(text, kinds))

    def _nothing(self, text: str, kinds: Collection[str]) -> str:
        slugs = [slug for slug in self if not self.kinds(slug).isdisjoint(kinds)]
        names = {name: s for s in slugs for name in (s, *(_plain(n) for n in self.names(s)))}
        near = dict.fromkeys(names[n] for n in get_close_matches(_plain(text), sorted(names), 3))
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        sought = " or ".join(sorted(kinds)) if len(kinds) < FEW else "such thing"
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
        return [s for s in self if member in self.about(s).get(f"{SKOS}inScheme", [])]


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _slug(iri: str) -> str:
    return iri.removeprefix(AVD).removeprefix(AVC)


def read_known(root: Path) -> Known:
    """Reads the curated files and the ontology of a checkout.

    Raises:
        BadFile: one of the files is no Turtle, or the table of names that are given up is none.
    """
    triples: list[Triple] = []
    homes: dict[str, Path] = {}
    for path in find(root):
        said = read(root, path).triples
        triples += said
        for triple in said:
            homes.setdefault(_slug(triple.subject.value), path)
    ontology = read_ontology(root / "ontology")
    return Known(make_contract(ontology), [*triples, *ontology.triples], homes, read_moved(root))
