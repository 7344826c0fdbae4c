"""Advice on a query that has an answer, but perhaps not the one that was meant."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, Protocol

from cachetools import LRUCache

from kg.engine.patterns import OUTERMOST, PLAIN, Patterns, patterns_of
from kg.terms import ALL_PREFIXES, AV, AVC, AVD, PREFIXES, RDF_TYPE, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.engine.guard import Query

# A longer text is a program's.
MOST_CHARACTERS: Final = 20_000
MOST_TOLD: Final = 8
MOST_KEPT: Final = 512
MOST_OWNERS: Final = 3
NEAR: Final = 0.75
# Names of things. Where one is that of a property, what stands for it is reported as unknown.
_SLUG: Final = "([a-z0-9]+(?:-[a-z0-9]+)+)"
_THINGS: Final = (re.compile(f"(avd:){_SLUG}"), re.compile(f"(<{re.escape(AVD)}){_SLUG}"))
_COMMENT: Final = re.compile(r"\n[ \t]*#[^\r\n]*")
_LONG_QUOTES: Final = ('"""', "'''")


class Things(Protocol):
    """The things of a dataset, by IRI."""

    def __contains__(self, iri: str) -> bool:
        """Whether the dataset says anything of it."""

    def near(self, iri: str) -> Sequence[str]:
        """IRIs of things that may be meant by one that is of none, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a dataset holds: the properties of the members of each class, all properties that are
    used, and the terms and concepts of its ontology, used or not; all by IRI. `prefixes` are those
    that it gives its terms; `written` says of properties that have no plain text as a value how one
    is written. Without `things`, nothing is said of their names.
    """

    classes: Mapping[str, frozenset[str]]
    properties: frozenset[str]
    terms: frozenset[str]
    concepts: frozenset[str] = frozenset()
    written: Mapping[str, str] = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=lambda: PREFIXES)
    things: Things | None = None


class Advisor:
    """Looks through queries, and keeps what it has found."""

    def __init__(self, known: Vocabulary) -> None:
        self._known = known
        self._of_all = replace(known, things=None)
        self._kept: LRUCache[str, tuple[str, ...]] = LRUCache(MOST_KEPT)

    def __call__(self, query: Query) -> tuple[str, ...]:
        """The advice on a query, at most MOST_TOLD sentences in ASCII but for the query's IRIs."""
        if len(query.text) > MOST_CHARACTERS or not self._known.properties:
            return ()
        template, slugs = _template(query.text)
        if self._told(template, self._of_all) or self._is_missing(slugs):
            return self._told(query.text, self._known)
        return ()

    def _is_missing(self, slugs: Iterable[str]) -> bool:
        """Whether one of these may name nothing."""
        things = self._known.things
        return things is not None and any(AVD + slug not in things for slug in slugs)

    def _told(self, text: str, known: Vocabulary) -> tuple[str, ...]:
        if text not in self._kept:
            self._kept[text] = advice(text, known)
        return self._kept[text]


def _template(text: str) -> tuple[str, Iterable[str]]:
    """What a text has in common with those that ask the same of other things, in other remarks;
    and the names of these things.

    Where nothing is said on it, nothing but of the names is said on any of them.
    """
    numbers: dict[str, str] = {}

    def numbered(match: re.Match[str]) -> str:
        return match[1] + numbers.setdefault(match[2], f"thing-{len(numbers)}")

    for things in _THINGS:
        text = things.sub(numbered, text)
    # In a long string a line that begins like a comment is none.
    is_bare = not any(quotes in text for quotes in _LONG_QUOTES)
    return _COMMENT.sub("", text) if is_bare else text, numbers


def advice(text: str, known: Vocabulary) -> tuple[str, ...]:
    """What is said on a query's text; the same is said once."""
    read = patterns_of(text)
    told = (
        *_of_prefixes(read, known),
        *_of_properties(read, known),
        *_of_classes(read, known),
        *_of_members(read, known),
        *_of_values(read, known),
        *_of_things(read, known),
        *_of_aggregates(read),
    )
    return tuple(dict.fromkeys(told))[:MOST_TOLD]


def _of_prefixes(read: Patterns, known: Vocabulary) -> Iterator[str]:
    for prefix, namespace in read.prefixes.items():
        ours = known.prefixes.get(prefix, namespace)
        if namespace != ours and namespace.rstrip("#/") == ours.rstrip("#/"):
            yield f"{prefix}: is declared as <{namespace}>; here its terms begin with <{ours}>."


def _of_properties(read: Patterns, known: Vocabulary) -> Iterator[str]:
    for iri in read.properties:
        if iri in known.properties:
            continue
        if iri in known.terms:
            yield f"Nothing here has the property {_named(iri)}, though the ontology has it."
        else:
            yield f"Nothing here has a property {_named(iri)}{_near(iri, known.properties)}"


