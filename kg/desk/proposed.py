"""What a paragraph proposes for the form of a statement; every answer may be changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.desk.acts import DENIES, Act
from kg.desk.alike import Likeness
from kg.desk.content import Content
from kg.desk.kinds import speaking
from kg.desk.known import Known
from kg.desk.language import CITING
from kg.desk.options import YES, Answers
from kg.desk.parties import Parties
from kg.desk.reading import Reading
from kg.desk.sources import Source
from kg.desk.subjects import SAYS

ANNOUNCES: Final = "announces"
# From this likeness on a proposition is proposed, and not only listed.
LIKELY: Final = 0.7
# From this likeness on one is proposed whose action or parties seem to be others.
MEANT: Final = 0.8


@dataclass(frozen=True, slots=True)
class Proposal:
    """A statement that a paragraph may bear out: its stance, the words that tell of it; who takes
    it, somebody known, an unnamed source, or a `name` that nothing bears; towards what.
    """

    stance: str
    words: str
    speaker: str | None = None
    source: Source | None = None
    name: str | None = None
    proposition: Likeness | None = None
    content: Content | None = None

    @property
    def who(self) -> str | None:
        """Who takes the stance, in the words of the text or by slug."""
        return self.speaker or (self.source.descriptor if self.source else self.name)


def proposals(known: Known, reading: Reading) -> list[Proposal]:
    """What a paragraph proposes, each stance of each speaker once, in the order of the text."""
    told: dict[tuple[str, str | None], Proposal] = {}
    for one in _proposals(known, reading):
        told.setdefault((one.stance, one.who), one)
    named = {one.stance for one in told.values() if one.who}
    return [one for one in told.values() if one.who or one.stance not in named]


def _proposals(known: Known, reading: Reading) -> Iterator[Proposal]:
    for act in reading.acts:
        if act.stance != CITING:
            near = _near(known, act)
            no = near is not None and near.negated and act.stance in (SAYS, ANNOUNCES)
            yield replace(
                _of(known, act),
                stance=DENIES if no else act.stance,
                words=act.words,
                proposition=near,
                content=act.content,
            )


def _near(known: Known, act: Act) -> Likeness | None:
    """The proposition that seems to be meant: the most alike of those with the same action and
    parties, else one that is alike enough.
    """
    content = act.content
    if content is None:
        return next((one for one in act.alike if one.score >= LIKELY), None)
    same = (one for one in act.alike if is_told_by(known, one.slug, content))
    return next(same, next((one for one in act.alike if one.score >= MEANT), None))


def is_told_by(known: Known, proposition: str, content: Content) -> bool:
    """Whether a proposition has the action of a content, and shares its actors and, if both have
    any, those towards whom.
    """
    states = Parties(known)
    sides = (("actor", content.actors), ("counterparty", content.counterparties))
    apart = (
        (
            {states.state_of(one) for one in known.values(proposition, role)},
            {states.state_of(one) for one in own},
        )
        for role, own in sides
    )
    return content.action in map(known.bare, known.values(proposition, "actionType")) and all(
        not held or not own or held & own for held, own in apart
    )


def _of(known: Known, act: Act) -> Proposal:
    """Who acted: the likeliest who can, an unnamed source, or a name that nothing bears."""
    may_speak = speaking(known.contract)
    for actor in act.actors:
        if actor.is_source or not actor.slugs:
            name = None if actor.source else actor.text
            return Proposal(act.stance, act.words, source=actor.source, name=name)
        for slug in actor.slugs:
            if known.kinds(slug) & may_speak:
                return Proposal(act.stance, act.words, slug)
    return Proposal(act.stance, act.words)


def proposed_statement(
    document: str, reading: Reading, proposal: Proposal | None
) -> Mapping[str, list[str]]:
    """Answers to the form of a statement, by option, as far as a paragraph of a document tells."""
    proposed: dict[str, Sequence[str | None]] = {
        "report": [document],
        "locator": [reading.paragraph.locator],
        "proposition": [one.slug for one in reading.alike[:1]],
        "phrase": [reading.attribution],
    }
    if proposal:
        near = proposal.proposition
        proposed |= {
            "stance": [proposal.stance],
            "proposition": [near.slug if near else None],
            "phrase": [proposal.words],
            **_speaker(proposal),
        }
    kept = {name: [one for one in values if one] for name, values in proposed.items()}
    return {name: values for name, values in kept.items() if values}


def _speaker(proposal: Proposal) -> dict[str, Sequence[str | None]]:
    source = proposal.source
    if source is None:
        return {"speaker": [proposal.speaker or proposal.name]}
    return {
        "unnamed": [source.descriptor],
        "min-persons": [str(source.least)],
        "max-persons": [None if source.most is None else str(source.most)],
        "affiliation-hint": source.affiliations if len(source.affiliations) == 1 else (),
    }


def proposed_proposition(content: Content) -> Answers:
    """What a content answers to the form of a proposition."""
    sides = {"actor": content.actors, "counterparty": content.counterparties}
    hedges = {"phase": content.phase, "modality": content.mode}
    sign = None if content.affirmative else YES
    return Answers(sides).or_else({"action": content.action, **hedges, "negative": sign})
