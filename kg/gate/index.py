"""What is curated and computed, looked up by property, for checks of the whole graph."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from kg.rdf.triples import Triple
from kg.terms import AV, RDF_TYPE

_NONE: Final[Mapping[str, list[str]]] = MappingProxyType({})


class Index:
    """Values by property and subject, as plain strings: IRIs in full, literals without datatype."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._found: dict[str, dict[str, list[str]]] = {}
        for subject, predicate, value in triples:
            about = self._found.setdefault(predicate.value, {})
            about.setdefault(subject.value, []).append(value.value)

    def under(self, path: str) -> Mapping[str, Sequence[str]]:
        """The values of a property, given by its IRI, by subject."""
        return self._found.get(path, _NONE)

    def of(self, name: str) -> Mapping[str, Sequence[str]]:
        """The values of one of our properties, by subject."""
        return self.under(f"{AV}{name}")

    def values(self, subject: str, name: str) -> Sequence[str]:
        """The values of one of our properties of a subject."""
        return self.of(name).get(subject, ())

    def value(self, subject: str, name: str) -> str | None:
        """The first of them."""
        return next(iter(self.values(subject, name)), None)

    def members(self, classes: Iterable[str]) -> list[str]:
        """The subjects that are said to be of one of our classes, in the order of the files."""
        wanted = {f"{AV}{name}" for name in classes}
        types = self._found.get(RDF_TYPE, _NONE)
        return [subject for subject, kinds in types.items() if not wanted.isdisjoint(kinds)]

    def links(self) -> Counter[str]:
        """How often each thing is the value of another."""
        found = self._found.values()
        return Counter(value for about in found for values in about.values() for value in values)