def _of_classes(read: Patterns, known: Vocabulary) -> Iterator[str]:
    asked = (each.object for each in read.patterns if each.predicate == RDF_TYPE)
    for iri in asked:
        if not iri or iri == PLAIN or iri.startswith("?") or iri in known.classes:
            continue
        if iri in known.terms:
            yield f"Nothing here is of the class {_named(iri)}, though the ontology has it."
        else:
            yield f"Nothing here is of a class {_named(iri)}{_near(iri, known.classes)}"


def _of_members(read: Patterns, known: Vocabulary) -> Iterator[str]:
    """Properties that no member of the subject's class has, as far as the groups around say it."""
    classes = {
        (each.subject, each.group): each.object
        for each in read.patterns
        if each.predicate == RDF_TYPE and each.object in known.classes
    }
    for each in read.patterns:
        around = ((each.subject, group) for group in read.within(each.group))
        of = next((classes[place] for place in around if place in classes), None)
        if not of or each.predicate not in known.properties - known.classes[of]:
            continue
        yield (
            f"No {_named(of)} here has {_named(each.predicate)}"
            f"{_near(each.predicate, known.classes[of], _owners(each.predicate, known))}"
        )


def _of_values(read: Patterns, known: Vocabulary) -> Iterator[str]:
    """Values that a property never has: plain texts, concepts that there are not."""
    for each in read.patterns:
        if each.object == PLAIN and each.predicate in known.written:
            how = known.written[each.predicate]
            yield f"{_named(each.predicate)} has no plain text as its value; write {how}"
        elif each.predicate != RDF_TYPE and _is_no_concept(each.object, known):
            local = each.object.removeprefix(AV).removeprefix(AVC)
            same = sorted(_named(one) for one in known.concepts if one.endswith(f"-{local}"))
            near = f"; did you mean {' or '.join(same[:MOST_OWNERS])}?" if same else None
            yield (
                f"Nothing here is called {_named(each.object)}"
                f"{near or _near(each.object, known.concepts)}"
            )


def _of_things(read: Patterns, known: Vocabulary) -> Iterator[str]:
    """Names of things that nothing has, or has no more."""
    if known.things is None:
        return
    for iri in read.named:
        is_thing = iri.startswith(AVD) and iri != AVD and iri not in read.properties
        if is_thing and iri not in known.things:
            near = " or ".join(_named(each) for each in known.things.near(iri)[:MOST_OWNERS])
            meant = f"; did you mean {near}?" if near else "."
            yield f"Nothing here is called {_named(iri)}{meant}"


def _is_no_concept(iri: str, known: Vocabulary) -> bool:
    """Whether an IRI has a namespace of the ontology, and the ontology has it not."""
    ours = iri.startswith((AV, AVC)) and bool(known.concepts)
    return ours and iri not in known.concepts and iri not in known.terms


def _owners(iri: str, known: Vocabulary) -> str:
    """The classes whose members have a property, those with the fewest properties first."""
    having = sorted((len(props), of) for of, props in known.classes.items() if iri in props)
    named = ", ".join(_named(of) for _, of in having[:MOST_OWNERS])
    return f"; it is a property of {named}." if named else "."


def _of_aggregates(read: Patterns) -> Iterator[str]:
    places: dict[str, list[int]] = {}
    for each in read.patterns:
        for name in (each.subject, each.object):
            if name.startswith("?"):
                places.setdefault(name, []).append(each.group)
    for function, variables, group in read.aggregates:
        for variable in sorted(f"?{name[1:]}" for name in variables):
            seen = [at for at in places.get(variable, ()) if _holds(read, group, at)]
            if seen and all(_is_optional(read, at, group) for at in seen):
                yield (
                    f"{function} over {variable} has no value for a group in which {variable} is "
                    f'once unbound, and OPTIONAL may leave it so; write COALESCE({variable}, "").'
                )


def _holds(read: Patterns, outer: int, group: int) -> bool:
    return outer in (OUTERMOST, *read.within(group))


def _is_optional(read: Patterns, group: int, outer: int) -> bool:
    """Whether what a group binds may stay unbound in an outer one, in which it stands."""
    return any(read.groups[each].optional for each in read.within(group, outer))


def _near(iri: str, known: Iterable[str], otherwise: str = ".") -> str:
    """The end of a sentence: the name that comes near, if one does."""
    near = get_close_matches(_named(iri), [_named(each) for each in known], 1, NEAR)
    return f"; did you mean {near[0]}?" if near else otherwise


def _named(iri: str) -> str:
    return short(iri, ALL_PREFIXES)
