"""The sentence at the head of a page, made from the facts of a thing and the sizes of its lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from api.web.views import words
from kg.ask.describe.around import TENURES
from kg.ask.describe.lineage import SUCCEEDS
from kg.ask.describe.model import alphabetical
from kg.terms import AVD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ask.describe import Entity, Fact, Group, Property, Ref

# How many things a part of the sentence names, and how many values it begins with.
MOST_NAMED: Final = 6
MOST_VALUES: Final = 2


@dataclass(frozen=True)
class Phrase:
    """A part of the sentence: words, the things that they name, the place they lead to or ""."""

    words: str
    refs: tuple[Ref, ...] = ()
    place: str = ""


def lead(thing: Entity, as_of: str) -> tuple[Phrase, ...]:
    """What is known of a thing at first sight, on a day or now; empty for a record, which says
    itself what it is.
    """
    if thing.record or thing.citation or thing.period:
        return ()
    values = [phrase for each in thing.properties for phrase in _value(each, thing.iri)]
    facts = [
        phrase
        for group in thing.facts
        for phrase in (heads if group.name == TENURES else facts_of)(group, thing.iri, as_of)
    ]
    after = [_after(group) for group in thing.neighbours if group.name == SUCCEEDS]
    kind = thing.kinds[0].label.capitalize() if thing.kinds else "Thing"
    told = [*values[:MOST_VALUES], *facts, *after, *_counted(thing)]
    return (Phrase(kind), *(told or [_sized(group) for group in thing.neighbours[:MOST_VALUES]]))


def _value(of: Property, here: str) -> Iterable[Phrase]:
    """Things among the values of a property, under its label; concepts say less."""
    refs = (value.ref for value in of.values if value.ref)
    others = [ref for ref in refs if ref.iri.startswith(AVD) and ref.iri != here]
    if others:
        yield Phrase(of.label, tuple(others[:MOST_NAMED]))


def facts_of(group: Group[Fact], here: str, as_of: str) -> Iterable[Phrase]:
    """The other ends of the facts of a list where they are few, of those that were over on the day
    apart, else how many they are.
    """
    title, place = group.title[:1].lower() + group.title[1:], f"list-{group.name}"
    facts, total = group.listing.items, group.listing.total
    over = [fact for fact in facts if words.is_over(fact, as_of)]
    lasting = _others((fact for fact in facts if fact not in over), here)
    former = _others(over, here)
    if total > MOST_NAMED or not (lasting or former):
        yield Phrase(f"{title} ({total:,})", (), place)
        return
    if lasting:
        yield Phrase(title, lasting, place)
    if former:
        yield Phrase("formerly" if lasting else f"{title}, formerly", former, place)


def heads(group: Group[Fact], here: str, as_of: str) -> Iterable[Phrase]:
    """Who heads it on the day, as far as known; those for whom nothing vouches come below."""
    held = [fact for fact in group.listing.items if words.is_held(fact, as_of)]
    title, place = group.title[:1].lower() + group.title[1:], f"list-{group.name}"
    total = "" if held else f" ({group.listing.total:,})"
    yield Phrase(f"{title}{total}", _others(held, here), place)


def _others(facts: Iterable[Fact], here: str) -> tuple[Ref, ...]:
    others = (ref for f in facts for ref in words.other_side(f, words.near_end(f, here)))
    return alphabetical({ref for ref in others if ref.iri.startswith(AVD)})


def _sized(group: Group[Ref]) -> Phrase:
    title = group.title[:1].lower() + group.title[1:]
    return Phrase(f"{title} ({group.listing.total:,})", (), f"list-{group.name}")


def _after(group: Group[Ref]) -> Phrase:
    """What came after it."""
    refs = group.listing.items[:MOST_NAMED]
    return Phrase(group.title.lower(), refs, f"list-{group.name}")


def _counted(thing: Entity) -> Iterable[Phrase]:
    """How much was said by it and about it."""
    further = "further " if thing.statements.total else ""
    for total, one, many, place in (
        (thing.statements.total, "statement", "", "said"),
        (thing.about.total, f"{further}claim about it", f"{further}claims about it", "about"),
        (thing.events.total, "event", "", "events"),
    ):
        if total:
            yield Phrase(words.plural(total, one, many), (), place)
