"""Who does what a text claims, and with whom: the states and bodies that stand around its words."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Final

from kg.desk.article import Paragraph
from kg.desk.kinds import linked
from kg.desk.known import Known
from kg.desk.language import Language
from kg.desk.lexicon import Phrases
from kg.desk.names import OUTLET, PERSON
from kg.desk.subjects import Actor
from kg.terms import AV

# So many small words may part a preposition from a name: with the new United States.
MOST_BETWEEN: Final = 2
# How far one counts as no actor: behind a preposition, one who only speaks, one behind the words of
# the action.
TOWARDS: Final = 4
SPEAKS: Final = 2
BEHIND: Final = 3
# How much a particle tells: は and が of a subject, の of none.
SUBJECT: Final = 3
# So near before an outlet a state only describes it.
NEAR_OUTLET: Final = 20
# So far behind the words of an action by whom it is done may stand; how much sooner acts one whom
# only a blank parts from them.
NEAR_WORDS: Final = 40
ADJACENT: Final = 4
PARTING: Final = frozenset(",.;:()«»“”、。")
ACTOR: Final = f"{AV}actor"
_AGENCY: Final = "IntelligenceAgency"
_ORGANISATION: Final = "Organisation"
_ORGAN_OF: Final = "organOf"


class Parties:
    """Those who act in propositions: states, agencies, unions; for a body, an office, or a person
    in one, its state.
    """

    def __init__(self, known: Known) -> None:
        self._known = known

    def of(self, slug: str) -> str | None:
        """The party for which something named stands; None for an outlet, a private
        organisation, or a place."""
        kinds = self._known.kinds(slug)
        if PERSON in kinds:
            return self._state_of_person.get(slug)
        if OUTLET in kinds or kinds == {_ORGANISATION}:
            return None
        state = None if _AGENCY in kinds else self._state(slug)
        return state or (slug if kinds & self._acting else None)

    @cached_property
    def _acting(self) -> frozenset[str]:
        """The classes of those who can act in a proposition."""
        (actors,) = (
            field
            for field in self._known.contract.fields_in("Proposition", "Action")
            if field.path == ACTOR
        )
        return linked(self._known.contract, actors)

    def state_of(self, slug: str) -> str:
        """The state of which something is a part, or the thing itself."""
        return self._state(slug) or slug

    def is_outlet(self, slug: str) -> bool:
        """Whether something is a news organisation."""
        return OUTLET in self._known.kinds(slug)

    def _state(self, slug: str) -> str | None:
        """The state whose organ a body is, or that in which a post is."""
        bodies = (slug, *self._known.values(slug, "postIn"))
        states = (state for body in bodies for state in self._known.values(body, _ORGAN_OF))
        return next(states, None)

    @cached_property
    def _state_of_person(self) -> dict[str, str]:
        return {
            person: state
            for tenure in self._known.members("Tenure")
            for person in self._known.values(tenure, "incumbent")
            for post in self._known.values(tenure, "post")
            if (state := self._state(post))
        }


@dataclass(frozen=True, slots=True)
class Party:
    """One or several parties that are named side by side, from `start` to `end`; whether they stand
    behind a preposition of one towards whom something is done, or of one by whom; whether they
    speak; how much a particle makes them the subject, less than 0 where it makes them none.
    """

    slugs: tuple[str, ...]
    start: int
    end: int
    towards: bool
    by: bool
    speaks: bool
    acts: int = 0


class Roles:
    """The words of one language that tell who acts from whom it is towards."""

    def __init__(self, language: Language, parties: Parties) -> None:
        self._language, self._parties = language, parties
        begins = not language.is_without_blanks
        self._towards = language.phrases("content", "towards", begins=begins)
        self._by = language.phrases("content", "by", begins=begins)

    def of(
        self, paragraph: Paragraph, named: Sequence[Actor], speaking: Collection[int]
    ) -> list[Party]:
        """The parties that a paragraph names, in the order of its text; `speaking` are the places
        of those who only say what is claimed.
        """
        starts = [token.start for token in paragraph.tokens]
        found: list[Party] = []
        for one, other in zip_longest(named, named[1:]):
            if other and self._describes_outlet(paragraph, one, other):
                continue
            if slugs := self._sides(one):
                place = (bisect_left(starts, one.start), bisect_left(starts, one.end))
                party = Party(
                    slugs,
                    one.start,
                    one.end,
                    self._is_beside(self._towards, paragraph, one, place),
                    self._is_beside(self._by, paragraph, one, place),
                    one.is_source or one.start in speaking,
                    self._by_particle(paragraph, place[1]),
                )
                found.append(party)
        return list(self._joined(paragraph, found))

    def _sides(self, one: Actor) -> tuple[str, ...]:
        """The parties that a name stands for: of several that share it one, but all of several
        states, as those of 한일.
        """
        named = one.slugs if one.is_state else one.slugs[:1]
        return tuple(side for slug in named if (side := self._parties.of(slug)))

    def _is_beside(
        self, words: Phrases[str], paragraph: Paragraph, one: Actor, place: tuple[int, int]
    ) -> bool:
        """Whether such a word stands right before a name, joined to it or not, or behind it as a
        particle.
        """
        if words is self._towards and one.joined in self._language.joined_prepositions:
            return True
        row, text = paragraph.tokens, paragraph.text
        first, behind = place
        if self._language.is_without_blanks:
            return behind < len(row) and words.at(row, text, behind) is not None
        places = range(max(first - 1 - MOST_BETWEEN, 0), first)
        small = self._language.small_words
        return any(
            (hit := words.at(row, text, before)) is not None
            and all(row[n].folded in small for n in range(hit.end, first))
            and hit.end <= first
            for before in places
        )

    def _describes_outlet(self, paragraph: Paragraph, one: Actor, other: Actor) -> bool:
        """Whether a state only says whose the outlet behind it is: the British daily The Times."""
        between = paragraph.text[one.end : other.start]
        near = len(between) <= NEAR_OUTLET and not set(between) & PARTING
        return near and one.is_state and any(map(self._parties.is_outlet, other.slugs))

    def _by_particle(self, paragraph: Paragraph, behind: int) -> int:
        row, text = paragraph.tokens, paragraph.text
        if not self._language.is_without_blanks or behind >= len(row):
            return 0
        _, topic, marker, other = self._language.subjects
        if topic.at(row, text, behind) or marker.at(row, text, behind):
            return SUBJECT
        return -SUBJECT if other.at(row, text, behind) else 0

    def _joined(self, paragraph: Paragraph, found: Sequence[Party]) -> Iterator[Party]:
        """Parties, those that an and or a comma joins as one."""
        held: Party | None = None
        for one in found:
            if held and self._are_joined(paragraph, held, one):
                slugs = tuple(dict.fromkeys((*held.slugs, *one.slugs)))
                flags = (held.towards, held.by or one.by, held.speaks, max(held.acts, one.acts))
                held = Party(slugs, held.start, one.end, *flags)
                continue
            if held:
                yield held
            held = one
        if held:
            yield held

    def _are_joined(self, paragraph: Paragraph, held: Party, one: Party) -> bool:
        """Whether nothing but an and, a comma, and small words such as an article part two."""
        between = paragraph.text[held.end : one.start].casefold()
        words = between.replace(",", " ").replace("、", " ").split()
        joins = {*self._language.ands, *(self._language.small_words if "," not in between else ())}
        ands = self._language.ands
        parted = "," in between or "、" in between or any(word in ands for word in words)
        return parted and all(word in joins for word in words)


def actor_of(parties: Sequence[Party], start: int, end: int) -> Party | None:
    """Who does what the words from `start` to `end` tell of: the first who is behind no preposition
    and does not only say so, one right beside the words sooner; or by whom it is done, if said.
    """

    def cost(party: Party) -> int:
        if party.by and end <= party.start <= end + NEAR_WORDS:
            return -TOWARDS
        far = TOWARDS * (party.towards or party.by) + SPEAKS * party.speaks
        beside = ADJACENT * _touches(party, start, end)
        return far + BEHIND * (party.start >= end) - beside - party.acts

    able = [party for party in parties if cost(party) < TOWARDS + SPEAKS]
    return min(able, key=lambda party: (cost(party), party.start), default=None)


def counterparty_of(
    parties: Sequence[Party], actor: Party | None, start: int, end: int
) -> Party | None:
    """Towards whom it is done: one behind a preposition or between the words of the action sooner
    than another, one behind their beginning sooner than one before it.
    """
    taken = set(actor.slugs) if actor else set()
    others = [party for party in parties if party is not actor and not taken & set(party.slugs)]

    def cost(party: Party) -> tuple[int, int]:
        within = start <= party.start <= end + 1
        told = party.towards or within
        before = party.start < start
        return (not told) + before + TOWARDS * party.speaks, abs(party.start - start)

    return min((one for one in others if not one.by), key=cost, default=None)


def _touches(party: Party, start: int, end: int) -> bool:
    """Whether only a blank parts a party from the words of an action, as in French espionage."""
    return 0 <= start - party.end <= 1 or 0 <= party.start - end <= 1
