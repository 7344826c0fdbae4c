"""What people mean by a value of a named question: a thing by its id, code or name, a concept, a
class.

Whatever comes out is an IRI of something that is there, and of the kind that is asked for; dates,
numbers and texts are left to the question itself.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from kg.ask.named import expected_classes
from kg.ask.search.folding import folded
from kg.errors import BadArgument
from kg.terms import AV, AVC, AVD, PREFIXES, RDF_TYPE, SKOS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kg.ask.named import NamedQuestion, Parameter
    from kg.ask.search import TextIndex
    from kg.contract import Contract
    from kg.contract.ontology import Ontology

MOST_NAMED: Final = 5
SHOWN: Final = 80


class Values:
    """Reads the values of named questions on one snapshot.

    Args:
        index: the things that there are, by IRI and by name.
        contract: the classes that there are.
        ontology: the concepts that there are.
        moved: slugs of things that were merged, and those of what they were merged into.
    """

    def __init__(
        self,
        index: TextIndex,
        contract: Contract,
        ontology: Ontology,
        moved: Mapping[str, str],
    ) -> None:
        self._index = index
        self._contract = contract
        graph = ontology.graph
        concepts = graph.subjects(RDF_TYPE, f"{SKOS}Concept")
        self._terms = {
            "skos:Concept": {iri: graph.label(iri) for iri in concepts},
            "owl:Class": {each.iri: each.label for each in contract.classes.values()},
        }
        self._moved = moved

    def bind(self, question: NamedQuestion, given: Mapping[str, str]) -> str:
        """The query with given values in place of defaults; raises BadArgument as `read` does, or
        as the question itself."""
        return question.bind(self.read(question, given))

    def read(self, question: NamedQuestion, given: Mapping[str, str]) -> dict[str, str]:
        """The given values, with the IRI in place of what names a thing, concept or class.

        Raises:
            BadArgument: nothing is meant by a value, or several things are, or one of another
                kind; says what is wanted and what comes near.
        """
        known = {parameter.name: parameter for parameter in question.parameters}
        return {
            name: self.meant(known[name], value.strip()) if name in known and value else value
            for name, value in given.items()
        }

    def meant(self, parameter: Parameter, value: str) -> str:
        """What one value means, as `read` has it of those of a question; raises BadArgument."""
        if parameter.expects in self._terms:
            return self._term(parameter, value, self._terms[parameter.expects])
        return self.thing(parameter, value) if expected_classes(parameter) else value

    def thing(self, parameter: Parameter, value: str) -> str:
        """The IRI of the one thing that is meant, of the classes that a parameter wants.

        Raises:
            BadArgument: as for `read`.
        """
        found = map(self._contract.class_of, expected_classes(parameter))
        wanted = tuple(each for each in found if each)
        address, held = self._identified(value)
        if any(self._contract.descends(held, each.name) for each in wanted):
            return address
        label = " or ".join(each.label for each in wanted)
        if held:
            kind = self._contract.classes[held].label
            raise BadArgument(
                f"{parameter.name} is “{value[:SHOWN]}”, the id of a thing of the kind “{kind}”; "
                f"it must be one of the kind “{label}”{_such_as(parameter)}."
            )
        classes = [name for each in wanted for name in self._contract.below(each.name)]
        match [hit.iri for hit in self._index.called(value, classes)]:
            case [only]:
                return only
            case []:
                near = self._near(value, classes)
                what = f"the id, code or name of a thing of the kind “{label}”"
                raise _unmeant(parameter, value, label, what, near)
            case several:
                slugs = ", ".join(iri.removeprefix(AVD) for iri in several[:MOST_NAMED])
                raise BadArgument(
                    f"{parameter.name} is “{value[:SHOWN]}”, which {len(several)} things are "
                    f"called; give the id of one: {slugs}."
                )

    def class_of(self, value: str) -> str:
        """The name of the class of the thing whose id this is; "" where it is not an id."""
        return self._identified(value)[1]

    def _identified(self, value: str) -> tuple[str, str]:
        """The IRI that a value is as an id, and the class of what is there, "" for nothing."""
        address = _address(value, AVD)
        slug = address.removeprefix(AVD)
        address = AVD + self._moved[slug] if slug in self._moved else address
        return address, self._index.class_of(address)

    def _near(self, value: str, classes: Collection[str]) -> list[str]:
        """Slugs of things of the classes whose names come near, with their labels."""
        names = self._index.names(classes)
        spelled = get_close_matches(folded(value), names, MOST_NAMED, 0.7)
        near = self._index.alike(_address(value, AVD), classes, MOST_NAMED)
        begun = [hit.iri for hit in self._index.named(value, classes)]
        found = dict.fromkeys([*near, *(names[name] for name in spelled), *begun])
        return [iri.removeprefix(AVD) for iri in found][:MOST_NAMED]

    def _term(self, parameter: Parameter, value: str, terms: Mapping[str, str]) -> str:
        """A concept or class by its name or label."""
        space, what = (AVC, "concept") if parameter.expects == "skos:Concept" else (AV, "class")
        address = _address(value, space)
        if address in terms:
            return address
        named = [iri for iri, label in terms.items() if folded(label) == folded(value)]
        if len(named) == 1:
            return named[0]
        slugs = [iri.removeprefix(space) for iri in named or terms]
        near = (named and slugs) or get_close_matches(value, slugs, MOST_NAMED)
        raise _unmeant(parameter, value, what, f"the name of a {what}", near)


def _unmeant(
    parameter: Parameter, value: str, kind: str, what: str, near: Iterable[str]
) -> BadArgument:
    listed = ", ".join(near)
    rest = f" Did you mean {listed}?" if listed else ""
    return BadArgument(
        f"{parameter.name} is “{value[:SHOWN]}”, but no {kind} is called that; it must be {what}"
        f"{_such_as(parameter)}.{rest}"
    )


def _such_as(parameter: Parameter) -> str:
    return f", such as {parameter.shown}" if parameter.shown else ""


def _address(value: str, space: str) -> str:
    """The IRI that a value is if it is one, in full, with a prefix, or without its namespace."""
    prefix, colon, local = value.partition(":")
    if colon and prefix in PREFIXES:
        return PREFIXES[prefix] + local
    return value if colon else space + value
