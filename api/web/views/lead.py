"""The sentence at the head of a page, made from the facts of a thing and the sizes of its lists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from api.web.views import words
from kg.ask.describe.around import BODIES, STATES
from kg.ask.describe.model import alphabetical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.ask.describe import Entity, Fact, Group, Ref

MOST_NAMED: Final = 6
# What is said of a list of facts: with the names at its other ends, or with its size.
NAMED: Final[Mapping[str, str]] = {
    "subordinate": "answers to",
    "overseen": "overseen by",
    "incumbent": "holds or held",
    "post": "held by",
    "identifiedAs": "said to be",
    "unnamedSource": "said to be",
    "cooperationParty": "co-operates with",
}
COUNTED: Final[Mapping[str, tuple[str, str]]] = {
    "participant": ("takes part in {} arrangement", "takes part in {} arrangements"),
    "participatesFor": ("in {} through a body of its own", "in {} through its bodies"),
    "superior": ("{} body is under it", "{} bodies are under it"),
    BODIES: ("{} agency or other body takes part", "{} agencies and other bodies take part"),
}
PROPERTIES: Final[Mapping[str, str]] = {
    "organOf": "of",
    "succeeds": "successor of",
    "predecessor": "follows",
    "basedOn": "based on",
}


@dataclass(frozen=True)
class Phrase:
    """A part of the sentence: words, the things that they name, the place they lead to or ""."""

    words: str
    refs: tuple[Ref, ...] = ()
    place: str = ""


def lead(thing: Entity) -> tuple[Phrase, ...]:
    """What is known of a thing at first sight; empty for a record, which says itself what it is."""
    if thing.record or thing.citation or thing.period:
        return ()
    kind = thing.kinds[0].label.capitalize() if thing.kinds else "Thing"
    values = {each.name: [v.ref for v in each.values if v.ref] for each in thing.properties}
    told = ((phrase, values.get(name, [])) for name, phrase in PROPERTIES.items())
    said = [
        Phrase(phrase, tuple(refs[:MOST_NAMED]))
        for phrase, refs in told
        if refs and refs[0].iri != thing.iri
    ]
    said = (
        [replace(said[0], words=f"{kind} {said[0].words}"), *said[1:]] if said else [Phrase(kind)]
    )
    said += [phrase for group in thing.facts for phrase in _of_facts(group, thing.iri)]
    return (*said, *_counted(thing))


def _of_facts(group: Group[Fact], here: str) -> Iterable[Phrase]:
    total, place = group.listing.total, f"list-{group.name}"
    if group.name == STATES:
        yield from _states(group, place)
    elif group.name in NAMED and total <= MOST_NAMED:
        refs = (ref for fact in group.listing.items for ref in words.other_side(fact, here))
        yield Phrase(NAMED[group.name], tuple(dict.fromkeys(refs)), place)
    elif group.name in COUNTED:
        one, many = COUNTED[group.name]
        yield Phrase((one if total == 1 else many).format(f"{total:,}"), (), place)


def _states(group: Group[Fact], place: str) -> Iterable[Phrase]:
    """The states that take part, by name where they are few."""
    total = group.listing.total
    if total > MOST_NAMED:
        yield Phrase(f"{total} states take part or took part", (), place)
        return
    refs = {end.ref for f in group.listing.items for end in f.ends if end.name == "participant"}
    yield Phrase("taking part now or before:", alphabetical(refs), place)


def _counted(thing: Entity) -> Iterable[Phrase]:
    """How much was said by it and about it."""
    for total, one, place in (
        (thing.statements.total, "statement", "said"),
        (thing.about.total, "claim about it", "about"),
        (thing.events.total, "event", "events"),
    ):
        if total:
            many = "claims about it" if one.startswith("claim") else ""
            yield Phrase(words.plural(total, one, many), (), place)
