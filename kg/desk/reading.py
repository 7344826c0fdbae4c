"""What the graph's own names, and a few phrases, find in each paragraph of an article."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.desk.alike import Likeness, Propositions
from kg.desk.article import Paragraph
from kg.desk.known import Known
from kg.desk.names import Mention, Names, unknown_names
from kg.desk.phrases import Source, attribution, dates, sources


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one paragraph."""

    paragraph: Paragraph
    mentions: tuple[Mention, ...]
    unknown: tuple[str, ...]
    dates: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    attribution: str | None
    alike: tuple[Likeness, ...]

    @property
    def claims(self) -> bool:
        """Whether the paragraph seems to say who said something."""
        return bool(self.paragraph.number and (self.attribution or self.sources or self.alike))


def read(known: Known, article: Sequence[Paragraph]) -> list[Reading]:
    """What the graph's own names, and a few phrases, find in each paragraph."""
    names, propositions = Names(known), Propositions(known)
    return [_read(one, names, propositions) for one in article]


def _read(paragraph: Paragraph, names: Names, propositions: Propositions) -> Reading:
    mentions = names.mentions(paragraph)
    named = {slug for mention in mentions for slug in mention.slugs}
    return Reading(
        paragraph,
        tuple(mentions),
        tuple(unknown_names(paragraph, mentions)),
        tuple(dates(paragraph)),
        tuple(sources(paragraph)),
        attribution(paragraph),
        tuple(propositions.alike(paragraph.tokens, named)),
    )
